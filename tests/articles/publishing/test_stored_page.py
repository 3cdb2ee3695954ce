"""A published page from the store, through the layer, with the real application behind it."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import owed
from articles.models import Publication
from articles.publishing.layer import PageLayer


def test_published_page_takes_no_query(
    publication: Publication, rf: RequestFactory, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owed.sweep("pages")
    layer = PageLayer(get_wsgi_application(), settings.PAGE_STORE)
    statuses: list[str] = []

    with django_assert_num_queries(0):
        body = b"".join(layer(rf.get("/articles/leg-pain/patient/").environ, lambda s, h: statuses.append(s)))

    assert (statuses, b"Leg pain" in body) == (["200 OK"], True)
