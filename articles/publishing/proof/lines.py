"""HTML as the lines that somebody reads, whether it is a signed text or the part of a page that shows one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

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


class Line(NamedTuple):
    """Words that stand together; `within` are the elements around them that mean something, outermost first. A page has hundreds, and a
    tuple is quickly made."""

    within: tuple[str, ...]
    words: str


def lines(root: HtmlElement, *, is_page: bool) -> list[Line]:
    """Every line below `root` in reading order. On a page what the frame adds is left out, and only that."""
    found: list[Line] = []
    _read(root, (), is_page, found)
    return found


def _read(element: HtmlElement, within: tuple[str, ...], is_page: bool, found: list[Line]) -> None:
    """Words outside any leaf are lines too: nobody signed them, so they must be seen."""
    words: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _is_frame(child, is_page):
            words.append(child.tail or "")
        elif child.tag in _LEAVES or child.tag in _HOLDERS or _holds_lines(child):
            _add(within, words, found)
            _read(child, _inside(child, within), is_page, found)
            words = [child.tail or ""]
        else:
            words += _inline(child, is_page)
            words.append(child.tail or "")
    _add(within, words, found)


def _add(within: tuple[str, ...], parts: list[str], found: list[Line]) -> None:
    words = "".join(parts)
    if not words.isspace() and (words := _BEFORE_SIGN.sub("", _BLANKS.sub(" ", words)).strip()):
        found.append(Line(within, words))


def _is_frame(element: HtmlElement, is_page: bool) -> bool:
    if not is_page:
        return bool(element.tag == "cite")
    classes = element.get("class")
    return classes is not None and not FRAME.isdisjoint(classes.split())


def _holds_lines(element: HtmlElement) -> bool:
    """A wrapper of the page ("div" around a table): its lines are those of what it wraps."""
    return element.tag in ("div", "thead", "tbody") or next(element.iter(*_LEAVES), None) is not None


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
