"""A form that is sent after the session ended: its words wait for the same person, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from articles.models import Article, Person, Text
from tests.universe import PASSWORD


@pytest.fixture
def text(draft: Article) -> Text:
    return draft.texts.get(audience="patient")


def page_of(text: Text) -> str:
    return reverse("desk:article_edit", args=[text.article_id, text.audience])


def posted(client: Client, text: Text, body: str, **more: Any) -> dict[str, Any]:
    """What the page's form sends."""
    context = client.get(page_of(text)).context
    form = context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    return {**fields, "typed_by": context["typed_by"], "body": body, **more}


def sign_in(client: Client, person: Person) -> Any:
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def test_words_sent_without_a_session_are_there_after_signing_in(at_desk: Client, text: Text, editor: Person) -> None:
    sent = posted(at_desk, text, "<p>Typed.</p>", note="Why.")
    Session.objects.all().delete()

    refused = at_desk.post(page_of(text), sent)
    sign_in(at_desk, editor)
    response = at_desk.get(page_of(text))

    form = response.context["form"]
    assert refused["Location"].startswith(reverse("account_login"))
    assert (form["body"].value(), form["note"].value()) == ("<p>Typed.</p>", "Why.")
    assert response.context["unsaved"] is True
    assert Text.objects.get(pk=text.pk).body == text.body


def test_once_they_are_saved_they_wait_no_more(at_desk: Client, text: Text, editor: Person) -> None:
    sent = posted(at_desk, text, "<p>Typed.</p>")
    Session.objects.all().delete()
    at_desk.post(page_of(text), sent)
    sign_in(at_desk, editor)

    at_desk.post(page_of(text), sent)

    assert Text.objects.get(pk=text.pk).body == "<p>Typed.</p>"
    assert at_desk.get(page_of(text)).context["unsaved"] is False


def test_another_person_who_signs_in_sees_nothing_of_them(at_desk: Client, text: Text, other_editor: Person) -> None:
    sent = posted(at_desk, text, "<p>Typed.</p>")
    Session.objects.all().delete()

    at_desk.post(page_of(text), sent)
    sign_in(at_desk, other_editor)

    assert at_desk.get(page_of(text)).context["form"]["body"].value() == text.body


def test_they_wait_at_their_own_text_alone(at_desk: Client, text: Text, editor: Person) -> None:
    sent = posted(at_desk, text, "<p>Typed.</p>")
    clinician = text.article.texts.get(audience="clinician")
    Session.objects.all().delete()

    at_desk.post(page_of(text), sent)
    sign_in(at_desk, editor)

    assert at_desk.get(page_of(clinician)).context["form"]["body"].value() == clinician.body


def test_a_stranger_leaves_no_words(client: Client, text: Text) -> None:
    for mark in ("", "1:patient:1", "1:patient:1:forged"):
        client.post(page_of(text), {"body": "x", "typed_by": mark})

    assert Session.objects.count() == 0
