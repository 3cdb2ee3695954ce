"""What a page says on paper: its words without what the style of print leaves out, and with what that style adds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import cssselect2
import tinycss2
from lxml import html
from lxml.html import HtmlElement

CELL: Final = "¦"
_PROPERTIES: Final = frozenset(
    {"display", "visibility", "position", "list-style", "content", "counter-reset", "counter-increment"}
)
_NEVER_SHOWN: Final = frozenset({"head", "script", "style", "template", "title", "noframes", "datalist", "input"})
_SHIFTS: Final = {"sup": "^", "sub": "_"}
_HEAD: Final = ("th", "td")


@dataclass(frozen=True)
class Print:
    """`words` in the order of reading; `header` stands on every page beside its number; `across` is the watermark, on every page too."""

    words: str
    header: str
    across: str
    is_from_right: bool = False


@dataclass
class _Sheet:
    """Declarations of the style by element and pseudo-element, and how far its counters are."""

    said: Mapping[tuple[HtmlElement, str], Mapping[str, str]]
    counters: dict[str, int] = field(default_factory=dict)

    def of(self, element: HtmlElement, name: str, pseudo: str = "") -> str:
        return self.said.get((element, pseudo), {}).get(name, "")

    def hides(self, element: HtmlElement) -> bool:
        is_out = element.tag in _NEVER_SHOWN or element.get("hidden") is not None
        return is_out or self.of(element, "display") == "none" or self.of(element, "visibility") == "hidden"

    def is_on_each_page(self, element: HtmlElement) -> bool:
        return self.of(element, "position").startswith(("running", "fixed"))


def in_print(page: str, css: str) -> Print:
    """`css` is the style that the page is printed with; of its rules the last one that names an element counts."""
    root = html.document_fromstring(page, parser=html.HTMLParser(remove_comments=True, encoding="utf-8"))
    sheet = _Sheet(_declared(root, css))
    whole = list(root.iter())
    header = next((one for one in whole if sheet.of(one, "position").startswith("running")), None)
    across = next((one for one in whole if sheet.of(one, "position") == "fixed"), None)
    words = "".join(part for body in root.iterchildren("body") for part in _said(body, sheet))
    return Print(words, _own_words(header), _own_words(across), is_from_right=root.get("dir") == "rtl")


def cell(columns: object, rows: object) -> str:
    """What stands before the words of a cell, so that two of them are never one."""
    return f"{CELL}{columns}×{rows}{CELL}"


def _own_words(element: HtmlElement | None) -> str:
    return "" if element is None else str(element.text_content())


def _said(element: HtmlElement, sheet: _Sheet) -> Iterator[str]:
    """Words of an element and of what is in it; nothing of what is not printed or is printed on each page."""
    if sheet.hides(element) or sheet.is_on_each_page(element):
        return
    _count(element, sheet)
    yield from _before(element, sheet)
    inside = [_generated(element, "before", sheet), element.text or ""]
    for child in element:
        inside += (*_said(child, sheet), child.tail or "")
    inside.append(_generated(element, "after", sheet))
    shift = "" if _is_alone(element) else _SHIFTS.get(element.tag, "")
    yield f"{shift}({''.join(inside)})" if shift and "".join(inside).strip() else "".join(inside)
    yield " "


def _before(element: HtmlElement, sheet: _Sheet) -> Iterator[str]:
    """What a PDF tells of an element besides its words: that it is a cell, which item it is, what its picture shows."""
    if element.tag in _HEAD:
        yield cell(element.get("colspan", "1"), element.get("rowspan", "1"))
    elif element.tag == "img":
        yield element.get("alt", "")
    elif element.tag == "li":
        yield _number(element, sheet)


def _number(item: HtmlElement, sheet: _Sheet) -> str:
    """ "3." in a numbered list that shows its numbers."""
    around = item.getparent()
    if around is None or around.tag != "ol" or "none" in (sheet.of(around, "list-style"), sheet.of(item, "list-style")):
        return ""
    first = int(around.get("start", "1"))
    return f"{first + list(around.iterchildren('li')).index(item)}. "


def _is_alone(element: HtmlElement) -> bool:
    """Raised words with none beside them: on paper nothing tells that they are raised."""
    around = element.getparent()
    return around is None or "".join(around.itertext()).strip() == "".join(element.itertext()).strip()


def _count(element: HtmlElement, sheet: _Sheet) -> None:
    for name in sheet.of(element, "counter-reset").split()[:1]:
        sheet.counters[name] = 0
    for name in sheet.of(element, "counter-increment").split()[:1]:
        sheet.counters[name] = sheet.counters.get(name, 0) + 1


def _generated(element: HtmlElement, pseudo: str, sheet: _Sheet) -> str:
    return "".join(_made(token, element, sheet) for token in _tokens(sheet.of(element, "content", pseudo)))


def _made(token: Any, element: HtmlElement, sheet: _Sheet) -> str:
    if token.type == "string":
        return str(token.value)
    if token.type != "function" or not token.arguments:
        return ""
    name = token.arguments[0].value
    return element.get(name, "") if token.lower_name == "attr" else str(sheet.counters.get(name, 0))


@lru_cache(maxsize=64)
def _tokens(content: str) -> tuple[Any, ...]:
    return tuple(tinycss2.parse_component_value_list(content, skip_comments=True))


def _declared(root: HtmlElement, css: str) -> dict[tuple[HtmlElement, str], dict[str, str]]:
    matcher = _matcher(css)
    said: dict[tuple[HtmlElement, str], dict[str, str]] = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        for _specificity, _order, pseudo, declarations in sorted(matcher.match(wrapper), key=_place):
            said.setdefault((wrapper.etree_element, pseudo or ""), {}).update(declarations)
    return said


def _place(match: tuple[Any, int, Any, Any]) -> int:
    return match[1]


@lru_cache(maxsize=2)
def _matcher(css: str) -> cssselect2.Matcher:
    matcher = cssselect2.Matcher()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        declarations = _of_interest(rule)
        for selector in cssselect2.compile_selector_list(rule.prelude) if declarations else ():
            matcher.add_selector(selector, declarations)
    return matcher


def _of_interest(rule: Any) -> dict[str, str]:
    parsed = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
    found = [one for one in parsed if one.type == "declaration" and one.lower_name in _PROPERTIES]
    return {one.lower_name: tinycss2.serialize(one.value).strip() for one in found}
