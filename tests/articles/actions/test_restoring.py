"""Bringing texts back as they were: a new revision on top, and nothing that anybody did is lost."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Text, WorkingCopy
from articles.past import state_at
from articles.refusals import Refusal
from tests.universe import CLINICIAN, PATIENT, write


def bodies(article: Article) -> dict[str, str]:
    return {text.audience: text.body for text in article.texts.all()}


@pytest.fixture
def then(draft: Article, editor: Person) -> int:
    """A revision after which both texts were changed."""
    revision = draft.revision
    write(draft, "patient", "<p>Rest.</p>", by=editor)
    write(draft, "clinician", "<p>Wait.</p>", by=editor)
    return revision


def restore(article: Article, by: Person, then: int, *audiences: str, reason: str = "they were right") -> list[Text]:
    return actions.restore(article, by=by, revision=then, audiences=audiences or ["patient"], reason=reason)


def test_one_text_comes_back_and_the_others_stay(draft: Article, then: int, editor: Person) -> None:
    restore(draft, editor, then, "patient")

    assert bodies(draft) == {"patient": PATIENT, "clinician": "<p>Wait.</p>"}


def test_all_texts_come_back_in_one_revision(draft: Article, then: int, editor: Person) -> None:
    restored = restore(draft, editor, then, "patient", "clinician")

    assert bodies(draft) == {"patient": PATIENT, "clinician": CLINICIAN}
    assert [text.revision for text in restored] == [then + 3, then + 3]


def test_bottom_line_and_description_come_back_too(draft: Article, editor: Person) -> None:
    former, revision = draft.texts.get(audience="patient"), draft.revision
    actions.save_text(former, by=editor, summary="", body="", description="", base_revision=former.revision)

    restore(draft, editor, revision)

    text = draft.texts.get(audience="patient")
    assert (text.summary, text.description) == (former.summary, former.description)


def test_the_reason_says_from_where_and_why(draft: Article, then: int, editor: Person) -> None:
    restore(draft, editor, then, reason="  the study\nwas withdrawn ")

    row = draft.history.first()
    assert row.history_change_reason == f"restored from revision {then}: the study was withdrawn"
    assert row.history_user == editor


def test_the_history_is_only_added_to(draft: Article, then: int, editor: Person) -> None:
    former = list(draft.history.values_list("history_id", "revision", "history_change_reason"))

    restore(draft, editor, then)

    rows = draft.history.values_list("history_id", "revision", "history_change_reason")
    assert list(rows)[1:] == former


def test_one_event_is_left(draft: Article, then: int, editor: Person) -> None:
    before = Event.objects.count()

    restore(draft, editor, then)

    event = Event.objects.latest("pk")
    assert Event.objects.count() == before + 1
    assert (event.kind, json.loads(event.body)["data"]["what"]) == (
        "saved",
        f"restored from revision {then}: they were right",
    )


def test_the_history_says_what_came_and_went(draft: Article, then: int, editor: Person) -> None:
    restore(draft, editor, then)

    assert Article.objects.get().change == {"patient": {"added": 8, "removed": 1, "number": True, "dose": False}}


def test_texts_that_are_the_same_already_make_no_revision(draft: Article, then: int, editor: Person) -> None:
    restore(draft, editor, then)
    before = Event.objects.count()

    again = restore(draft, editor, then)

    assert again == []
    assert Article.objects.get().revision == then + 3
    assert Event.objects.count() == before


def test_it_goes_on_top_of_what_somebody_saved_in_between(
    draft: Article, then: int, editor: Person, other_editor: Person
) -> None:
    write(draft, "patient", "<p>Swim.</p>", by=other_editor)

    restored = restore(draft, editor, then)

    between = state_at(draft, then + 3)
    assert between is not None
    assert between.texts["patient"].body == "<p>Swim.</p>"
    assert [(text.revision, text.body) for text in restored] == [(then + 4, PATIENT)]


def test_nobodys_unsaved_words_are_touched(draft: Article, then: int, editor: Person, other_editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    for person in (editor, other_editor):
        WorkingCopy.objects.create(text=text, person=person, body="<p>Mine.</p>", base_revision=text.revision)

    restore(draft, editor, then)

    assert [copy.body for copy in WorkingCopy.objects.all()] == ["<p>Mine.</p>", "<p>Mine.</p>"]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_restored(draft: Article, then: int, editor: Person, reason: str) -> None:
    with pytest.raises(actions.ReasonMissing, match="Say why"):
        restore(draft, editor, then, reason=reason)

    assert bodies(draft)["patient"] == "<p>Rest.</p>"


@pytest.mark.parametrize(
    ("revision", "audiences"), [(99, ["patient"]), (0, ["patient"]), (1, []), (1, ["student"]), (1, ["nobody"])]
)
def test_what_never_was_is_refused(draft: Article, editor: Person, revision: int, audiences: list[str]) -> None:
    with pytest.raises(Refusal):
        actions.restore(draft, by=editor, revision=revision, audiences=audiences, reason="because")

    assert Article.objects.get().revision == draft.revision


def test_a_text_that_came_later_cannot_be_restored_from_before(draft: Article, editor: Person) -> None:
    details = actions.Details(title=draft.title, audiences=[*draft.audiences, "student"], slug=draft.slug)
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    with pytest.raises(actions.NothingToRestore, match="has no text for “Students”"):
        restore(draft, editor, draft.revision, "patient", "student")

    assert Text.objects.filter(article=draft, audience="patient").get().body == PATIENT


def test_whoever_may_not_draft_restores_nothing(draft: Article, then: int, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        restore(draft, auditor, then)
