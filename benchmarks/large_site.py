"""A filled database and the time of its pages, in a process of its own: `python -m benchmarks.large_site`."""

from __future__ import annotations

import os
import time
from statistics import median
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import guards  # noqa: E402
from articles.models import Article, Event, Person, Text  # noqa: E402
from benchmarks import caches  # noqa: E402
from benchmarks.answering import Taken, answer, taken  # noqa: E402
from benchmarks.filling import BUSY, IN_A_HUNDRED, LONG, Filling  # noqa: E402

CHOSEN = 24
REVISIONS_APART = 10


class Site:
    client: Client

    def fill(self, articles: int, revisions: int) -> dict[str, Any]:
        """Rows in an empty database, and how long it took to write them."""
        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        Filling(articles, revisions).run()
        if connection.vendor == "postgresql":
            # What its own process does within minutes.
            connection.cursor().execute("VACUUM ANALYZE")
        taken = time.perf_counter() - begin
        assert guards.missing(connection) == []
        counts = {
            "articles": Article.objects.count(),
            "revisions": Article.history.count(),
            "texts": Text.history.count(),
            "events": Event.objects.count(),
        }
        return {"seconds": taken, **counts}

    def measure(self) -> dict[str, dict[str, float]]:
        """For each page: median and longest time over different articles, that of a busy and of a long one, queries."""
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(Person.objects.get(email="editor0@example.org"))
        chosen = _chosen(Article.objects.count())
        return {name: self._page(address, chosen) for name, address in ADDRESSES.items()}

    def _page(self, address: Any, chosen: list[int]) -> dict[str, float]:
        paths = {pk: address(Article.objects.get(pk=pk)) for pk in chosen}
        with CaptureQueriesContext(connection) as captured:
            self._get(paths[chosen[-1]])
        queries = len(captured)
        times = {pk: self._get(path) for pk, path in paths.items()}
        usual = [spent for pk, spent in times.items() if (pk - 1) % IN_A_HUNDRED not in (BUSY, LONG)]
        return {
            "median": median(spent.seconds for spent in usual),
            "processor": median(spent.processor for spent in usual),
            "longest": max(spent.seconds for spent in usual),
            "busy": times[BUSY + 1].seconds,
            "long": times[LONG + 1].seconds,
            "queries": max(queries, self._queries(paths[BUSY + 1]), self._queries(paths[LONG + 1])),
        }

    def _get(self, path: str) -> Taken:
        caches.clear()
        answers = []
        spent = taken(lambda: answers.append(self.client.get(path)))
        assert answers[0].status_code == 200, (path, answers[0].status_code)
        return spent

    def _queries(self, path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            self._get(path)
        return len(captured)


def _chosen(articles: int) -> list[int]:
    """Numbers of the articles that are asked for: the busy one, the long one, and others spread over all."""
    step = max(1, articles // CHOSEN)
    return [BUSY + 1, LONG + 1, *(pk for pk in range(3, articles + 1, step))]


def _comparison(article: Article) -> str:
    older = max(1, article.revision - REVISIONS_APART)
    return f"{reverse('desk:article_compare', args=[article.pk])}?from={older}&to={article.revision}"


ADDRESSES = {
    "article": lambda article: reverse("desk:article", args=[article.pk]),
    "history": lambda article: reverse("desk:article_history", args=[article.pk]),
    "comparison": _comparison,
    "editing": lambda article: reverse("desk:article_edit", args=[article.pk, article.audiences[0]]),
    "list": lambda _article: reverse("desk:article_list"),
}

if __name__ == "__main__":
    site = Site()
    answer({"fill": site.fill, "measure": site.measure})
