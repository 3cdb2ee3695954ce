"""Who is in charge of an article: handed over, shared, ended; who may, and what it leaves behind."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions
from articles.actions import MayNotWrite
from articles.models import Article, CoEditor, Delivery, Event, Person
from articles.permissions import handles, in_charge
from articles.refusals import Refusal
from workflows.record.verification import agreement

pytestmark = pytest.mark.django_db


def last_event(article: Article) -> tuple[str, dict[str, object]]:
    event = Event.objects.filter(stream=article.stream).latest("sequence")
    return event.kind, json.loads(event.body)["data"]


def test_an_article_is_handed_over_with_an_event_and_a_message(
    draft: Article, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    actions.hand_over(draft, by=managing_editor, to=other_editor, reason=" On leave. ")

    article = Article.objects.get(pk=draft.pk)
    told = Delivery.objects.filter(kind="handed_over")
    assert (article.handling_editor, article.revision) == (other_editor, draft.revision)
    assert last_event(draft) == (
        "handed_over",
        {"person": other_editor.pk, "former_editor": editor.pk, "why": "On leave."},
    )
    assert {row.person for row in told} == {editor, other_editor}


def test_handing_over_makes_no_revision_and_the_history_still_fits(
    draft: Article, other_editor: Person, managing_editor: Person
) -> None:
    before = Article.history.filter(id=draft.pk).count()

    actions.hand_over(draft, by=managing_editor, to=other_editor, reason="On leave.", tells=False)

    assert Article.history.filter(id=draft.pk).count() == before
    assert list(agreement.history_faults()) == []
    assert not Delivery.objects.filter(kind="handed_over").exists()


def test_a_changed_title_is_still_a_fault_of_the_history(draft: Article) -> None:
    Article.objects.filter(pk=draft.pk).update(title="Another")

    assert [fault.what for fault in agreement.history_faults()] == ["is not as its history says"]


def test_the_handling_editor_hands_over_and_then_may_not(draft: Article, editor: Person, other_editor: Person) -> None:
    actions.hand_over(draft, by=editor, to=other_editor, reason="On leave.")

    with pytest.raises(PermissionDenied):
        actions.hand_over(draft, by=editor, to=editor, reason="Back.")


@pytest.mark.parametrize("who", ["other_editor", "chair", "administrator", "auditor"])
def test_nobody_else_says_who_is_in_charge(
    who: str, draft: Article, other_editor: Person, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    for act in (
        lambda: actions.hand_over(draft, by=person, to=other_editor, reason="Mine."),
        lambda: actions.add_co_editor(draft, by=person, person=other_editor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_it_goes_to_somebody_who_may_write_and_has_a_reason(
    draft: Article, editor: Person, other_editor: Person, chair: Person
) -> None:
    with pytest.raises(MayNotWrite):
        actions.hand_over(draft, by=editor, to=chair, reason="She knows.")
    with pytest.raises(Refusal, match="Say why"):
        actions.hand_over(draft, by=editor, to=other_editor, reason=" ")
    with pytest.raises(Refusal, match="already"):
        actions.hand_over(draft, by=editor, to=editor, reason="Twice.")


def test_a_co_editor_who_takes_over_is_no_co_editor_any_more(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    actions.add_co_editor(draft, by=editor, person=other_editor)

    actions.hand_over(draft, by=editor, to=other_editor, reason="On leave.")

    assert not CoEditor.objects.exists()
    assert list(in_charge(Article.objects.get(pk=draft.pk))) == [other_editor]


def test_a_co_editor_is_told_once_and_handles_the_article(draft: Article, editor: Person, other_editor: Person) -> None:
    actions.add_co_editor(draft, by=editor, person=other_editor)

    with pytest.raises(Refusal, match="already"):
        actions.add_co_editor(draft, by=editor, person=other_editor)
    assert handles(other_editor, draft)
    assert list(Article.objects.handled_by(other_editor)) == [draft]
    assert [row.person for row in Delivery.objects.filter(kind="co_editor")] == [other_editor]


def test_a_co_editor_ends_their_own_part(draft: Article, editor: Person, other_editor: Person) -> None:
    actions.add_co_editor(draft, by=editor, person=other_editor)

    actions.end_co_editor(draft, by=other_editor, person=other_editor)

    assert not handles(other_editor, draft)
    assert last_event(draft) == ("co_editor_ended", {"person": other_editor.pk})
    with pytest.raises(Refusal, match="no co-editor"):
        actions.end_co_editor(draft, by=editor, person=other_editor)


def test_a_co_editor_does_not_end_the_part_of_others(
    draft: Article, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    actions.add_co_editor(draft, by=editor, person=other_editor)
    actions.add_co_editor(draft, by=editor, person=managing_editor)

    with pytest.raises(PermissionDenied):
        actions.end_co_editor(draft, by=other_editor, person=managing_editor)


def tampered(article: Article, **values: object) -> list[str]:
    """What `verify` says of rows after somebody wrote past the application."""
    Article.objects.filter(pk=article.pk).update(**values)
    return [fault.what for fault in agreement.history_faults()]


def test_verify_names_a_handling_editor_whom_no_event_made_one(
    draft: Article, other_editor: Person, managing_editor: Person
) -> None:
    said = ["is not as its events and its history say"]

    assert tampered(draft, handling_editor=other_editor) == said
    assert tampered(draft, handling_editor=draft.handling_editor) == []
    actions.hand_over(draft, by=managing_editor, to=other_editor, reason="On leave.")
    assert tampered(draft, handling_editor=other_editor) == []
    assert tampered(draft, handling_editor=draft.handling_editor) == said


def test_verify_names_an_article_archived_or_moved_past_its_events(
    draft: Article, editor: Person, managing_editor: Person
) -> None:
    topic = actions.add_topic("Legs", by=managing_editor)
    said = ["is not as its events and its history say"]

    assert tampered(draft, archived_at=timezone.now()) == said
    assert tampered(draft, archived_at=None, topic=topic) == said
    assert tampered(draft, topic=None) == []
    actions.archive(draft, by=editor, reason="Old.")
    actions.move_to_topic(draft, by=editor, topic=topic)
    assert [fault.what for fault in agreement.history_faults()] == []
    assert tampered(draft, archived_at=None) == said


def test_whoever_locks_an_article_knows_whether_it_has_co_editors(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    alone = Article.objects.locked().get(pk=draft.pk).is_shared
    actions.add_co_editor(draft, by=editor, person=other_editor)

    assert (alone, Article.objects.locked().get(pk=draft.pk).is_shared) == (False, True)


def test_whoever_handles_an_article_is_not_its_co_editor_too(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="Edith Editor handles this article already"):
        actions.add_co_editor(draft, by=editor, person=editor)

    assert not CoEditor.objects.exists()
