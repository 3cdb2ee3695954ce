"""The page of evidence searches: what is kept, wrong input, searching again, and who sees it of a version."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.models import Article, NewWork, Person
from articles.publishing.releases import live_release
from tests.articles.actions.test_searching import search
from tests.articles.views.conftest import SignIn, address
from tests.universe import ask, sign, submit_again
from workflows import actions
from workflows.models import Answer, Board

TYPED = {
    "database": "PubMed",
    "strategy": "leg pain[tiab]",
    "searched_on": "2026-04-14",
    "hits": "212",
    "by_whom": "Lena Librarian",
}


@pytest.fixture
def url(draft: Article) -> str:
    return address("article_searches", draft.pk)


def kept(article: Article) -> list[Any]:
    article.refresh_from_db()
    found: list[Any] = article.evidence_searches
    return found


def test_a_search_is_kept_and_shown(at_desk: Client, draft: Article, url: str) -> None:
    empty = at_desk.get(url).content.decode()
    response = at_desk.post(url, TYPED)
    page = at_desk.get(url).content.decode()

    assert "No search for evidence is kept with this article." in empty
    assert (response.status_code, response["Location"]) == (302, url)
    assert "Evidence searched to 14 April 2026" in page
    assert "leg pain[tiab]" in page
    assert [one["by"] for one in kept(draft)] == ["Lena Librarian"]


def test_what_is_missing_is_asked_for_again(at_desk: Client, draft: Article, url: str) -> None:
    response = at_desk.post(url, {**TYPED, "strategy": " ", "searched_on": "soon"})

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["searched_on", "strategy"]
    assert kept(draft) == []


def test_a_day_that_cannot_be_is_said_on_the_page(at_desk: Client, draft: Article, url: str) -> None:
    response = at_desk.post(url, {**TYPED, "searched_on": "2999-01-01"})

    assert response.status_code == 422
    assert "it cannot be in the future" in response.content.decode()
    assert kept(draft) == []


def test_searching_again_begins_with_the_strategy_and_today(
    at_desk: Client, draft: Article, editor: Person, url: str
) -> None:
    desk.keep_search(draft, by=editor, search=search())

    form = at_desk.get(f"{url}?again=PubMed").context["form"]

    assert [form[name].value() for name in ("database", "strategy", "by_whom")] == [
        "PubMed",
        "leg pain[tiab] AND walking[tiab]",
        "Edith Editor",
    ]


def test_a_search_is_taken_out(at_desk: Client, draft: Article, editor: Person, url: str) -> None:
    desk.keep_search(draft, by=editor, search=search())

    response = at_desk.post(address("search_drop", draft.pk), {"database": "PubMed"})

    assert (response.status_code, kept(draft)) == (302, [])


def test_a_strategy_is_never_markup(at_desk: Client, draft: Article, editor: Person, url: str) -> None:
    desk.keep_search(draft, by=editor, search=search(strategy="<script>x</script>"))

    page = at_desk.get(url).content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_readers_of_drafts_look_and_keep_nothing(
    sign_in: SignIn, auditor: Person, outsider: Person, draft: Article, url: str
) -> None:
    assert sign_in(auditor).get(url).context["form"] is None
    assert [sign_in(auditor).post(url, TYPED).status_code, sign_in(outsider).get(url).status_code] == [403, 403]
    assert sign_in(auditor).post(address("search_drop", draft.pk), {"database": "PubMed"}).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_the_same_queries_however_many_searches(
    count: int,
    at_desk: Client,
    draft: Article,
    editor: Person,
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        desk.keep_search(draft, by=editor, search=search(database=f"Database {number}"))
        NewWork.objects.create(article=draft, pmid=str(number), title=f"Work {number}")

    # session, person, roles, article, watch, new works, their decisions, sample band
    with django_assert_num_queries(8):
        at_desk.get(url)


def test_the_board_reads_how_evidence_was_searched(draft: Article, editor: Person, sign_in: SignIn) -> None:
    desk.keep_search(draft, by=editor, search=search())
    version = submit_again(draft, by=editor, change_note="")

    page = " ".join(sign_in(editor).get(f"/desk/versions/{version.pk}/").content.decode().split())

    assert "Evidence searched to 14 April 2026 (PubMed)" in page
    assert "leg pain[tiab] AND walking[tiab]" in page


def test_readers_see_until_when_evidence_was_searched(
    draft: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    desk.keep_search(draft, by=editor, search=search())
    review = ask(submit_again(draft, by=editor, change_note=""), managing_editor, board, chair, pharmacist)
    for member in (chair, pharmacist):
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)
    live = actions.publish_due(review.version.publications.get().pk)

    page = " ".join(live_release(live).pages["patient"].split())

    assert "Evidence searched to 14 April 2026 (PubMed)" in page
    assert "leg pain[tiab] AND walking[tiab]" in page
