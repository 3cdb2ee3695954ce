"""Figures with their units in a text that is written from right to left: kept as one, so that "300 mg" is not shown as "mg 300".

Between letters of Arabic or Hebrew the bidirectional algorithm (Unicode Standard Annex 9) orders a number and the Latin letters beside it
each for itself, turns ranges round and mirrors "≥". Each such stretch is put into an element that is laid out alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import get_language_info
from lxml import html
from lxml.html import HtmlElement

# Letters and figures whose own direction is from right to left: Hebrew, Arabic, and the figures of Arabic, which go with them.
_FROM_RIGHT: Final = frozenset({"R", "AL", "AN"})
# A stretch ends at these, and at a stop with a blank behind it.
_ENDS: Final = frozenset('()[]{}"“”„«»!?;\n\t')
_STOPS: Final = frozenset(".,:…")
_BLANKS: Final = " \u00a0\u2009\u202f"
# What belongs to no figure where it ends a stretch.
_LOOSE: Final = f"{_BLANKS}.,:…-–—/*"
_DASH: Final = re.compile(r"^[-–—]\s+")
_INLINE: Final = frozenset({"sup", "sub", "strong", "em", "code", "b", "i"})


def is_from_right(language: str) -> bool:
    """False for a language that Django does not know."""
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


def isolated(words: str) -> str:
    """As one thing in a line that may run the other way, where no element can be: in a title, a feed. Words from left to right stay."""
    return f"\u2068{words}\u2069" if any(map(_is_right, words)) else words


def isolate(root: HtmlElement) -> None:
    """Puts each stretch below `root` into `<bdi dir="ltr">`; words and order stay."""
    for element in list(root.iter("*")):
        if not any(around.tag == "bdi" for around in element.iterancestors()):
            _isolate_in(element)


@dataclass
class _Stretch:
    """Words and small elements that follow each other, nothing of them from right to left."""

    parts: list[str | HtmlElement] = field(default_factory=list)

    def add(self, part: str | HtmlElement) -> None:
        if isinstance(part, str) and self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += part
        else:
            self.parts.append(part)

    @property
    def is_apart(self) -> bool:
        """Has it a figure, and anything beside it that could come to stand elsewhere?"""
        words = "".join(part if isinstance(part, str) else str(part.text_content()) for part in self.parts)
        words = words.strip(_LOOSE)
        return any(map(str.isdigit, words)) and not words.replace(".", "").replace(",", "").isdigit()

    def laid_out(self) -> Iterator[str | HtmlElement]:
        """As it goes into the page. Blanks and stops at its ends stay outside."""
        if not self.is_apart:
            yield from self.parts
            return
        apart, before, after = html.Element("bdi", {"dir": "ltr"}), self._cut_first(), self._cut_last()
        for part in self.parts:
            _append(apart, part)
        yield from (before, apart, after)

    def _cut_first(self) -> str:
        part = self.parts[0]
        if not isinstance(part, str):
            return ""
        self.parts[0] = _DASH.sub("", part.lstrip(_BLANKS))
        return part[: len(part) - len(self.parts[0])]

    def _cut_last(self) -> str:
        part = self.parts[-1]
        if not isinstance(part, str):
            return ""
        self.parts[-1] = part.rstrip(_LOOSE)
        return part[len(self.parts[-1]) :]


def _isolate_in(element: HtmlElement) -> None:
    """Among the words of one element. What holds blocks, or words from right to left, has its own turn."""
    parts = list(_parts(element))
    if not any(isinstance(part, _Stretch) and part.is_apart for part in parts):
        return
    element.text = None
    for child in list(element):
        child.tail = None
        element.remove(child)
    for part in parts:
        for one in part.laid_out() if isinstance(part, _Stretch) else [part]:
            _append(element, one)


def _append(element: HtmlElement, part: str | HtmlElement) -> None:
    if not isinstance(part, str):
        element.append(part)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + part
    else:
        element.text = (element.text or "") + part


def _parts(element: HtmlElement) -> Iterator[str | HtmlElement | _Stretch]:
    """What is in the element, in order: stretches, and what is none."""
    stretch = _Stretch()
    for part in _flat(element):
        if _goes_on(part):
            stretch.add(part)
            continue
        if stretch.parts:
            yield stretch
            stretch = _Stretch()
        yield part
    if stretch.parts:
        yield stretch


def _goes_on(part: str | HtmlElement) -> bool:
    if isinstance(part, str):
        return part not in _ENDS and len(part) == 1 and not _is_right(part)
    small = part.tag in _INLINE and all(child.tag in _INLINE for child in part.iterdescendants())
    return small and not any(map(_is_right, str(part.text_content())))


def _flat(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """Single signs, and elements without what comes after them, which follows."""
    yield from _signs(element.text or "")
    for child in list(element):
        yield child
        yield from _signs(child.tail or "")


def _signs(words: str) -> Iterator[str]:
    """A stop with the blank behind it is one: "5.5" goes on, "5. " does not."""
    place = 0
    while place < len(words):
        wide = 2 if words[place] in _STOPS and words[place + 1 : place + 2].isspace() else 1
        yield words[place : place + wide]
        place += wide


def _is_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in _FROM_RIGHT
