"""Three texts as stretches that belong together: what one of two people changed, what both did, where they disagree."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from articles.text.dialect import canonical
from articles.text.merging.hunks import kind, likeness
from articles.text.merging.stretches import BASE, MINE, THEIRS, Stretch, stretches
from articles.text.merging.structure import has_ragged_table, is_whole, nodes, partners, reach, step
from articles.text.reading import elements

By = Literal["nobody", "theirs", "mine", "both"]
Lines = tuple[str, ...]

# Two new passages at one place that are so alike are two tellings of one thing, of which one is wanted.
_SAME_MATTER = 0.6
_MOST_TELLINGS = 400
# Shorter lines ("Yes") stand in a text twice without anybody having doubled them.
_LONG = 4
_WORD = re.compile(r"<[^<>]*>|(\w+)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the merge, and where it stands in the texts that it comes from."""

    words: str
    places: tuple[tuple[int, int], ...]


class Weaving:
    """The stretches of three texts, in order, joined until everything outside conflicts is sound."""

    def __init__(self, base: str, theirs: str, mine: str) -> None:
        self.texts: tuple[list[str], ...] = tuple(text.split("\n") if text else [] for text in (base, theirs, mine))
        self.stretches = list(stretches(*self.texts))
        while joins := self._unsound():
            self._join(joins)

    @cached_property
    def _partners(self) -> list[list[int]]:
        return [partners(lines) for lines in self.texts]

    def lines(self, stretch: Stretch, of: int) -> Lines:
        place = stretch.ranges[of]
        return tuple(self.texts[of][place.start : place.stop])

    def by(self, stretch: Stretch) -> By | None:
        """Whose words the merge has here; None where the two disagree."""
        base, theirs, mine = (self.lines(stretch, of) for of in (BASE, THEIRS, MINE))
        if theirs == mine:
            return "nobody" if theirs == base else "both"
        if base in (theirs, mine):
            return "theirs" if base == mine else "mine"
        disagree = (
            stretch.contested or base or not self.texts[BASE] or _same_matter(theirs, mine) or _cross(theirs, mine)
        )
        return None if disagree else "both"

    def merged(self, stretch: Stretch) -> Lines | None:
        """What the merge has here, or None where the two disagree."""
        return None if self.by(stretch) is None else tuple(line.words for line in self._woven(stretch))

    def _woven(self, stretch: Stretch) -> Iterator[_Line]:
        by = self.by(stretch)
        theirs, mine = self._placed(stretch, THEIRS), self._placed(stretch, MINE)
        if by == "nobody" or (by == "both" and self.lines(stretch, THEIRS) == self.lines(stretch, MINE)):
            base = self._placed(stretch, BASE) if by == "nobody" else theirs
            yield from (
                _Line(b.words, (*b.places, *t.places, *m.places)) for b, t, m in zip(base, theirs, mine, strict=True)
            )
        elif by == "both":
            yield from _both(theirs, mine)
        else:
            yield from theirs if by == "theirs" else mine

    def _placed(self, stretch: Stretch, of: int) -> list[_Line]:
        return [_Line(self.texts[of][place], ((of, place),)) for place in stretch.ranges[of]]

    # What is unsound: first and last number of the stretches that have to be one

    def _unsound(self) -> list[tuple[int, int]]:
        found = [*self._torn_conflicts(), *self._mismatched(), *self._moved(), *self._doubled()]
        found = found or list(self._unwritable())
        return [(first, last) for first, last in found if first < last or not self.stretches[first].contested]

    def _torn_conflicts(self) -> Iterator[tuple[int, int]]:
        """A conflict holds whole elements on every side."""
        for number, stretch in enumerate(self.stretches):
            if self.by(stretch) is None:
                reached = {number, *self._reached(stretch)}
                if len(reached) > 1:
                    yield min(reached), max(reached)

    def _reached(self, stretch: Stretch) -> Iterator[int]:
        for of, place in enumerate(stretch.ranges):
            for line in place:
                partner = self._partners[of][line]
                if partner >= 0 and partner not in place:
                    yield self._holder(of, partner)

    def _holder(self, of: int, line: int) -> int:
        return bisect_right(self.stretches, line, key=lambda stretch: stretch.ranges[of].start) - 1

    def _mismatched(self) -> Iterator[tuple[int, int]]:
        """Each element of the merge begins and ends with lines that somebody wrote for each other."""
        opened: list[tuple[int, _Line]] = []
        for number, stretch in enumerate(self.stretches):
            for line in self._woven(stretch) if self.by(stretch) is not None else ():
                change = step(line.words)
                if change > 0:
                    opened.append((number, line))
                elif change < 0 and not opened:
                    yield 0, len(self.stretches) - 1
                elif change < 0:
                    begin, start = opened.pop()
                    if not self._belong(start, line):
                        yield begin, number
        if opened:
            yield opened[0][0], len(self.stretches) - 1

    def _belong(self, start: _Line, end: _Line) -> bool:
        places = dict(end.places)
        return any(of in places and self._partners[of][place] == places[of] for of, place in start.places)

    def _changes(self, of: int) -> tuple[dict[str, int], dict[str, int]]:
        """Lines with words that this person took away, and that they brought, with the number of the stretch."""
        gone: dict[str, int] = {}
        come: dict[str, int] = {}
        for number, stretch in enumerate(self.stretches):
            before, after = self.lines(stretch, BASE), self.lines(stretch, of)
            if before != after:
                gone |= {line: number for line in (Counter(before) - Counter(after)) if _length(line)}
                come |= {line: number for line in (Counter(after) - Counter(before)) if _length(line)}
        return gone, come

    def _moved(self) -> Iterator[tuple[int, int]]:
        """Who moved a passage meets the other's change of it, though it stands elsewhere."""
        for of in (THEIRS, MINE):
            gone, come = self._changes(of)
            for line in gone.keys() & come.keys():
                first, last = sorted((gone[line], come[line]))
                left, arrived = self.stretches[gone[line]], self.stretches[come[line]]
                if first < last and self._both_changed(left) and not (self._agree(left) and self._agree(arrived)):
                    yield first, last

    def _both_changed(self, stretch: Stretch) -> bool:
        base = self.lines(stretch, BASE)
        return base != self.lines(stretch, THEIRS) and base != self.lines(stretch, MINE)

    def _agree(self, stretch: Stretch) -> bool:
        return self.lines(stretch, THEIRS) == self.lines(stretch, MINE)

    def _doubled(self) -> Iterator[tuple[int, int]]:
        """What both added in different places would stand there twice."""
        theirs, mine = self._changes(THEIRS)[1], self._changes(MINE)[1]
        for line in theirs.keys() & mine.keys():
            first, last = sorted((theirs[line], mine[line]))
            if first < last and _length(line) >= _LONG:
                yield first, last

    def _unwritable(self) -> Iterator[tuple[int, int]]:
        """Each element at the top, with either side of its conflicts, is spelled as the dialect spells it."""
        for first, last in self._at_the_top():
            held = self.stretches[first : last + 1]
            whose = {self.by(stretch) for stretch in held}
            if not _is_of_one(whose) and not self._can_be_written(held):
                yield first, last

    def _at_the_top(self) -> Iterator[tuple[int, int]]:
        first = depth = 0
        for number, stretch in enumerate(self.stretches):
            depth += sum(step(line) for line in self.merged(stretch) or ())
            if depth == 0:
                yield first, number
                first = number + 1

    def _can_be_written(self, held: Sequence[Stretch]) -> bool:
        ragged = any(has_ragged_table(elements(self._side(held, of))) for of in (THEIRS, MINE))
        for of in (THEIRS, MINE):
            html = self.chosen(held, of)
            if canonical(html) != html or (has_ragged_table(elements(html)) and not ragged):
                return False
        return True

    def _side(self, held: Iterable[Stretch], of: int) -> str:
        return "\n".join(line for stretch in held for line in self.lines(stretch, of))

    def chosen(self, held: Iterable[Stretch], of: int) -> str:
        """The merge with one side of every conflict."""
        parts = ((self.merged(stretch), self.lines(stretch, of)) for stretch in held)
        return "\n".join(line for merged, side in parts for line in (side if merged is None else merged))

    def _join(self, joins: Iterable[tuple[int, int]]) -> None:
        kept: list[Stretch] = []
        rest = 0
        for first, last in _united(joins):
            held = self.stretches[first : last + 1]
            begins, ends = held[0].ranges, held[-1].ranges
            ranges = tuple(range(a.start, b.stop) for a, b in zip(begins, ends, strict=True))
            kept += [*self.stretches[rest:first], Stretch((ranges[0], ranges[1], ranges[2]), contested=True)]
            rest = last + 1
        self.stretches = [*kept, *self.stretches[rest:]]


def _is_of_one(whose: set[By | None]) -> bool:
    """Whether one person alone changed something, so that it is as they wrote it."""
    return whose <= {"nobody", "theirs"} or whose <= {"nobody", "mine"}


def _united(joins: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for first, last in sorted(joins):
        if united and first <= united[-1][1]:
            united[-1] = (united[-1][0], max(last, united[-1][1]))
        else:
            united.append((first, last))
    return united


def _length(line: str) -> int:
    return sum(bool(word) for word in _WORD.findall(line))


def _same_matter(theirs: Lines, mine: Lines) -> bool:
    if len(theirs) * len(mine) > _MOST_TELLINGS:
        return True
    return any(a != b and kind(a) == "words" and likeness(a, b) >= _SAME_MATTER for a in theirs for b in mine)


def _cross(theirs: Lines, mine: Lines) -> bool:
    """Whether both begin something here, or end something, that goes on elsewhere: which of the two stands outside?"""
    return any(one and other for one, other in zip(reach(theirs), reach(mine), strict=True))


def _both(theirs: list[_Line], mine: list[_Line]) -> Iterator[_Line]:
    """Theirs, then mine; what ends an element that stands around goes first, what begins one last."""
    closes, _opens = reach(line.words for line in mine)
    _closes, opens = reach(line.words for line in theirs)
    rest = _without(mine, theirs)
    yield from [*rest, *theirs] if closes or opens else [*theirs, *rest]


def _without(lines: list[_Line], others: list[_Line]) -> list[_Line]:
    """Whole elements that the others have as well stand there once."""
    known = [tuple(line.words for line in part) for part in (lines, others)]
    if not all(is_whole(part) for part in known):
        return lines
    there = set(nodes(known[1]))
    kept: list[_Line] = []
    start = 0
    for node in nodes(known[0]):
        kept += lines[start : start + len(node)] if node not in there else []
        start += len(node)
    return kept
