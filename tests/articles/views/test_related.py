"""What else to read: for the same readers, close to the article, and nothing that was taken down."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Ending, Person, Publication, Topic
from tests.articles.search.corpus import LIBRARY
from tests.articles.search.library import put_live, work_off
from workflows import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(editor: Person) -> dict[str, Publication]:
    return put_live(LIBRARY, by=editor)


def titles(client: Client, slug: str, audience: str = "patient") -> list[str]:
    response = client.get(f"/articles/{slug}/{audience}/related/")
    assert response.status_code == 200
    return re.findall(r'<a class="rb-list__link" href="/articles/([^/]+)/', response.content.decode())


def test_rarer_words_of_title_and_question_bring_articles_together(
    client: Client, library: dict[str, Publication]
) -> None:
    assert titles(client, "heart-attack") == ["angina", "high-blood-pressure"]


def test_articles_of_one_topic_are_related(client: Client, library: dict[str, Publication]) -> None:
    topic = Topic.objects.create(name="Odds and ends", slug="odds")
    slugs = [sample.slug for sample in LIBRARY[:2]]
    Article.objects.filter(slug__in=slugs).update(topic=topic)

    shown = client.get(f"/articles/{slugs[0]}/patient/related/").content.decode()

    assert slugs[1] in titles(client, slugs[0])
    assert f'href="/topics/{topic.slug}/"' in shown


def test_what_is_taken_down_is_gone_from_the_list_at_once(client: Client, library: dict[str, Publication]) -> None:
    first, *others = titles(client, "heart-attack")
    Publication.objects.filter(article__slug=first).update(ended_at=timezone.now(), ended_as=Ending.REMOVED)

    assert titles(client, "heart-attack") == others


def test_a_list_costs_as_many_queries_with_thirty_articles_as_with_one(
    client: Client, library: dict[str, Publication]
) -> None:
    topic = Topic.objects.create(name="All", slug="all")
    Article.objects.filter(slug__in=["heart-attack", LIBRARY[1].slug]).update(topic=topic)
    titles(client, "heart-attack")
    with CaptureQueriesContext(connection) as few:
        titles(client, "heart-attack")
    Article.objects.update(topic=topic)
    with CaptureQueriesContext(connection) as many:
        titles(client, "heart-attack")

    assert len(few) == len(many)


def test_s01_list_for_professionals_begins_with_the_way_to_the_text_for_patients(
    client: Client, publication: Publication
) -> None:
    work_off()

    shown = client.get("/articles/leg-pain/clinician/related/").content.decode()

    assert "<title>For health professionals: Related articles – Leg pain" in shown
    assert re.findall(r'<div class="rb-reading">\s*<p><a href="([^"]+)"', shown) == ["/articles/leg-pain/patient/"]
    assert "We have no other article that is close to this one." in shown


def test_the_list_is_kept_no_longer_than_a_page_and_by_no_search_engine(
    client: Client, publication: Publication
) -> None:
    response = client.get("/articles/leg-pain/patient/related/")

    assert response.headers["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
    assert response.headers["X-Robots-Tag"] == "noindex"
    again = client.get("/articles/leg-pain/patient/related/", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_an_article_that_was_removed_says_so_instead(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    actions.remove(publication.version, by=managing_editor, reason="danger", told="We are writing it anew.")

    response = client.get("/articles/leg-pain/patient/related/")

    assert (response.status_code, response["Location"]) == (302, "/articles/leg-pain/patient/")


@pytest.mark.parametrize("address", ["leg-pain/student/", "leg-pain/nobody/", "nothing/patient/"])
def test_no_text_has_no_list(client: Client, publication: Publication, address: str) -> None:
    status = client.get(f"/articles/{address}related/").status_code

    assert status == (302 if address == "leg-pain/student/" else 404)


def test_a_page_leads_to_its_list(client: Client, publication: Publication) -> None:
    shown = client.get("/articles/leg-pain/patient/").content.decode()

    assert 'href="/articles/leg-pain/patient/related/">Related articles</a>' in shown
