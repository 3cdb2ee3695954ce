"""Which rows of a dose sheet count as looked at, and by whom: in this review, or in one of a version that said the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Person
from workflows.models import DoseTick, Review
from workflows.reviews.dose_sheet import DoseSheet


@dataclass(frozen=True)
class Progress:
    """How far one person is. `unsigned` rows are open and say something else than what the person signed for before."""

    ticked: int
    rows: int
    ticked_doses: int
    doses: int
    unsigned: int


def ticks_up_to(review: Review) -> QuerySet[DoseTick]:
    """Of this review and the earlier ones of its article, the oldest first."""
    earlier = DoseTick.objects.filter(review__version__article=review.version.article_id, review__lte=review.pk)
    return earlier.select_related("person", "review__version").order_by("pk")


def standing(ticks: Collection[DoseTick]) -> Mapping[str, Sequence[DoseTick]]:
    """By row: the tick of each person that has not been taken back. `ticks` are the oldest first."""
    newest = {(tick.row_key, tick.person_id): tick for tick in ticks}
    found: dict[str, list[DoseTick]] = defaultdict(list)
    for (row, _person), tick in newest.items():
        if tick.is_ticked:
            found[row].append(tick)
    return found


def progress(
    sheet: DoseSheet, ticks: Mapping[str, Sequence[DoseTick]], person: Person, *, signed: DoseSheet | None = None
) -> Progress:
    """`signed` is the sheet of the version whose doses the person signed before this one."""
    mine = {key for key, ticked in ticks.items() if any(tick.person_id == person.pk for tick in ticked)}
    ticked = [row for row in sheet.rows if row.key in mine]
    known = {row.substance for row in signed.rows} if signed else frozenset()
    unsigned = sum(row.key not in mine and row.substance not in known for row in sheet.rows)
    doses = sum(row.is_dose for row in ticked)
    return Progress(len(ticked), len(sheet.rows), doses, len(sheet.doses), unsigned)


def newest_of(review: Review, person: int, row_key: str) -> DoseTick | None:
    """What the person last said of a row that says this."""
    return ticks_up_to(review).filter(person=person, row_key=row_key).last()
