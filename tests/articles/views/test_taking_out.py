"""The page on which an article is taken out: for whoever reads drafts, changing nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from articles.models import Article, Event, Person


def page_of(article: Article) -> str:
    return reverse("desk:article_files", args=[article.pk])


def test_an_editor_takes_the_draft_as_markdown(draft: Article, at_desk: Client) -> None:
    events = Event.objects.count()

    response = at_desk.get(page_of(draft), {"edition": "draft", "audience": "patient", "format": "md"})

    assert (response.status_code, response["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    assert response["Content-Disposition"].startswith(f'attachment; filename="{draft.slug}-patient-draft-')
    assert "no-store" in response["Cache-Control"]
    assert Event.objects.count() == events


def test_the_page_offers_every_edition(draft: Article, at_desk: Client) -> None:
    response = at_desk.get(page_of(draft))

    assert response.status_code == 200
    assert [name for name, _label in response.context["form"].fields["edition"].choices] == ["draft"]


def test_a_text_that_is_not_there_is_told(draft: Article, at_desk: Client) -> None:
    response = at_desk.get(page_of(draft), {"edition": "draft", "audience": "student", "format": "md"})

    assert response.status_code == 422
    assert "The text for “Students” is empty here." in response.content.decode()


def test_a_format_that_does_not_exist_is_told(draft: Article, at_desk: Client) -> None:
    response = at_desk.get(page_of(draft), {"edition": "draft", "audience": "patient", "format": "exe"})

    assert response.status_code == 422


def test_a_stranger_signs_in_first(draft: Article, client: Client) -> None:
    assert client.get(page_of(draft)).status_code == 302


def test_whoever_reads_no_drafts_gets_none(draft: Article, chair: Person, sign_in: Callable[[Person], Client]) -> None:
    assert sign_in(chair).get(page_of(draft)).status_code == 403


def test_nothing_is_taken_by_post(draft: Article, at_desk: Client) -> None:
    assert at_desk.post(page_of(draft)).status_code == 405
