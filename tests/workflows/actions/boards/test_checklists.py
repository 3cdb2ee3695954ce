"""Checklists of a role: set by administrators, answered by members, kept with the wording that was shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from articles.models import Event, Person
from articles.refusals import Refusal
from tests.universe import sign
from workflows import actions
from workflows.models import Board, BoardRole, Checklist, ChecklistAnswer, Review
from workflows.models.checklist import MOST_QUESTIONS, Ticked

DOSES, UNITS = "Is every dose right?", "Are units written out?"


def set_for(board: Board, by: Person, *questions: str, role: str = BoardRole.PHARMACIST) -> Checklist:
    return actions.set_checklist(board, by=by, role=role, questions=questions, reason="first list")


def yes(*questions: str) -> Sequence[Ticked]:
    return [Ticked(question, "yes") for question in questions]


@pytest.fixture
def checklist(board: Board, administrator: Person) -> Checklist:
    return set_for(board, administrator, DOSES, UNITS)


def kinds(stream: str) -> list[str]:
    return list(Event.objects.filter(stream=stream).order_by("sequence").values_list("kind", flat=True))


def test_setting_a_checklist_leaves_history_and_one_event(board: Board, checklist: Checklist) -> None:
    assert checklist.questions == [DOSES, UNITS]
    assert [row.history_change_reason for row in checklist.history.all()] == ["first list"]
    assert kinds(board.stream)[-1] == "checklist.set"


def test_setting_the_same_again_changes_nothing(board: Board, administrator: Person, checklist: Checklist) -> None:
    set_for(board, administrator, DOSES, UNITS)

    assert (checklist.history.count(), kinds(board.stream).count("checklist.set")) == (1, 1)


def test_checklist_without_questions_is_asked_no_more(
    board: Board, administrator: Person, checklist: Checklist, review: Review, pharmacist: Person
) -> None:
    retired = set_for(board, administrator)

    assert (retired.pk, retired.is_retired, retired.questions) == (checklist.pk, True, [DOSES, UNITS])
    with pytest.raises(actions.OtherQuestions):
        actions.answer_checklist(review, by=pharmacist, answers=yes(DOSES, UNITS))


@pytest.mark.parametrize("person", ["managing_editor", "editor", "chair", "outsider"])
def test_only_administrators_set_checklists(board: Board, person: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        set_for(board, request.getfixturevalue(person), DOSES)


@pytest.mark.parametrize(
    "questions", [(), ("",), (DOSES, DOSES), ("x" * 301,), tuple(map(str, range(MOST_QUESTIONS + 1)))]
)
def test_questions_that_nobody_could_answer_are_refused(
    board: Board, administrator: Person, questions: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal):
        set_for(board, administrator, *questions)

    assert not Checklist.objects.exists()


def test_role_that_no_board_knows_and_silence_about_why_are_refused(board: Board, administrator: Person) -> None:
    with pytest.raises(Refusal):
        set_for(board, administrator, DOSES, role="king")
    with pytest.raises(Refusal):
        actions.set_checklist(board, by=administrator, role=BoardRole.CHAIR, questions=[DOSES], reason=" ")


def test_answers_keep_the_wording_when_the_questions_change(
    board: Board, administrator: Person, checklist: Checklist, review: Review, pharmacist: Person
) -> None:
    answers = [Ticked(DOSES, "no", "Gabapentin is too high."), Ticked(UNITS, "not_applicable")]
    row = actions.answer_checklist(review, by=pharmacist, answers=answers)

    set_for(board, administrator, "Something else?")

    assert ChecklistAnswer.objects.get(pk=row.pk).ticked == answers
    assert row.role == BoardRole.PHARMACIST
    assert kinds(review.version.article.stream)[-1] == "checklist.answered"


def test_answers_to_other_questions_are_refused(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    with pytest.raises(actions.OtherQuestions):
        actions.answer_checklist(review, by=pharmacist, answers=yes(UNITS, DOSES))


def test_no_needs_words_and_every_question_an_answer(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    with pytest.raises(actions.Unanswered) as refused:
        actions.answer_checklist(review, by=pharmacist, answers=[Ticked(DOSES, "no", " "), Ticked(UNITS, "")])

    assert list(refused.value.details) == [f"Say why not: {DOSES}", f"Answer: {UNITS}"]
    assert not ChecklistAnswer.objects.exists()


def test_words_longer_than_anybody_reads_are_refused(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    with pytest.raises(Refusal):
        actions.answer_checklist(review, by=pharmacist, answers=[Ticked(DOSES, "no", "x" * 2001), Ticked(UNITS, "yes")])


def test_second_answer_counts_and_the_first_stays(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    rows = [actions.answer_checklist(review, by=pharmacist, answers=yes(DOSES, UNITS)) for _twice in range(2)]

    assert list(review.checklist_answers.all()) == [rows[1], rows[0]]


@pytest.mark.parametrize("person", ["chair", "managing_editor", "outsider"])
def test_who_has_no_such_checklist_answers_none(
    checklist: Checklist, review: Review, person: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises((PermissionDenied, actions.OtherQuestions)):
        actions.answer_checklist(review, by=request.getfixturevalue(person), answers=yes(DOSES, UNITS))


def test_who_signed_answers_no_more(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)

    with pytest.raises(Refusal):
        actions.answer_checklist(review, by=pharmacist, answers=yes(DOSES, UNITS))


def test_ended_review_takes_no_answers(
    checklist: Checklist, review: Review, pharmacist: Person, chair: Person, lay_member: Person
) -> None:
    sign(review, chair)
    sign(review, lay_member)

    with pytest.raises(Refusal):
        actions.answer_checklist(review, by=pharmacist, answers=yes(DOSES, UNITS))


def test_answers_cannot_be_changed_or_deleted(checklist: Checklist, review: Review, pharmacist: Person) -> None:
    row = actions.answer_checklist(review, by=pharmacist, answers=yes(DOSES, UNITS))

    for change in (lambda: ChecklistAnswer.objects.update(role="chair"), row.delete, checklist.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
