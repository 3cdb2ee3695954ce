"""A Word document's XML made plain: headings named by their level, deleted and hidden words gone, fields opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from articles.importing import archives
from articles.importing.word.package import LARGEST_PART

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_GONE = ("del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_OPENED = ("fldSimple", "dir", "bdo", "smartTag", "customXml")
_HEADING = re.compile(r"(?:heading|überschrift|titre|titolo|título|rubrik|kop|nagłówek|заголовок)\s*([1-9])$")
_TITLE = frozenset({"title", "titel", "titolo", "título", "titre"})
_CONTENTS = re.compile(r"(?:toc|verzeichnis|tm|table of contents)\s*(?:[1-9]|heading)?$")
HEADING, TITLE = "rbHeading", "rbTitle"
_DEEPEST_STYLE = 20


def prepared(archive: zipfile.ZipFile) -> io.BytesIO:
    """The same document as mammoth reads it best."""
    levels = _Styles(_xml(archive, _STYLES)) if _STYLES in archive.namelist() else _Styles(None)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            if name.endswith("/"):
                continue
            if re.fullmatch(r"word/(?:document|footnotes|endnotes)\.xml", name):
                copy.writestr(name, _prepared_part(_xml(archive, name), levels))
            else:
                copy.writestr(name, archives.read(archive, name, 60 * archives.MEGABYTE))
    written.seek(0)
    return written


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archives.read(archive, name, LARGEST_PART), parser)


class _Styles:
    """Which level a style of paragraphs has: by its outline, by that of the style it is based on, or by its name."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iter(f"{_W}style")
        self.styles: Mapping[str, etree._Element] = {style.get(f"{_W}styleId", ""): style for style in found}

    def name(self, style_id: str) -> str:
        """The style's name, which Word keeps in English whatever its own language; the id where it is not defined."""
        style = self.styles.get(style_id)
        return (_value(style, "name") if style is not None else style_id).strip().lower()

    def level(self, style_id: str) -> int:
        """1 to 9; 0 for a style of running text."""
        for _step in range(_DEEPEST_STYLE):
            named = _HEADING.match(self.name(style_id))
            if named:
                return int(named[1])
            style = self.styles.get(style_id)
            if style is None:
                return 0
            if outline := _outline(style):
                return outline
            style_id = _value(style, "basedOn")
        return 0

    def is_bold(self, style_id: str) -> bool:
        style = self.styles.get(style_id)
        return style is not None and _is_on(style.find(f"{_W}rPr/{_W}b"))


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _outline(element: etree._Element) -> int:
    found = element.find(f"{_W}pPr/{_W}outlineLvl")
    value = "" if found is None else found.get(f"{_W}val", "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _prepared_part(root: etree._Element, styles: _Styles) -> bytes:
    for element in list(root.iter(*(f"{_W}{name}" for name in _GONE))):
        _remove(element)
    for element in list(root.iter(*(f"{_W}{name}" for name in _OPENED))):
        _open(element)
    for run in [run for run in root.iter(f"{_W}r") if _is_on(run.find(f"{_W}rPr/{_W}vanish"))]:
        _remove(run)
    for formula in list(root.iter(f"{_MATH}oMath")):
        _as_run(formula)
    for contents in list(_contents(root)):
        _remove(contents)
    for paragraph in list(root.iter(f"{_W}p")):
        _name_heading(paragraph, styles)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in ("0", "false", "off", "none")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    # The mark of a deleted paragraph stands in its properties; mammoth joins such paragraphs itself.
    if parent is not None and parent.tag != f"{_W}rPr" and parent.tag != f"{_W}trPr":
        parent.remove(element)


def _open(element: etree._Element) -> None:
    """Its content in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)


def _as_run(formula: etree._Element) -> None:
    """A formula as the words and signs that it consists of."""
    parent = formula.getparent()
    if parent is None:
        return
    run = etree.Element(f"{_W}r")
    text = etree.SubElement(run, f"{_W}t")
    text.text = "".join(found.text or "" for found in formula.iter(f"{_MATH}t"))
    if parent.tag == f"{_MATH}oMathPara":
        _replace(parent, run)
    else:
        _replace(formula, run)


def _replace(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _contents(root: etree._Element) -> Iterator[etree._Element]:
    """Tables of contents: made again from the headings."""
    for part in root.iter(f"{_W}docPartGallery"):
        holder = next(part.iterancestors(f"{_W}sdt"), None)
        if part.get(f"{_W}val") == "Table of Contents" and holder is not None:
            yield holder


def _name_heading(paragraph: etree._Element, styles: _Styles) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    style = properties.find(f"{_W}pStyle")
    style_id = "" if style is None else style.get(f"{_W}val", "")
    name = styles.name(style_id)
    if _CONTENTS.match(name) and style is not None:
        _remove(paragraph)
        return
    level = _outline(paragraph) or (styles.level(style_id) if style is not None else 0)
    if name in _TITLE:
        _set_style(properties, style, TITLE)
    elif level:
        _set_style(properties, style, f"{HEADING}{min(level, 6)}")


def _set_style(properties: etree._Element, style: etree._Element | None, name: str) -> None:
    if style is None:
        style = etree.Element(f"{_W}pStyle")
        properties.insert(0, style)
    style.set(f"{_W}val", name)
    # A numbered heading is a heading, not an item of a list.
    numbering = properties.find(f"{_W}numPr")
    if numbering is not None:
        properties.remove(numbering)
