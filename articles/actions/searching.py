"""Evidence searches of an article: where, how and until when somebody looked for works, signed with its version."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.actions.revisions import new_revision, open_draft
from articles.manifest import EvidenceSearch
from articles.models import Article, Person, SearchWatch
from articles.refusals import Refusal
from articles.text.folding import folded

LONGEST_DATABASE, LONGEST_STRATEGY, LONGEST_NAME = 80, 6000, 120
# As people write it; PubMed Central is another database.
PUBMED = frozenset({"pubmed", "medline (pubmed)", "pubmed (medline)", "pubmed/medline", "medline/pubmed"})
FIRST_DAY = datetime.date(1950, 1, 1)


class WrongSearch(Refusal):
    """The search lacks something, or its day cannot be."""


@dataclass(frozen=True)
class Search:
    """`by_whom` may be somebody without an account; `hits` None where nobody counted."""

    database: str
    strategy: str
    searched_on: datetime.date
    by_whom: str
    hits: int | None = None


@transaction.atomic
def keep_search(article: Article, *, by: Person, search: Search) -> Article:
    """A database that was searched before has its new search in the place of the old one, which the history keeps."""
    entry = _entry(search)
    locked = open_draft(article, by=by)
    kept = [dict(one) for one in locked.evidence_searches]
    place = next((place for place, one in enumerate(kept) if _same(one["database"], search.database)), len(kept))
    if place < len(kept) and kept[place]["searched_on"] > entry["searched_on"]:
        raise WrongSearch(_("It was searched to a later day already. If that is wrong, take that search out first."))
    before = pubmed_search(locked)
    locked.evidence_searches = [*kept[:place], entry, *kept[place + 1 :]]
    day = format_date(search.searched_on, "DATE_FORMAT")
    new_revision(
        locked,
        by=by,
        reason=_("evidence searched in %(database)s to %(day)s") % {"database": entry["database"], "day": day},
    )
    _watch(locked, before)
    return locked


@transaction.atomic
def drop_search(article: Article, *, by: Person, database: str) -> Article:
    """It stays in the history, and in the versions that have it. One that is gone already changes nothing."""
    locked = open_draft(article, by=by)
    before = pubmed_search(locked)
    locked.evidence_searches = [one for one in locked.evidence_searches if not _same(one["database"], database)]
    new_revision(locked, by=by, reason=_("evidence search in %s taken out") % database)
    _watch(locked, before)
    return locked


def pubmed_search(article: Article) -> EvidenceSearch | None:
    """The search that PubMed can be asked again; those of other databases are only kept."""
    found = (EvidenceSearch(**one) for one in article.evidence_searches if folded(one["database"]) in PUBMED)
    return next(found, None)


def _watch(article: Article, before: EvidenceSearch | None) -> None:
    """What is new is asked for at once; what was asked already has its day, and none where there is no search any more."""
    now = pubmed_search(article)
    if now != before:
        SearchWatch.objects.set_due(article, timezone.now() if now else None)


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def _entry(search: Search) -> dict[str, str]:
    database, by_whom = " ".join(search.database.split()), " ".join(search.by_whom.split())
    strategy = "\n".join(line.rstrip() for line in search.strategy.strip().splitlines())
    if not (database and strategy and by_whom):
        raise WrongSearch(_("Say where you searched, with which words, and who did."))
    if len(database) > LONGEST_DATABASE or len(strategy) > LONGEST_STRATEGY or len(by_whom) > LONGEST_NAME:
        raise WrongSearch(_("That is too long: a strategy has at most %d characters.") % LONGEST_STRATEGY)
    if not FIRST_DAY <= search.searched_on <= timezone.localdate():
        raise WrongSearch(_("Give the day on which it was searched; it cannot be in the future."))
    if search.hits is not None and search.hits < 0:
        raise WrongSearch(_("There cannot be less than no hits."))
    entry = {"database": database, "strategy": strategy, "searched_on": search.searched_on.isoformat(), "by": by_whom}
    return entry if search.hits is None else {**entry, "hits": str(search.hits)}
