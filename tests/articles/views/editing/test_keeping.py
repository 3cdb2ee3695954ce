"""What the editing page asks while somebody types, and what it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Person, Presence, Text, WorkingCopy


@pytest.fixture
def text(draft: Article) -> Text:
    return draft.texts.get(audience="patient")


def send(client: Client, text: Text, **more: Any) -> Any:
    address = reverse("desk:article_autosave", args=[text.article_id, text.audience])
    person = client.session.get("_auth_user_id", "")
    return client.post(address, {"base_revision": text.revision, "window": "w1", "person": person, **more})


def words(text: Text, body: str) -> dict[str, Any]:
    return {"has_words": "on", "summary": text.summary, "body": body, "description": text.description, "note": ""}


def test_words_are_kept_and_the_page_is_told_when(at_desk: Client, text: Text, editor: Person) -> None:
    answer = send(at_desk, text, **words(text, "<p>Half a ")).json()

    copy = WorkingCopy.objects.get()
    assert (copy.person, copy.body, copy.window) == (editor, "<p>Half a ", "w1")
    assert answer["kept_at"] == copy.updated_at.isoformat()
    assert answer["said"].startswith("Kept at ")
    assert (answer["person"], answer["revision"], answer["others"], answer["saved"]) == (
        editor.pk,
        text.revision,
        [],
        [],
    )


@pytest.mark.parametrize("revision", ["2147483648", "9" * 25])
def test_words_of_a_revision_that_no_column_holds_are_refused_in_words(
    at_desk: Client, text: Text, revision: str
) -> None:
    answer = send(at_desk, text, **words(text, "<p>Half a ") | {"base_revision": revision})

    assert answer.status_code == 422
    assert answer.json() == {"refused": "Ensure this value is less than or equal to 2147483647."}


def test_a_page_without_new_words_only_says_that_it_is_there(at_desk: Client, text: Text, editor: Person) -> None:
    answer = send(at_desk, text).json()

    assert "kept_at" not in answer
    assert [row.person for row in Presence.objects.now()] == [editor]
    assert WorkingCopy.objects.count() == 0


def test_a_page_that_is_left_is_no_longer_there(at_desk: Client, text: Text) -> None:
    send(at_desk, text)

    send(at_desk, text, is_leaving="on", **words(text, "<p>Last.</p>"))

    assert Presence.objects.count() == 0
    assert WorkingCopy.objects.get().body == "<p>Last.</p>"


def test_the_page_is_told_who_else_is_there_and_who_saved(at_desk: Client, text: Text, other_editor: Person) -> None:
    actions.note_presence(text, by=other_editor)
    saved = actions.save_text(
        text,
        by=other_editor,
        summary="<p>New.</p>",
        body=text.body,
        description=text.description,
        base_revision=text.revision,
    )

    answer = send(at_desk, text).json()

    assert answer["others"] == ["Otto Editor is editing this text too."]
    assert answer["saved"] == [
        f"Otto Editor saved revision {saved.revision}: patient text: 7 words. Yours will be merged when you save."
    ]


def test_words_of_another_window_are_left_alone_and_that_is_said(at_desk: Client, text: Text) -> None:
    send(at_desk, text, **words(text, "<p>First.</p>"))

    answer = send(at_desk, text, **words(text, "<p>Second.</p>") | {"window": "w2"}).json()

    assert answer["other"].startswith("You went on with this text in another window on ")
    assert WorkingCopy.objects.get().body == "<p>First.</p>"


@pytest.mark.parametrize(
    "wrong", [{"base_revision": ""}, {"window": ""}, {"body": "\0"}, {"body": "a" * (2 * 1024 * 1024 + 1)}]
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(at_desk: Client, text: Text, wrong: dict[str, str]) -> None:
    response = send(at_desk, text, **words(text, "<p>x</p>") | wrong)

    assert response.status_code == 422
    assert response.json()["refused"].endswith(".")
    assert WorkingCopy.objects.count() == 0


def test_words_are_never_kept_for_another_person(at_desk: Client, text: Text, other_editor: Person) -> None:
    response = send(at_desk, text, **words(text, "<p>x</p>"), person=other_editor.pk)

    assert response.status_code == 403
    assert WorkingCopy.objects.count() == 0


def test_what_a_browser_kept_is_compared_with_what_is_saved(at_desk: Client, text: Text) -> None:
    address = reverse("desk:article_differences", args=[text.article_id, text.audience])

    response = at_desk.post(address, {"summary": text.summary, "body": "<p>Kept.</p>", "description": text.description})

    assert [part.has_changes for part in response.context["parts"]] == [False, True, False]
    assert "<ins>Kept." in response.content.decode()


def test_it_costs_the_same_however_many_are_there(
    at_desk: Client,
    text: Text,
    other_editor: Person,
    managing_editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    send(at_desk, text, **words(text, "<p>x</p>"))
    for person in (other_editor, managing_editor):
        actions.note_presence(text, by=person)

    with django_assert_num_queries(
        11
    ):  # session (the test looks too), person, roles (3), text, copy (2), presence, others
        send(at_desk, text, **words(text, "<p>y</p>"))


def test_strangers_and_readers_of_drafts_keep_nothing(
    client: Client, text: Text, auditor: Person, sign_in: Callable[[Person], Client]
) -> None:
    stranger, reader = send(client, text), send(sign_in(auditor), text)

    assert (stranger.status_code, reader.status_code) == (302, 403)
    assert Presence.objects.count() == 0


def test_the_session_says_who_is_signed_in(client: Client, at_desk: Client, editor: Person) -> None:
    nobody, somebody = (browser.get(reverse("desk:session")) for browser in (client, at_desk))

    assert (nobody.json()["person"], nobody.json()["name"]) == (None, "")
    assert (somebody.json()["person"], somebody.json()["name"]) == (editor.pk, "Edith Editor")
    assert all(len(answer.json()["csrf"]) == 64 for answer in (nobody, somebody))
    assert "no-store" in somebody["Cache-Control"]
