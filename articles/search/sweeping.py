"""Every published sentence that names something, for a safety sweep.

The index says which articles to read, at once; what is told is read in the live versions themselves, as many at a time as somebody
waits for. An article whose entry is not of what is live now is read whether or not the index knows it (S35), and both are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db import connections, router
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.audiences import Audience
from articles.manifest import Manifest
from articles.models import (
    Definition,
    Emergency,
    EmergencyKind,
    Publication,
    SearchEntry,
    SearchOwed,
    UsedDefinition,
)
from articles.search import tables
from articles.search.indexing import RULES
from articles.search.stems import stems
from articles.search.tables import Phrase
from articles.text.mentions import Mention, Names, Works, in_html, in_line
from articles.text.terms import Wording

_AT_ONCE: Final = 250
Wanted = Names | Works


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention, and in which text; `audience` is empty for what stands above all of them."""

    audience: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Found:
    """An article that names it. Without a publication it is not published; without a version it is the draft."""

    article: int
    title: str
    placed: tuple[Placed, ...]
    version: int | None = None
    publication: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Every article whose live version may name it, by title, and how many texts of what is live were looked through for that.

    All that name it are among them; some may only have its words apart, and are told from the others once they are read.
    """

    articles: tuple[int, ...]
    by_index: int
    read: int

    @property
    def texts(self) -> int:
        return self.by_index + self.read


def named(wanted: Wanted) -> Named:
    """Ask the index; nothing is read yet. Of thousands of articles this takes a moment, their sentences take many seconds."""
    stale = list(_behind().select_related("version"))
    apart = {publication.article_id for publication in stale}
    places = [*(_place(one.version.title, one.article_id, one.version_id) for one in stale), *_asked(wanted, apart)]
    return Named(
        articles=tuple(article for _title, article, _version in sorted(places)),
        by_index=_by_index({publication.pk for publication in stale}),
        read=sum(len(_audiences(publication)) for publication in stale),
    )


def read(articles: Sequence[int], wanted: Wanted) -> Iterator[Found]:
    """Those of them that name it, as they are live now, in the order in which they are given."""
    # Of thousands of rows, what is read of them alone.
    live = (
        Publication.objects.live()
        .select_related("version")
        .only("audiences", "article", "version__article", "version__title", "version__manifest")
    )
    for start in range(0, len(articles), _AT_ONCE):
        part = articles[start : start + _AT_ONCE]
        publications = {one.article_id: one for one in live.filter(article__in=part)}
        yield from (found for one in part if one in publications and (found := _published(publications[one], wanted)))


def _by_index(stale: set[int]) -> int:
    """Texts of what is live that the index knows as they are."""
    entries = SearchEntry.objects.filter(audience=F("shown"), publication__in=Publication.objects.live())
    if not stale:
        return entries.count()
    return sum(publication not in stale for publication in entries.values_list("publication", flat=True))


def order(found: Found) -> tuple[str, int, int]:
    """By title."""
    return _place(found.title, found.article, found.version or 0)


def _place(title: str, article: int, version: int) -> tuple[str, int, int]:
    return title.casefold(), article, version


def _behind() -> QuerySet[Publication]:
    """Live ones that the index does not know as they are: not read yet, by former rules, or with passages hidden from it."""
    current = SearchEntry.objects.filter(publication=OuterRef("pk"), rules=RULES)
    owed = SearchOwed.objects.filter(article=OuterRef("article"))
    hidden = Emergency.objects.standing().filter(version=OuterRef("version"), kind=EmergencyKind.HIDE)
    return Publication.objects.live().filter(~Exists(current) | Exists(owed) | Exists(hidden))


def _asked(wanted: Wanted, apart: set[int]) -> Iterator[tuple[str, int, int]]:
    """Where the others stand in the list that may name it."""
    live = Publication.objects.live()
    if isinstance(wanted, Works):
        cited = reduce(or_, (Q(version__manifest__contains=f'"key":"{key}"') for key in wanted.keys), Q(pk__in=[]))
        live, articles = live.filter(cited), None
    else:
        articles = _in_index(wanted) | _explaining(wanted)
    for article, version, title in live.values_list("article", "version", "version__title"):
        if article not in apart and (articles is None or article in articles):
            yield _place(title, article, version)


def _in_index(wanted: Names) -> set[int]:
    """Articles with every stem of a name, wherever they stand: more than have the name, never fewer."""
    connection = connections[router.db_for_read(SearchEntry)]
    languages = SearchEntry.objects.order_by().values_list("language", flat=True).distinct()
    parts = {tuple(sorted(set(stems(name, language)))) for name in wanted.names for language in languages}
    alone = [Phrase((one,)) for *rest, one in filter(None, parts) if not rest]
    asked = [[alone]] if alone else []
    asked += [[[Phrase((stem,))] for stem in several] for several in sorted(parts) if len(several) > 1]
    found = (tables.articles(connection, audience, part) for audience in Audience for part in asked)
    return set().union(*found)


def _explaining(wanted: Names) -> set[int]:
    """Articles whose live version explains a word with a definition that names it."""
    naming = [
        row.pk for row in Definition.objects.filter(uses__isnull=False).distinct() if _in_wording(row.words, wanted)
    ]
    used = UsedDefinition.objects.filter(definition__in=naming, version__publications__in=Publication.objects.live())
    return set(used.values_list("version__article", flat=True))


def _in_wording(words: Wording, wanted: Names) -> bool:
    return any(wanted.found_in(words.definition(audience)) for audience in Audience)


def _published(publication: Publication, wanted: Wanted) -> Found | None:
    version = publication.version
    placed = tuple(in_content(version.content, _audiences(publication), wanted))
    return Found(version.article_id, version.title, placed, version.pk, publication.pk) if placed else None


def _audiences(publication: Publication) -> Sequence[str]:
    return publication.audiences or publication.version.content.audiences


def in_content(content: Manifest, audiences: Iterable[str], wanted: Wanted) -> Iterator[Placed]:
    """Every mention in a frozen version: title, question, each text with its bottom line, what is said of it, definitions."""
    yield from above(content.title, content.question, wanted)
    for audience in audiences:
        text = content.texts.get(audience)
        if text is None:
            continue
        yield from in_text(audience, text.description, text.summary, text.body, wanted)
        explained = (term for term in content.definitions if term.audience == audience)
        for term in explained:
            yield from (
                Placed(audience, one) for one in in_line(f"{term.term}: {term.definition}", "definition", wanted)
            )


def above(title: str, question: str, wanted: Wanted) -> Iterator[Placed]:
    """What stands above every text."""
    for words, kind in ((title, "title"), (question, "question")):
        yield from (Placed("", one) for one in in_line(words, kind, wanted))


def in_text(audience: str, description: str, summary: str, body: str, wanted: Wanted) -> Iterator[Placed]:
    """One text: what is said of it to search engines, its bottom line and its words."""
    yield from (Placed(audience, one) for one in in_line(description, "description", wanted))
    for part in (summary, body):
        yield from (Placed(audience, one) for one in in_html(part, wanted))
