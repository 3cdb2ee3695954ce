"""Three texts cut into stretches: a line that all have, or what one or both have in place of lines of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.merging.hunks import Hunk, hunks

BASE, THEIRS, MINE = range(3)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of base, theirs and mine in one place. `contested`: not to be merged though each part by itself could be."""

    ranges: tuple[range, range, range]
    contested: bool = False


def stretches(base: list[str], theirs: list[str], mine: list[str]) -> Iterator[Stretch]:
    """Every line that all have alone; else what overlaps together."""
    places = [0, 0, 0]
    for start, end, sizes in _clusters(hunks(base, theirs), hunks(base, mine)):
        yield from _equal(places, start)
        ranges = [range(place, place + size) for place, size in zip(places, (end - start, *sizes), strict=True)]
        yield Stretch((ranges[0], ranges[1], ranges[2]))
        places = [place.stop for place in ranges]
    yield from _equal(places, len(base))


def _equal(places: list[int], end: int) -> Iterator[Stretch]:
    while places[BASE] < end:
        a, b, c = places
        yield Stretch((range(a, a + 1), range(b, b + 1), range(c, c + 1)))
        places[:] = [a + 1, b + 1, c + 1]


def _clusters(theirs: Sequence[Hunk], mine: Sequence[Hunk]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Changes of both that meet: the lines of base, and how many lines each of the two has instead."""
    ordered = sorted(
        [(hunk.start, hunk.end, of, hunk) for of, found in ((0, theirs), (1, mine)) for hunk in found],
        key=lambda entry: entry[:3],
    )
    group: list[tuple[int, int, int, Hunk]] = []
    end = 0
    for entry in ordered:
        meets = group and (entry[0] < end or (entry[0] == entry[1] == group[0][0] == end))
        if group and not meets:
            yield _cluster(group, end)
            group = []
        group.append(entry)
        end = max(end, entry[1]) if len(group) > 1 else entry[1]
    if group:
        yield _cluster(group, end)


def _cluster(group: Sequence[tuple[int, int, int, Hunk]], end: int) -> tuple[int, int, tuple[int, int]]:
    start = group[0][0]
    sizes = [end - start, end - start]
    for _start, _end, of, hunk in group:
        sizes[of] += (hunk.new_end - hunk.new_start) - (hunk.end - hunk.start)
    return start, end, (sizes[0], sizes[1])
