"""From what is live to the index: an entry for each audience, made again whenever the article's pages change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from django.db import connections, router, transaction

from articles.audiences import Audience, nearest
from articles.manifest import Manifest
from articles.models import Article, Publication, SearchContent, SearchEntry, SearchOwed, SearchWord
from articles.publishing.cautions import cautions_of
from articles.search import tables
from articles.search.passages import Passage, passages
from articles.search.stems import stems
from articles.text.blocks import blocks
from articles.text.citations import numbering
from articles.text.folding import folded
from articles.text.vocabulary import HEADINGS
from articles.text.words import words

# One more whenever stems, passages or fields change: entries made by other rules are made again.
RULES: Final = 2
_SHORTEST, _LONGEST = 4, 40


def due() -> Iterator[int]:
    """Articles to look at: whose pages changed, and whose entries were made by former rules."""
    yield from SearchOwed.objects.order_by("serial").values_list("pk", flat=True)
    former = SearchEntry.objects.filter(rules__lt=RULES).values_list("article", flat=True)
    yield from former.distinct()


def index(article: int) -> None:
    """Make what readers find of one article equal to what is live. May run twice at once, or for nothing."""
    with transaction.atomic():
        locked = Article.objects.locked().get(pk=article)
        owed = SearchOwed.objects.filter(pk=article).first()
        publication = Publication.objects.live().select_related("version").filter(article=locked).first()
        _forget(SearchEntry.objects.filter(article=locked))
        if publication is not None:
            _enter(publication)
        if owed is not None:
            owed.delete()


def _forget(entries: Iterable[SearchEntry]) -> None:
    rows = list(entries)
    connection = connections[router.db_for_write(SearchEntry)]
    for row in rows:
        tables.drop(connection, row.audience, [row.pk])
    SearchEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _enter(publication: Publication) -> None:
    content = publication.version.content
    _notices, hidden = cautions_of(publication)
    there = [name for name in publication.audiences or content.audiences if name in content.texts]
    read = {name: Reading(content, name, frozenset(hidden)) for name in there}
    for audience in Audience:
        shown = nearest(there, audience)
        entry = SearchEntry.objects.create(
            publication=publication,
            article_id=publication.article_id,
            audience=audience,
            shown=shown,
            language=content.language,
            reviewed=publication.last_reviewed,
            rules=RULES,
        )
        read[shown].write(entry)
    _keep_words(word for one in read.values() for word in one.offered)


class Reading:
    """A text, read once for all audiences that are shown it."""

    def __init__(self, content: Manifest, audience: str, hidden: frozenset[str]) -> None:
        text, language = content.texts[audience], content.language
        found = passages(text, hidden=hidden)
        headings = [
            block.text for part in (text.summary, text.body) for block in blocks(part) if block.kind in HEADINGS
        ]
        above = [passage.searched for passage in passages(replace(text, body=""), hidden=hidden)]
        keys = [passage.searched for passage in found if passage.card == "key-points"]
        named = [line for line in (content.title, content.question) if line]
        numbers = numbering([text.summary, text.body])
        read = [stems(passage.searched, language) for passage in found]
        title = [stems(line, language) for line in named]
        lead = [*title, *(stems(line, language) for line in (*headings, *above, *keys))]
        self.lines: tables.Lines = {"title": title, "lead": lead, "words": [*lead, *read]}
        self.passages = json.dumps(
            [_as_data(*one, numbers) for one in zip(found, read, strict=True)], ensure_ascii=False
        )
        self.offered = words(" ".join((*named, *headings, *above)))

    def write(self, entry: SearchEntry) -> None:
        SearchContent.objects.create(
            entry=entry,
            title=run(self.lines["title"]),
            lead=run(self.lines["lead"]),
            passages=self.passages,
        )
        tables.put(connections[router.db_for_write(SearchEntry)], entry.audience, entry.pk, self.lines)


def run(lines: Iterable[Iterable[str]]) -> str:
    """With a blank on each side of a stem, and a bar between lines that no phrase crosses."""
    return f" {' | '.join(' '.join(line) for line in lines)} "


def _as_data(passage: Passage, found: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    return [
        *(passage.words, passage.heading, passage.anchor, passage.lead_in, passage.card, passage.warning),
        ",".join(map(str, sorted({numbers[key] for key in passage.cites if key in numbers}))),
        f" {' '.join(found)} ",
    ]


def _keep_words(offered: Iterable[str]) -> None:
    """What may be offered to somebody who mistyped it; words of an article that ends stay, and are offered only while found."""
    kept = {folded(word) for word in offered if word.isalpha() and _SHORTEST <= len(word) <= _LONGEST}
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, length=len(word)) for word in sorted(kept) if len(word) <= _LONGEST),
        ignore_conflicts=True,
    )
