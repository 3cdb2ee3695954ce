"""Topics and letters: only those under which there is something to read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Person, Publication, Topic
from articles.publishing.isolating import isolated
from tests.articles.search.corpus import LIBRARY, Sample
from tests.articles.search.library import put_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(editor: Person) -> dict[str, Publication]:
    return put_live(LIBRARY[:4], by=editor)


@pytest.fixture
def topics(library: dict[str, Publication]) -> dict[str, Topic]:
    body = Topic.objects.create(name="Body", slug="body")
    heart = Topic.objects.create(name="Heart", slug="heart", parent=body)
    empty = Topic.objects.create(name="Empty", slug="empty", parent=body)
    Article.objects.filter(slug__in=["heart-attack", "angina"]).update(topic=heart)
    Article.objects.filter(slug="back-pain").update(topic=body)
    return {"body": body, "heart": heart, "empty": empty}


def test_a_topic_counts_what_is_below_it(client: Client, topics: dict[str, Topic]) -> None:
    shown = " ".join(client.get("/topics/").content.decode().split())

    assert 'href="/topics/body/"><bdi>Body</bdi></a> <span class="rb-list__meta">3 articles' in shown
    assert 'href="/topics/heart/"><bdi>Heart</bdi></a> <span class="rb-list__meta">2 articles' in shown
    assert "Empty" not in shown


def test_a_topic_lists_its_articles_and_the_way_to_it(client: Client, topics: dict[str, Topic]) -> None:
    shown = client.get("/topics/heart/").content.decode()

    assert ("Angina" in shown, "Myocardial infarction" in shown, "Low back pain" in shown) == (True, True, False)
    assert 'href="/topics/body/"' in shown


@pytest.mark.parametrize("slug", ["empty", "nowhere"])
def test_a_topic_without_articles_is_not_there(client: Client, topics: dict[str, Topic], slug: str) -> None:
    assert client.get(f"/topics/{slug}/").status_code == 404


def test_all_articles_can_be_narrowed_to_a_letter(client: Client, library: dict[str, Publication]) -> None:
    shown = client.get("/articles/?letter=m").content.decode()

    assert ("Myocardial infarction" in shown, "Sciatica" in shown) == (True, False)


def test_a_letter_without_articles_narrows_nothing(client: Client, library: dict[str, Publication]) -> None:
    assert "Sciatica" in client.get("/articles/?letter=z").content.decode()


def test_the_search_narrows_to_a_topic_with_those_below(client: Client, topics: dict[str, Topic]) -> None:
    shown = client.get("/search/?q=pain&topic=body").content.decode()

    assert ("Angina" in shown, "Sciatica" in shown) == (True, False)


def test_topics_cost_two_queries_however_many_there_are(client: Client, topics: dict[str, Topic]) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get("/topics/")
    for number in range(30):
        Topic.objects.create(name=f"T{number}", slug=f"t{number}", parent=topics["body"])
    with CaptureQueriesContext(connection) as many:
        client.get("/topics/")

    assert len(few) == len(many)


# A title that is written from right to left, with a number at its end that the words around it would else take.
ARABIC = Sample(
    "leg", "ألم الساق: 3", "ما الذي يساعد؟", "<p>حركها.</p>", "<h2>ما يساعد</h2>\n<p>The zebrafish حرك ساقك.</p>"
)


@pytest.mark.parametrize("address", ["/", "/articles/", "/topics/nerves/"])
def test_what_runs_the_other_way_stands_apart_in_lists(client: Client, editor: Person, address: str) -> None:
    article = put_live([ARABIC], by=editor)["leg"].article
    Article.objects.filter(pk=article.pk).update(topic=Topic.objects.create(name="أعصاب", slug="nerves"))

    shown = client.get(address).content.decode()

    assert f"<bdi>{ARABIC.title}</bdi></a>" in shown
    assert '<p dir="auto">' in shown


def test_a_topic_that_runs_the_other_way_stands_apart(client: Client, editor: Person) -> None:
    above = Topic.objects.create(name="الجسم", slug="body")
    topic = Topic.objects.create(name="أعصاب", slug="nerves", parent=above)
    Article.objects.filter(pk=put_live([ARABIC], by=editor)["leg"].article_id).update(topic=topic)

    page, feed = client.get("/topics/nerves/").content.decode(), client.get("/topics/nerves/feed/").content.decode()

    assert "<title>\u2068أعصاب\u2069 – " in page
    assert ("<h1><bdi>أعصاب</bdi></h1>" in page, "<bdi>الجسم</bdi></a></li>" in page) == (True, True)
    assert ": \u2068أعصاب\u2069</title>" in feed


def test_a_hit_that_runs_the_other_way_stands_apart(client: Client, editor: Person) -> None:
    put_live([ARABIC], by=editor)

    shown = client.get("/search/?q=zebrafish").content.decode()

    assert f"<bdi>{ARABIC.title}</bdi></a>" in shown
    assert '<p class="rb-hit__words" dir="auto">' in shown


def test_words_from_left_to_right_are_left_as_they_are() -> None:
    assert (isolated("Nerves"), isolated("عصب")) == ("Nerves", "\u2068عصب\u2069")
