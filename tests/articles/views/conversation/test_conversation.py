"""Comments on a draft as pages: beginning a thread, the list with its filters, and what stands beside the editor."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import actions
from articles.actions.conversation import Said
from articles.models import Article, Comment, Person, Thread
from articles.text.blocks import blocks
from articles.text.quotes import Spot
from tests.universe import PASSWORD, PATIENT, SUMMARY, write

WEEKS = Spot(quote="6 weeks")


@pytest.fixture
def new_thread(draft: Article) -> str:
    """The page on which a comment on the patient text is written."""
    return reverse("desk:article_comment", args=[draft.pk, "patient"])


@pytest.fixture
def comments(draft: Article) -> str:
    return reverse("desk:article_comments", args=[draft.pk])


def edit_page(draft: Article) -> str:
    return reverse("desk:article_edit", args=[draft.pk, "patient"])


def say(draft: Article, by: Person, body: str = "Is this so?", passage: Spot = WEEKS, **said: Any) -> Thread:
    return actions.open_thread(draft, by=by, audience="patient", passage=passage, said=Said(body, **said))


def shown(client: Client, url: str, **query: str) -> list[str]:
    """First words of each thread that the list shows."""
    return [card.remarks[0].comment.body for card in client.get(url, query).context["cards"]]


def test_a_comment_on_quoted_words_goes_back_to_the_text_and_its_thread(
    at_desk: Client, draft: Article, new_thread: str
) -> None:
    posted = {"quote": "6 weeks", "body": "Is this so?", "next": edit_page(draft)}

    response = at_desk.post(new_thread, posted)

    thread = Thread.objects.get()
    assert response["Location"] == f"{edit_page(draft)}#thread-{thread.pk}"
    assert (thread.quote, thread.comments.get().body) == ("6 weeks", "Is this so?")


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/desk/", "//example.org", "/desk/\\\\example.org\n", "/accounts/"]
)
def test_a_comment_leads_to_no_other_place(at_desk: Client, new_thread: str, elsewhere: str) -> None:
    response = at_desk.post(new_thread, {"quote": "6 weeks", "body": "Hm.", "next": elsewhere})

    thread = Thread.objects.get()
    assert response["Location"].startswith("/desk/")
    assert response["Location"].endswith(f"#thread-{thread.pk}")


@pytest.mark.parametrize("elsewhere", ["javascript:alert(1)//", "https://example.org/", "//example.org"])
def test_the_link_back_leads_to_the_desk_alone(
    at_desk: Client, draft: Article, new_thread: str, elsewhere: str
) -> None:
    here, there = (
        at_desk.post(new_thread, {"body": "", "next": wanted}).content.decode()
        for wanted in (edit_page(draft), elsewhere)
    )

    assert f'<a href="{edit_page(draft)}">Back to the text</a>' in here
    assert "Back to the text" not in there


def test_every_passage_of_the_text_is_offered(at_desk: Client, new_thread: str) -> None:
    form = at_desk.get(new_thread).context["form"]

    keys = [block.key for block in blocks(f"{SUMMARY}\n{PATIENT}")]
    offered = [key for _name, group in form.fields["block"].choices[1:] for key, _label in group]
    assert (form.fields["block"].choices[0], offered) == (("", "The whole text"), keys)


def test_the_address_brings_the_selected_words_along(at_desk: Client, new_thread: str) -> None:
    response = at_desk.get(new_thread, {"quote": "6 weeks", "before": "in ", "after": ".", "suggests": "on"})

    form = response.context["form"]
    assert [form[name].value() for name in ("quote", "before", "after", "suggests")] == ["6 weeks", "in ", ".", "on"]


def test_words_that_are_gone_are_refused_and_nothing_typed_is_lost(
    at_desk: Client, draft: Article, editor: Person, new_thread: str
) -> None:
    write(draft, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)

    response = at_desk.post(new_thread, {"quote": "6 weeks", "body": "Is this so?", "tell": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert response.context["form"]["body"].value() == "Is this so?"
    assert "Put it on the whole text" in page
    assert Thread.objects.count() == 0


@pytest.mark.parametrize(("instead", "quote"), [("whole", ""), ("block", "What helps")])
def test_it_may_be_said_about_the_block_or_the_whole_text_instead(
    instead: str, quote: str, at_desk: Client, draft: Article, editor: Person, new_thread: str
) -> None:
    write(draft, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)
    heading = blocks(PATIENT)[0].key
    posted = {"quote": "6 weeks", "block": heading, "body": "Is this so?", "instead": instead}

    at_desk.post(new_thread, posted)

    thread = Thread.objects.get()
    assert (thread.quote, thread.comments.get().body) == (quote, "“6 weeks”\n\nIs this so?")


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"quote": "6 weeks", "body": ""}, "body"),
        ({"quote": "6 weeks", "body": "x" * 5001}, "body"),
        ({"quote": "6 weeks", "body": "Hm.", "tell": "Nobody"}, "tell"),
        ({"quote": "6 weeks", "body": "@Oscar Outsider"}, "body"),
        ({"quote": "", "block": "", "suggestion": "Words."}, "body"),
        ({"quote": "", "block": "0" * 12, "body": "Hm."}, "block"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    posted: dict[str, str], field: str, at_desk: Client, new_thread: str, outsider: Person
) -> None:
    response = at_desk.post(new_thread, posted)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Comment.objects.count() == 0


def test_a_person_chosen_from_the_list_is_told(at_desk: Client, new_thread: str, other_editor: Person) -> None:
    at_desk.post(new_thread, {"quote": "6 weeks", "body": "Hm.", "tell": "Otto Editor"})

    assert [row.person for row in Comment.objects.get().mentions.all()] == [other_editor]


def test_a_comment_typed_into_a_lost_session_is_there_after_signing_in(
    client: Client, editor: Person, new_thread: str
) -> None:
    lost = client.post(new_thread, {"quote": "6 weeks", "body": "Is this so?"})
    client.post(lost["Location"], {"login": editor.email, "password": PASSWORD})

    form = client.get(new_thread).context["form"]

    assert (form["quote"].value(), form["body"].value()) == ("6 weeks", "Is this so?")
    assert client.get(new_thread).context["form"]["body"].value() is None
    assert Thread.objects.count() == 0


def test_the_list_is_filtered_in_every_way(
    at_desk: Client, draft: Article, editor: Person, other_editor: Person, comments: str
) -> None:
    say(draft, editor, "First.")
    second = say(draft, other_editor, "Second.", told=[editor])
    actions.resolve_thread(say(draft, other_editor, "Third."), by=editor)
    actions.reply(second, by=other_editor, said=Said("More."))
    actions.open_thread(draft, by=other_editor, audience="clinician", passage=Spot(), said=Said("Fourth."))
    say(draft, other_editor, "Fifth.", Spot(quote="Most people"))
    write(draft, "patient", PATIENT.replace("Most people", "All will"), by=editor)

    assert shown(at_desk, comments) == ["Fifth.", "Fourth.", "Second.", "First."]
    assert shown(at_desk, comments, state="resolved") == ["Third."]
    assert shown(at_desk, comments, state="all") == ["Fifth.", "Fourth.", "Third.", "Second.", "First."]
    assert shown(at_desk, comments, mine="on") == ["Second.", "First."]
    assert shown(at_desk, comments, text="clinician") == ["Fourth."]
    assert shown(at_desk, comments, person=str(editor.pk)) == ["First."]
    assert shown(at_desk, comments, gone="on") == ["Fifth."]
    assert shown(at_desk, comments, about="draft", state="resolved") == ["Third."]


@pytest.mark.parametrize("wrong", [{"person": "x"}, {"about": "999"}, {"text": "nobody"}, {"state": "?"}])
def test_a_filter_that_does_not_exist_filters_nothing_else(
    wrong: dict[str, str], at_desk: Client, draft: Article, editor: Person, comments: str
) -> None:
    say(draft, editor, "First.")

    assert shown(at_desk, comments, **wrong) == ["First."]


def test_open_threads_stand_beside_the_editor_in_the_order_of_their_passages(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    say(draft, editor, "About the end.", Spot(quote="Most people"))
    say(draft, editor, "About the beginning.", Spot(quote="Rest the leg"))
    actions.resolve_thread(say(draft, editor, "Done."), by=editor)

    found = at_desk.get(edit_page(draft)).context["conversation"]

    assert [card.remarks[0].comment.body for card in found.cards] == ["About the beginning.", "About the end."]
    assert found.resolved == 1


def test_an_auditor_reads_and_is_offered_nothing(
    client: Client, draft: Article, editor: Person, auditor: Person, comments: str
) -> None:
    say(draft, editor, suggestion="8 weeks")
    client.force_login(auditor)

    (card,) = client.get(comments).context["cards"]

    assert (card.form, card.may_resolve, card.may_reopen, card.remarks[0].may_decide) == (None, False, False, False)


@pytest.mark.parametrize("page", ["comments", "edit"])
def test_a_page_asks_the_same_for_one_thread_and_for_thirty(
    page: str, at_desk: Client, draft: Article, editor: Person, comments: str
) -> None:
    url = comments if page == "comments" else edit_page(draft)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert at_desk.get(url).status_code == 200
        return len(captured)

    say(draft, editor, suggestion="8 weeks")
    one = queries()
    for number in range(29):
        actions.reply(say(draft, editor, f"Comment {number}."), by=editor, said=Said("Yes.", f"{number + 9} weeks"))

    assert queries() == one
