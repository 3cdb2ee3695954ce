"""Publications as rows: the one that an approval owes, and how one ends. What makes them live is in `going_live`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed, record
from articles.models import Basis, Ending, Person, Publication, Version
from articles.text.doses import has_dose
from articles.text.plain import plain
from workflows.models import ChangeClass, Review, SignOff
from workflows.reviews.statement import review_statement

LONGEST_WITH_DOSES = datetime.timedelta(days=365)


def plan(
    review: Review,
    *,
    by: Person,
    standing: Iterable[SignOff] | None = None,
    unended: Iterable[Publication] | None = None,
) -> Publication:
    """The publication that an approval owes; the clock makes it live at its date. Dated by the day of the review (rule 11).

    A former version that still waits for its date, or is held, gives way to it. `unended` are the publications of the
    article that have not ended, for whoever has loaded them already.
    """
    version = review.version
    waiting = version.article.publications.planned() if unended is None else unended
    for former in (row for row in waiting if row.live_from is None):
        end(former, Ending.CANCELLED, reason=_("version %d is approved") % version.number)
    day = timezone.localdate(review.closed_at)
    reviewed, due = _reviewed(review, day)
    publication = Publication.objects.create(
        article=version.article,
        version=version,
        basis=Basis.APPROVED,
        audiences=list(version.content.audiences),
        review_statement=review_statement(review, day, standing=standing),
        last_reviewed=reviewed,
        review_due=due,
        planned_by=by,
        reason=_("approved by %s") % review.board.name,
        due_at=review.publish_at or timezone.now(),
    )
    owed.kick("publish", publication.pk)
    return publication


def _reviewed(review: Review, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """When the whole was last reviewed, and is due again. A minor correction moves neither (rule 11)."""
    if review.change_class == ChangeClass.MINOR:
        former = review.version.article.publications.filter(basis=Basis.APPROVED, live_from__isnull=False)
        last = former.order_by("-live_from").first()
        if last is not None and last.last_reviewed and last.review_due:
            return last.last_reviewed, last.review_due
    return day, day + _interval(review)


def _interval(review: Review) -> datetime.timedelta:
    """By risk (S26): as long as the rule says, and never longer than a year where a text names a dose."""
    days = datetime.timedelta(days=review.rule.reviewed_again_after_days)
    names_dose = any(has_dose(plain(text.body)) for text in review.version.content.texts.values())
    return min(days, LONGEST_WITH_DOSES) if names_dose else days


def end(publication: Publication, ending: Ending, *, reason: str) -> None:
    publication.ended_at, publication.ended_as, publication.end_reason = timezone.now(), ending, reason
    publication.save()


def cancel_planned(version: Version, *, reason: str) -> None:
    for publication in version.publications.planned():
        end(publication, Ending.CANCELLED, reason=reason)


def end_pending(version: Version, *, reason: str) -> None:
    """A page that was shown while it waited goes when the version does not wait any more."""
    for publication in version.publications.live().filter(basis=Basis.PENDING):
        end(publication, Ending.REMOVED, reason=reason)
        record.page_change(version.article, reason="no longer waiting for review")
