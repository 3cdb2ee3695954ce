"""What can be noticed of the evidence of an article, worst first, with its name and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """From the gravest to the mildest."""

    RETRACTED = "retracted"
    CONCERN = "concern"
    UNSOURCED_DOSE = "unsourced-dose"
    SELF_PUBLISHED_DOSE = "self-published-dose"
    SINGLE_SOURCE_DOSE = "single-source-dose"
    SUPERSEDED = "superseded"
    PREPRINT = "preprint"
    OLD = "old"
    UNCITED_SECTION = "uncited-section"
    NEVER_CITED = "never-cited"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS: Final[dict[Kind, Promise]] = {
    Kind.RETRACTED: _("Retracted"),
    Kind.CONCERN: _("Under an expression of concern"),
    Kind.UNSOURCED_DOSE: _("Dose without a source that stands"),
    Kind.SELF_PUBLISHED_DOSE: _("Dose with a self-published source only"),
    Kind.SINGLE_SOURCE_DOSE: _("Dose with one source only"),
    Kind.SUPERSEDED: _("Superseded"),
    Kind.PREPRINT: _("Preprint"),
    Kind.OLD: _("Old"),
    Kind.UNCITED_SECTION: _("Section without a citation"),
    Kind.NEVER_CITED: _("On the list, but never cited"),
}
ADVICE: Final[dict[Kind, Promise]] = {
    Kind.RETRACTED: _("Cite another work, take out what rests on it, or say in the text that it was retracted."),
    Kind.CONCERN: _("Read the notice, and look for another work that says the same."),
    Kind.UNSOURCED_DOSE: _("Cite the works that the dose was taken from, or take it out."),
    Kind.SELF_PUBLISHED_DOSE: _("Only its author stands behind “%(detail)s”: it cannot be submitted without a guideline, label or study."),
    Kind.SINGLE_SOURCE_DOSE: _("It rests on “%(detail)s” alone: compare the dose with a second source, and cite that too."),
    Kind.SUPERSEDED: _("“%(detail)s” took its place: read that, and cite it instead."),
    Kind.PREPRINT: _("No peer had reviewed it: see whether it has appeared in a journal since, or say in the text what it is."),
    Kind.OLD: _("It is from %(detail)s: see whether something newer says otherwise, or whether it still holds."),
    Kind.UNCITED_SECTION: _("Cite what its statements rest on."),
    Kind.NEVER_CITED: _("Cite it where a text rests on it. Readers see only what a text cites."),
}  # fmt: skip
