"""Pages of checklists: of a board, and the own one in a review."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Person
from tests.universe import sign
from workflows import actions
from workflows.forms.checklists import wording
from workflows.models import Board, BoardRole, Checklist, ChecklistAnswer, Review

QUESTIONS = ["Is every dose right?", "Are units written out?"]


@pytest.fixture
def checklist(board: Board, administrator: Person) -> Checklist:
    return actions.set_checklist(
        board, by=administrator, role=BoardRole.PHARMACIST, questions=QUESTIONS, reason="first list"
    )


def typed(**changes: str) -> dict[str, str]:
    return {"wording": wording(QUESTIONS), "tick_0": "yes", "tick_1": "no", "words_1": "mcg in a table", **changes}


def answered(client: Client, review: Review, person: Person, **changes: str) -> Any:
    client.force_login(person)
    return client.post(f"/desk/reviews/{review.pk}/checklist/", typed(**changes))


def test_member_sees_the_checklist_of_their_role(
    client: Client, checklist: Checklist, review: Review, pharmacist: Person, lay_member: Person
) -> None:
    forms = []
    for person in (pharmacist, lay_member):
        client.force_login(person)
        forms.append(client.get(f"/desk/reviews/{review.pk}/").context["checklist_form"])

    assert [form and form.questions for form in forms] == [QUESTIONS, None]


def test_answers_are_kept_and_shown_to_all_who_read_the_review(
    client: Client, checklist: Checklist, review: Review, pharmacist: Person, chair: Person
) -> None:
    answer = answered(client, review, pharmacist)

    row = ChecklistAnswer.objects.get()
    client.force_login(chair)
    page = client.get(f"/desk/reviews/{review.pk}/").content.decode()
    assert (answer.status_code, answer.url) == (302, f"/desk/reviews/{review.pk}/#checklist")
    assert [(ticked.question, ticked.tick, ticked.words) for ticked in row.ticked] == [
        (QUESTIONS[0], "yes", ""),
        (QUESTIONS[1], "no", "mcg in a table"),
    ]
    assert "No: mcg in a table" in page


def test_missing_answer_is_asked_for_and_nothing_typed_is_lost(
    client: Client, checklist: Checklist, review: Review, pharmacist: Person
) -> None:
    answer = answered(client, review, pharmacist, tick_0="", words_1="half a sentence")

    form = answer.context["checklist_form"]
    assert answer.status_code == 422
    assert form.errors == {"tick_0": ["Choose an answer."]}
    assert form["words_1"].value() == "half a sentence"


def test_answers_to_another_wording_are_not_taken(
    client: Client, checklist: Checklist, review: Review, pharmacist: Person
) -> None:
    answer = answered(client, review, pharmacist, wording=wording(["Something else?"]))

    assert answer.context["checklist_form"].non_field_errors() == [
        "The questions have changed meanwhile. Look at them again."
    ]
    assert not ChecklistAnswer.objects.exists()


def test_member_without_a_checklist_has_no_such_address(
    client: Client, checklist: Checklist, review: Review, lay_member: Person
) -> None:
    assert answered(client, review, lay_member).status_code == 404


def test_ended_review_asks_nothing(
    client: Client, checklist: Checklist, review: Review, pharmacist: Person, chair: Person, lay_member: Person
) -> None:
    sign(review, chair)
    sign(review, lay_member)
    client.force_login(pharmacist)

    assert client.get(f"/desk/reviews/{review.pk}/").context["checklist_form"] is None


def test_administrator_sets_a_checklist_line_by_line(client: Client, board: Board, administrator: Person) -> None:
    client.force_login(administrator)
    url = f"/desk/boards/{board.pk}/checklists/"

    answer = client.post(f"{url}lay_member/", {"questions": "Is it clear?\n\n Who would call? ", "reason": "wanted"})

    assert (answer.status_code, answer.url) == (302, url)
    assert Checklist.objects.get().questions == ["Is it clear?", "Who would call?"]


def test_refusal_stands_at_the_form_with_what_was_typed(client: Client, board: Board, administrator: Person) -> None:
    client.force_login(administrator)

    answer = client.post(
        f"/desk/boards/{board.pk}/checklists/chair/", {"questions": "Same?\nSame?", "reason": "wanted"}
    )

    assert answer.status_code == 422
    assert answer.context["wrong"].non_field_errors() == ["Each question stands once in a checklist."]


@pytest.mark.parametrize(
    ("person", "sees", "changes"),
    [("administrator", 200, 302), ("managing_editor", 200, 403), ("auditor", 200, 403), ("chair", 404, 404)],
)
def test_desk_sees_checklists_and_administrators_change_them(
    client: Client, board: Board, person: str, sees: int, changes: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))
    url = f"/desk/boards/{board.pk}/checklists/"

    seen = client.get(url)
    changed = client.post(f"{url}chair/", {"questions": "Is it so?", "reason": "wanted"})

    assert (seen.status_code, changed.status_code) == (sees, changes)


def test_role_that_no_board_knows_has_no_checklist(client: Client, board: Board, administrator: Person) -> None:
    client.force_login(administrator)

    assert client.post(f"/desk/boards/{board.pk}/checklists/king/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(("who", "linked"), [("administrator", True), ("managing_editor", True), ("pharmacist", False)])
def test_board_links_to_its_checklists_for_whoever_sees_them(
    client: Client, board: Board, who: str, linked: bool, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(f"/desk/boards/{board.pk}/").content.decode()

    assert (f'href="/desk/boards/{board.pk}/checklists/"' in page) == linked
