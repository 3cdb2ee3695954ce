"""Difficulty: the mean of three scores in their standard deviations, on a scale from 0 to 100 and in five words.

SMOG sees long words and sentences, Dale-Chall words that children do not know, rarity words that come seldom. Each is measured
from the mean of 1,474 medical texts, expert and plain, and in their standard deviation: 411 paragraph pairs of Cochrane reviews (Devaraj
et al. 2021) and 326 abstracts with their plain versions (PLABA, Attal et al. 2023). `python -m benchmarks --fit`
prints the constants anew; whoever changes them raises `VERSION`.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import exp
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.text import sentences
from articles.text.readability.counts import Counts
from articles.text.readability.formulas import dale_chall, smog

# First the rule by which sentences and words are counted, then the rest.
VERSION: Final = f"{sentences.VERSION}.1"


@dataclass(frozen=True, slots=True)
class Norm:
    mean: float
    deviation: float

    def standardised(self, value: float) -> float:
        return (value - self.mean) / self.deviation


SMOG: Final = Norm(17.5342, 2.6160)
DALE_CHALL: Final = Norm(10.3108, 1.2395)
ZIPF: Final = Norm(4.4305, 0.2708)
# From standard deviations to the scale: an even curve, on which the texts above stand between 30 and 80, everyday talk near 5.
_STEEPNESS, _SHIFT = 0.6, 0.4
_HIGHEST = 100.0


class Level(IntEnum):
    """Difficulty in words."""

    VERY_EASY = 1
    EASY = 2
    MODERATE = 3
    HARD = 4
    VERY_HARD = 5

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS: Final[dict[Level, Promise]] = {
    Level.VERY_EASY: _("Very easy"),
    Level.EASY: _("Easy"),
    Level.MODERATE: _("Moderate"),
    Level.HARD: _("Hard"),
    Level.VERY_HARD: _("Very hard"),
}
# Where each level ends.
_ENDS: Final = ((15.0, Level.VERY_EASY), (35.0, Level.EASY), (55.0, Level.MODERATE), (70.0, Level.HARD))


def composite(counts: Counts) -> float:
    """Mean of the three, in standard deviations: 0 is the middle of the medical texts, 1 is harder than five in six of them."""
    parts = (
        SMOG.standardised(smog(counts)),
        DALE_CHALL.standardised(dale_chall(counts)),
        -ZIPF.standardised(counts.rarity),
    )
    return sum(parts) / len(parts)


def difficulty(counts: Counts) -> float:
    """0 (easy) to 100; an even curve, so that whatever is a little harder stands a little higher."""
    return _HIGHEST / (1 + exp(-(_STEEPNESS * composite(counts) + _SHIFT)))


def level(value: float) -> Level:
    return next((step for end, step in _ENDS if value < end), Level.VERY_HARD)
