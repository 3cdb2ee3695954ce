"""Versions that readers had: from when to when, why each ended, and pages that nobody takes for the current one (S27)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.audiences import Audience, nearest
from articles.models import Article, Basis, Ending, Publication, Version
from articles.publishing import kept, wording
from articles.publishing.bibliography import Written
from articles.publishing.cautions import notices_of_past
from articles.publishing.checking import check
from articles.publishing.releases import facts_for
from articles.publishing.render import context

# What was danger or against the law is not handed out again.
WITHHELD = (Ending.REMOVED,)
HOW_IT_ENDED: Mapping[str, wording.Words] = {
    Ending.RETIRED: wording.ENDINGS["retired"],
    Ending.REMOVED: wording.ENDINGS["removed"],
    Ending.RETRACTED: wording.ENDINGS["retracted"],
}


@dataclass(frozen=True)
class Read:
    """A version as readers had it. `publication` is the one that is live, else the last of its publications."""

    publication: Publication
    since: datetime.date
    until: datetime.date | None
    is_withheld: bool
    replaced_by: int = 0  # the number of the version that took its place, 0 if none did
    is_first: bool = False

    @property
    def version(self) -> Version:
        return self.publication.version

    @property
    def number(self) -> int:
        return self.publication.version.number

    @property
    def is_current(self) -> bool:
        return self.publication.is_live

    @property
    def audiences(self) -> list[str]:
        """Of the texts that may still be read, easiest first."""
        there = () if self.is_withheld else self.publication.audiences
        return [name.value for name in Audience if name in there]

    @property
    def how_it_ended(self) -> wording.Words:
        """Empty for one that is live or was replaced."""
        return HOW_IT_ENDED.get(self.publication.ended_as, "")

    @property
    def is_retracted(self) -> bool:
        return self.publication.ended_as == Ending.RETRACTED


def versions_read(article: Article) -> tuple[Read, ...]:
    """Newest first. What nobody ever approved is no past version. One query, and no manifest is read."""
    rows = article.publications.exclude(live_from=None).exclude(basis=Basis.PENDING)
    ordered = rows.select_related("version").defer("version__manifest").order_by("live_from", "pk")
    by_version: dict[int, list[Publication]] = {}
    for row in ordered:
        row.article = row.version.article = article
        by_version.setdefault(row.version_id, []).append(row)
    return tuple(reversed(list(_read(sorted(by_version.values(), key=_number)))))


def _number(rows: Sequence[Publication]) -> int:
    return rows[0].version.number


def _read(versions: Sequence[Sequence[Publication]]) -> Iterator[Read]:
    newest = max((row for rows in versions for row in rows), key=_last_from, default=None)
    all_withheld = newest is not None and not newest.is_live and newest.ended_as in WITHHELD
    successors = [*(_number(rows) for rows in versions), 0][1:]
    for rows, successor in zip(versions, successors, strict=True):
        last = rows[-1]
        yield Read(
            publication=last,
            since=_day(rows[0].live_from) or timezone.localdate(),
            until=_day(last.ended_at),
            is_withheld=not last.is_live and (all_withheld or last.ended_as in WITHHELD),
            replaced_by=successor if last.ended_as == Ending.REPLACED else 0,
            is_first=rows is versions[0],
        )


def _last_from(row: Publication) -> tuple[datetime.datetime, int]:
    return row.live_from or row.created_at, row.pk


def past_context(past: Read, audience: str, *, current: Publication | None) -> dict[str, Any]:
    """What its page is filled with. Raises `NotRenderable`; the caller has made sure that it may be read."""
    publication = past.publication
    manifest = publication.version.content
    facts = facts_for(publication)
    notices = notices_of_past(publication, facts.notices)
    # What is due or looked at again is said of what readers have now.
    facts = dataclasses.replace(facts, notices=notices, overdue="", reexamination=None)
    check(manifest, facts, audience)
    written = Written(kept.in_style(manifest.references, manifest.language))
    stamped = _stamp(past, audience)
    made = context(
        manifest, facts, audience, stamped=stamped, url_of=_address(publication.article, past), written=written
    )
    return made | {
        "past": past,
        "mark": past_mark(publication),
        "missing": [],
        "patient_url": made["patient_url"] and version_url(publication.article, past.number, Audience.PATIENT),
        "watermark": made["watermark"]
        or (_("RETIRED") if publication.ended_as == Ending.RETIRED else _("PAST VERSION")),
        "current_url": current_url(publication.article, audience, current),
        "canonical_url": _canonical(facts.publisher.site_url, publication.article, audience, current),
    }


def _address(article: Article, past: Read) -> Any:
    return lambda audience: version_url(article, past.number, audience)


def version_url(article: Article, number: int, audience: str) -> str:
    return reverse("articles:version", args=(article.slug, number, audience))


def current_url(article: Article, audience: str, current: Publication | None) -> str:
    """Where what readers have now stands, in a text for the same people if there is one; empty if there is nothing."""
    if current is None or not current.audiences:
        return ""
    return reverse("articles:read", args=(article.slug, nearest(current.audiences, Audience(audience)).value))


def _canonical(site_url: str, article: Article, audience: str, current: Publication | None) -> str:
    path = current_url(article, audience, current) or reverse("articles:versions", args=(article.slug,))
    return f"{site_url.rstrip('/')}{path}"


def _stamp(past: Read, audience: str) -> str:
    """S7: a photographed dose table of a past version says that it is one."""
    words = {"audience": wording.WRITTEN_FOR[audience], "number": past.number}
    return _("%(audience)s · version %(number)s · past version, do not rely on it") % words


def past_mark(publication: Publication) -> str:
    """S27: a past version is not read as the current one."""
    if publication.is_live:
        return ""
    if publication.live_from is None or publication.ended_at is None:
        return _("Approved, but not what readers see now")
    days = {
        "since": format_date(timezone.localdate(publication.live_from), "DATE_FORMAT"),
        "until": format_date(timezone.localdate(publication.ended_at), "DATE_FORMAT"),
    }
    return _("Past version, read from %(since)s to %(until)s. Do not rely on it.") % days


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None
