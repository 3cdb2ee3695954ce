"""Live articles in any number, written past the actions: five sections in each text, thirty references each."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence

from django.db import connection

from articles.audiences import Audience
from articles.manifest import AppliesTo, Byline, CitedReference, FrozenText, Manifest, digest
from articles.models import Article, Basis, CopyCode, PageChange, Person, Publication, Status, Version
from articles.text.dialect import canonical
from benchmarks import texts
from benchmarks.bulk import Rows, count_on_from

REFERENCES = 30
SECTIONS, SENTENCE = 5, 12
STEP = 7  # an article cites thirty works of the library that follow one another, and shares most of them with its neighbours
NOW = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
STATEMENT = {
    "board": "Medical Advisory Board",
    "statement": "Checked and approved for publication by our Medical Advisory Board on 1 November 2026.",
    "signers": [
        {
            "name": f"Member {number}", "credentials": "MD", "affiliation": "Nowhere", "role": "member", "verdict": "approve",
            "scopes": ["clinical_accuracy"], "interests": "", "signed_on": "2026-11-01",
        }
        for number in (1, 2)
    ],
    "rule": "Two sign-offs.",
}  # fmt: skip


def fill(articles: int, audiences: Sequence[str] = tuple(Audience.values)) -> None:
    """All of them approved, with a page change each that no host has applied."""
    rows = _rows(Person.objects.create_user("author@example.org", printed_name="An Author"), audiences)
    for number in range(1, articles + 1):
        _add(number, rows, audiences)
    for kind in rows.values():
        kind.write()
    count_on_from(Article, Version, Publication, CopyCode)


def _rows(person: Person, audiences: Sequence[str]) -> dict[str, Rows]:
    return {
        "article": Rows(Article, ("id", "uuid", "slug", "title"), audiences=list(audiences), handling_editor=person, created_at=NOW),
        "version": Rows(
            Version,
            ("id", "article_id", "manifest", "digest", "title"),
            number=1, revision=1, submitted_by=person, status=Status.APPROVED,
        ),
        "publication": Rows(
            Publication,
            ("id", "article_id", "version_id"),
            basis=Basis.APPROVED, audiences=list(audiences), planned_by=person, reason="measured", created_at=NOW,
            due_at=NOW, live_from=NOW, last_reviewed=NOW.date(), review_due=NOW.date() + datetime.timedelta(days=365),
            review_statement=STATEMENT,
        ),
        "code": Rows(CopyCode, ("id", "publication_id", "audience", "code")),
        "change": Rows(PageChange, ("article_id",), reason="measured", at=NOW),
    }  # fmt: skip


def _add(number: int, rows: dict[str, Rows], audiences: Sequence[str]) -> None:
    article = Article(slug=f"article-{number}", title=f"Pain of the leg {number}")
    uuid = article.uuid.hex if connection.vendor == "sqlite" else article.uuid
    manifest = _manifest(article, number, audiences).write()
    rows["article"].add(number, uuid, article.slug, article.title)
    rows["version"].add(number, number, manifest, digest(manifest), article.title)
    rows["publication"].add(number, number, number)
    rows["change"].add(number)
    for place, audience in enumerate(audiences):
        key = number * len(audiences) + place
        rows["code"].add(key, number, audience, f"{key:09d}")


def _manifest(article: Article, number: int, audiences: Sequence[str]) -> Manifest:
    chance = random.Random(number)  # noqa: S311  the same site in every run
    works = [_work(number * STEP + place) for place in range(REFERENCES)]
    keys = [work.key for work in works]
    written = {name: _text(chance, keys) for name in audiences}
    return Manifest(
        article=str(article.uuid), number=1, language="en", title=article.title, question="What helps?",
        applies_to=AppliesTo(("adults",)), audiences=tuple(audiences),
        contributors=(Byline("Clara Example", "author", "MD", "Sample Hospital", "None"),),
        texts=written, references=tuple(works),
    )  # fmt: skip


def _work(number: int) -> CitedReference:
    """One of the library: a paper with three authors and the identifiers that most have."""
    people = [
        {"family": name, "given": f"{letter}. B."}
        for name, letter in zip(("Adler", "Brook", "Clarke"), "XYZ", strict=True)
    ]
    csl = {
        "type": "article-journal", "title": f"Trial {number} of rest and exercise for pain of the leg", "author": people,
        "container-title": "Journal of Measured Works", "volume": str(number % 90), "page": f"{number}-{number + 9}",
        "issued": {"date-parts": [["2021"]]},
    }  # fmt: skip
    identifiers = {"doi": f"10.5555/measured.{number}", "pmid": str(10_000_000 + number)}
    return CitedReference(f"work-{number}", "randomised-trial", "confirmed", csl=csl, identifiers=identifiers)


def _text(chance: random.Random, keys: Sequence[str]) -> FrozenText:
    summary = "<p>Rest the leg and keep moving.</p>"
    return FrozenText(summary, canonical("".join(_sections(chance, keys))), "About leg pain.")


def _sections(chance: random.Random, keys: Sequence[str]) -> Iterator[str]:
    """Five, each with a list and six sentences that cite."""
    per_section = len(keys) // SECTIONS
    for section in range(SECTIONS):
        yield f"<h2>{' '.join(texts.words_of(3, chance))}</h2>"
        for key in keys[section * per_section : (section + 1) * per_section]:
            words = " ".join(texts.words_of(SENTENCE, chance))
            yield f'<p>{words}<cite data-key="{key}"></cite>.</p>'
        items = [" ".join(texts.words_of(SENTENCE // 2, chance)) for _item in range(3)]
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
