"""Making an approved version live, and taking it down."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import manifest, owed, record
from articles.audiences import Audience
from articles.models import Article, Basis, Ending, Person, Publication, Status, Version
from articles.permissions import Desk, require
from articles.publishing.releases import live_release
from articles.refusals import Refusal
from workflows.actions.steps import begin, happened, needs_reason
from workflows.models import Outcome, Review, SignOff
from workflows.review_statement import review_statement
from workflows.transitions import Action


class DigestMismatch(Refusal):
    """The stored version is no longer what was signed. Nothing is published; an operator must look."""


def plan(review: Review, *, by: Person, standing: Iterable[SignOff] | None = None) -> Publication:
    """The publication that an approval owes; the clock makes it live at its date. Dated by the day of the review (rule 11)."""
    version = review.version
    day = timezone.localdate(review.closed_at)
    publication = Publication.objects.create(
        article=version.article,
        version=version,
        basis=Basis.APPROVED,
        audiences=list(version.content.audiences),
        review_statement=review_statement(review, day, standing=standing),
        last_reviewed=day,
        review_due=day + datetime.timedelta(days=review.rule.reviewed_again_after_days),
        planned_by=by,
        reason=_("approved by %s") % review.board.name,
        due_at=review.publish_at or timezone.now(),
    )
    owed.kick("publish", publication.pk)
    return publication


def publish_due(pk: int) -> Publication:
    """For the clock: make a planned publication live once its hour has come. Twice does nothing."""
    article_pk = Publication.objects.values_list("article", flat=True).get(pk=pk)
    with transaction.atomic():
        article = Article.objects.locked().get(pk=article_pk)
        publication = Publication.objects.select_related("version").get(pk=pk)
        publication.article = publication.version.article = article
        wanted = publication.live_from is None and publication.ended_at is None and publication.due_at <= timezone.now()
        if wanted and publication.version.status == Status.APPROVED:
            _go_live(publication, by=Person.objects.system(), why=publication.reason)
        return publication


def publish(version: Version, *, by: Person, reason: str) -> Publication:
    """Publish an approved version now: one that waits for its date, or one that was retired."""
    with record.refusals_recorded(version.article, Action.PUBLISH, by=by), transaction.atomic():
        current = begin(version, Action.PUBLISH, by=by)
        if current.publications.live().exists():
            raise Refusal(_("This version is live already."))
        if current.article.versions.approved().filter(number__gt=current.number).exists():
            raise Refusal(_("A newer version is approved; publish that one."))
        publication = current.publications.planned().first() or _again(current, by)
        publication.version, publication.article = current, current.article
        _go_live(publication, by=by, why=needs_reason(reason))
        return publication


def _again(version: Version, by: Person) -> Publication:
    review = version.reviews.filter(outcome=Outcome.APPROVED).order_by("-pk").first()
    if review is None:
        raise Refusal(_("The board's approval of this version is not on record here."))
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
        _go_live(publication, by=by, why=reason)
        return publication


def _pending_audiences(version: Version) -> list[str]:
    """The patient text only if the board that reviews it allows that."""
    review = version.reviews.select_related("board").order_by("-pk").first()
    patient_too = review is not None and review.board.pending_patient_text
    return [a for a in version.content.audiences if a != Audience.PATIENT or patient_too]


def _go_live(publication: Publication, *, by: Person, why: str) -> None:
    version = publication.version
    if manifest.digest(version.manifest) != version.digest:
        raise DigestMismatch(_("The stored version is not the one that was signed. It is not published."))
    for former in publication.article.publications.live():
        end(former, Ending.REPLACED, reason=why)
    publication.live_from = timezone.now()
    live_release(publication)  # raises `NotRenderable`: what cannot be shown does not replace what is
    publication.save()
    happened(version, Action.PUBLISH, by=by, publication=publication.pk, basis=publication.basis, why=why)
    record.page_change(publication.article, reason=f"version {version.number} is live")


def end(publication: Publication, ending: Ending, *, reason: str) -> None:
    publication.ended_at, publication.ended_as, publication.end_reason = timezone.now(), ending, reason
    publication.save()


def retire(version: Version, *, by: Person, reason: str) -> Publication:
    """Take a live version down because it is out of date or replaced; readers find a notice."""
    with record.refusals_recorded(version.article, Action.RETIRE, by=by), transaction.atomic():
        current = begin(version, Action.RETIRE, by=by)
        publication = current.publications.live().first()
        if publication is None:
            raise Refusal(_("This version is not live."))
        end(publication, Ending.RETIRED, reason=needs_reason(reason))
        happened(current, Action.RETIRE, by=by, publication=publication.pk, why=reason)
        record.page_change(current.article, reason=f"version {current.number} is retired")
        return publication


def cancel_planned(version: Version, *, reason: str) -> None:
    for publication in version.publications.planned():
        end(publication, Ending.CANCELLED, reason=reason)


def end_pending(version: Version, *, reason: str) -> None:
    """A page that was shown while it waited goes when the version does not wait any more."""
    for publication in version.publications.live().filter(basis=Basis.PENDING):
        end(publication, Ending.REMOVED, reason=reason)
        record.page_change(version.article, reason="no longer waiting for review")
