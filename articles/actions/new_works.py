"""Asking PubMed the saved search of an article again, keeping what is new in it, and deciding about each work."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import record
from articles.actions.deciding import stated
from articles.actions.searching import pubmed_search
from articles.manifest import EvidenceSearch
from articles.models import Article, NewWork, NoChangeForWork, Person, Reference, SearchWatch, WorkDecision
from articles.outside import new_works
from articles.outside.asking import Budget, ServiceAway
from articles.permissions import Desk, require
from articles.prepared import prepared
from articles.references.works import Work

EVERY = datetime.timedelta(days=7)
A_DAY = datetime.timedelta(days=1)
FIRST_WAIT = datetime.timedelta(hours=1)
LEASE = datetime.timedelta(minutes=10)
# Of one article no more than this wait for a person; the next come when these are decided.
MOST_OPEN = 20
# How many numbers PubMed is asked for: enough to find the next ones behind those that are known.
MOST_NUMBERS = 200
PATIENCE = 10.0


def searches_due(most: int) -> Iterable[int]:
    """Articles whose search is to be asked again; none where checks are turned off."""
    if not settings.REFERENCE_CHECKS:
        return []
    due = SearchWatch.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    return due.values_list("pk", flat=True)[:most]


def ask_search_again(pk: int) -> list[NewWork]:
    """For the clock; what is new for the article. Not atomic: asking waits, writing follows in one. At most three requests."""
    if not SearchWatch.objects.claim(pk, timezone.now() + LEASE):
        return []
    article = Article.objects.get(pk=pk)
    search = pubmed_search(article)
    if search is None:
        SearchWatch.objects.set_due(article, None)
        return []
    budget = Budget(seconds=PATIENCE)
    try:
        found = new_works.added_since(search.strategy, search.day, most=MOST_NUMBERS, budget=budget)
        wanted = _unknown(article, found.pmids)
        works = new_works.works_by(wanted, budget=budget) if wanted else {}
    except ServiceAway as away:
        _failed(pk, away)
        return []
    return _note(article, search, found, works)


def _unknown(article: Article, pmids: Sequence[str]) -> list[str]:
    """Numbers that are neither cited nor known as new, as many as may still wait for somebody."""
    room = MOST_OPEN - article.new_works.open().count()
    listed = Reference.objects.filter(key__in=article.reference_keys).exclude(pmid="")
    known = {*listed.values_list("pmid", flat=True), *article.new_works.values_list("pmid", flat=True)}
    return [number for number in pmids if number not in known][: max(room, 0)]


def _failed(pk: int, away: ServiceAway) -> None:
    """Asked again after longer and longer waits; what was found before stays."""
    watch = SearchWatch.objects.get(pk=pk)
    watch.failed, watch.failures = away.why[:300], watch.failures + 1
    watch.due_at = timezone.now() + min(FIRST_WAIT * 2 ** min(watch.failures - 1, 10), A_DAY)
    watch.save()


@transaction.atomic
def _note(
    article: Article, search: EvidenceSearch, found: new_works.NewWorks, works: Mapping[str, Work]
) -> list[NewWork]:
    """Nothing of it where somebody saved another search meanwhile: that is asked next."""
    locked = Article.objects.locked().get(pk=article.pk)
    if pubmed_search(locked) != search:
        return []
    rows = [_row(locked, number, work) for number, work in works.items()]
    made = NewWork.objects.bulk_create(rows)
    if made:
        numbers = [work.pmid for work in made]
        record.append(locked.stream, "works_found", by=Person.objects.system(), pmids=numbers)
    watch = SearchWatch.objects.get(pk=locked.pk)
    watch.asked_at, watch.due_at = timezone.now(), timezone.now() + EVERY
    watch.count, watch.ignored = found.count, "; ".join(found.ignored)[:300]
    watch.failed, watch.failures = "", 0
    watch.save()
    return made


def _row(article: Article, number: str, work: Work) -> NewWork:
    parts = (work.csl.get("issued") or {}).get("date-parts") or [[]]
    published = "-".join(str(part).zfill(2) for part in parts[0])[:10]
    journal = str(work.csl.get("container-title") or "")[:300]
    return NewWork(
        article=article, pmid=number, title=(work.title or number)[:600], journal=journal, published=published
    )


@transaction.atomic
def decide_work(work: NewWork, *, by: Person, choice: str, reason: str = "", words: str = "") -> WorkDecision:
    """What follows from a new work. To discuss it leaves it open; everything else is said once."""
    article = Article.objects.locked().get(pk=work.article_id)
    require(Desk.of(by).may_draft)
    is_open = NewWork.objects.open().filter(pk=work.pk).exists()
    said = stated(choice, reason, words, reasons=NoChangeForWork.values, is_open=is_open)
    made = WorkDecision.objects.create(work=work, by=by, **said)
    record.append(article.stream, "work_decided", by=by, work=work.pk, pmid=work.pmid, choice=choice)
    return made


def open_works() -> QuerySet[NewWork]:
    """What waits for a decision, the longest wait first."""
    return NewWork.objects.open().select_related("article").order_by("noticed_at", "pk")


def works_for(person: Person, *, manages: bool) -> list[NewWork]:
    """What waits for articles that the person handles; all of it for whoever manages."""
    return _all_open_works() if manages else _open_works_of(person.pk)


@prepared
def _all_open_works() -> QuerySet[NewWork]:
    return open_works()


@prepared
def _open_works_of(person: int) -> QuerySet[NewWork]:
    return open_works().filter(article__in=Article.objects.handled_by(person))
