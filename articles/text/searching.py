"""Words that are looked for in a text, and put in place of: inside the words only, and never inside a number."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from articles.text.deletion import require_words, with_blank
from articles.text.dialect import canonical
from articles.text.doses import is_dose_unit
from articles.text.drugs import drugs
from articles.text.letters import Exchange, Letter, Place, equal, exchanged, letters, shown, visited
from articles.text.quantities import figure_spans, figures, located, quantities
from articles.text.reading import elements
from articles.text.sentences import sentence_around
from articles.text.tree import Node, serialise

_MOST_AROUND = 160


class Touched(StrEnum):
    """What a replacement changes that nobody should change unseen (S21)."""

    NUMBER = "number"
    DOSE = "dose"
    DRUG = "drug"


@dataclass(frozen=True, slots=True)
class Sought:
    """A blank finds any blank, and a number only a whole number: "5 mg" is not in "15 mg", "0.5 mg" or "5 mg/kg"."""

    words: str
    whole_word: bool = False
    match_case: bool = False

    @property
    def is_empty(self) -> bool:
        return not tidied(self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """`number` counts from 0 in its text. `before` and `after` are the rest of the sentence. `replacement`: empty deletes."""

    number: int
    before: str
    found: str
    after: str
    place: Place
    replacement: str | None = None
    touches: frozenset[Touched] = frozenset()


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int


def tidied(words: str) -> str:
    return unicodedata.normalize("NFC", " ".join(words.split()))


def find(html: str, sought: Sought, replacement: str | None = None) -> tuple[Hit, ...]:
    """Every place of a text in the dialect, in reading order, with what the replacement, if one is asked for, makes of it."""
    finder = _Finder(sought, replacement)
    visited(elements(html), finder.visit)
    return tuple(finder.hits)


def replace(html: str, sought: Sought, replacement: str, chosen: Collection[int]) -> str:
    """The text with other words, or none, at the chosen places, canonical again. Raises `TextTooLong`, `NothingLeft`."""
    finder = _Finder(sought, replacement, frozenset(chosen))
    return canonical(serialise(visited(elements(html), finder.visit)))


def find_in_line(line: str, sought: Sought, replacement: str | None = None) -> tuple[Hit, ...]:
    """The same for a text without markup."""
    finder = _Finder(sought, replacement)
    finder.visit((line,), Place())
    return tuple(finder.hits)


def replace_in_line(line: str, sought: Sought, replacement: str, chosen: Collection[int]) -> str:
    finder = _Finder(sought, replacement, frozenset(chosen))
    return tidied("".join(node for node in finder.visit((line,), Place()) if isinstance(node, str)))


class _Finder:
    """Goes from passage to passage, counts the hits and exchanges those that were chosen."""

    def __init__(self, sought: Sought, replacement: str | None, chosen: Collection[int] = ()) -> None:
        self.sought, self.chosen = sought, chosen
        self.asks, self.replacement = replacement is not None, tidied(replacement or "")
        self.pattern = None if sought.is_empty else _pattern(sought)
        self.hits: list[Hit] = []

    def visit(self, passage: tuple[Node, ...], place: Place) -> tuple[Node, ...]:
        found = letters(passage)
        first = len(self.hits)
        matches = list(self._matches(found))
        self.hits += [self._hit(first + count, found, match, place) for count, match in enumerate(matches)]
        meant = [match for count, match in enumerate(matches, first) if count in self.chosen]
        if not meant:
            return passage
        result = exchanged(passage, found, [self._exchange(found, match) for match in meant])
        if not self.replacement:
            require_words(passage, result)
        return result

    def _exchange(self, found: tuple[Letter, ...], match: _Match) -> Exchange:
        words = self._words(found, match)
        span = (match.start, match.end) if words else with_blank(found, match.start, match.end)
        return Exchange(*span, words)

    def _matches(self, found: tuple[Letter, ...]) -> Iterator[_Match]:
        if self.pattern is None:
            return
        text = equal("".join(letter.shown for letter in found))
        candidates = [match.span() for match in self.pattern.finditer(text)]
        inside = _insides(text) if candidates else frozenset()
        yield from (_Match(*span) for span in candidates if not inside.intersection(span))

    def _words(self, found: tuple[Letter, ...], match: _Match) -> str:
        """With a capital where the words that give way had one and nobody asked for an exact case."""
        first = found[match.start].shown
        wanted = self.sought.words.strip()[:1]
        if not self.sought.match_case and first.isupper() and wanted.islower():
            return self.replacement[:1].upper() + self.replacement[1:]
        return self.replacement

    def _hit(self, number: int, found: tuple[Letter, ...], match: _Match, place: Place) -> Hit:
        before, words, after = (
            shown(found[: match.start]), shown(found[match.start : match.end]), shown(found[match.end :])
        )  # fmt: skip
        new = self._words(found, match) if self.asks else None
        touches = frozenset() if new is None else _touched(before, words, after, new)
        end = len(before) + len(words)
        first, last = sentence_around(before + words + after, len(before), end)
        return Hit(number, _tail(before[first:]), words, _head(after[: last - end]), place, new, touches)


def _pattern(sought: Sought) -> re.Pattern[str]:
    words = equal(tidied(sought.words))
    body = " +".join(re.escape(part) for part in words.split(" "))
    measured = located(words)
    starts = sought.whole_word or bool(measured[0].quantity)
    before = r"(?<!\w)" if starts and words[0].isalnum() else ""
    after = r"(?!\w)" if sought.whole_word and words[-1].isalnum() else ""
    # A unit goes on after its letters: mg/kg, m².
    after = r"(?![\w²³]|/\w)" if measured[-1].quantity else after
    return re.compile(before + body + after, 0 if sought.match_case else re.IGNORECASE)


def _insides(text: str) -> frozenset[int]:
    """Places between two signs of one number, where no hit begins or ends."""
    return frozenset(place for start, end in figure_spans(text) for place in range(start + 1, end))


def _touched(before: str, old: str, after: str, new: str) -> frozenset[Touched]:
    """By what is within the words, and by what they make of the sentence ("5 " before "mg" is a dose)."""
    was, will_be = _measures(before + old + after), _measures(before + new + after)
    changed = (was - will_be) + (will_be - was)
    units = {unit for _value, unit in changed} | {
        quantity.unit for words in (old, new) for quantity in quantities(words)
    }
    numbers = bool(changed or figures(old) or figures(new))
    doses = any(is_dose_unit(unit) for unit in units)
    names = Counter(drugs(before + old + after)) != Counter(drugs(before + new + after))
    found = {Touched.NUMBER: numbers and not doses, Touched.DOSE: doses, Touched.DRUG: names}
    return frozenset(kind for kind, is_so in found.items() if is_so)


def _measures(text: str) -> Counter[tuple[str, str]]:
    return Counter(figures(text))


def _tail(text: str) -> str:
    kept = _settled(text).lstrip()
    return kept if len(kept) <= _MOST_AROUND else "…" + kept[-_MOST_AROUND:]


def _head(text: str) -> str:
    kept = _settled(text).rstrip()
    return kept if len(kept) <= _MOST_AROUND else kept[:_MOST_AROUND] + "…"


def _settled(text: str) -> str:
    """Without the blank that stood before a citation, which is not shown."""
    return re.sub(r" (?=[.,;:!?)])", "", text)
