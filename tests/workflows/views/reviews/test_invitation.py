"""The page behind the link in an invitation: without a log-in, without the article, and GET changes nothing."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.dateformat import format as format_date

from articles.models import Delivery, Event, Person, Version
from articles.notifications import deliver
from reviewboard.logs import without_personal_data
from tests.universe import ask
from workflows import actions
from workflows.models import Assignment, AssignmentState, Board, Review
from workflows.reviews.invitations import token_for


@pytest.fixture
def invited(
    submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    return ask(submitted_version, managing_editor, board, chair, pharmacist)


@pytest.fixture
def seat(invited: Review, pharmacist: Person) -> Assignment:
    return invited.assignments.get(person=pharmacist)


@pytest.fixture
def url(seat: Assignment) -> str:
    return f"/invitation/{token_for(seat)}/"


def state(seat: Assignment) -> str:
    return Assignment.objects.get(pk=seat.pk).state


def test_mail_carries_the_link_and_no_row_holds_it(seat: Assignment, pharmacist: Person, client: Client) -> None:
    delivery = Delivery.objects.get(kind="invitation", person=pharmacist)

    deliver(delivery.pk)

    (message,) = mail.outbox
    (link,) = re.findall(r"https?://\S+/invitation/(\S+)/", message.body)
    delivery.refresh_from_db()
    assert f", by {format_date(seat.due_on, 'j F Y')}." in message.body
    assert link not in str(delivery.data)
    assert client.get(f"/invitation/{link}/").context["seat"] == seat


def test_s29_page_shows_nothing_of_the_article_and_opening_it_changes_nothing(
    client: Client, url: str, seat: Assignment
) -> None:
    before = Event.objects.count()

    response = client.get(url, {"answer": "accept"})
    client.head(url)

    page = response.content.decode()
    assert ("Leg pain" in page, "gabapentin" in page, "Most people get better" in page) == (True, False, False)
    assert (state(seat), Event.objects.count()) == (AssignmentState.INVITED, before)


def test_page_is_kept_from_caches_searches_and_other_sites(client: Client, url: str) -> None:
    response = client.get(url)

    assert (response["Referrer-Policy"], response["X-Robots-Tag"], "no-store" in response["Cache-Control"]) == (
        "strict-origin",
        "noindex, nofollow",
        True,
    )


def test_one_post_declines(client: Client, url: str, seat: Assignment) -> None:
    response = client.post(url, {"answer": "decline"})

    assert (response.status_code, response["Location"], state(seat)) == (302, url, AssignmentState.DECLINED)
    event = Event.objects.get(kind="invitation_declined")
    assert (event.actor, '"by_link":true' in event.body) == (seat.person, True)
    assert client.get(url).context["asks"] is False


def test_one_post_accepts_and_the_page_leads_on(client: Client, url: str, seat: Assignment) -> None:
    client.post(url, {"answer": "accept"})
    page = client.get(url).content.decode()

    assert state(seat) == AssignmentState.ACCEPTED
    assert f'href="/desk/reviews/{seat.review_id}/"' in page


def test_another_date_is_proposed(client: Client, url: str, seat: Assignment) -> None:
    day = timezone.localdate() + datetime.timedelta(days=20)

    client.post(url, {"answer": "date", "due_on": day.isoformat(), "note": "After my holiday."})

    assert [(proposal.due_on, proposal.note) for proposal in seat.date_proposals.all()] == [(day, "After my holiday.")]
    assert client.get(url).context["proposal"].due_on == day


def test_date_that_has_passed_is_answered_at_the_form(client: Client, url: str, seat: Assignment) -> None:
    response = client.post(url, {"answer": "date", "due_on": "2020-01-01"})

    assert (response.status_code, response.context["forms"]["date"].non_field_errors()) == (
        422,
        ["This day has passed already. Choose a later one."],
    )
    assert not seat.date_proposals.exists()


def test_second_answer_is_refused_with_a_sentence(client: Client, url: str, seat: Assignment) -> None:
    client.post(url, {"answer": "decline"})

    response = client.post(url, {"answer": "accept"})

    assert (response.status_code, state(seat)) == (422, AssignmentState.DECLINED)


@pytest.mark.parametrize("answer", ["", "sign", "recuse"])
def test_unknown_answer_changes_nothing(client: Client, url: str, seat: Assignment, answer: str) -> None:
    assert client.post(url, {"answer": answer}).status_code == 200
    assert state(seat) == AssignmentState.INVITED


def test_link_that_nobody_signed_is_not_found(client: Client, url: str, seat: Assignment, chair: Person) -> None:
    other = seat.review.assignments.get(person=chair).pk
    token = url.split("/")[2]
    forged = f"{other}.{token.partition('.')[2]}"

    assert [client.get(f"/invitation/{bad}/").status_code for bad in (forged, token[:-1], "x", "1.2.3")] == [404] * 4


def test_link_expires_and_says_so(client: Client, url: str, seat: Assignment) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        response = client.post(url, {"answer": "accept"})

    assert (response.status_code, state(seat)) == (410, AssignmentState.INVITED)
    assert "This link has expired. Sign in to answer." in response.content.decode()


def test_link_opens_no_session_and_no_other_page(client: Client, url: str, seat: Assignment) -> None:
    client.post(url, {"answer": "accept"})

    assert client.get(f"/desk/reviews/{seat.review_id}/").status_code == 302
    assert "sessionid" not in client.cookies


def test_post_needs_the_pages_own_token(url: str, seat: Assignment) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(url, {"answer": "decline"}).status_code == 403
    assert state(seat) == AssignmentState.INVITED


def test_ended_review_asks_nothing_more(client: Client, url: str, seat: Assignment, editor: Person) -> None:
    actions.withdraw(seat.review.version, by=editor, reason="not ready")

    response = client.get(url)
    posted = client.post(url, {"answer": "accept"})

    assert ("This review has ended" in response.content.decode(), posted.status_code) == (True, 422)


def test_link_is_masked_in_logs(url: str) -> None:
    line = without_personal_data(None, "", {"event": "request", "request": f"GET {url}", "path": url})

    assert line == {"event": "request", "request": "GET /invitation/…/", "path": "/invitation/…/"}
