"""The page that shows what restoring would change, asks why, and does it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Person, WorkingCopy
from tests.articles.views.conftest import SignIn
from tests.universe import PATIENT, write

REASON = "the study was withdrawn"


@pytest.fixture
def then(draft: Article, editor: Person) -> int:
    """A revision after which the patient text alone was changed."""
    write(draft, "patient", "<p>Rest.</p>", by=editor)
    return draft.revision


def address(article: Article, number: int) -> str:
    return reverse("desk:article_restore", args=[article.pk, number])


def post(client: Client, article: Article, number: int, **data: Any) -> Any:
    return client.post(address(article, number), {"audiences": ["patient"], "reason": REASON, **data}, follow=True)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_what_would_change_is_shown_before_it_is_done(at_desk: Client, draft: Article, then: int) -> None:
    response = at_desk.get(address(draft, then))

    returns = response.context["returns"]
    assert [(found.audience.value, found.is_same) for found in returns] == [("patient", False), ("clinician", True)]
    assert [part.has_changes for part in returns[0].parts] == [False, True, False]
    assert response.context["form"]["audiences"].value() == ["patient"]
    assert Article.objects.get().revision == then + 1


def test_it_is_restored_and_the_number_said(at_desk: Client, draft: Article, then: int) -> None:
    response = post(at_desk, draft, then)

    assert response.redirect_chain == [(reverse("desk:article_history", args=[draft.pk]), 302)]
    assert told(response) == [f"Restored as revision {then + 2}."]
    assert draft.texts.get(audience="patient").body == PATIENT
    assert draft.history.first().history_change_reason == f"restored from revision {then}: {REASON}"


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"reason": ""}, {"reason": ["Say why you restore it. It stands in the history."]}),
        ({"reason": "  "}, {"reason": ["Say why you restore it. It stands in the history."]}),
        ({"audiences": []}, {"audiences": ["Choose at least one text."]}),
        ({"audiences": ["student"]}, {"audiences": ["Choose texts from the list."]}),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    at_desk: Client, draft: Article, then: int, data: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    response = post(at_desk, draft, then, **data)

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert Article.objects.get().revision == then + 1


def test_twice_restores_once_and_says_so(at_desk: Client, draft: Article, then: int) -> None:
    post(at_desk, draft, then)

    response = post(at_desk, draft, then)

    assert told(response) == ["These texts are the same already, so nothing was saved."]
    assert Article.objects.get().revision == then + 2


def test_a_revision_with_the_same_texts_offers_nothing(at_desk: Client, draft: Article, then: int) -> None:
    shown = at_desk.get(address(draft, then + 1)).content.decode()

    assert "There is nothing to restore." in shown
    assert "<textarea" not in shown


def test_it_goes_on_top_of_what_was_saved_since_the_page_was_opened(
    at_desk: Client, draft: Article, then: int, other_editor: Person
) -> None:
    at_desk.get(address(draft, then))
    write(draft, "patient", "<p>Swim.</p>", by=other_editor)
    WorkingCopy.objects.create(
        text=draft.texts.get(audience="patient"), person=other_editor, body="<p>Run.</p>", base_revision=then
    )

    response = post(at_desk, draft, then)

    assert told(response) == [f"Restored as revision {then + 3}."]
    assert other_editor.working_copies.get().body == "<p>Run.</p>"


def test_a_revision_that_never_was_is_not_found(at_desk: Client, draft: Article) -> None:
    assert [at_desk.get(address(draft, 99)).status_code, post(at_desk, draft, 99).status_code] == [404, 404]


def test_whoever_may_not_draft_gets_no_page(sign_in: SignIn, auditor: Person, draft: Article, then: int) -> None:
    client = sign_in(auditor)

    assert [client.get(address(draft, then)).status_code, post(client, draft, then).status_code] == [403, 403]
    assert Article.objects.get().revision == then + 1
