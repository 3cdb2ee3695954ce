"""What makes a text hard: the page with its buttons, and the panel beside the editor."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.actions.keeping import Page
from articles.models import Article, Person, Text
from articles.text.merging.whole import Words
from articles.text.plainness import Kind
from tests.universe import PATIENT, SUMMARY, write

BODY = "<h2>Sticks</h2>\n<p>You may utilise a stick prior to walking.</p>"


@pytest.fixture
def draft(draft: Article, editor: Person) -> Article:
    write(draft, "patient", BODY, by=editor)
    draft.refresh_from_db()
    return draft


def url(draft: Article, audience: str = "patient") -> str:
    return f"/desk/articles/{draft.pk}/plain/{audience}/"


def post(client: Client, draft: Article, **data: object):  # type: ignore[no-untyped-def]
    return client.post(f"{url(draft)}write/", data)


def shown(client: Client, draft: Article, query: str = "") -> list[tuple[str, str]]:
    response = client.get(url(draft) + query)
    return [(one.quote, one.instead) for group in response.context["groups"] for one in group.found]


def test_each_place_stands_with_its_section_and_a_button(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    page = client.get(url(draft)).content.decode()

    assert shown(client, draft) == [("utilise", "use"), ("prior to", "before")]
    assert '<p class="rb-list__meta">Sticks</p>' in page
    assert '<mark class="rb-plain__mark">utilise</mark>' in page
    assert page.count('name="finding"') == 2
    assert "A plainer word says the same. Write “use”." in page


def test_s32_a_risk_is_told_out_of_the_number_that_the_other_text_uses(
    client: Client, draft: Article, editor: Person
) -> None:
    write(draft, "patient", "<p>It comes back in 1 in 7 people.</p>", by=editor)
    write(draft, "clinician", "<p>It recurs in 14 out of every 100 people and 3 out of every 100 die.</p>", by=editor)
    client.force_login(editor)

    assert shown(client, draft) == [("1 in 7", "")]


def test_a_button_replaces_its_word_and_leads_back(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    (first, _second) = client.get(url(draft)).context["page"].object_list
    text = draft.texts.get(audience="patient")

    response = post(client, draft, finding=first.name, seen=text.revision, kind="hard-word")

    assert response["Location"] == f"{url(draft)}?kind=hard-word"
    assert draft.texts.get(audience="patient").body == BODY.replace("utilise", "use")
    assert shown(client, draft) == [("prior to", "before")]


def test_a_stale_page_changes_nothing_and_shows_what_is_there(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)
    (first, _second) = client.get(url(draft)).context["page"].object_list

    response = post(client, draft, finding=first.name, seen="x")

    assert response.status_code == 409
    assert "The text was saved in the meantime." in response.content.decode()
    assert draft.texts.get(audience="patient").body == BODY


def test_one_kind_can_be_chosen_and_seven_are_shown_at_a_time(client: Client, draft: Article, editor: Person) -> None:
    words = "".join(f"<p>Stick {number}: you may utilise it. It is taken.</p>" for number in range(9))
    write(draft, "patient", words, by=editor)
    client.force_login(editor)

    first, second = shown(client, draft, "?kind=hard-word"), shown(client, draft, "?kind=hard-word&page=2")
    page = client.get(url(draft) + "?kind=hard-word")

    assert (len(first), len(second), {quote for quote, _instead in first}) == (7, 2, {"utilise"})
    assert "Shown: 1 to 7 of 9" in page.content.decode()
    assert [(group.kind, group.total) for group in page.context["kinds"]] == [
        (Kind.HARD_WORD, 9),
        (Kind.PASSIVE, 9),
    ]
    assert shown(client, draft, "?kind=nonsense") == shown(client, draft)


def test_a_professional_text_is_not_told_about_hard_words(client: Client, draft: Article, editor: Person) -> None:
    write(draft, "clinician", BODY, by=editor)
    client.force_login(editor)

    response = client.get(url(draft, "clinician"))

    assert response.context["kinds"] == ()
    assert "Nothing was found." in response.content.decode()


def test_auditor_reads_without_buttons_and_strangers_sign_in(client: Client, draft: Article, auditor: Person) -> None:
    strange = client.get(url(draft))
    client.force_login(auditor)

    page = client.get(url(draft))

    assert strange.status_code == 302
    assert (page.status_code, page.content.decode().count('name="finding"')) == (200, 0)
    assert post(client, draft, finding="x", seen="1").status_code == 403


def test_member_of_a_board_sees_no_draft(client: Client, draft: Article, chair: Person) -> None:
    client.force_login(chair)

    assert client.get(url(draft)).status_code == 403
    assert client.get(url(draft, "student")).status_code == 403


def test_text_that_is_not_there_is_not_found_and_a_get_writes_nothing(
    client: Client, draft: Article, editor: Person
) -> None:
    client.force_login(editor)

    assert client.get(url(draft, "student")).status_code == 404
    assert client.get(f"{url(draft)}write/").status_code == 405


def test_unsaved_words_are_said_not_to_be_looked_at(client: Client, draft: Article, editor: Person) -> None:
    keep(draft, editor, "<p>Utilise it.</p>")
    client.force_login(editor)

    page = client.get(url(draft)).content.decode()

    assert "You have unsaved words of this text, which are not looked at here." in page


def keep(draft: Article, editor: Person, body: str) -> Text:
    text = draft.texts.get(audience="patient")
    words = Words(SUMMARY, body, text.description)
    actions.keep_words(text, by=editor, words=words, page=Page(text.revision, None, "w"), note="")
    return text


def test_query_count_is_the_same_with_one_finding_and_with_thirty(
    client: Client, draft: Article, editor: Person
) -> None:
    client.force_login(editor)

    def queries(body: str) -> int:
        write(draft, "patient", body, by=editor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(draft)).status_code == 200
        return len(captured)

    assert queries("<p>Utilise it.</p>") == queries("<p>Utilise it.</p>" * 30)


def test_panel_shows_seven_of_each_kind_in_the_words_that_are_kept(
    client: Client, draft: Article, editor: Person
) -> None:
    keep(draft, editor, PATIENT + "<p>Utilise it.</p>" * 9 + "<p>It is taken.</p>")
    client.force_login(editor)

    response = client.get(f"/desk/articles/{draft.pk}/checks/patient/")
    page = response.content.decode()

    assert [(group.kind, len(group.found), group.total) for group in response.context["hard"]] == [
        (Kind.HARD_WORD, 7, 9),
        (Kind.PASSIVE, 1, 1),
    ]
    assert page.count('data-severity="plain"') == 8
    assert page.count('data-mend="Use"') == 7
    assert "Shown: 7 of 9." in page
