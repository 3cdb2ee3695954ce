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


def test_a_copy_is_made_and_says_on_its_page_where_it_came_from(at_desk: Client, draft: Article) -> None:
    where = address("article_duplicate", draft.pk)

    refused = at_desk.post(where, {"title": draft.title})
    page = at_desk.post(where, {"title": "Another pain"}, follow=True).content.decode()

    assert (refused.status_code, "Give the copy a title of its own." in refused.content.decode()) == (422, True)
    assert f'Copied from <a href="/desk/articles/{draft.pk}/">{draft.title}</a>' in page


def test_codes_are_typed_line_by_line_and_stand_there_again(at_desk: Client, draft: Article) -> None:
    where = address("article_codes", draft.pk)

    wrong = at_desk.post(where, {"codes": "ICD-10 10 Gout"})
    right = at_desk.post(where, {"codes": "ICD-10 m10 Gout\nMeSH D006073 Gout"})
    again = at_desk.get(where).content.decode()
    at_desk.post(where, {"codes": ""})

    draft.refresh_from_db()
    assert (wrong.status_code, "does not look like a code of ICD-10" in wrong.content.decode()) == (422, True)
    assert (right["Location"], "ICD-10 M10 Gout\nMeSH D006073 Gout" in again, draft.subject_codes) == (
        address("article_details", draft.pk),
        True,
        [],
    )
