"""Django's side of an article page answers as the page store does."""

from django.test import Client

from articles.models import Publication
from articles.publishing.releases import releases_for


def test_page_that_is_not_stored_is_answered_alike(publication: Publication, client: Client) -> None:
    answer = client.get("/articles/leg-pain/patient/")

    release = releases_for(publication.article)["leg-pain"]
    assert answer.content.decode() == release.pages["patient"]
    assert {name: answer.headers[name] for name in release.headers} == release.headers


def test_s04_article_page_never_varies_on_a_cookie(publication: Publication, client: Client) -> None:
    client.cookies["audience"] = "clinician"

    answer = client.get("/articles/leg-pain/patient/")

    assert "Cookie" not in answer.headers["Vary"]
    assert answer.cookies == {}
