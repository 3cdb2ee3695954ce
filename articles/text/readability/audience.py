"""What the scores mean for an audience: targets and reading time. Keys are the values of `audiences.Audience`."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.readability.scores import Score

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# Silent reading of non-fiction in English: 238 words a minute on average, most people 175 to 300 (Brysbaert, 2019, "How many
# words do we read per minute?", Journal of Memory and Language 109:104047, 190 studies). Patients get the slow end.
WORDS_PER_MINUTE: Final = {"patient": 175, "student": 238, "clinician": 238}


def reading_minutes(words: int, audience: str) -> int:
    """Whole minutes, at least one."""
    return max(1, ceil(words / WORDS_PER_MINUTE[audience]))


@dataclass(frozen=True, slots=True)
class Target:
    """SMOG grades. `easier_by` is how much easier than the text for health professionals."""

    smog: float
    warn_above: float | None = None
    easier_by: float | None = None


# A target informs and never blocks: of 1,490 plain versions by professionals three reach grade 8.
TARGETS: Final = {
    "patient": Target(smog=10.0, warn_above=12.0, easier_by=1.0),
    "student": Target(smog=14.0),
}


class RemarkKind(StrEnum):
    """`MET` is the target reached; `ABOVE` is above it; `FAR_ABOVE` is above what is warned of."""

    MET = "met"
    ABOVE = "above"
    FAR_ABOVE = "far above"
    NOT_EASIER = "not easier"


@dataclass(frozen=True, slots=True)
class Remark:
    kind: RemarkKind
    sentence: Sentence

    @property
    def is_warning(self) -> bool:
        return self.kind in (RemarkKind.FAR_ABOVE, RemarkKind.NOT_EASIER)


def remarks(score: Score, audience: str, professional: Score | None = None) -> tuple[Remark, ...]:
    """How the text stands to the target of its audience, none for an audience without one.

    `professional` is the score of the article's text for health professionals, if it has one.
    """
    target = TARGETS.get(audience)
    if target is None:
        return ()
    found = [_against(score.smog, target)]
    if target.easier_by and professional and professional.smog - score.smog < target.easier_by:
        found.append(Remark(RemarkKind.NOT_EASIER, _NOT_EASIER))
    return tuple(found)


_NOT_EASIER: Final = _("The text is not at least one grade easier than the text for health professionals.")


def _against(smog: float, target: Target) -> Remark:
    if smog <= target.smog:
        return Remark(RemarkKind.MET, _said(_("SMOG {grade} reaches the target of {target}."), smog, target.smog))
    if target.warn_above is not None and smog > target.warn_above:
        sentence = _said(_("SMOG {grade} is above {target}: many readers will not follow."), smog, target.warn_above)
        return Remark(RemarkKind.FAR_ABOVE, sentence)
    return Remark(RemarkKind.ABOVE, _said(_("SMOG {grade} is above the target of {target}."), smog, target.smog))


def _said(sentence: "StrPromise", grade: float, target: float) -> Sentence:
    return format_lazy(sentence, grade=f"{grade:.1f}", target=f"{target:.0f}")
