"""What one person may do at once: hide a passage, warn, take down (S22). Another reviews it afterwards; going up again is signed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions import tell_webhooks
from articles.models import (
    Article,
    Basis,
    Emergency,
    EmergencyKind,
    Ending,
    Happening,
    Notice,
    NoticeKind,
    Person,
    Publication,
    Version,
)
from articles.permissions import require
from articles.publishing import wording
from articles.publishing.hiding import passages
from articles.publishing.releases import live_release
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.live.publishing import cancel_planned, end
from workflows.actions.live.rechecking import approved_since
from workflows.actions.live.taking_down import live_publication
from workflows.actions.steps import begin, happened, needs_reason
from workflows.permissions import may_review_emergency
from workflows.transitions import Action


def hide_passage(version: Version, *, by: Person, audience: str, block: str, reason: str) -> Emergency:
    """Readers get a line instead of a passage, wherever the same words stand. A warning is never hidden."""
    with record.refusals_recorded(version.article, Action.HIDE_PASSAGE, by=by), transaction.atomic():
        current = begin(version, Action.HIDE_PASSAGE, by=by)
        publication = live_publication(current)
        passage = next((found for found in passages(current, audience) if found.key == block), None)
        if passage is None:
            raise Refusal(_("The text has no such passage."))
        if passage.why_not:
            raise Refusal(passage.why_not)
        if current.emergencies.standing().filter(kind=EmergencyKind.HIDE, block=block).exists():
            raise Refusal(_("This passage is hidden already."))
        row = _create(publication, EmergencyKind.HIDE, by, reason, audience=audience, block=block, quote=passage.text)
        live_release(publication)  # raises `NotRenderable` where the page cannot be shown without the passage
        return _done(row, Action.HIDE_PASSAGE, audience=audience, block=block)


def warn(version: Version, *, by: Person, warning: str, reason: str) -> Emergency:
    """Put one of the frame's warnings above every text."""
    with record.refusals_recorded(version.article, Action.WARN, by=by), transaction.atomic():
        current = begin(version, Action.WARN, by=by)
        publication = live_publication(current)
        if warning not in wording.WARNINGS:
            raise Refusal(_("Choose one of the warnings."))
        if current.emergencies.standing().filter(kind=EmergencyKind.WARN, warning=warning).exists():
            raise Refusal(_("This warning stands on the page already."))
        return _done(
            _create(publication, EmergencyKind.WARN, by, reason, warning=warning), Action.WARN, warning=warning
        )


def take_down(version: Version, *, by: Person, reason: str) -> Emergency:
    """Remove a page at once. Its words come back only when the board approves them again."""
    with record.refusals_recorded(version.article, Action.TAKE_DOWN, by=by), transaction.atomic():
        current = begin(version, Action.TAKE_DOWN, by=by)
        publication = live_publication(current)
        row = _create(publication, EmergencyKind.TAKE_DOWN, by, reason)
        Notice.objects.create(
            article=current.article,
            version=current,
            publication=publication,
            kind=NoticeKind.REMOVED,
            reason=row.reason,
            posted_by=by,
        )
        end(publication, Ending.REMOVED, reason=row.reason)
        cancel_planned(current, reason=row.reason)
        return _done(row, Action.TAKE_DOWN, publication=publication.pk)


def _create(publication: Publication, kind: EmergencyKind, by: Person, reason: str, **about: str) -> Emergency:
    return Emergency.objects.create(
        article=publication.article,
        version=publication.version,
        publication=publication,
        kind=kind,
        by=by,
        reason=needs_reason(reason),
        **about,
    )


def _done(row: Emergency, action: Action, **about: Any) -> Emergency:
    """Its event, its pages, and word to whoever must look at it."""
    happened(row.version, action, by=row.by, emergency=row.pk, why=row.reason, **about)
    record.page_change(row.article, reason=f"emergency on version {row.version.number}: {row.kind}")
    notifications.tell_emergency(row)
    if row.publication.basis != Basis.PENDING:
        is_removal = row.kind == EmergencyKind.TAKE_DOWN
        tell_webhooks(Happening.REMOVED if is_removal else Happening.WARNED, row.version)
    return row


def review_emergency(emergency: Emergency, *, by: Person, was_right: bool, note: str) -> Emergency:
    """Afterwards, by another: was it right? What it did stands either way until the board has signed again."""
    with transaction.atomic():
        article = Article.objects.locked().get(pk=emergency.article_id)
        row = Emergency.objects.select_related("version").get(pk=emergency.pk)
        require(may_review_emergency(by, row))
        if row.reviewed_at is not None:
            raise Refusal(_("This emergency was reviewed already."))
        row.reviewed_by, row.reviewed_at = by, timezone.now()
        row.was_right, row.review_note = was_right, needs_reason(note)
        row.save()
        about = {"version": row.version.number, "emergency": row.pk, "was_right": was_right, "why": row.review_note}
        record.append(article.stream, "emergency_reviewed", by=by, **about)
        return row


def lift(emergency: Emergency, *, by: Person, reason: str) -> Emergency:
    """Show a hidden passage again, or take a warning off, once the board has approved the same version again."""
    version = emergency.version
    with record.refusals_recorded(version.article, Action.LIFT, by=by), transaction.atomic():
        current = begin(version, Action.LIFT, by=by)
        row = Emergency.objects.get(pk=emergency.pk)
        if not row.stands:
            raise Refusal(_("There is nothing to lift any more."))
        if row.reviewed_at is None:
            raise Refusal(_("Somebody else must review this emergency first."))
        if not approved_since(current, row):
            raise Refusal(_("The board must approve the version again before this can be lifted."))
        row.lifted_at, row.lifted_by, row.lift_reason = timezone.now(), by, needs_reason(reason)
        row.save()
        happened(current, Action.LIFT, by=by, emergency=row.pk, why=row.lift_reason)
        record.page_change(current.article, reason=f"emergency on version {current.number} lifted")
        tell_webhooks(Happening.CLEARED, current)
        return row
