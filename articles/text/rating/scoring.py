"""What the answers come to: the share of the items that apply which are answered "yes", in per cent, as both guides count it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from articles.text.rating.instruments import Instrument


class Answer(StrEnum):
    """Kept with ratings: never renamed."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True, slots=True)
class Score:
    """`points` of `possible`; None per cent where nothing applies."""

    scale: str
    points: int
    possible: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.points / self.possible) if self.possible else None


def missing(instrument: Instrument, answers: Mapping[int, Answer]) -> list[int]:
    """Numbers of items without an answer that they may have."""
    return [
        item.number
        for item in instrument.items
        if item.number not in answers or (answers[item.number] is Answer.NOT_APPLICABLE and not item.may_not_apply)
    ]


def scores(instrument: Instrument, answers: Mapping[int, Answer]) -> tuple[Score, ...]:
    """One for each scale. Without a main message the Index gives no point for where it stands and how it looks (items 2 to 4).

    Raises ValueError where an item has no answer, or one that it may not have.
    """
    if lacking := missing(instrument, answers):
        raise ValueError(lacking)
    lost = {
        number
        for above, below in (instrument.needs or {}).items()
        if answers[above] is not Answer.YES
        for number in below
    }
    return tuple(_score(instrument, scale, answers, lost) for scale in instrument.scales)


def _score(instrument: Instrument, scale: str, answers: Mapping[int, Answer], lost: set[int]) -> Score:
    numbers = [item.number for item in instrument.items if item.scale == scale]
    counted = [number for number in numbers if answers[number] is not Answer.NOT_APPLICABLE]
    points = sum(answers[number] is Answer.YES and number not in lost for number in counted)
    return Score(scale, points, len(counted))
