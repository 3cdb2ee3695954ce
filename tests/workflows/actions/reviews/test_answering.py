"""Answering what members asked for: who, once, in which revision, and what waits for it."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from articles.models import Article, Event, Person, Publication, Status, Version
from articles.refusals import Refusal
from tests.universe import CLINICIAN, answer_points, sign, submit_again, write
from workflows import actions
from workflows.actions import NotReady
from workflows.actions.reviews.answering import NoSuchRevision, unanswered
from workflows.models import OpenPoint, Review

LOWER = CLINICIAN.replace("300 mg", "100 mg")


def changed(version: Version, by: Person) -> int:
    """The revision of the draft with the lower dose."""
    return write(version.article, "clinician", LOWER, by=by).revision


def test_answer_names_the_revision_that_did_it(returned_version: Version, editor: Person) -> None:
    revision = changed(returned_version, editor)

    point = actions.answer_point(OpenPoint.objects.get(), by=editor, answer=" Now 100 mg. ", changed_in=revision)

    kept = OpenPoint.objects.get()
    assert (kept, kept.answer, kept.changed_in, kept.answered_by) == (point, "Now 100 mg.", revision, editor)
    assert list(unanswered(returned_version.article)) == []


def test_answer_without_a_revision_says_why_nothing_was_changed(returned_version: Version, editor: Person) -> None:
    actions.answer_point(OpenPoint.objects.get(), by=editor, answer="The trial used this dose.")

    kept = OpenPoint.objects.get()
    assert (kept.answer, kept.changed_in) == ("The trial used this dose.", 0)


def test_answer_leaves_one_event(returned_version: Version, other_editor: Person) -> None:
    point = actions.answer_point(OpenPoint.objects.get(), by=other_editor, answer="As in the trial.")

    event = Event.objects.get(kind="point_answered")
    assert (event.actor, json.loads(event.body)["data"]) == (
        other_editor,
        {"version": 1, "point": point.pk, "changed_in": None, "why": "As in the trial."},
    )


@pytest.mark.parametrize("who", ["chair", "auditor", "administrator", "outsider"])
def test_only_editors_answer(who: str, returned_version: Version, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        actions.answer_point(OpenPoint.objects.get(), by=request.getfixturevalue(who), answer="Done.")

    assert OpenPoint.objects.get().answered_at is None
    assert Event.objects.filter(kind="refused").count() == 1


def test_point_is_answered_once(returned_version: Version, editor: Person) -> None:
    point = OpenPoint.objects.get()
    actions.answer_point(point, by=editor, answer="As in the trial.")

    with pytest.raises(Refusal, match="answered already"):
        actions.answer_point(point, by=editor, answer="Something else.")

    assert OpenPoint.objects.get().answer == "As in the trial."


def test_database_keeps_an_answer_as_it_is(returned_version: Version, editor: Person) -> None:
    answer_points(returned_version.article, by=editor)

    for change in ({"answer": "Other words."}, {"changed_in": 1}, {"answered_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OpenPoint.objects.update(**change)


def test_answer_needs_words(returned_version: Version, editor: Person) -> None:
    with pytest.raises(Refusal, match="Say what was done"):
        actions.answer_point(OpenPoint.objects.get(), by=editor, answer=" ")


def test_revision_must_be_one_that_the_member_has_not_seen(returned_version: Version, editor: Person) -> None:
    point = OpenPoint.objects.get()
    revision = changed(returned_version, editor)

    for wrong in (0, returned_version.revision, revision + 1):
        with pytest.raises(NoSuchRevision, match=f"from {revision} to {revision}"):
            actions.answer_point(point, by=editor, answer="Now 100 mg.", changed_in=wrong)


def test_nothing_was_changed_in_a_draft_that_did_not_change(returned_version: Version, editor: Person) -> None:
    with pytest.raises(NoSuchRevision, match="has not been changed"):
        actions.answer_point(
            OpenPoint.objects.get(), by=editor, answer="Now 100 mg.", changed_in=returned_version.revision
        )


def test_next_version_is_refused_until_each_point_is_answered(returned_version: Version, editor: Person) -> None:
    changed(returned_version, editor)

    with pytest.raises(NotReady) as refused:
        submit_again(returned_version.article, by=editor, change_note="Lower dose.")
    answer_points(returned_version.article, by=editor)
    second = submit_again(returned_version.article, by=editor, change_note="Lower dose.")

    assert refused.value.details == ("Answer what Clara Chair asked for in version 1: The dose is too high.",)
    assert (second.number, second.status) == (2, Status.SUBMITTED)


def test_comment_on_an_approved_version_keeps_the_next_one_too(
    review: Review, chair: Person, pharmacist: Person, editor: Person
) -> None:
    sign(review, chair, "approve_with_comment", "Mention driving.")
    sign(review, pharmacist)
    article = Article.objects.get()
    changed(Version.objects.get(), editor)

    with pytest.raises(NotReady) as refused:
        submit_again(article, by=editor, change_note="Lower dose.")

    assert Version.objects.get().status == Status.APPROVED
    assert refused.value.details == ("Answer what Clara Chair asked for in version 1: Mention driving.",)


def test_withdrawing_does_not_do_away_with_what_was_asked(review: Review, chair: Person, editor: Person) -> None:
    sign(review, chair, "approve_with_comment", "Mention driving.")

    actions.withdraw(review.version, by=editor, reason="One more change.")

    assert [point.text for point in unanswered(review.version.article)] == ["Mention driving."]


def test_points_before_the_last_approved_version_keep_nothing(publication: Publication, editor: Person) -> None:
    """Such as those of a release that did not ask for answers."""
    version = publication.version
    review, signed = version.reviews.get(), version.sign_offs.all()[0]
    OpenPoint.objects.create(review=review, sign_off=signed, text="Mention driving.")
    assert unanswered(version.article).count() == 1

    Version.objects.bulk_create([_later(version)])

    assert unanswered(version.article).count() == 0


def _later(version: Version) -> Version:
    """A second approved version, past the actions, which would have refused it."""
    fields = {f.attname: getattr(version, f.attname) for f in version._meta.concrete_fields if not f.primary_key}
    return Version(**{**fields, "number": 2})
