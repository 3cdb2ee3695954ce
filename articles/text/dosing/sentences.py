"""One sentence → its doses: each amount with the drug, route, frequency, limit and group that stand with it.

Between two amounts, what follows the first up to the nearest border belongs to it, and the rest to the second:
"500 mg twice a day for adults, | children 250 mg".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.text.dosing.mentions import (
    Mention,
    drugs_in,
    first,
    frequencies_in,
    populations_in,
    routes_in,
    spells_in,
)
from articles.text.dosing.portions import Portion, has_portions, portions

_HARD: Final = re.compile(r"[;()\[\]|\n]|: ")
_SOFT: Final = re.compile(r",|\b(?:and|or|then|but|plus|with|rather than|instead of)\b")
_OF: Final = re.compile(
    r"^ ?(?:or (?:more|less) )?(?:oral |intravenous |topical )?of (?:oral |intravenous |elemental )?([^\W\d_][\w-]+)"
)
_DIRECTLY: Final = re.compile(
    r"^ ?(?:(?:tablets?|capsules?|oral|intravenous|topical|of|or more|or less|a day|elemental) ?)*$", re.IGNORECASE
)
# "Nortriptyline or desipramine 10 mg" is a dose of both; of "naproxen and colchicine 0.5 mg" only the last is sure.
_ALTERNATIVE: Final = re.compile(r",? or |/| and/or ")
_NO_NAME: Final = re.compile(
    r"(?:the|it|this|that|these|those|each|your|an?|them|any|drug|medicine|medication|treatment|body|dose)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dose:
    """One dose. `amount`, `frequency`, `maximum` and `population` as they stand; `drug` and `route` in one spelling, "" where not said.

    `is_assumed`: the drug stands in a sentence, lead-in or heading before. `is_refused`: the text says not to take it.
    """

    drug: str
    amount: str
    route: str = ""
    frequency: str = ""
    maximum: str = ""
    population: str = ""
    sentence: str = ""
    key: str = ""
    is_assumed: bool = False
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before the sentence begins: from the sentences and headings before it, or from a table's heads."""

    drugs: tuple[str, ...] = ()
    population: str = ""
    route: str = ""
    frequency: str = ""
    is_limit: bool = False


@dataclass(slots=True)
class _Sentence:
    text: str
    drugs: tuple[Mention, ...]
    populations: tuple[Mention, ...]
    routes: tuple[Mention, ...]
    frequencies: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What belongs to one amount: the words before it from `start`, and those after it up to `end`."""

    start: int
    portion: Portion
    end: int

    def before(self, mentions: Iterable[Mention]) -> list[Mention]:
        return [found for found in mentions if self.start <= found.start and found.end <= self.portion.start]

    def after(self, mentions: Iterable[Mention]) -> list[Mention]:
        return [found for found in mentions if self.portion.end <= found.start and found.end <= self.end]


def doses_of(text: str, known: Callable[[], Context]) -> list[Dose]:
    """The doses of one sentence, in order. `known` is only asked for a sentence that has any: most have none."""
    if not has_portions(text):
        return []
    groups = populations_in(text)
    found = portions(text, groups)
    if not found:
        return []
    sentence = _Sentence(text, drugs_in(text), groups, routes_in(text), frequencies_in(text))
    return _Reader(sentence, known()).read(found)


class _Reader:
    """Goes through a sentence from left to right and keeps what an amount takes over from the one before it."""

    def __init__(self, sentence: _Sentence, context: Context) -> None:
        self.sentence, self.context = sentence, context
        self.subject: tuple[str, ...] = ()
        self.population = self.route = ""
        self.doses: list[Dose] = []

    def read(self, found: Sequence[Portion]) -> list[Dose]:
        for stretch in _stretches(self.sentence, found):
            names, is_assumed = self._drugs(stretch)
            in_column_of_limits = self.context.is_limit and stretch.portion is found[0]
            if stretch.portion.is_limit or in_column_of_limits:
                self._limit(stretch, names, is_assumed)
            else:
                made = self._dose(stretch)
                self.doses += [replace(made, drug=name, is_assumed=is_assumed) for name in names]
        return self.doses

    def _drugs(self, stretch: _Stretch) -> tuple[tuple[str, ...], bool]:
        """The drugs that an amount is of, and whether they stand outside the sentence."""
        portion, drugs = stretch.portion, self.sentence.drugs
        before = _last_listed(stretch.before(drugs), self.sentence.text)
        in_brackets = self.sentence.text.count("(", 0, portion.start) > self.sentence.text.count(")", 0, portion.start)
        named = ((portion.drug,) if portion.drug else ()) or self._directly_after(stretch)
        if before and not (named and in_brackets):
            self.subject = before
        if named:
            self.subject = self.subject if in_brackets and self.subject else named
            return named, False
        if before or self.subject:
            return before or self.subject, False
        return self.context.drugs or ("",), bool(self.context.drugs)

    def _directly_after(self, stretch: _Stretch) -> tuple[str, ...]:
        text, end = self.sentence.text, stretch.portion.end
        after = [found for found in self.sentence.drugs if found.start >= end][:1]
        if after and _DIRECTLY.match(text[end : after[0].start]):
            return (after[0].name,)
        named = _OF.match(text[end : end + 60])
        known = named and not _NO_NAME.fullmatch(named[1])
        return (named[1].lower(),) if named and known else ()

    def _dose(self, stretch: _Stretch) -> Dose:
        sentence, portion = self.sentence, stretch.portion
        led = [*stretch.before(sentence.populations)]
        self.population = first(reversed(led)) or self.population
        inside = [found for found in sentence.routes if portion.start <= found.start < portion.end]
        self.route = (
            first(stretch.after(sentence.routes))
            or first(inside)
            or first(stretch.before(sentence.routes)[::-1])
            or self.route
        )
        often = first(stretch.after(sentence.frequencies)) or first(stretch.before(sentence.frequencies)[::-1])
        return Dose(
            "",
            portion.text,
            self.route or self.context.route,
            often or self.context.frequency,
            "",
            first(stretch.after(sentence.populations)) or self.population or self.context.population,
            sentence.text,
            is_refused=portion.is_refused,
        )

    def _limit(self, stretch: _Stretch, names: tuple[str, ...], is_assumed: bool) -> None:
        """An upper limit belongs to the doses before it of the same drug; else it stands alone."""
        text, portion = self.sentence.text, stretch.portion
        spell = first(stretch.after(spells_in(text))) or self.context.frequency
        limit = " ".join(filter(None, (portion.text, spell)))
        group = first(stretch.after(self.sentence.populations))
        limited = [place for place, dose in enumerate(self.doses) if dose.drug in names and not dose.maximum][
            -len(names) :
        ]
        for place in limited:
            dose = self.doses[place]
            self.doses[place] = replace(dose, maximum=limit, population=dose.population or group)
        if not limited:
            group = group or first(stretch.before(self.sentence.populations)) or self.context.population
            route = first(self.sentence.routes) or self.context.route
            self.doses += [Dose(name, "", route, "", limit, group, text, is_assumed=is_assumed) for name in names]


def _stretches(sentence: _Sentence, found: Sequence[Portion]) -> Iterator[_Stretch]:
    start = 0
    for portion, following in zip(found, [*found[1:], None], strict=True):
        end = _border(
            sentence, portion.end, following.start if following else len(sentence.text), is_last=not following
        )
        yield _Stretch(start, portion, end)
        start = end


def _border(sentence: _Sentence, start: int, end: int, *, is_last: bool) -> int:
    """Where what belongs to an amount ends: at a firm mark, else behind how often and by which way at the next joint."""
    hard = _HARD.search(sentence.text, start, end)
    end = hard.start() if hard else end
    if is_last:
        return end
    told = [*sentence.frequencies, *sentence.routes]
    last = max((found.end for found in told if start <= found.start and found.end <= end), default=start)
    held = [(found.start, found.end) for found in (*told, *sentence.populations)]
    for soft in _SOFT.finditer(sentence.text, last, end):
        if not any(s <= soft.start() < e for s, e in held):
            return soft.start()
    return end


def _last_listed(drugs: list[Mention], text: str) -> tuple[str, ...]:
    """The last drug, and those that it is an alternative to."""
    names: list[str] = []
    start = -1
    for found in reversed(drugs):
        between = text[found.end : start]
        is_listed = _ALTERNATIVE.fullmatch(between) or (between == ", " and len(names) > 1)
        if names and not is_listed:
            break
        names.insert(0, found.name)
        start = found.start
    return tuple(dict.fromkeys(names))
