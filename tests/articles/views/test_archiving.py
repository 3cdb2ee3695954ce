"""The page on which an article is put away and brought back."""

from __future__ import annotations

from django.test import Client

from articles import actions
from articles.models import Article, Person, Version
from tests.articles.views.conftest import SignIn, address


def test_an_article_is_archived_and_brought_back_without_scripts(at_desk: Client, draft: Article) -> None:
    where = address("article_archive", draft.pk)

    archived = at_desk.post(where, {"step": "archive", "reason": "Told elsewhere."}, follow=True).content.decode()
    draft.refresh_from_db()
    was = draft.archived_at
    at_desk.post(where, {"step": "bring_back", "reason": "Wanted again."})

    draft.refresh_from_db()
    assert (was is None, draft.archived_at, "Archived on" in archived, 'value="bring_back"' in archived) == (
        False,
        None,
        True,
        False,
    )


def test_without_a_reason_the_field_says_so(at_desk: Client, draft: Article) -> None:
    response = at_desk.post(address("article_archive", draft.pk), {"step": "archive", "reason": ""})

    assert (response.status_code, response.context["form"].errors) == (422, {"reason": ["Fill this in."]})


def test_a_refusal_is_told_and_the_reason_stays(at_desk: Client, submitted_version: Version) -> None:
    response = at_desk.post(
        address("article_archive", submitted_version.article_id), {"step": "archive", "reason": "Told elsewhere."}
    )

    page = response.content.decode()
    assert (response.status_code, "Withdraw it first" in page, "Told elsewhere." in page) == (422, True, True)


def test_who_may_not_write_puts_nothing_away(sign_in: SignIn, auditor: Person, draft: Article, client: Client) -> None:
    where = address("article_archive", draft.pk)

    assert [which.post(where, {"reason": "x"}).status_code for which in (sign_in(auditor), client)] == [403, 302]


def test_an_archived_draft_waits_for_nobody(at_desk: Client, draft: Article, editor: Person) -> None:
    before = draft.title in at_desk.get("/desk/").content.decode()

    actions.archive(draft, by=editor, reason="Told elsewhere.")

    assert (before, draft.title in at_desk.get("/desk/").content.decode()) == (True, False)
