"""A publisher's logo as it may be shown: a PNG written anew, or an SVG of which nothing is left but shapes. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from lxml import etree

from articles.imaging import NotAPicture, written_anew

LARGEST_SVG: Final = 64 * 1024
LARGEST_PNG: Final = 200 * 1024
MOST_SHAPES: Final = 2000
# A drawing has no pixels: its sides are told in whole numbers, the longer one as so many.
LONGER_SIDE: Final = 1000
SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_SHAPE_NAMES: Final = (
    "svg g path rect circle ellipse line polyline polygon title desc defs linearGradient radialGradient stop clipPath mask"
    " text tspan"
)
_SHAPES: Final = frozenset(_SHAPE_NAMES.split())
# What these bring in is what somebody sees: without it the logo would look otherwise.
_LOOKS: Final = frozenset({"style", "use", "symbol", "image", "pattern", "filter", "foreignObject", "marker"})
_ATTRIBUTE_NAMES: Final = (
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform viewBox preserveAspectRatio fill fill-rule"
    " fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset"
    " stroke-opacity opacity offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clip-path"
    " clip-rule clipPathUnits mask maskUnits maskContentUnits href color display font-family font-size font-weight"
    " font-style text-anchor letter-spacing dx dy"
)
_ATTRIBUTES: Final = frozenset(_ATTRIBUTE_NAMES.split())
# Of one value, what leads outside the drawing: only `url(#id)` and `#id` stay.
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)|:|\\|/\*|@|&", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)(?:px|pt)?\s*")


class NotALogo(NotAPicture):
    """The file cannot be taken as a logo; the sentence says why."""


@dataclass(frozen=True)
class Logo:
    """`width` and `height` are its proportions, in whatever unit the file counts."""

    content: bytes
    extension: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """Its name in the storage: by content, so never given twice."""
        return f"logos/{self.sha256}.{self.extension}"


def logo_of(content: bytes) -> Logo:
    """An SVG or PNG file as it may be shown. Raises `NotAPicture` with a sentence about what to do."""
    beginning = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(b"<") and (b"<svg" in beginning or beginning.startswith(b"<?xml")):
        return _drawn(content)
    picture = written_anew(content)
    if picture.format != "PNG":
        raise NotALogo(_("A logo is an SVG or a PNG file. Save it as one of these."))
    if len(picture.content) > LARGEST_PNG:
        raise NotALogo(_("This logo is larger than 200 KB, and every reader would load it. Make it smaller."))
    return Logo(picture.content, "png", picture.width, picture.height)


def _drawn(content: bytes) -> Logo:
    if len(content) > LARGEST_SVG:
        raise NotALogo(_("This logo is larger than 64 KB, and every reader would load it. Simplify it."))
    if b"<!entity" in content.lower():
        raise NotALogo(_UNREADABLE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise NotALogo(_UNREADABLE) from None
    if root.tag != f"{{{SVG}}}svg":
        raise NotALogo(_UNREADABLE)
    width, height = _sides(root)
    root.set("viewBox", root.get("viewBox") or f"0 0 {width:g} {height:g}")
    _clean(root)
    etree.cleanup_namespaces(root)
    scale = LONGER_SIDE / max(width, height)
    return Logo(
        etree.tostring(root, encoding="utf-8"), "svg", max(round(width * scale), 1), max(round(height * scale), 1)
    )


_UNREADABLE: Final = _("This file cannot be read as an SVG drawing: it is damaged, or something else.")
_UNTOLD: Final = _("This SVG file does not say how large it is. Save it again with a width and a height.")
_STYLED: Final = _(
    "This SVG file takes its look from a style sheet or a picture inside it, which readers would not see. "
    "Export it with presentation attributes and without pictures, or save it as PNG."
)


def _sides(root: etree._Element) -> tuple[float, float]:
    """As the drawing's own unit has them."""
    box = [part for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if part]
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    found = [_NUMBER.fullmatch(side) for side in sides]
    lengths = [float(match[1]) for match in found if match]
    if len(lengths) != 2 or min(lengths) <= 0:
        raise NotALogo(_UNTOLD)
    return lengths[0], lengths[1]


def _clean(root: etree._Element) -> None:
    elements = list(root.iter())
    if len(elements) > MOST_SHAPES:
        raise NotALogo(_("This logo has more than 2,000 shapes. Simplify it."))
    for element in elements:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in _LOOKS:
            raise NotALogo(_STYLED)
        if name in _SHAPES and etree.QName(element).namespace == SVG:
            _clean_attributes(element)
        elif (above := element.getparent()) is not None:
            above.remove(element)


def _clean_attributes(element: etree._Element) -> None:
    """A `style` is taken apart into the attributes that say the same."""
    said = {str(name): str(value) for name, value in element.attrib.items()}
    for part in said.pop("style", "").split(";"):
        name, _colon, value = part.partition(":")
        said[name.strip()] = value.strip()
    said.setdefault("href", said.get(_XLINK, ""))
    element.attrib.clear()
    for name, value in said.items():
        if name in _ATTRIBUTES and value and not _leads_outside(name, value):
            element.set(name, value)


def _leads_outside(name: str, value: str) -> bool:
    return bool(_OUTSIDE.search(value)) or (name == "href" and not value.startswith("#"))
