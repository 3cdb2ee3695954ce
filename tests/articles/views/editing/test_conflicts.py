"""The page of a conflict: all three texts, a choice for each passage, and no way on that loses words."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from articles import actions
from articles.models import Article, Person, Text, WorkingCopy
from tests.selecting import texts

HEAD = "<h2>What helps</h2>"
FIVE, TEN, TWENTY = (f"<p>Take {dose} mg at night.</p>" for dose in (5, 10, 20))


@pytest.fixture
def text(draft: Article, editor: Person) -> Text:
    return save(draft.texts.get(audience="patient"), editor, HEAD, FIVE)


def save(text: Text, by: Person, *body: str, **words: Any) -> Text:
    words = {"summary": text.summary, "description": text.description, "base_revision": text.revision} | words
    return actions.save_text(text, by=by, body="\n".join(body), **words)


def page_of(text: Text) -> str:
    return reverse("desk:article_edit", args=[text.article_id, text.audience])


def typed(text: Text, *body: str, **words: Any) -> dict[str, Any]:
    values = {"summary": text.summary, "description": text.description, "note": "", "base_revision": text.revision}
    return {**values, "body": "\n".join(body), **words}


def posted_by(response: HttpResponse) -> dict[str, str]:
    """What the page's form sends as it stands."""
    page = fromstring(response.content.decode())
    form = next(form for form in page.forms if "rb-conflicts" in form.get("class", ""))
    return {name: value.lstrip("\n") for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def conflict(at_desk: Client, text: Text, other_editor: Person) -> HttpResponse:
    """Otto writes ten; the editor, who opened the text before, twenty."""
    save(text, other_editor, HEAD, TEN, "<p>Theirs.</p>", summary="<p>Short.</p>")
    return at_desk.post(page_of(text), typed(text, HEAD, TWENTY, description="Mine.", note="Why."))


def test_a_conflict_shows_the_passage_before_theirs_and_mine(conflict: HttpResponse, text: Text) -> None:
    page = fromstring(conflict.content.decode())

    assert conflict.status_code == 409
    assert texts(page, ".rb-conflict__side h4")[:3] == ["Before", "Theirs: Otto Editor", "Yours"]
    assert [
        words.replace("As HTML", "").split("<")[0].strip() for words in texts(page, ".rb-conflict .rb-conflict__side")
    ] == [
        "Before Take 5 mg at night.",
        "Theirs: Otto Editor Take 5 mg 10 mg at night. Number changed",
        "Yours Take 5 mg 20 mg at night. Number changed",
    ]
    assert Text.objects.get(pk=text.pk).body == f"{HEAD}\n{TEN}\n<p>Theirs.</p>"
    assert WorkingCopy.objects.get().body == f"{HEAD}\n{TWENTY}"


def test_what_is_merged_by_itself_is_shown_with_whose_it_is(conflict: HttpResponse) -> None:
    page = fromstring(conflict.content.decode())

    assert texts(page, ".rb-conflicts__merged h4") == [
        "Bottom line: changed by Otto Editor",
        "Text: changed by Otto Editor",
        "Description for search engines: changed by you",
    ]


def test_nothing_is_chosen_for_anybody(at_desk: Client, conflict: HttpResponse, text: Text) -> None:
    before = Text.objects.get(pk=text.pk)

    response = at_desk.post(page_of(text), posted_by(conflict))

    assert response.status_code == 409
    assert "Choose what to keep of each passage." in response.content.decode()
    assert Text.objects.get(pk=text.pk) == before
    assert Text.objects.get(pk=text.pk).revision == before.revision


def test_what_was_chosen_is_saved_with_everything_that_was_merged(
    at_desk: Client, conflict: HttpResponse, text: Text
) -> None:
    response = at_desk.post(page_of(text), posted_by(conflict) | {"body-0": "mine"})

    saved = Text.objects.get(pk=text.pk)
    assert response.status_code == 302
    assert (saved.summary, saved.description) == ("<p>Short.</p>", "Mine.")
    assert saved.body == f"{HEAD}\n{TWENTY}\n<p>Theirs.</p>"
    assert saved.history.latest("history_date").history_change_reason.endswith(", 1 conflict settled. Why.")
    assert WorkingCopy.objects.count() == 0


def test_other_words_take_the_place(at_desk: Client, conflict: HttpResponse, text: Text) -> None:
    own = {"body-0": "own", "body-0-words": "<p>Ask your doctor.</p>"}

    at_desk.post(page_of(text), posted_by(conflict) | own)

    assert Text.objects.get(pk=text.pk).body == f"{HEAD}\n<p>Ask your doctor.</p>\n<p>Theirs.</p>"


def test_other_words_that_the_text_cannot_hold_come_back_with_the_reason(
    at_desk: Client, conflict: HttpResponse, text: Text
) -> None:
    own = {"body-0": "own", "body-0-words": "<script>x</script>"}

    response = at_desk.post(page_of(text), posted_by(conflict) | own)

    page = fromstring(response.content.decode())
    assert response.status_code == 409
    assert texts(page, ".rb-errors p") == ["The text cannot hold everything in your own words:"]
    assert page.xpath("//textarea[@name='body-0-words']")[0].text.strip() == "<script>x</script>"
    assert page.xpath("//input[@checked]/@value") == ["own"]


def test_a_third_save_in_between_shows_the_page_again(
    at_desk: Client, conflict: HttpResponse, text: Text, other_editor: Person
) -> None:
    save(Text.objects.get(pk=text.pk), other_editor, HEAD, FIVE.replace("5", "15"))

    response = at_desk.post(page_of(text), posted_by(conflict) | {"body-0": "mine"})

    page = fromstring(response.content.decode())
    assert response.status_code == 409
    assert texts(page, ".rb-errors p") == ["Somebody saved this text again in the meantime. Please look once more."]
    assert page.xpath("//input[@checked]") == []
    assert "15 mg" in Text.objects.get(pk=text.pk).body


def test_one_goes_on_in_the_editor_with_what_was_chosen(at_desk: Client, conflict: HttpResponse, text: Text) -> None:
    theirs = Text.objects.get(pk=text.pk)

    response = at_desk.post(page_of(text), posted_by(conflict) | {"body-0": "both", "step": "edit"})

    form = response.context["form"]
    assert form["body"].value() == f"{HEAD}\n{TEN}\n{TWENTY}\n<p>Theirs.</p>"
    assert (form["base_revision"].value(), form["note"].value()) == (str(theirs.revision), "Why.")
    assert response.context["unsaved"] is True
    assert Text.objects.get(pk=text.pk).revision == theirs.revision


def test_going_on_with_mine_is_merged_again_at_the_next_save(
    at_desk: Client, conflict: HttpResponse, text: Text
) -> None:
    response = at_desk.post(page_of(text), posted_by(conflict) | {"step": "continue"})

    form = response.context["form"]
    again = at_desk.post(page_of(text), {name: form[name].value() or "" for name in form.fields})
    assert form["body"].value() == f"{HEAD}\n{TWENTY}"
    assert form["base_revision"].value() == str(text.revision)
    assert again.status_code == 409


def test_keeping_theirs_throws_mine_away(at_desk: Client, conflict: HttpResponse, text: Text) -> None:
    at_desk.post(reverse("desk:article_discard", args=[text.article_id, text.audience]))

    assert WorkingCopy.objects.count() == 0
    assert "10 mg" in Text.objects.get(pk=text.pk).body


def test_rows_and_items_are_shown_as_words(at_desk: Client, text: Text, other_editor: Person, editor: Person) -> None:
    items = "<ul>\n<li>Rest the leg</li>\n<li>Walk</li>\n</ul>"
    opened = save(text, editor, items)
    save(opened, other_editor, items.replace("Rest", "Raise"))

    response = at_desk.post(page_of(text), typed(opened, items.replace("leg", "bad leg")))

    page = fromstring(response.content.decode())
    assert [words.partition("As HTML")[0].strip() for words in texts(page, ".rb-conflict .rb-conflict__side")] == [
        "Before Rest the leg",
        "Theirs: Otto Editor Rest Raise the leg",
        "Yours Rest the bad leg",
    ]


def test_two_descriptions_are_a_conflict_of_plain_words(at_desk: Client, text: Text, other_editor: Person) -> None:
    save(text, other_editor, HEAD, FIVE, description="If a < b.")

    response = at_desk.post(page_of(text), typed(text, HEAD, FIVE, description="If a > b."))
    at_desk.post(page_of(text), posted_by(response) | {"description-0": "own", "description-0-words": "If a <= b."})

    assert Text.objects.get(pk=text.pk).description == "If a <= b."


def test_a_choice_of_something_else_is_no_choice(at_desk: Client, conflict: HttpResponse, text: Text) -> None:
    for wrong in ({"body-0": "everything"}, {"body-9": "mine"}, {"body-0": "mine", "theirs_revision": "x"}):
        assert at_desk.post(page_of(text), posted_by(conflict) | wrong).status_code == 409
