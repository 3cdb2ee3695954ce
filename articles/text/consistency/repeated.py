"""One number that stands several times in a short passage: with "before" here and "after" there, or over in one place too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from articles.text.consistency.counterparts import Index
from articles.text.consistency.facts import RATE, SHARE, Fact
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.instead import is_on_the_other_side, is_on_the_same_side, phase
from articles.text.consistency.statements import Reading, Statement

Placed = tuple[Statement, Fact]


def checked(index: Index) -> Iterator[Flag]:
    """Once for each value: which of its places is wrong cannot always be told."""
    if not index.is_short:
        return
    before, after = _placed(index.left), _placed(index.right)
    for theirs, other in before:
        ours = [one for one in after if one[1].equals(other)]
        known = [one for one in before if one[1].equals(other)]
        found = _turned(known, ours) or _over(known, ours)
        if found is not None and known[0] == (theirs, other):
            (where, fact), (there, number) = found
            values = (("left", number.text), ("right", fact.text))
            yield Flag(Kind.THRESHOLD, Severity.MUST_ANSWER, there.passage(0), where.passage(1), values)


def _placed(text: Reading) -> list[Placed]:
    return [
        (one, fact)
        for one in text.statements
        for fact in one.facts
        if not fact.is_extra and fact.dimension not in (RATE, SHARE)
    ]


def _turned(known: Sequence[Placed], ours: Sequence[Placed]) -> tuple[Placed, Placed] | None:
    """ "30 minutes before food" that is "30 minutes after food", whatever else takes 30 minutes."""
    for mine in ours:
        turned = [one for one in known if is_on_the_other_side(*mine, *one)]
        if turned and not any(is_on_the_same_side(*mine, *one) for one in known):
            return mine, turned[0]
    return None


def _side(placed: Placed) -> int:
    statement, fact = placed
    return fact.direction or phase(statement, fact)


def _over(known: Sequence[Placed], ours: Sequence[Placed]) -> tuple[Placed, Placed] | None:
    """As many of it, but one more "at least" and one fewer "at most"."""
    if not 1 < len(known) == len(ours):
        return None
    before, after = (Counter(map(_side, side)) for side in (known, ours))
    for way in (1, -1):
        if before[way] > after[way] and after[-way] > before[-way]:
            mine = next(one for one in ours if _side(one) == -way)
            return mine, next(one for one in known if _side(one) == way)
    return None
