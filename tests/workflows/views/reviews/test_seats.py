"""The page of a review's seats, and the page on which a member hands theirs on."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Person, Version
from tests.universe import Administrators, PersonFactory, add_member, ask
from workflows import actions
from workflows.models import Assignment, AssignmentState, Board, Review


@pytest.fixture
def invited(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """The chair and the pharmacist are asked, the lay member is not."""
    return ask(submitted_version, managing_editor, board, chair, pharmacist)


@pytest.fixture
def seat(invited: Review, pharmacist: Person) -> Assignment:
    return invited.assignments.get(person=pharmacist)


def url(seat: Assignment, name: str = "") -> str:
    page = f"/desk/reviews/{seat.review_id}/seats/"
    return f"{page}{seat.pk}/{name}/" if name else page


def in_days(days: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def offered(client: Client, seat: Assignment) -> list[str]:
    (row,) = [row for row in client.get(url(seat)).context["rows"] if row.seat == seat]
    return list(row.forms)


def test_managing_editor_sees_who_is_silent(client: Client, seat: Assignment, managing_editor: Person) -> None:
    actions.accept_invitation(seat, by=seat.person)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=6), tick=False):
        client.force_login(managing_editor)
        response = client.get(url(seat))
        shown = [(row.seat.person.printed_name, row.is_silent) for row in response.context["rows"]]

    assert shown == [("Clara Chair", True), ("Paul Pharmacist", False)]
    assert "No answer by" in response.content.decode()


@pytest.mark.parametrize("who", ["editor", "auditor", "chair", "pharmacist"])
def test_only_managing_editors_open_the_page_or_post_to_it(
    client: Client, seat: Assignment, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    statuses = [client.get(url(seat)).status_code]
    statuses += [client.post(url(seat, name), {}).status_code for name in ("date", "deadlines", "replace")]

    assert statuses == [403, 403, 403, 403]


def test_outsider_and_whoever_is_not_signed_in_learn_nothing(
    client: Client, seat: Assignment, outsider: Person
) -> None:
    anonymous = client.get(url(seat)).status_code
    client.force_login(outsider)

    assert (anonymous, client.get(url(seat)).status_code) == (302, 404)


def test_other_date_is_agreed(client: Client, seat: Assignment, pharmacist: Person, managing_editor: Person) -> None:
    actions.propose_date(
        seat, by=pharmacist, due_on=timezone.localdate() + datetime.timedelta(days=20), note="After my holiday."
    )
    client.force_login(managing_editor)

    assert "After my holiday." in client.get(url(seat)).content.decode()
    response = client.post(url(seat, "date"), {"agree": "yes"})

    seat.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, url(seat))
    assert (seat.state, seat.due_on.isoformat()) == (AssignmentState.ACCEPTED, in_days(20))


def test_keeping_the_date_without_a_reason_is_answered_at_the_form(
    client: Client, seat: Assignment, pharmacist: Person, managing_editor: Person
) -> None:
    actions.propose_date(seat, by=pharmacist, due_on=timezone.localdate() + datetime.timedelta(days=20))
    client.force_login(managing_editor)

    response = client.post(url(seat, "date"), {"agree": "no", "answer": ""})

    (form,) = response.context["typed"]
    assert (response.status_code, form.non_field_errors()) == (422, ["Say why, in a sentence."])


def test_date_that_nobody_asked_for_is_not_found(client: Client, seat: Assignment, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    assert client.post(url(seat, "date"), {"agree": "yes"}).status_code == 404
    assert client.post(url(seat, "nonsense"), {}).status_code == 404


def test_dates_are_moved(client: Client, seat: Assignment, managing_editor: Person) -> None:
    client.force_login(managing_editor)
    posted = {"answer_by": in_days(7), "due_on": in_days(30), "reason": "Conference week."}

    response = client.post(url(seat, "deadlines"), posted)

    seat.refresh_from_db()
    assert (response.status_code, seat.answer_by.isoformat(), seat.due_on.isoformat()) == (302, in_days(7), in_days(30))


def test_somebody_else_is_asked(client: Client, seat: Assignment, managing_editor: Person, lay_member: Person) -> None:
    client.force_login(managing_editor)

    before = offered(client, seat)
    response = client.post(url(seat, "replace"), {"member": lay_member.pk, "reason": "No answer."})

    assert (response.status_code, before, offered(client, seat)) == (302, ["deadlines", "replace"], [])
    assert seat.review.assignments.get(person=lay_member).in_place_of == seat


def test_member_who_was_asked_already_is_no_choice(
    client: Client, seat: Assignment, managing_editor: Person, chair: Person
) -> None:
    client.force_login(managing_editor)

    response = client.post(url(seat, "replace"), {"member": chair.pk, "reason": "x"})

    (form,) = response.context["typed"]
    assert (response.status_code, list(form.errors)) == (422, ["member"])


def test_ended_review_offers_nothing(client: Client, seat: Assignment, managing_editor: Person, editor: Person) -> None:
    actions.withdraw(seat.review.version, by=editor, reason="not ready")
    client.force_login(managing_editor)

    assert offered(client, seat) == []


def test_member_hands_their_seat_on(client: Client, seat: Assignment, pharmacist: Person, lay_member: Person) -> None:
    client.force_login(pharmacist)
    page = f"/desk/reviews/{seat.review_id}/delegate/"

    shown = client.get(page)
    response = client.post(page, {"member": lay_member.pk, "reason": "It is about plain words."})

    choices = [label for value, label in shown.context["form"].fields["member"].choices if value]
    assert choices == ["Laura Lay (Lay member)"]
    assert "gabapentin" not in shown.content.decode()
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    assert seat.review.assignments.get(person=lay_member).in_place_of == seat
    assert client.get(page).status_code == 404


def test_nobody_without_a_seat_hands_one_on(client: Client, seat: Assignment, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    assert client.get(f"/desk/reviews/{seat.review_id}/delegate/").status_code == 403


def test_query_count_does_not_grow_with_the_seats(
    client: Client,
    invited: Review,
    managing_editor: Person,
    administrators: Administrators,
    board: Board,
    make_person: PersonFactory,
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/desk/reviews/{invited.pk}/seats/")
        return len(captured)

    client.force_login(managing_editor)
    two = queries()
    people = [make_person(f"Member {number}") for number in range(28)]
    for person in people:
        add_member(board, person, "member", by=administrators)
    actions.add_members(invited, by=managing_editor, members=people)

    assert (two, queries()) == (18, 18)


def test_seats_of_a_review_that_has_ended_ask_for_nothing(
    client: Client, approved_version: Version, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    page = client.get(f"/desk/reviews/{approved_version.reviews.get().pk}/seats/").content.decode()

    assert (page.count("Due "), page.count("Answer by"), page.count(": Approved</span>")) == (0, 0, 1)
