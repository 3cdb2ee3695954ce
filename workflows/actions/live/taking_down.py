"""Three ways in which a page ends, each with its own word: retire (out of date), remove (danger or law), retract (wrong)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions import tell_webhooks
from articles.models import Article, Basis, Ending, Happening, Notice, NoticeKind, Person, Publication, Version
from articles.refusals import Refusal
from articles.text.doses import has_dose
from workflows.actions.live.publishing import cancel_planned, end
from workflows.actions.steps import begin, happened, needs_reason
from workflows.transitions import Action

LONGEST_SENTENCE = 500
_HAPPENED = {
    Ending.RETIRED: Happening.RETIRED,
    Ending.REMOVED: Happening.REMOVED,
    Ending.RETRACTED: Happening.RETRACTED,
}
_TOLD_AS = {
    Ending.RETIRED: NoticeKind.RETIRED,
    Ending.REMOVED: NoticeKind.REMOVED,
    Ending.RETRACTED: NoticeKind.RETRACTION,
}


def retire(
    version: Version, *, by: Person, reason: str, told: str = "", replaced_by: Article | None = None
) -> Publication:
    """Take a live version down because it is out of date or replaced; readers find a notice, and what to read instead."""
    with record.refusals_recorded(version.article, Action.RETIRE, by=by), transaction.atomic():
        current = begin(version, Action.RETIRE, by=by)
        return take_down(current, Action.RETIRE, Ending.RETIRED, by, reason, told, replaced_by)


def remove(version: Version, *, by: Person, reason: str, told: str = "") -> Publication:
    """Take a live version down because of danger or law; its words are not shown again before the board approves it again."""
    with record.refusals_recorded(version.article, Action.REMOVE, by=by), transaction.atomic():
        current = begin(version, Action.REMOVE, by=by)
        return take_down(current, Action.REMOVE, Ending.REMOVED, by, reason, told)


def retract(version: Version, *, by: Person, reason: str, told: str) -> Publication:
    """Say for ever that a live version was wrong, and why. It stays to be read, marked on every text (S18)."""
    with record.refusals_recorded(version.article, Action.RETRACT, by=by), transaction.atomic():
        current = begin(version, Action.RETRACT, by=by)
        if not told.strip():
            raise Refusal(_("Tell readers what was wrong."))
        if current.publications.live().filter(basis=Basis.PENDING).exists():
            raise Refusal(_("This page was never approved, so there is nothing to retract. Remove it."))
        return take_down(current, Action.RETRACT, Ending.RETRACTED, by, reason, told)


def take_down(
    version: Version,
    action: Action,
    ending: Ending,
    by: Person,
    reason: str,
    told: str,
    replaced_by: Article | None = None,
) -> Publication:
    """What all three have in common, for a caller who holds the lock and checked who may."""
    publication = live_publication(version)
    notice = Notice.objects.create(
        article=version.article,
        version=version,
        publication=publication,
        kind=_TOLD_AS[ending],
        sentence=for_readers(told),
        reason=needs_reason(reason),
        replaced_by=_other(version, replaced_by),
        posted_by=by,
    )
    end(publication, ending, reason=notice.reason)
    cancel_planned(version, reason=notice.reason)
    happened(version, action, by=by, publication=publication.pk, notice=notice.pk, why=notice.reason)
    record.page_change(version.article, reason=f"version {version.number} is {ending}")
    if publication.basis != Basis.PENDING:  # S3: no machine was told of it
        tell_webhooks(_HAPPENED[ending], version, notice=notice.sentence)
    return publication


def live_publication(version: Version) -> Publication:
    publication = version.publications.live().first()
    if publication is None:
        raise Refusal(_("This version is not live."))
    publication.version, publication.article = version, version.article
    return publication


def _other(version: Version, replaced_by: Article | None) -> Article | None:
    if replaced_by is not None and replaced_by.pk == version.article_id:
        raise Refusal(_("An article does not replace itself."))
    return replaced_by


class NotForReaders(Refusal):
    """Their sentence is too long, or gives a dose."""


def for_readers(sentence: str) -> str:
    """S22: a notice says what was wrong; what is right stands in signed words, so no dose is given here. Raises `NotForReaders`."""
    told = " ".join(sentence.split())
    if len(told) > LONGEST_SENTENCE:
        raise NotForReaders(_("Tell it to readers in at most %d characters.") % LONGEST_SENTENCE)
    if has_dose(told):
        raise NotForReaders(
            _("Leave doses out of what you tell readers: the right ones stand in words that the board signed.")
        )
    return told
