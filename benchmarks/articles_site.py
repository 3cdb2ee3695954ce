"""A publisher's list of articles, narrowed down and sorted in every way, in a process of its own: `python -m benchmarks.articles_site`."""

from __future__ import annotations

import datetime
import os
import random
import time
from statistics import median
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()

from django.contrib.admin import AdminSite, ModelAdmin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles import actions, publisher  # noqa: E402
from articles.actions.bulk_acts import counted  # noqa: E402
from articles.manifest import digest  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    BulkAct,
    CoEditor,
    Flag,
    FormerSlug,
    OldAddress,
    Person,
    Publication,
    Topic,
    Version,
)
from articles.narrowing import AGES, DUE_WITHIN, SORTS, Narrowing  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402
from benchmarks.bulk import Rows, count_on_from  # noqa: E402

PEOPLE, TOPICS, ROUNDS = 20, 60, 2
MANIFEST = "x" * 20_000  # bytes of a version that no list may read
STATUSES = ("approved", "approved", "approved", "submitted", "under_review", "changes_requested", "withdrawn", "")
SINCE = datetime.timedelta(days=1500)
NOW = timezone.now()


class Site:
    def fill(self, articles: int) -> dict[str, float]:
        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        Filling(articles).run()
        connection.cursor().execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        return {"seconds": time.perf_counter() - begin, "articles": Article.objects.count()}

    def measure(self) -> dict[str, dict[str, float]]:
        """For each condition, over every order both ways: seconds of the slowest and the middle page (the best of some rounds), queries."""
        client = Client(SERVER_NAME="localhost")
        client.force_login(Person.objects.get(email="person-1@example.org"))
        return {name: _measured(client, wanted) for name, wanted in _conditions().items()}

    def admin(self) -> dict[str, dict[str, float]]:
        """The same rows in the list that Django makes of them, with what its columns and filters can do."""
        page = ListAdmin(Article, AdminSite())
        chief = Person.objects.create_superuser("chief@example.org", "correct horse battery", printed_name="Chief")
        wanted = {"all": "", "searched": "q=pain", "below a topic": "topic__id__exact=7", "by status": "o=2"}
        return {name: _admin(page, chief, query) for name, query in wanted.items()}

    def export(self) -> dict[str, float]:
        client = Client(SERVER_NAME="localhost")
        client.force_login(Person.objects.get(email="person-1@example.org"))
        begin = time.perf_counter()
        lines = b"".join(client.get("/desk/articles/list.csv?archived=all")).count(b"\n")  # type: ignore[arg-type]
        return {"seconds": time.perf_counter() - begin, "lines": lines}

    def bulk(self, articles: int) -> dict[str, float]:
        """Another topic for so many articles, turn by turn, as a worker does it."""
        person = Person.objects.get(email="person-1@example.org")
        numbers = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:articles])
        deed = actions.Deed("move", "measured", topic=Topic.objects.create(name="Measured", slug="measured"))
        begin = time.perf_counter()
        act = actions.begin_bulk_act(numbers, by=person, deed=deed)
        begun, turns = time.perf_counter() - begin, []
        while BulkAct.objects.due().filter(pk=act.pk).exists():
            turns.append(taken(lambda: actions.go_on_with_bulk_act(act.pk)).seconds)
        return {"begun": begun, "seconds": sum(turns), "longest": max(turns), **counted(act)}


def _conditions() -> dict[str, dict[str, str]]:
    person = str(Person.objects.get(email="person-1@example.org").pk)
    found: dict[str, dict[str, str]] = {
        "all": {},
        "archived too": {"archived": "all"},
        "archived": {"archived": "archived"},
    }
    found |= {f"status {status}": {"status": status} for status in (*dict.fromkeys(filter(None, STATUSES)), "draft")}
    found |= {"topic with all below": {"topic": "1"}, "no topic": {"topic": "none"}}
    found |= {
        f"person, {part or 'any part'}": {"person": person, "part": part}
        for part in ("", "handles", "co_edits", "reviews")
    }
    found |= {f"due {due}": {"due": due} for due in ("overdue", *map(str, DUE_WITHIN), "none")}
    found |= {f"flags {flags}": {"flags": flags} for flags in ("with", "without")}
    found |= {f"changed {age}": {"age": str(age)} for age in AGES}
    found |= {"language": {"language": "en"}, "searched": {"q": "pain of the"}, "searched in vain": {"q": "zzzz"}}
    found["an old address"] = {"q": "https://old.example.org/pages/777.html"}
    found["eight at once"] = {
        "q": "pain", "status": "approved", "topic": "1", "person": person, "due": "90", "flags": "with", "age": "90", "language": "en",
    }  # fmt: skip
    return found


def _measured(client: Client, wanted: dict[str, str]) -> dict[str, float]:
    spent, queries = [], set()
    for sort in (f"{sign}{name}" for name in SORTS for sign in ("", "-")):
        query = {**wanted, "sort": sort}
        # What a process keeps of the publisher for some seconds is asked for before, or it would be counted now and then.
        publisher.texts()
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/desk/articles/", query)
        assert response.status_code == 200
        queries.add(len(captured))
        spent.append(min(_timed(client, query) for _round in range(ROUNDS)))
    return {
        "longest": max(one.seconds for one in spent),
        "median": median(one.seconds for one in spent),
        "processor": max(one.processor for one in spent),
        "most": max(queries),
        "fewest": min(queries),
        "found": Narrowing.read(wanted).articles().count(),
    }


def _timed(client: Client, query: dict[str, str]) -> Taken:
    return taken(lambda: client.get("/desk/articles/", query))


class ListAdmin(ModelAdmin[Article]):
    """As somebody would write it who reads Django's handbook."""

    list_display = ("title", "status", "topic", "handling_editor", "review_due", "flags", "changed_at")
    list_filter = ("topic", "language", "handling_editor")
    search_fields = ("title", "question", "slug")
    list_select_related = ("topic", "handling_editor")
    list_per_page = 25

    def status(self, article: Article) -> str:
        newest = article.versions.order_by("-number").defer("manifest").first()
        return newest.status if newest else ""

    def review_due(self, article: Article) -> object:
        live = article.publications.live().first()
        return live.review_due if live else None

    def flags(self, article: Article) -> int:
        return article.flags.filter(gone_at=None, answered_at=None, severity="must-answer").count()

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return True


def _admin(page: ListAdmin, chief: Person, query: str) -> dict[str, float]:
    times, queries = [], 0
    for _round in range(ROUNDS):
        request = RequestFactory().get(f"/admin/?{query}")
        request.user = chief
        begin = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            changes = page.get_changelist_instance(request)
            rows = [[_cell(page, row, name) for name in page.list_display] for row in changes.result_list]
        assert len(rows) <= page.list_per_page
        queries = len(captured)
        times.append(time.perf_counter() - begin)
    return {"seconds": min(times), "queries": queries}


def _cell(page: ListAdmin, row: Article, name: str) -> str:
    return str(getattr(page, name)(row) if hasattr(page, name) else getattr(row, name))


class Filling:
    """Rows written past the actions: versions, what is live, flags, histories, addresses, reviews."""

    def __init__(self, articles: int) -> None:
        self.articles, self.chance = articles, random.Random(articles)  # noqa: S311  the same list in every run
        self.people = [self._person(number) for number in range(1, PEOPLE + 1)]
        self.topics = self._topics()
        past: Any = Article.history.model
        person = self.people[0]
        self.digest = digest(MANIFEST)
        named = (
            *("id", "uuid", "slug", "title", "question", "topic_id", "language", "handling_editor_id"),
            *("changed_at", "archived_at"),
        )
        revised = ("history_id", "id", "uuid", "slug", "title", "revision", "history_date", "history_user_id")
        changed = {"handling_editor_id": person.pk, "history_type": "~", "history_change_reason": "measured"}
        submitted = {"manifest": MANIFEST, "digest": self.digest, "revision": 1, "submitted_by": person}
        planned = {"planned_by": person, "reason": "measured", "created_at": NOW, "due_at": NOW, "live_from": NOW}
        noticed = {"audience": "patient", "other": "patient", "kind": "number", "equality": "", "revision": 1}
        self.rows = {
            "article": Rows(Article, named, audiences=["patient", "clinician"], revision=5, created_at=NOW),
            "past": Rows(past, revised, audiences=["patient"], created_at=NOW, **changed),
            "version": Rows(Version, ("id", "article_id", "number", "status", "title"), **submitted),
            "publication": Rows(
                Publication,
                ("article_id", "version_id", "review_due"),
                basis="approved",
                audiences=["patient"],
                **planned,
            ),
            "flag": Rows(Flag, ("article_id", "fingerprint", "severity", "gone_at"), noticed_at=NOW, **noticed),
            "co": Rows(CoEditor, ("article_id", "person_id"), since=NOW),
            "former": Rows(FormerSlug, ("article_id", "slug"), since=NOW),
            "old": Rows(OldAddress, ("article_id", "address"), by=person, since=NOW),
        }

    def _person(self, number: int) -> Person:
        person = Person.objects.create_user(f"person-{number}@example.org", printed_name=f"Person {number}")
        person.role_grants.create(role="managing_editor", granted_by=person, reason="benchmark")
        return person

    def _topics(self) -> list[int]:
        made: list[int] = []
        for number in range(1, TOPICS + 1):
            parent = made[number // 4 - 1] if number >= 4 else None
            made.append(Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}", parent_id=parent).pk)
        return made

    def run(self) -> None:
        for number in range(1, self.articles + 1):
            self._add(number)
            if number % 2000 == 0:
                self._write()
        self._write()
        count_on_from(Article, Article.history.model, Version)

    def _write(self) -> None:
        for rows in self.rows.values():
            rows.write()

    def _add(self, number: int) -> None:
        chance, person = self.chance, self.chance.choice(self.people)
        article = Article(slug=f"article-{number}")
        uuid = article.uuid.hex if connection.vendor == "sqlite" else article.uuid
        title = f"{chance.choice(('Pain of the leg', 'Gout', 'Asthma', 'Sore throat'))} {chance.randrange(self.articles)} {number}"
        changed = _stored(NOW - SINCE * chance.random())
        archived = _stored(NOW) if number % 20 == 0 else None
        topic = chance.choice(self.topics) if number % 10 else None
        self.rows["article"].add(
            number, uuid, article.slug, title, "What helps?", topic, "en", person.pk, changed, archived
        )
        for revision in range(1, 6):
            past = (number - 1) * 5 + revision
            self.rows["past"].add(past, number, uuid, article.slug, title, revision, changed, person.pk)
        self._versions(number, title)
        for place in range(4):
            severity = "must-answer" if chance.random() < 0.1 else "note"
            gone = _stored(NOW) if chance.random() < 0.5 else None
            self.rows["flag"].add(number, f"{number}-{place}", severity, gone)
        if number % 5 == 0:
            other = chance.choice(self.people)
            self.rows["co"].add(number, other.pk)
            self.rows["former"].add(number, f"former-{number}")
        self.rows["old"].add(number, f"/pages/{number}.html")

    def _versions(self, number: int, title: str) -> None:
        status = self.chance.choice(STATUSES)
        if not status:
            return
        first = number * 2
        self.rows["version"].add(first, number, 1, "approved", title)
        self.rows["version"].add(first + 1, number, 2, status, title)
        if number % 20:
            due = (NOW + datetime.timedelta(days=self.chance.randrange(-100, 700))).date()
            self.rows["publication"].add(number, first, _day(due))


def _stored(moment: datetime.datetime) -> Any:
    return Article._meta.get_field("changed_at").get_db_prep_save(moment, connection)


def _day(day: datetime.date) -> Any:
    return Publication._meta.get_field("review_due").get_db_prep_save(day, connection)


if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "measure": site.measure, "admin": site.admin, "export": site.export, "bulk": site.bulk})
