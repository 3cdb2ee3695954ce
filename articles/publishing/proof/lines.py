"""HTML as the lines that somebody reads, whether it is a signed text or the part of a page that shows one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

# What the frame adds within a text: numbers and marks of citations, labels of boxes, stamps, links to other texts, definitions.
FRAME: Final = frozenset(
    {
        *("rb-cite", "rb-mark", "rb-prescribers", "rb-origin", "rb-box__label", "rb-scroll__words", "rb-levels"),
        *("rb-term__meaning",),
    }
)
_LEAVES: Final = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "caption", "td", "th"})
_HOLDERS: Final = frozenset({"ul", "ol", "aside", "section", "blockquote", "figure", "table", "tr", "li", "td", "th"})
_KEPT: Final = {"aside": "data-kind", "section": "data-kind", "ol": "start", "td": "colspan", "th": "colspan"}
_BLANKS: Final = re.compile(r"[\s\u00a0]+")
_BEFORE_SIGN: Final = re.compile(r" (?=[.,;:!?)\]])")

Leaves = Callable[[HtmlElement], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand together; `within` are the elements around them that mean something, outermost first."""

    within: tuple[str, ...]
    words: str


def lines(root: HtmlElement, *, is_page: bool) -> list[Line]:
    """Every line below `root` in reading order. On a page what the frame adds is left out, and only that."""
    return [line for line in _lines(root, (), is_page) if line.words]


def _lines(element: HtmlElement, within: tuple[str, ...], is_page: bool) -> Iterator[Line]:
    """Words outside any leaf are lines too: nobody signed them, so they must be seen."""
    words: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_frame(child, is_page):
            words.append(child.tail or "")
        elif child.tag in _LEAVES or child.tag in _HOLDERS or _holds_lines(child):
            yield Line(within, _tidy(words))
            yield from _lines(child, _inside(child, within), is_page)
            words = [child.tail or ""]
        else:
            words += _inline(child, is_page)
            words.append(child.tail or "")
    yield Line(within, _tidy(words))


def _is_frame(element: HtmlElement, is_page: bool) -> bool:
    if not is_page:
        return bool(element.tag == "cite")
    return not FRAME.isdisjoint(str(element.get("class", "")).split())


def _holds_lines(element: HtmlElement) -> bool:
    """A wrapper of the page ("div" around a table): its lines are those of what it wraps."""
    return element.tag in ("div", "thead", "tbody") or any(child.tag in _LEAVES for child in element.iter())


def _inside(element: HtmlElement, within: tuple[str, ...]) -> tuple[str, ...]:
    if element.tag not in _LEAVES and element.tag not in _HOLDERS:
        return within
    kept = element.get(_KEPT[element.tag], "") if element.tag in _KEPT else ""
    return (*within, f"{element.tag}:{kept}" if kept else element.tag)


def _inline(element: HtmlElement, is_page: bool) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
        return
    if element.tag == "img":
        yield f"⟦{element.get('src', '')}|{element.get('alt', '')}⟧"
        return
    opening, closing = _SIGNS.get(element.tag, ("", ""))
    if element.tag == "a":
        opening, closing = "", f"⟦{element.get('href', '')}⟧"
    yield opening
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_frame(child, is_page):
            yield from _inline(child, is_page)
        yield child.tail or ""
    yield closing


_SIGNS: Final = {"sup": ("^(", ")"), "sub": ("_(", ")")}


def _tidy(words: list[str]) -> str:
    return _BEFORE_SIGN.sub("", _BLANKS.sub(" ", "".join(words))).strip()
