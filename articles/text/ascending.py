"""The longest run of numbers that ascend, out of their order: what stayed where it was, when all others were moved past it."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_ascending(numbers: Sequence[int]) -> list[int]:
    """The places, in order, of the most of these different numbers that ascend (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(ends, number)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [number]
        tops[pile : pile + 1] = [place]
    found: list[int] = []
    last = tops[-1] if tops else -1
    while last >= 0:
        found.append(last)
        last = before[last]
    return found[::-1]
