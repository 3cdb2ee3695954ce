"""Making a version live: by the clock or by a person, after everything was checked again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions import give_copy_codes, tell_webhooks
from articles.audiences import Audience
from articles.models import Article, Basis, Ending, Happening, Person, Publication, Status, Version
from articles.permissions import Desk, require
from articles.publishing.releases import live_release
from articles.refusals import Refusal
from workflows import notifications
from workflows.actions.live.publishing import end, plan
from workflows.actions.live.rechecking import approving_review, recheck
from workflows.actions.steps import begin, happened, needs_reason
from workflows.transitions import Action

DETAILS_KEPT = 5


def publish_due(pk: int) -> Publication:
    """For the clock: make a planned publication live once its hour has come, or hold it and tell people. Twice does nothing."""
    try:
        return _publish_planned(pk)
    except Refusal as refusal:
        return _hold(pk, refusal)


def _publish_planned(pk: int) -> Publication:
    with transaction.atomic():
        publication = _locked(pk)
        if _is_wanted(publication):
            go_live(publication, by=Person.objects.system(), why=publication.reason)
        return publication


def _locked(pk: int) -> Publication:
    article = Article.objects.locked().get(publications=pk)
    publication = Publication.objects.select_related("version").get(pk=pk)
    publication.article = publication.version.article = article
    return publication


def _is_wanted(publication: Publication) -> bool:
    planned = publication.live_from is None and publication.ended_at is None and publication.held_at is None
    return planned and publication.due_at <= timezone.now() and publication.version.status == Status.APPROVED


def _hold(pk: int, refusal: Refusal) -> Publication:
    """What cannot go live waits for a person instead of being tried for ever."""
    with transaction.atomic():
        publication = _locked(pk)
        if _is_wanted(publication):
            publication.held_at, publication.held_why = timezone.now(), _in_short(refusal)
            publication.save()
            version, why = publication.version, type(refusal).__name__
            about = {"version": version.number, "publication": publication.pk, "held": why}
            record.append(publication.article.stream, "held", by=Person.objects.system(), **about)
            notifications.tell_held(publication)
        return publication


def _in_short(refusal: Refusal) -> str:
    """Its sentence and the first of its details: some have hundreds."""
    details = [str(detail) for detail in refusal.details]
    more = ["…"] if len(details) > DETAILS_KEPT else []
    return " ".join([str(refusal.sentence), *details[:DETAILS_KEPT], *more])


def publish(version: Version, *, by: Person, reason: str, cited_as_retracted: str = "") -> Publication:
    """Publish an approved version now: one that waits or is held, or one that was taken down.

    `cited_as_retracted` says why a retracted work may be cited, if one is.
    """
    with record.refusals_recorded(version.article, Action.PUBLISH, by=by), transaction.atomic():
        current = begin(version, Action.PUBLISH, by=by)
        planned = current.publications.planned().first()
        if planned is None and current.publications.live().exists():
            raise Refusal(_("This version is live already."))
        if current.article.versions.approved().filter(number__gt=current.number).exists():
            raise Refusal(_("A newer version is approved; publish that one."))
        publication = planned or _again(current, by)
        publication.version, publication.article = current, current.article
        go_live(publication, by=by, why=needs_reason(reason), cited_as_retracted=cited_as_retracted)
        return publication


def _again(version: Version, by: Person) -> Publication:
    review = approving_review(version)
    review.version = version
    return plan(review, by=by)


def show_pending(version: Version, *, by: Person, reason: str) -> Publication:
    """Show a version that waits for review, with its caution. Off unless the installation allows it (S3)."""
    with transaction.atomic():
        article = Article.objects.locked().get(pk=version.article_id)
        require(Desk.of(by).manages)
        current = Version.objects.get(pk=version.pk)
        current.article = article
        audiences = _pending_audiences(current)
        if not settings.PENDING_PAGES or not audiences or not current.is_open:
            raise Refusal(_("Pages that wait for review are switched off."))
        if article.publications.live().exists():
            raise Refusal(_("An approved version is live; it stays."))
        publication = Publication.objects.create(
            article=article,
            version=current,
            basis=Basis.PENDING,
            audiences=audiences,
            planned_by=by,
            reason=needs_reason(reason),
            due_at=timezone.now(),
        )
        publication.version = current
        go_live(publication, by=by, why=reason)
        return publication


def _pending_audiences(version: Version) -> list[str]:
    """The patient text only if the board that reviews it allows that."""
    review = version.reviews.select_related("board").order_by("-pk").first()
    patient_too = review is not None and review.board.pending_patient_text
    return [a for a in version.content.audiences if a != Audience.PATIENT or patient_too]


def go_live(publication: Publication, *, by: Person, why: str, cited_as_retracted: str = "") -> None:
    version = publication.version
    retracted = recheck(publication, cited_as_retracted=cited_as_retracted)
    for former in publication.article.publications.live():
        end(former, Ending.REPLACED, reason=why)
    publication.live_from = timezone.now()
    give_copy_codes(publication)
    live_release(publication)  # raises `NotRenderable`: what cannot be shown does not replace what is
    publication.save()
    answered: dict[str, Any] = {"cited": list(retracted), "cited_why": cited_as_retracted} if retracted else {}
    about = {"publication": publication.pk, "basis": publication.basis, "why": why, **answered}
    happened(version, Action.PUBLISH, by=by, **about)
    record.page_change(publication.article, reason=f"version {version.number} is live")
    if publication.basis != Basis.PENDING:  # S3: what waits for its review is told to no machine
        tell_webhooks(Happening.PUBLISHED, version)
