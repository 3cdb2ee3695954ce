"""Who gets which desk page: strangers sign in, board members and outsiders see no draft, auditors read and change nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Event, Person

READING = [
    "article_plain",
    "article_list",
    "article_citations",
    "article_images",
    "article_comments",
    "article_history",
    "article_compare",
    "reference_list",
]
WRITING = ["article_new", "article_import", "article_edit", "article_comment", "article_details", "reference_new"]
POSTING = ["article_discard", "article_list_reference"]


def url_of(name: str, article: Article) -> str:
    if name in {"article_edit", "article_plain", "article_comment", "article_discard"}:
        return reverse(f"desk:{name}", args=[article.pk, "patient"])
    if name in {"article_list", "article_new", "article_import", "reference_list", "reference_new"}:
        return reverse(f"desk:{name}")
    query = "?from=1&to=2" if name == "article_compare" else ""
    return reverse(f"desk:{name}", args=[article.pk]) + query


@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_a_stranger_is_sent_to_sign_in(name: str, draft: Article, client: Client) -> None:
    url = url_of(name, draft)

    response = client.get(url)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login") + "?next=")


@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_whoever_has_no_desk_role_sees_no_draft(
    name: str, draft: Article, chair: Person, sign_in: Callable[[Person], Client]
) -> None:
    response = sign_in(chair).get(url_of(name, draft))

    assert response.status_code == 403


@pytest.mark.parametrize("name", READING)
def test_an_auditor_reads(name: str, draft: Article, auditor: Person, sign_in: Callable[[Person], Client]) -> None:
    response = sign_in(auditor).get(url_of(name, draft))

    assert response.status_code == 200


@pytest.mark.parametrize("name", WRITING)
def test_an_auditor_gets_no_page_that_changes(
    name: str, draft: Article, auditor: Person, sign_in: Callable[[Person], Client]
) -> None:
    response = sign_in(auditor).get(url_of(name, draft))

    assert response.status_code == 403


@pytest.mark.parametrize("name", [*WRITING, *POSTING, "article_citations"])
def test_an_auditor_changes_nothing(
    name: str, draft: Article, auditor: Person, sign_in: Callable[[Person], Client]
) -> None:
    events = Event.objects.count()

    response = sign_in(auditor).post(url_of(name, draft), {"title": "New", "audiences": ["patient"]})

    assert response.status_code == 403
    assert Event.objects.count() == events


@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_an_editor_gets_every_page(name: str, draft: Article, at_desk: Client) -> None:
    response = at_desk.get(url_of(name, draft))

    assert response.status_code == 200


@pytest.mark.parametrize("name", POSTING)
def test_what_changes_something_is_never_a_get(name: str, draft: Article, at_desk: Client) -> None:
    response = at_desk.get(url_of(name, draft))

    assert response.status_code == 405


@pytest.mark.parametrize("name", ["article_details", "article_citations", "article_history", "article_compare"])
def test_an_article_that_does_not_exist_is_not_found(name: str, draft: Article, at_desk: Client) -> None:
    gone = Article(pk=draft.pk + 1)

    response = at_desk.get(url_of(name, gone))

    assert response.status_code == 404


def test_an_audience_without_a_text_is_not_found(draft: Article, at_desk: Client) -> None:
    response = at_desk.get(reverse("desk:article_edit", args=[draft.pk, "student"]))

    assert response.status_code == 404
