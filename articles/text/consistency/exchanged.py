"""Two numbers that have changed places: each is in both texts, but not with the same drug, time of day, group or day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from articles.text.consistency import company, partners
from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading, Statement


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
    stretches = _stretch(index, 0, theirs), _stretch(index, 1, ours)
    numbers = ((one.text, other.text) for one, other in company.exchanged(*stretches, is_short=index.is_short))
    for first, second in chain(numbers, partners.exchanged(*stretches)):
        left, right = _passage(index.left, theirs, 0), _passage(index.right, ours, 1)
        yield Flag(Kind.SWAPPED, Severity.MUST_ANSWER, left, right, (("left", first), ("right", second)))
        return


def _share_two(theirs: Sequence[Statement], ours: Sequence[Statement]) -> bool:
    """Whether two numbers stand in both paragraphs: others cannot have changed places."""
    before, after = ({(fact.low, fact.high) for one in held for fact in one.facts} for held in (theirs, ours))
    return len(before & after) > 1


def _stretch(index: Index, number: int, statement: Statement) -> company.Stretch:
    text = (index.left, index.right)[number]
    held = text.statements if index.is_short else text.around(statement)
    return tuple((f"{one.section} {one.lead_in}".strip(), one.text) for one in held)


def _passage(text: Reading, statement: Statement, number: int) -> Passage:
    quote = " ".join(one.text for one in text.around(statement))
    return replace(statement.passage(number), quote=quote)
