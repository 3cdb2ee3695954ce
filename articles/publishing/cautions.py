"""What a page warns of beside its frozen words: notices, hidden passages, marks at references. Only ever adds caution."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import cast

from django.utils import timezone, translation

from articles.models import (
    CHECK_COUNTS_FOR,
    Emergency,
    EmergencyKind,
    Ending,
    Notice,
    NoticeKind,
    Publication,
    Reference,
)
from articles.publishing import facts, wording

# The gravest first, then the newest.
ORDER: tuple[facts.NoticeName, ...] = ("retraction", "warning", "concern", "earlier_retraction", "correction")

TAKEN_DOWN: Mapping[str, facts.NoticeName] = {
    Ending.RETIRED: "retired",
    Ending.REMOVED: "removed",
    Ending.RETRACTED: "retraction",
}

Cautions = tuple[tuple[facts.Notice, ...], tuple[str, ...]]


def cautions_of(publication: Publication) -> Cautions:
    """The notices of a page, and the keys of its hidden passages."""
    return cautions_of_each([publication])[publication.pk]


def cautions_of_each(publications: Sequence[Publication]) -> dict[int, Cautions]:
    """The same of many pages, by publication, in two queries; their versions are loaded."""
    emergencies, posted = _emergencies(publications), _notices(publications)
    return {
        publication.pk: _cautions(publication, emergencies[publication.version_id], posted[publication.article_id])
        for publication in publications
    }


def _cautions(publication: Publication, emergencies: Sequence[Emergency], posted: Sequence[Notice]) -> Cautions:
    with translation.override(publication.version.content.language):
        notices = [*_warnings(emergencies), *_posted(publication, posted)]
    notices.sort(key=lambda notice: (ORDER.index(notice.kind), -notice.on.toordinal()))
    hidden = sorted(row.block for row in emergencies if row.kind == EmergencyKind.HIDE)
    return tuple(notices), tuple(hidden)


def _emergencies(publications: Sequence[Publication]) -> Mapping[int, list[Emergency]]:
    """By version."""
    found: dict[int, list[Emergency]] = defaultdict(list)
    for row in Emergency.objects.standing().filter(version__in=[shown.version_id for shown in publications]):
        found[row.version_id].append(row)
    return found


def _notices(publications: Sequence[Publication]) -> Mapping[int, list[Notice]]:
    """By article."""
    found: dict[int, list[Notice]] = defaultdict(list)
    rows = Notice.objects.standing().filter(article__in=[shown.article_id for shown in publications])
    for row in rows.select_related("version").defer("version__manifest"):
        found[row.article_id].append(row)
    return found


def _warnings(emergencies: Sequence[Emergency]) -> Iterator[facts.Notice]:
    """S22: in words of the frame, because new ones would need a signature."""
    for row in emergencies:
        if row.kind == EmergencyKind.WARN:
            yield facts.Notice("warning", timezone.localdate(row.at), str(wording.WARNINGS[row.warning]))


def _posted(publication: Publication, rows: Sequence[Notice]) -> Iterator[facts.Notice]:
    number = publication.version.number
    for row in rows:
        kind = _kind_on(NoticeKind(row.kind), behind=number - row.version.number)
        if kind:
            yield facts.Notice(kind, timezone.localdate(row.posted_at), row.sentence)


def _kind_on(kind: NoticeKind, *, behind: int) -> facts.NoticeName | None:
    """As what a notice is shown on the version that came `behind` versions after the one it was posted on."""
    if behind < 0:
        return None
    if kind is NoticeKind.CORRECTION:
        return "correction"
    if kind is NoticeKind.RETRACTION:
        return "earlier_retraction" if behind else "retraction"
    return "concern" if kind is NoticeKind.CONCERN and not behind else None


def corrections_after(publication: Publication) -> tuple[facts.Notice, ...]:
    """S27: what later versions say was wrong in this one, for whoever opens it as a past one."""
    later = Notice.objects.standing().filter(article=publication.article_id, kind=NoticeKind.CORRECTION)
    rows = later.filter(version__number__gt=publication.version.number)
    return tuple(facts.Notice("correction", timezone.localdate(row.posted_at), row.sentence) for row in rows)


def notices_of_past(publication: Publication, shown: tuple[facts.Notice, ...]) -> tuple[facts.Notice, ...]:
    """S27: with what became of it. One that was taken down, or corrected by a later version, opens on the notice."""
    kind = TAKEN_DOWN.get(publication.ended_as)
    later = corrections_after(publication)
    if kind is None or publication.ended_at is None or any(notice.kind == kind for notice in shown):
        return (*later, *shown)
    sentence = str(wording.ENDINGS[publication.ended_as])
    return (facts.Notice(kind, timezone.localdate(publication.ended_at), sentence), *later, *shown)


def marks_of(publication: Publication) -> tuple[facts.ReferenceMark, ...]:
    """S18: what became of the works that this version cites."""
    return marks_among(keys_of(publication))


def marks_among(keys: Collection[str]) -> tuple[facts.ReferenceMark, ...]:
    rows = Reference.objects.filter(key__in=keys).exclude(mark="").order_by("key")
    return tuple(facts.ReferenceMark(row.key, cast("facts.MarkName", row.mark), row.marked_on) for row in rows)


def keys_of(publication: Publication) -> tuple[str, ...]:
    """Of the works that its version cites."""
    return tuple(reference.key for reference in publication.version.content.references)


def checks_of(
    days: Sequence[datetime.date], works: int, today: datetime.date
) -> tuple[facts.ChecksName, datetime.date | None]:
    """S35: whether that many works were checked for retractions, those that were on these days, and the day of the oldest check."""
    if not works:
        return "", None
    if len(days) < works:
        return "missing", min(days, default=None)
    oldest = min(days)
    return "old" if today > oldest + CHECK_COUNTS_FOR else "recent", oldest
