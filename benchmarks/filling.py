"""A database as a publisher's after years: so many articles and revisions, with their histories, events and versions.

The revisions of all articles are written round by round, as time passes, so that one article's rows lie far apart. One
article in a hundred has ten times the revisions of the others, another one texts of 3,000 words.
"""

from __future__ import annotations

import datetime
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from articles import record
from articles.audiences import Audience
from articles.manifest import AppliesTo, Byline, CitedReference, FrozenText, Manifest, digest
from articles.models import Article, Contributor, DeskRole, Event, Person, Reference, RoleGrant, Text, Version
from articles.models.article import ContributorRole
from articles.text.extent import Extent
from benchmarks import texts
from benchmarks.bulk import Rows, count_on_from

AUDIENCES = (Audience.PATIENT, Audience.CLINICIAN)
EDITORS = 20
IN_A_HUNDRED = 100
BUSY, LONG = 0, 1  # which of a hundred articles
BUSIER = 10
MEDIAN_WORDS, LONG_WORDS = 300, 3000
BEGIN = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
SUMMARY = "<p>Most people get better with rest and time.</p>"
DESCRIPTION = "About pain and its treatment."
CHANGE = Extent(added=texts.PARAGRAPH, removed=texts.PARAGRAPH, has_number=True).as_data()
# What a revision changed, as JSON: nothing, the first text, the second, both.
CHANGES = [
    json.dumps({audience.value: CHANGE for audience in changed})
    for changed in ((), AUDIENCES[:1], AUDIENCES[1:], AUDIENCES)
]


@dataclass
class Draft:
    """One article as it grows: its texts as blocks, and the head of its chain of events."""

    pk: int
    uuid: uuid.UUID
    revisions: int
    bodies: list[list[str]]
    title: str
    revision: int = 0
    sequence: int = 0
    head: str = record.GENESIS
    changed_at: list[int] = field(default_factory=lambda: [1, 1])

    @property
    def stream(self) -> str:
        return f"article:{self.uuid}"


def revisions_of(number: int, articles: int, revisions: int) -> int:
    """How many revisions an article has, so that all together have as many as wanted (or a few less)."""
    busy = len(range(BUSY, articles, IN_A_HUNDRED))
    usual = max(2, revisions // (articles + busy * (BUSIER - 1)))
    return usual * BUSIER if number % IN_A_HUNDRED == BUSY else usual


def words_of(number: int, chance: random.Random) -> int:
    """Half to twice the median, spread evenly about it; one in a hundred is long."""
    return LONG_WORDS if number % IN_A_HUNDRED == LONG else round(MEDIAN_WORDS * 2 ** chance.uniform(-1, 1))


class Filling:
    """Fills one empty database. The same numbers make the same texts."""

    def __init__(self, articles: int, revisions: int) -> None:
        self.chance = random.Random(articles)  # noqa: S311  # the same database in every run
        self.paragraphs = [self._paragraph() for _number in range(5000)]
        self.people = [self._person(number) for number in range(EDITORS)]
        self.drafts = [self._draft(number, articles, revisions) for number in range(articles)]
        self.article_rows = Rows(
            Article.history.model,
            ("id", "uuid", "slug", "title", "revision", "change", "handling_editor_id", "created_at", *_HISTORY),
            audiences=[audience.value for audience in AUDIENCES],
            population=["adults"],
            reference_keys=[texts.key(number) for number in range(1, texts.REFERENCES + 1)],
        )
        self.text_rows = Rows(
            Text.history.model,
            ("article_id", "id", "audience", "body", "revision", *_HISTORY),
            summary=SUMMARY,
            description=DESCRIPTION,
        )
        self.events = Rows(Event, ("stream", "sequence", "kind", "at", "actor_id", "body", "previous", "hash"))

    def run(self) -> int:
        """Write everything; how many revisions there are then."""
        self._write_library()
        self._write_articles()
        for at, draft in self._in_order_of_time():
            self._revise(draft, at)
            for rows in (self.article_rows, self.text_rows, self.events):
                if rows.is_full:
                    rows.write()
        for rows in (self.article_rows, self.text_rows, self.events):
            rows.write()
        self._write_texts()
        self._write_versions()
        return sum(draft.revision for draft in self.drafts)

    def _in_order_of_time(self) -> Iterator[tuple[datetime.datetime, Draft]]:
        waiting, at = self.drafts, BEGIN
        while waiting:
            for draft in waiting:
                at += datetime.timedelta(seconds=60)
                yield at, draft
            waiting = [draft for draft in waiting if draft.revision < draft.revisions]

    def _paragraph(self) -> str:
        words = texts.words_of(texts.PARAGRAPH, self.chance)
        return texts.Passage("p", words, self.chance.randint(1, texts.REFERENCES)).html()

    def _person(self, number: int) -> Person:
        person = Person.objects.create_user(f"editor{number}@example.org", printed_name=f"Editor {number}")
        role = DeskRole.MANAGING_EDITOR if number == 0 else DeskRole.EDITOR
        RoleGrant.objects.create(person=person, role=role, granted_by=person, reason="benchmark")
        return person

    def _draft(self, number: int, articles: int, revisions: int) -> Draft:
        bodies = [
            texts.blocks(texts.passages(words_of(number, self.chance), 2 * number + part))
            for part in range(len(AUDIENCES))
        ]
        identity = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        title = " ".join(texts.words_of(5, self.chance)).capitalize()
        return Draft(number + 1, identity, revisions_of(number, articles, revisions), bodies, title)

    def _editor(self, draft: Draft) -> Person:
        return self.people[draft.pk % EDITORS]

    def _write_library(self) -> None:
        rows = [Reference(key=texts.key(n), title=f"Work {n}", type="review") for n in range(1, texts.REFERENCES + 1)]
        Reference.objects.bulk_create(rows)

    def _write_articles(self) -> None:
        articles = [
            Article(
                pk=draft.pk,
                uuid=draft.uuid,
                slug=f"article-{draft.pk}",
                title=draft.title,
                audiences=[audience.value for audience in AUDIENCES],
                population=["adults"],
                reference_keys=[texts.key(number) for number in range(1, texts.REFERENCES + 1)],
                handling_editor=self._editor(draft),
                revision=draft.revisions,
            )
            for draft in self.drafts
        ]
        Article.objects.bulk_create(articles, batch_size=1000)
        author = ContributorRole.AUTHOR
        bylines = [
            Contributor(article=row, person=row.handling_editor, name=row.handling_editor.printed_name, role=author)
            for row in articles
        ]
        Contributor.objects.bulk_create(bylines, batch_size=1000)
        count_on_from(Article)

    def _revise(self, draft: Draft, at: datetime.datetime) -> None:
        """One more revision: the first declares both texts, every other one writes a paragraph of one of them anew."""
        draft.revision += 1
        when = connection.ops.adapt_datetimefield_value(at)
        by = self.people[self.chance.randrange(EDITORS)]
        if draft.revision == 1:
            reason, changed = "article created", [0, 1]
        else:
            part = self.chance.randrange(len(AUDIENCES))
            reason, changed = f"{AUDIENCES[part]} text, Treatment: {texts.PARAGRAPH} words", [part]
            self._edit(draft.bodies[part])
        for part in changed:
            self._write_text(draft, part, reason, by, when)
        change = CHANGES[sum(part + 1 for part in changed)]
        history = (when, reason, by.pk, "+" if draft.revision == 1 else "~")
        self.article_rows.add(
            draft.pk, _uuid(draft.uuid), f"article-{draft.pk}", draft.title, draft.revision, change,
            self._editor(draft).pk, when, *history,
        )  # fmt: skip
        kind = "saved" if draft.revision > 1 else "created"
        self._append(draft, kind, at, by, {"revision": draft.revision, "what": reason})

    def _edit(self, body: list[str]) -> None:
        places = [place for place, block in enumerate(body) if block.startswith("<p>")]
        body[self.chance.choice(places)] = self.chance.choice(self.paragraphs)

    def _write_text(self, draft: Draft, part: int, reason: str, by: Person, when: Any) -> None:
        body = "\n".join(draft.bodies[part])
        draft.changed_at[part] = draft.revision
        history = (when, reason, by.pk, "+" if draft.revision == 1 else "~")
        self.text_rows.add(draft.pk, _text_pk(draft, part), AUDIENCES[part].value, body, draft.revision, *history)

    def _append(self, draft: Draft, kind: str, at: datetime.datetime, by: Person, data: dict[str, Any]) -> None:
        """As `record.append` does, without asking the database for the head."""
        draft.sequence += 1
        # What RFC 8785 makes of plain strings and whole numbers, in a tenth of its time.
        event = {
            "actor": by.pk, "at": at.isoformat(), "data": data, "kind": kind, "sequence": draft.sequence,
            "stream": draft.stream,
        }  # fmt: skip
        body = json.dumps(event, sort_keys=True, separators=(",", ":"))
        hashed = record.hash_of(draft.head, body)
        when = connection.ops.adapt_datetimefield_value(at)
        self.events.add(draft.stream, draft.sequence, kind, when, by.pk, body, draft.head, hashed)
        draft.head = hashed

    def _write_texts(self) -> None:
        rows = Rows(
            Text, ("id", "article_id", "audience", "body", "revision"), summary=SUMMARY, description=DESCRIPTION
        )
        for draft in self.drafts:
            for part, audience in enumerate(AUDIENCES):
                body = "\n".join(draft.bodies[part])
                rows.add(_text_pk(draft, part), draft.pk, audience.value, body, draft.changed_at[part])
        rows.write()
        count_on_from(Text)

    def _write_versions(self) -> None:
        """Every second article waits for its review."""
        references = tuple(
            CitedReference(row.key, row.type, row.standing, row.label, row.identifiers)
            for row in Reference.objects.order_by("key")
        )
        rows = [self._version(draft, references) for draft in self.drafts if draft.pk % 2]
        Version.objects.bulk_create(rows, batch_size=500)

    def _version(self, draft: Draft, references: tuple[CitedReference, ...]) -> Version:
        editor = self._editor(draft)
        content = Manifest(
            article=str(draft.uuid),
            number=1,
            language="en",
            title=draft.title,
            question="",
            applies_to=AppliesTo(("adults",)),
            audiences=tuple(audience.value for audience in AUDIENCES),
            contributors=(Byline(name=editor.printed_name, role="author", person=str(editor.uuid)),),
            texts={
                audience.value: FrozenText(SUMMARY, "\n".join(body), DESCRIPTION)
                for audience, body in zip(AUDIENCES, draft.bodies, strict=True)
            },
            references=references,
        )
        manifest = content.write()
        return Version(
            article_id=draft.pk,
            number=1,
            revision=draft.revision,
            manifest=manifest,
            digest=digest(manifest),
            title=draft.title,
            submitted_by=editor,
        )


_HISTORY = ("history_date", "history_change_reason", "history_user_id", "history_type")


def _text_pk(draft: Draft, part: int) -> int:
    return len(AUDIENCES) * (draft.pk - 1) + part + 1


def _uuid(value: uuid.UUID) -> Any:
    return value if connection.features.has_native_uuid_field else value.hex
