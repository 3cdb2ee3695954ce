"""The scores of a text, or why it has none."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.text.readability import formulas
from articles.text.readability.counts import Counts
from articles.text.readability.difficulty import VERSION, Level, difficulty, level

FEWEST_WORDS: Final = 5
# Flesch, Gunning and others took samples of a hundred words.
_STEADY_FROM: Final = 100


class Reason(StrEnum):
    """Why a text cannot be scored."""

    EMPTY = "empty"
    TOO_SHORT = "too short"
    NOT_LATIN = "not latin"

    @property
    def sentence(self) -> Promise:
        return _SENTENCES[self]


_SENTENCES: Final[dict[Reason, Promise]] = {
    Reason.EMPTY: _("Too short to score: there are no words outside tables, captions and references."),
    Reason.TOO_SHORT: _("Too short to score: there are fewer than five words."),
    Reason.NOT_LATIN: _("Not scored: the formulas are made for English, and most of these words are in other letters."),
}


@dataclass(frozen=True, slots=True)
class Unscored:
    """No result, which is not a good result. `reason.sentence` is for people."""

    counts: Counts
    reason: Reason
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one text, section or sentence.

    `difficulty` runs from 0 to 100; `flesch_ease` from about 100 (easy) downwards, below 0 too; all others are school grades
    of the United States. `zipf` is how common the words are (log10 of the times in a billion words). `version` is that of
    the rules: scores of two versions are not to be compared.
    """

    counts: Counts
    difficulty: float
    smog: float
    flesch_kincaid: float
    flesch_ease: float
    dale_chall: float
    fog: float
    coleman_liau: float
    ari: float
    zipf: float
    version: str = VERSION

    @property
    def level(self) -> Level:
        """`level.label` is the one word that stands on screen."""
        return level(self.difficulty)

    @property
    def is_rough(self) -> bool:
        """Fewer than a hundred words: one long word more or less changes the scores."""
        return self.counts.words < _STEADY_FROM


def score_of(counts: Counts, *, fewest: int = FEWEST_WORDS) -> Score | Unscored:
    """Never raises. `fewest` is how many words it takes."""
    if not counts.words:
        return Unscored(counts, Reason.EMPTY)
    if counts.latin * 2 < counts.words:
        return Unscored(counts, Reason.NOT_LATIN)
    if counts.words < fewest:
        return Unscored(counts, Reason.TOO_SHORT)
    return Score(
        counts=counts,
        difficulty=difficulty(counts),
        smog=formulas.smog(counts),
        flesch_kincaid=formulas.flesch_kincaid(counts),
        flesch_ease=formulas.flesch_ease(counts),
        dale_chall=formulas.dale_chall(counts),
        fog=formulas.fog(counts),
        coleman_liau=formulas.coleman_liau(counts),
        ari=formulas.ari(counts),
        zipf=counts.rarity,
    )
