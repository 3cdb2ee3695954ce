"""The archive that the load is put on, and who asks for what, in a process of its own: `python -m benchmarks.load_site`."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles import record, sealing  # noqa: E402
from articles.models import Article, Event, Person, Publication, Text, Version  # noqa: E402
from benchmarks.answering import answer  # noqa: E402
from benchmarks.archive import PASSWORD, Archive  # noqa: E402
from benchmarks.arriving import Arrival, Step  # noqa: E402
from workflows.models import Assignment, AssignmentState, Review  # noqa: E402

READERS, DESK, SIGN_OFFS = 100, 20, 1  # a second
# Of a hundred requests of each side, how many are for which page.
OF_READERS = {
    "article page": 75, "article, no audience": 7, "search": 5, "first page": 4, "A to Z": 3, "API: an article": 3, "versions": 3,
}  # fmt: skip
OF_DESK = {
    "My work": 20, "list of articles": 15, "article": 15, "history": 10, "comparison": 5, "editing": 10, "review": 10,
    "messages": 5, "save of a text": 10,
}  # fmt: skip
SIGN_OFF = "sign-off"
CSRF = "x" * 32
SOUGHT = ("pain", "nerve pain", "leg exercise", "kidney dose", "walking", "sleep", "surgeon referral", "tablet")


class Site:
    """`chance` draws the same requests in every run."""

    chance: random.Random
    slugs: list[str]
    articles: list[int]
    editors: list[str]

    def fill(self, articles: int, revisions: int, events: int, live: int) -> dict[str, Any]:
        """Rows in an empty database, everything sealed that is owed a seal; how long each took."""
        call_command("migrate", verbosity=0)
        took = {"filled": _timed(lambda: Archive(articles, revisions, events, live).run())}
        with connection.cursor() as cursor:
            # What the database's own process does within minutes.
            took["analysed"] = _timed(lambda: cursor.execute("VACUUM ANALYZE"))
        took["sealed"] = _timed(lambda: (sealing.seal_everything(), record.checkpoint()))
        return {"seconds": took, **self.counts()}

    def counts(self) -> dict[str, int]:
        return {
            "articles": Article.objects.count(),
            "revisions": Article.history.count(),
            "events": Event.objects.count(),
            "versions": Version.objects.count(),
            "live": Publication.objects.live().count(),
            "waiting for signatures": _waiting().count(),
        }

    def prepare(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same requests in every run
        self.slugs = list(Publication.objects.live().order_by("pk").values_list("article__slug", flat=True)[:5000])
        self.articles = list(Article.objects.filter(revision__gt=1).order_by("pk").values_list("pk", flat=True))
        editors = Person.objects.filter(email__startswith="editor").order_by("pk")
        self.editors = [_cookie(person) for person in editors]
        self.seats = list(_waiting().order_by("pk"))
        self.reviews = sorted({seat.review_id for seat in self.seats})
        self.members: dict[int, str] = {}

    def arrivals(self, seconds: float, rate: float, sides: list[str]) -> list[str]:
        """As they are due, by Poisson's law, `rate` times as many as is wanted."""
        rates = {"readers": READERS, "desk": DESK, SIGN_OFF: SIGN_OFFS}
        found = [Arrival(due, *self._made(side)) for side in sides for due in self._due(seconds, rate * rates[side])]
        return [one.written() for one in sorted(found, key=lambda one: one.due)]

    def one_of_each(self, times: int) -> list[str]:
        kinds = [*OF_READERS, *OF_DESK]
        found = [Arrival(0, kind, self._steps(kind)) for _time in range(times) for kind in kinds]
        found += [Arrival(0, SIGN_OFF, self._sign_off()) for _time in range(times)]
        return [one.written() for one in found]

    def _due(self, seconds: float, rate: float) -> Iterator[float]:
        at = self.chance.expovariate(rate)
        while at < seconds:
            yield at
            at += self.chance.expovariate(rate)

    def _made(self, side: str) -> tuple[str, tuple[Step, ...]]:
        if side == SIGN_OFF:
            return SIGN_OFF, self._sign_off()
        shares = OF_READERS if side == "readers" else OF_DESK
        (kind,) = self.chance.choices(list(shares), list(shares.values()))
        return kind, self._steps(kind)

    def _steps(self, kind: str) -> tuple[Step, ...]:
        slug = self.chance.choice(self.slugs)
        if kind in OF_READERS:
            return (self._of_reader(kind, slug),)
        article, cookie = self.chance.choice(self.articles), self.chance.choice(self.editors)
        if kind == "save of a text":
            return (_save(article, cookie, self.chance.randrange(10**6)),)
        return (Step(self._of_desk(kind, article), cookie),)

    def _of_reader(self, kind: str, slug: str) -> Step:
        audience = self.chance.choice(("patient", "clinician"))
        paths = {
            "article page": f"/articles/{slug}/{audience}/",
            "search": f"/search/?q={self.chance.choice(SOUGHT).replace(' ', '+')}",
            "first page": "/",
            "A to Z": "/articles/",
            "API: an article": f"/api/v1/articles/{slug}",
            "versions": f"/articles/{slug}/versions/",
        }
        return Step(f"/articles/{slug}/", expected=(302,)) if kind == "article, no audience" else Step(paths[kind])

    def _of_desk(self, kind: str, article: int) -> str:
        newest = Article.objects.values_list("revision", flat=True).get(pk=article)
        review = self.chance.choice(self.reviews)
        return {
            "My work": "/desk/",
            "list of articles": f"/desk/articles/?page={self.chance.randint(1, 20)}",
            "article": f"/desk/articles/{article}/",
            "history": f"/desk/articles/{article}/history/",
            "comparison": f"/desk/articles/{article}/compare/?from={max(1, newest - 10)}&to={newest}",
            "editing": f"/desk/articles/{article}/edit/patient/",
            "review": f"/desk/reviews/{review}/",
            "messages": "/desk/messages/",
        }[kind]

    def _sign_off(self) -> tuple[Step, ...]:
        """The line that readers will see, then the password; each seat signs once."""
        if not self.seats:
            raise RuntimeError("everybody has signed: fill a larger archive, or ask for less")
        seat = self.seats.pop(0)
        if seat.person_id not in self.members:
            self.members[seat.person_id] = _cookie(seat.person)
        cookie, digest = self.members[seat.person_id], seat.review.version.digest
        said = {"verdict": "approve", "scope": ["clinical_accuracy"], "audiences": ["patient", "clinician"]}
        said |= {"comment": "", "digest": digest}
        given = {**said, "step": "sign", "email": seat.person.email, "password": PASSWORD}
        path = f"/desk/reviews/{seat.review_id}/sign/"
        return (Step(path, cookie, said), Step(path, cookie, given, expected=(302,), needs_line=True))


def _waiting() -> Any:
    """Seats whose members have not signed, of reviews that are open."""
    open_ones = Review.objects.filter(closed_at=None)
    seats = Assignment.objects.filter(review__in=open_ones, state=AssignmentState.ACCEPTED)
    return seats.select_related("person", "review__version")


def _save(article: int, cookie: str, number: int) -> Step:
    """The text as it is now, with one paragraph more."""
    text = Text.objects.get(article=article, audience="patient")
    fields = {
        "summary": text.summary,
        "body": f"{text.body}\n<p>One more paragraph, number {number}.</p>",
        "description": text.description,
        "base_revision": str(text.revision),
        "written_in_editor": "on",
    }
    # 302: saved. 409: somebody saved the same text in this run before, and both are shown.
    return Step(f"/desk/articles/{article}/edit/patient/", cookie, fields, expected=(302, 409))


def _cookie(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrf={CSRF}"


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    site = Site()
    answer(
        {
            "fill": site.fill,
            "counts": site.counts,
            "prepare": site.prepare,
            "arrivals": site.arrivals,
            "one_of_each": site.one_of_each,
        }
    )
