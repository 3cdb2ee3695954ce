"""Members accept the signing statement of their board, and enter days away."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles.models import Event, Person
from articles.refusals import Refusal
from tests.universe import Administrators, change, sign
from workflows import actions
from workflows.actions import CannotSign
from workflows.models import Away, Board, Review, SigningStatement, StatementAcceptance


@pytest.fixture
def statement(board: Board, administrators: Administrators) -> SigningStatement:
    change(board, "statement", by=administrators, text="I read it all.")
    return board.statements.get()


def days(first: int, last: int) -> dict[str, datetime.date]:
    today = timezone.localdate()
    return {"first_day": today + datetime.timedelta(first), "last_day": today + datetime.timedelta(last)}


def test_nobody_signs_before_they_accepted_the_statement(
    review: Review, chair: Person, statement: SigningStatement
) -> None:
    with pytest.raises(CannotSign, match="accept the signing statement"):
        sign(review, chair)
    actions.accept_statement(statement, by=chair)

    assert sign(review, chair).verdict == "approve"


def test_new_statement_is_accepted_anew(
    review: Review, board: Board, chair: Person, statement: SigningStatement, administrators: Administrators
) -> None:
    actions.accept_statement(statement, by=chair)
    change(board, "statement", by=administrators, text="I read it all, twice.")

    with pytest.raises(CannotSign, match="accept the signing statement"):
        sign(review, chair)
    with pytest.raises(Refusal, match="newer statement"):
        actions.accept_statement(statement, by=chair)


def test_statement_accepted_twice_is_accepted_once(statement: SigningStatement, chair: Person) -> None:
    once, twice = (actions.accept_statement(statement, by=chair) for _time in range(2))

    assert once == twice
    assert Event.objects.filter(kind="statement.accepted").count() == 1


def test_stranger_accepts_nothing(statement: SigningStatement, outsider: Person, administrator: Person) -> None:
    for person in (outsider, administrator):
        with pytest.raises(PermissionDenied):
            actions.accept_statement(statement, by=person)


def test_member_accepts_the_statement_that_the_page_showed(
    client: Client, board: Board, statement: SigningStatement, chair: Person, administrators: Administrators
) -> None:
    client.force_login(chair)
    url = f"/desk/boards/{board.pk}/statement/"

    shown = client.get(url)
    accepted = client.post(url, {"statement": statement.pk})

    assert (shown.context["statement"], accepted.status_code) == (statement, 302)
    assert StatementAcceptance.objects.get().person == chair
    change(board, "statement", by=administrators, text="Another.")
    assert client.post(url, {"statement": statement.pk}).status_code == 422
    assert client.post(url, {"statement": "x"}).status_code == 404


def test_page_of_the_statement_is_for_members_and_the_desk(
    client: Client, board: Board, outsider: Person, editor: Person
) -> None:
    url = f"/desk/boards/{board.pk}/statement/"
    client.force_login(outsider)
    stranger = client.get(url).status_code
    client.force_login(editor)

    assert (stranger, client.get(url).status_code, client.post(url).status_code) == (404, 200, 422)


def test_days_away_are_entered_and_taken_back(board: Board, chair: Person) -> None:
    away = actions.go_away(by=chair, **days(3, 9))
    inside = Away.objects.on(days(5, 5)["first_day"]).get()
    actions.come_back(away, by=chair)
    actions.come_back(away, by=chair)

    assert inside == away
    assert not Away.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-3, -1), (4, 5)])
def test_impossible_days_are_refused(board: Board, chair: Person, first: int, last: int) -> None:
    actions.go_away(by=chair, **days(3, 9))

    with pytest.raises(Refusal):
        actions.go_away(by=chair, **days(first, last))


def test_days_of_somebody_else_are_not_touched(
    board: Board, chair: Person, pharmacist: Person, outsider: Person
) -> None:
    away = actions.go_away(by=chair, **days(3, 9))

    with pytest.raises(PermissionDenied):
        actions.come_back(away, by=pharmacist)
    with pytest.raises(PermissionDenied):
        actions.go_away(by=outsider, **days(3, 9))


def test_page_of_days_away(client: Client, board: Board, chair: Person, outsider: Person) -> None:
    client.force_login(chair)
    added = client.post("/desk/away/", days(3, 9))
    listed = list(client.get("/desk/away/").context["ahead"])
    refused = client.post("/desk/away/", days(4, 5))
    back = client.post(f"/desk/away/{listed[0].pk}/")
    client.force_login(outsider)

    assert (added.status_code, len(listed), refused.status_code, back.status_code) == (302, 1, 422, 302)
    assert (client.get("/desk/away/").status_code, Away.objects.count()) == (403, 0)


def test_a_sign_off_carries_the_credentials_that_the_board_shows(review: Review, pharmacist: Person) -> None:
    seat = review.board.memberships.get(person=pharmacist)
    seat.shown_credentials, seat.shown_affiliation = "PharmD, BCPS", "Example Infirmary"
    seat.record(by=pharmacist, reason="as on the door")

    signed = sign(review, pharmacist).signed

    assert (signed["credentials"], signed["affiliation"]) == ("PharmD, BCPS", "Example Infirmary")
