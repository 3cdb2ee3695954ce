"""The WSGI applications that are compared. Imported by the server, with BENCHMARK_PAGE naming slug and audience."""

import os
from collections.abc import Iterable
from typing import Any

# First, because it sets Django up.
from reviewboard.wsgi import application as layer  # isort: split

from articles.models import Publication
from articles.publishing.layer import StartResponse
from articles.publishing.pages import store
from articles.publishing.releases import facts_for, page_for
from articles.publishing.render import render
from reviewboard.wsgi import django_application as unkept

__all__ = ["bare", "layer", "rendered", "unkept"]

SLUG, AUDIENCE = os.environ["BENCHMARK_PAGE"].split("/")
STORED = (store().live / SLUG / f"{AUDIENCE}.html.br").read_bytes()
PUBLICATION = Publication.objects.live().select_related("version", "article").get(article__slug=SLUG)
MANIFEST, FACTS, HEADERS = PUBLICATION.version.content, facts_for(PUBLICATION), page_for(PUBLICATION, AUDIENCE).headers


def bare(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """The least that a WSGI application can do to send the same bytes."""
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(STORED)))]
    start_response("200 OK", headers)
    return (STORED,)


def rendered(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Django's rendering at its best: manifest read once, facts at hand, templates compiled, no query, no middleware."""
    html = render(MANIFEST, FACTS, AUDIENCE).encode()
    start_response("200 OK", [*HEADERS.items(), ("Content-Length", str(len(html)))])
    return (html,)
