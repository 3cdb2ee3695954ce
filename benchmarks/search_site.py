"""A public site of many articles that is searched, in a process of its own: `python -m benchmarks.search_site`.

The words are those of the tests' library, in sentences shuffled among thousands of words that mean nothing, so that its sixty
searches find few texts or half of them, as they would in a large archive.
"""

from __future__ import annotations

import datetime
import os
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.audiences import Audience  # noqa: E402
from articles.manifest import AppliesTo, FrozenText, Manifest, digest  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    Basis,
    Person,
    Publication,
    SearchContent,
    SearchEntry,
    SearchWord,
    Status,
    Version,
)
from articles.search import search, tables  # noqa: E402
from articles.search.indexing import RULES, Reading, run  # noqa: E402
from articles.search.query import parse  # noqa: E402
from articles.search.stems import stems  # noqa: E402
from articles.text.reading import canonical  # noqa: E402
from benchmarks.answering import answer  # noqa: E402
from benchmarks.bulk import Rows, count_on_from  # noqa: E402
from tests.articles.search.corpus import LIBRARY  # noqa: E402
from tests.articles.search.queries import QUERIES  # noqa: E402

WORDS = 800
TEXTS = 240  # different ones for each audience; titles are all different
NONSENSE = 9_000
SENTENCE = 14
ROUNDS = 5
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
REVIEWED = datetime.date(2026, 1, 1)
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ki",
    "lo",
    "mu",
    "ne",
    "pa",
    "re",
    "si",
    "to",
    "va",
    "xe",
    "zo",
    "tri",
    "plo",
    "gra",
    "sten",
    "quo",
]


AT_ONCE, LONGEST_WORD = 3_000, 40

Readings = Mapping[Audience, Sequence[Reading]]
Indexed = tuple[str, int, tables.Lines]


class Site:
    def fill(self, articles: int) -> dict[str, float]:
        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        _fill(articles)
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        else:
            connection.cursor().execute("ANALYZE")
        return {"seconds": time.perf_counter() - begin, "entries": SearchEntry.objects.count()}

    def measure(self) -> dict[str, Any]:
        """Each search: seconds (the shortest of some rounds), seconds of the database's own ranking, hits."""
        found = {wanted.typed: _hits(wanted.typed) for wanted in QUERIES}
        ours = {wanted.typed: _shortest(lambda typed=wanted.typed: _hits(typed)) for wanted in QUERIES}
        theirs = {wanted.typed: _shortest(lambda typed=wanted.typed: _ranked_by_database(typed)) for wanted in QUERIES}
        return {"ours": ours, "theirs": theirs, "found": found}


def _shortest(do: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def _hits(typed: str) -> list[int]:
    results = search(typed, "patient", language="en")
    return [results.count, *(hit.publication.pk for hit in results.hits)]


def _ranked_by_database(typed: str) -> list[int]:
    """Ten keys, ranked over all of the text as the database does it, without passages."""
    parts, name = parse(typed, "en").phrases, tables.table("patient")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sql = f"SELECT rowid FROM {name} WHERE {name} MATCH %s ORDER BY rank LIMIT 10"  # noqa: S608
            cursor.execute(sql, [tables.fts5("words", parts)])
        else:
            query = tables.tsquery(parts)
            sql = f"SELECT entry FROM {name} WHERE words @@ %s::tsquery ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 10"  # noqa: S608
            cursor.execute(sql, [query, query])
        return [row[0] for row in cursor.fetchall()]


def _fill(articles: int) -> None:
    chance = random.Random(articles)  # noqa: S311  the same site in every run
    readings = {audience: [_reading(chance, audience) for _ in range(TEXTS)] for audience in Audience}
    rows = _rows(Person.objects.create_user("editor@example.org", printed_name="An Editor"))
    indexed: list[Indexed] = []
    for number in range(1, articles + 1):
        indexed += _article(number, chance, rows, readings)
        if len(indexed) >= AT_ONCE or number == articles:
            _write(rows, indexed)
            indexed.clear()
    _offer(word for reading in readings[Audience.PATIENT] for word in reading.offered)
    count_on_from(Article, Version, Publication, SearchEntry)


def _write(rows: Mapping[str, Rows], indexed: Iterable[Indexed]) -> None:
    for kind in rows.values():
        kind.write()
    with transaction.atomic():
        for audience, entry, lines in indexed:
            tables.put(connection, audience, entry, lines)


def _offer(words: Iterable[str]) -> None:
    known = sorted({word for word in words if word.isalpha() and word.islower() and len(word) <= LONGEST_WORD})
    SearchWord.objects.bulk_create(SearchWord(word=word, length=len(word)) for word in known)


def _rows(person: Person) -> dict[str, Rows]:
    audiences = list(Audience.values)
    return {
        "article": Rows(
            Article, ("id", "uuid", "slug", "title"), audiences=audiences, handling_editor=person, created_at=NOW
        ),
        "version": Rows(
            Version,
            ("id", "article_id", "manifest", "digest", "title"),
            number=1,
            revision=1,
            submitted_by=person,
            status=Status.APPROVED,
        ),
        "publication": Rows(
            Publication,
            ("id", "article_id", "version_id", "last_reviewed"),
            basis=Basis.APPROVED_EARLIER,
            audiences=audiences,
            planned_by=person,
            reason="moved in",
            created_at=NOW,
            due_at=NOW,
            live_from=NOW,
        ),
        "entry": Rows(
            SearchEntry,
            ("id", "publication_id", "article_id", "audience", "shown", "reviewed"),
            language="en",
            rules=RULES,
        ),
        "content": Rows(SearchContent, ("entry_id", "title", "lead", "passages")),
    }


def _article(number: int, chance: random.Random, rows: Mapping[str, Rows], readings: Readings) -> Iterator[Indexed]:
    title = f"{chance.choice(LIBRARY).title} {_word(chance.randrange(NONSENSE))} {number}"
    article = Article(slug=f"article-{number}")
    uuid = article.uuid.hex if connection.vendor == "sqlite" else article.uuid
    texts = {"patient": FrozenText("", "")}
    manifest = Manifest("", 1, "en", title, "", AppliesTo(), tuple(Audience.values), (), texts, ()).write()
    reviewed = (REVIEWED - datetime.timedelta(days=chance.randrange(1000))).isoformat()
    rows["article"].add(number, uuid, article.slug, title)
    rows["version"].add(number, number, manifest, digest(manifest), title)
    rows["publication"].add(number, number, number, reviewed)
    named = [stems(title, "en")]
    for place, audience in enumerate(Audience):
        entry, reading = number * len(Audience) + place, chance.choice(readings[audience])
        lead = [*named, *reading.lines["lead"]]
        rows["entry"].add(entry, number, number, audience.value, audience.value, reviewed)
        rows["content"].add(entry, run(named), run(lead), reading.passages)
        yield audience.value, entry, {"title": named, "lead": lead, "words": [*named, *reading.lines["words"]]}


def _reading(chance: random.Random, audience: str) -> Reading:
    """A text of some 800 words: sentences of a few articles of the library, between others that mean nothing."""
    told = [canonical(sample.summary + sample.body) for sample in chance.sample(LIBRARY, 3)]
    parts, words = [], 0
    while words < WORDS:
        if told and chance.random() < 0.2:
            parts.append(told.pop())
            words += len(parts[-1].split())
        else:
            parts.append(f"<p>{' '.join(_sentence(chance) for _ in range(3))}</p>")
            words += 3 * SENTENCE
    content = Manifest(
        "", 1, "en", "", "", AppliesTo(), (audience,), (), {audience: FrozenText("", canonical("".join(parts)))}, ()
    )
    return Reading(content, audience, frozenset())


def _sentence(chance: random.Random) -> str:
    common = [
        "treatment",
        "doctor",
        "medicine",
        "pain",
        "days",
        "the",
        "of",
        "and",
        "to",
        "with",
        "for",
        "may",
        "that",
        "not",
        "are",
    ]
    words = [chance.choice(common) if chance.random() < 0.12 else _word(_rank(chance)) for _ in range(SENTENCE)]
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def _rank(chance: random.Random) -> int:
    """As words come in any text: few of them often, most of them seldom."""
    return min(NONSENSE - 1, int(chance.paretovariate(0.6)))


def _word(rank: int) -> str:
    word = ""
    while True:
        rank, place = divmod(rank, len(SYLLABLES))
        word += SYLLABLES[place]
        if not rank:
            return word + "n"


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "measure": site.measure})
