"""Two numbers that have changed places: each is in both texts, but not with the same drug, time of day, group or day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Final

from articles.text.consistency import company
from articles.text.consistency.counterparts import Index
from articles.text.consistency.facts import Fact
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.numbers import as_read, facts
from articles.text.consistency.statements import Reading, Statement
from articles.text.dosing.mentions import drugs_in, routes_in
from articles.text.drugs import generic

_WORDS: Final = {
    "time": {
        "morning": r"morning|breakfast",
        "noon": r"noon|midday|lunch(?:time)?|afternoon",
        "evening": r"evening|night|bedtime|dinner|supper|before bed",
    },
    "group": {
        "adults": r"adults?",
        "children": r"child(?:ren)?|infants?|babies|toddlers?",
        "older people": r"elderly|older (?:people|adults|patients)|frail",
        "pregnant": r"pregnan\w+",
        "women": r"women",
        "men": r"men",
    },
    "order": {
        "first": r"initially|first|at first|to begin with|loading|start(?:ing)?(?: dose)?",
        "then": r"then|thereafter|afterwards?|after that|later|maintenance|followed by",
    },
    "state": {
        "mild": r"mild",
        "moderate": r"moderate",
        "severe": r"severe|bad",
    },
}
_PATTERNS: Final = {
    kind: re.compile(
        "|".join(rf"(?P<_{place}>\b(?:{pattern})\b)" for place, pattern in enumerate(names.values())), re.IGNORECASE
    )
    for kind, names in _WORDS.items()
}
_NAMES: Final = {kind: list(names) for kind, names in _WORDS.items()}
_LABEL: Final = re.compile(r"\b(days?|weeks?|steps?|months?|stage|grade) (\d+)", re.IGNORECASE)
_OF: Final = re.compile(r"^ ?(?:(?:tablets?|capsules?) )?(?:of )?(?:oral |intravenous )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """What is equal in two texts, however it is written there."""

    dimension: str
    low: Fraction
    high: Fraction
    text: str = field(compare=False)


Held = dict[str, set[Amount]]


@dataclass(frozen=True, slots=True)
class _Anchor:
    start: int
    end: int
    name: str


def checked(index: Index) -> Iterator[Flag]:
    """Compares paragraphs: what belongs together may stand in two sentences."""
    seen: set[tuple[str, str]] = set()
    for statement in index.right.statements:
        if statement.place or not (index.is_short or _has_several(index.right, statement)):
            continue
        for found in index.counterparts(statement)[:_NEAREST]:
            pair = (found.statement.block.key, statement.block.key)
            if pair not in seen and (index.is_short or _has_several(index.left, found.statement)):
                seen.add(pair)
                yield from _between(index, found.statement, statement)


_NEAREST: Final = 3


def _has_several(text: Reading, statement: Statement) -> bool:
    found = [fact for one in text.around(statement) for fact in one.facts if not fact.is_extra]
    return len(found) > 1


def _between(index: Index, theirs: Statement, ours: Statement) -> Iterator[Flag]:
    if not (index.is_short or _share_two(index.left.around(theirs), index.right.around(ours))):
        return
    before, after = (held_by(_paragraph(text, one)) for text, one in ((index.left, theirs), (index.right, ours)))
    for kind in before.keys() & after.keys():
        for one, other in _crossed(before[kind], after[kind]):
            left, right = _passage(index.left, theirs, 0), _passage(index.right, ours, 1)
            yield Flag(Kind.SWAPPED, Severity.MUST_ANSWER, left, right, (("left", one), ("right", other)))
            return
    stretches = _stretch(index, 0, theirs), _stretch(index, 1, ours)
    for first, second in company.exchanged(*stretches, is_short=index.is_short):
        left, right = _passage(index.left, theirs, 0), _passage(index.right, ours, 1)
        yield Flag(Kind.SWAPPED, Severity.MUST_ANSWER, left, right, (("left", first.text), ("right", second.text)))
        return


def _share_two(theirs: Sequence[Statement], ours: Sequence[Statement]) -> bool:
    """Whether two numbers stand in both paragraphs: others cannot have changed places."""
    before, after = ({_figures(fact) for one in held for fact in one.facts if fact.text} for held in (theirs, ours))
    return len(before & after) > 1


def _figures(fact: Fact) -> tuple[Fraction, Fraction]:
    """What is equal if two numbers are, whatever the unit of one of them: figures of a unit may be rounded."""
    return fact.low, fact.high


def _stretch(index: Index, number: int, statement: Statement) -> company.Stretch:
    text = (index.left, index.right)[number]
    held = text.statements if index.is_short else text.around(statement)
    return tuple((f"{one.section} {one.lead_in}".strip(), one.text) for one in held)


def _paragraph(text: Reading, statement: Statement) -> str:
    return " ".join(one.text for one in text.around(statement))


def _passage(text: Reading, statement: Statement, number: int) -> Passage:
    quote = " ".join(one.text for one in text.around(statement))
    return replace(statement.passage(number), quote=quote)


def _crossed(before: Held, after: Held) -> Iterator[tuple[str, str]]:
    """Pairs of which each has what the other had, and nothing of its own."""
    for one, other in combinations(sorted(before.keys() & after.keys()), 2):
        ours, theirs = before[one], after[one]
        own = ours & theirs or before[other] & after[other]
        kinds = {amount.dimension for amount in ours & after[other]} & {
            amount.dimension for amount in before[other] & theirs
        }
        if not own and kinds:
            yield _shown(ours & after[other]), _shown(before[other] & theirs)


def _shown(amounts: set[Amount]) -> str:
    return ", ".join(sorted(amount.text for amount in amounts))


@lru_cache(maxsize=2048)
def held_by(text: str) -> dict[str, Held]:
    """For drugs, times of day, groups of people, days and order: the amounts that stand with each."""
    amounts = _amounts(text)
    if len(amounts) < 2:
        return {}
    text = as_read(text)
    found: dict[str, Held] = {}
    for kind, anchors in _anchors(text).items():
        if len({anchor.name for anchor in anchors}) > 1:
            held = _assigned(anchors, amounts, text, kind)
            if len(held) > 1:
                found[kind] = held
    return found


def _amounts(text: str) -> list[Fact]:
    return [fact for fact in facts(text) if fact.is_dose and not fact.is_extra and not fact.is_limit]


def _anchors(text: str) -> dict[str, list[_Anchor]]:
    """By kind, in order."""
    found: dict[str, list[_Anchor]] = {
        kind: [
            _Anchor(*match.span(), _NAMES[kind][int((match.lastgroup or "_0")[1:])]) for match in pattern.finditer(text)
        ]
        for kind, pattern in _PATTERNS.items()
    }
    found["order"] = _ordered(found["order"])
    found["route"] = [_Anchor(one.start, one.end, one.name) for one in routes_in(text)]
    found["drug"] = [_Anchor(one.start, one.end, generic(one.name)) for one in drugs_in(text)]
    labels = ((match, match[1].lower().rstrip("s")) for match in _LABEL.finditer(text))
    found["day"] = [_Anchor(*match.span(), f"{label} {match[2]}") for match, label in labels]
    return {kind: anchors for kind, anchors in found.items() if anchors}


def _ordered(anchors: list[_Anchor]) -> list[_Anchor]:
    """What stands before the first "then" comes first, whether that is said or not."""
    place = next((number for number, anchor in enumerate(anchors) if anchor.name == "then"), None)
    return [_Anchor(0, 0, "first"), anchors[place]] if place is not None else anchors


def _assigned(anchors: Sequence[_Anchor], amounts: Sequence[Fact], text: str, kind: str) -> Held:
    """To each name its amounts. What stands between two amounts belongs to the one that has no other name beside it."""
    held: Held = {}
    comes_first = anchors[0].start < amounts[0].start
    for place, fact in enumerate(amounts):
        start = amounts[place - 1].end if place else 0
        end = amounts[place + 1].start if place + 1 < len(amounts) else len(text)
        before = [anchor for anchor in anchors if start <= anchor.start and anchor.end <= fact.start]
        after = [anchor for anchor in anchors if fact.end <= anchor.start < end]
        if kind == "drug" and after and _OF.match(text[fact.end : after[0].start]):
            chosen = after[:1]
        elif kind == "order" or (comes_first and not (after and not before and kind in _BEHIND)):
            chosen = [anchor for anchor in anchors if anchor.end <= fact.start][-1:]
        else:
            chosen = after[:1] or before[-1:]
        for anchor in chosen:
            held.setdefault(anchor.name, set()).add(Amount(fact.dimension, fact.low, fact.high, fact.text))
    return held


# Words that also stand behind their amount where others stand before theirs: "oral morphine 10 mg, or 5 mg under the skin".
_BEHIND: Final = frozenset({"route", "time"})
