"""Ticking the rows of a dose sheet, one by one, until the member has signed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import require
from articles.refusals import Refusal
from workflows.models import Assignment, DoseTick, Review
from workflows.permissions import assignment_of, disclosure_of, reasons_against
from workflows.reviews.dose_sheet import Row, dose_sheet
from workflows.reviews.dose_ticks import newest_of


class CannotTick(Refusal):
    """Who may not sign this version ticks no row of it; `details` says why."""


class NoSuchRow(Refusal):
    """The sheet of this version has no row that says this."""


@transaction.atomic
def tick_dose(review: Review, *, by: Person, row: str) -> DoseTick:
    """Say that one row, by its key, was looked at; the row is kept as it was shown. Twice is once."""
    return _write(review, by, row, is_ticked=True, kind="dose.ticked")


@transaction.atomic
def untick_dose(review: Review, *, by: Person, row: str) -> DoseTick:
    """Take the person's own tick back, also one that came from an earlier version. Both stay on record."""
    return _write(review, by, row, is_ticked=False, kind="dose.unticked")


def _write(review: Review, by: Person, key: str, *, is_ticked: bool, kind: str) -> DoseTick:
    article = Article.objects.locked().get(pk=review.version.article_id)
    seat, row = _begin(review, by, key)
    last = newest_of(review, by.pk, key)
    if last is None and not is_ticked:
        raise Refusal(_("You have not ticked this row."))
    if last is not None and last.is_ticked == is_ticked:
        return last
    tick = DoseTick.objects.create(
        review=review, assignment=seat, person=by, row_key=key, row=row.content, is_ticked=is_ticked
    )
    record.append(article.stream, kind, by=by, review=review.pk, tick=tick.pk, row=row.name, row_key=key)
    return tick


def _begin(review: Review, by: Person, key: str) -> tuple[Assignment, Row]:
    seat, declared = assignment_of(by, review), disclosure_of(by, review)
    require(by.is_active and seat is not None and declared is not None)
    assert seat is not None
    if not Review.objects.open().filter(pk=review.pk).exists():
        raise Refusal(_("This review has ended."))
    has_signed = review.sign_offs.filter(person=by).exists()
    reasons = reasons_against(by, review, seat, declared, has_signed=has_signed)
    if reasons:
        raise CannotTick(_("You cannot tick rows of this version:"), details=reasons)
    row = dose_sheet(review.version.content).by_key.get(key)
    if row is None:
        raise NoSuchRow(_("The dose sheet has no such row. Open it again."))
    return seat, row
