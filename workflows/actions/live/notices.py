"""Notices on a live page: a correction, an expression of concern. Retractions are in `taking_down`."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions import tell_webhooks
from articles.models import Basis, Happening, Notice, NoticeKind, Person, Publication, Version
from articles.refusals import Refusal
from workflows.actions.live.rechecking import approved_since
from workflows.actions.live.taking_down import for_readers, live_publication
from workflows.actions.steps import begin, happened, needs_reason
from workflows.transitions import Action

POSTED_ALONE = (NoticeKind.CORRECTION, NoticeKind.CONCERN)


def post_notice(version: Version, *, by: Person, kind: str, sentence: str, reason: str) -> Notice:
    """Put a correction or an expression of concern on every text of a live version, at once."""
    with record.refusals_recorded(version.article, Action.POST_NOTICE, by=by), transaction.atomic():
        current = begin(version, Action.POST_NOTICE, by=by)
        publication = live_publication(current)
        told = for_readers(sentence)
        _require_fitting(publication, kind, told)
        notice = Notice.objects.create(
            article=current.article,
            version=current,
            publication=publication,
            kind=kind,
            sentence=told,
            reason=needs_reason(reason),
            posted_by=by,
        )
        happened(current, Action.POST_NOTICE, by=by, notice=notice.pk, posted=kind, why=notice.reason)
        record.page_change(current.article, reason=f"notice on version {current.number}: {kind}")
        is_correction = kind == NoticeKind.CORRECTION
        tell_webhooks(Happening.CORRECTED if is_correction else Happening.CONCERN, current, notice=told)
        return notice


def _require_fitting(publication: Publication, kind: str, told: str) -> None:
    if kind not in POSTED_ALONE:
        raise Refusal(_("Choose a correction or an expression of concern."))
    if not told:
        raise Refusal(_("Tell readers what is wrong."))
    if publication.basis == Basis.PENDING:
        raise Refusal(_("This page waits for review; submit other words, or take it down."))
    before = publication.article.publications.exclude(live_from=None).exclude(version=publication.version_id)
    if kind == NoticeKind.CORRECTION and not before.exists():
        raise Refusal(
            _("A correction tells what a new version put right. Readers have had one version only: express concern.")
        )
    if publication.article.notices.standing().filter(version=publication.version_id, kind=kind, sentence=told).exists():
        raise Refusal(_("This notice stands on the page already."))


def end_notice(notice: Notice, *, by: Person, reason: str) -> Notice:
    """End an expression of concern, once the board has approved the same version again. The others stay for ever."""
    version = notice.version
    with record.refusals_recorded(version.article, Action.END_NOTICE, by=by), transaction.atomic():
        current = begin(version, Action.END_NOTICE, by=by)
        row = Notice.objects.select_for_update().get(pk=notice.pk)
        if row.kind != NoticeKind.CONCERN:
            raise Refusal(_("Only an expression of concern can end; a correction or retraction stays."))
        if row.ended_at is not None:
            raise Refusal(_("This notice has ended already."))
        if not approved_since(current, row):
            raise Refusal(_("The board must review the version again before the notice can end."))
        row.ended_at, row.ended_by, row.end_reason = timezone.now(), by, needs_reason(reason)
        row.save()
        happened(current, Action.END_NOTICE, by=by, notice=row.pk, why=row.end_reason)
        record.page_change(current.article, reason=f"notice on version {current.number} ended")
        tell_webhooks(Happening.CLEARED, current)
        return row
