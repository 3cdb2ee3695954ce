"""The draft in the width of what it is read on: framed by the desk alone, marked, and never among readers' pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, PageChange, Person
from tests.articles.views.conftest import SignIn


def page(client: Client, article: Article, name: str, **query: str) -> Any:
    return client.get(reverse(f"desk:article_preview_{name}", args=[article.pk, "patient"]), query)


@pytest.mark.parametrize(
    ("width", "frames"),
    [
        ("", ["phone", "paper"]),
        ("phone", ["phone"]),
        ("desk", ["desk"]),
        ("paper", ["paper"]),
        ("nonsense", ["phone", "paper"]),
    ],
)
def test_a_width_is_chosen_by_a_link_without_scripts(
    width: str, frames: list[str], draft: Article, at_desk: Client
) -> None:
    response = page(at_desk, draft, "widths", width=width)

    assert [size.name for size, _url in response.context["frames"]] == frames
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_s30_the_framed_page_is_marked_and_only_the_desk_may_frame_it(
    draft: Article, at_desk: Client, editor: Person
) -> None:
    response = page(at_desk, draft, "framed")

    told = response.content.decode()
    assert (f", for {editor.printed_name}" in told, "rb-desk-menu" in told) == (True, False)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert (response["X-Frame-Options"], "no-store" in response["Cache-Control"]) == ("SAMEORIGIN", True)


def test_nothing_of_a_preview_is_owed_to_the_page_store(draft: Article, at_desk: Client) -> None:
    before = PageChange.objects.count()

    page(at_desk, draft, "framed")
    page(at_desk, draft, "widths")

    assert PageChange.objects.count() == before


@pytest.mark.pdf
def test_paper_is_shown_and_not_kept(draft: Article, at_desk: Client) -> None:
    response = page(at_desk, draft, "paper")

    assert (response.content[:4], response["Content-Type"]) == (b"%PDF", "application/pdf")
    assert response["Content-Disposition"].startswith(f'inline; filename="{draft.slug}-patient-draft-')


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("framed", "The version has no text for “student”."),
        ("paper", "The text for “Students” is empty here."),
    ],
)
def test_a_text_that_is_not_there_says_so_in_its_frame(
    name: str, sentence: str, draft: Article, at_desk: Client
) -> None:
    response = at_desk.get(reverse(f"desk:article_preview_{name}", args=[draft.pk, "student"]))

    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_whoever_reads_no_drafts_sees_none(draft: Article, chair: Person, sign_in: SignIn, client: Client) -> None:
    names = ("widths", "framed", "paper")

    assert [page(sign_in(chair), draft, name).status_code for name in names] == [403, 403, 403]
    assert [page(client, draft, name).status_code for name in names] == [302, 302, 302]
    assert sign_in(chair).get(f"/desk/articles/{draft.pk}/preview/nobody/widths/").status_code == 403


@pytest.mark.parametrize("name", ["widths", "framed", "paper"])
def test_there_is_no_other_audience(name: str, draft: Article, at_desk: Client) -> None:
    response = at_desk.get(reverse(f"desk:article_preview_{name}", args=[draft.pk, "nobody"]))

    assert response.status_code == 404
