"""Sessions end after a time without a request and after a time in any case; what was typed meanwhile is kept."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from articles.models import Article, Person, Text
from articles.views.signed_out import mark_of
from tests.universe import PASSWORD

# Behind the day on which the people of the tests were given their roles.
MORNING = datetime.datetime(2100, 5, 3, 8, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
IDLE, LONGEST = 8 * HOUR, 120 * HOUR


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


@pytest.fixture
def person(client: Client, outsider: Person) -> Person:
    """Signed in in the morning."""
    with time_machine.travel(MORNING, tick=False):
        client.force_login(outsider)
    return outsider


def test_a_session_ends_after_a_time_without_a_request(client: Client, person: Person) -> None:
    with time_machine.travel(MORNING + IDLE, tick=False):
        before = is_in(client)
    with time_machine.travel(MORNING + 2 * IDLE + HOUR, tick=False):
        after = is_in(client)

    assert (before, after) == (True, False)
    assert not Session.objects.exists()


def test_a_session_ends_in_any_case_however_much_it_is_used(client: Client, person: Person) -> None:
    found = []
    for hours in range(4, 126, 4):
        with time_machine.travel(MORNING + hours * HOUR, tick=False):
            found.append(is_in(client))

    assert found == [True] * 30 + [False]


def test_an_open_page_that_asks_by_itself_keeps_no_session_alive(
    client: Client, person: Person, draft: Article
) -> None:
    for hours in (3, 6):
        with time_machine.travel(MORNING + hours * HOUR, tick=False):
            client.get("/desk/session/")

    with time_machine.travel(MORNING + IDLE + HOUR, tick=False):
        assert client.get("/desk/session/").json()["person"] is None


def test_reading_writes_when_somebody_was_seen_once_in_five_minutes(client: Client, person: Person) -> None:
    def writes(minutes: int) -> int:
        with time_machine.travel(MORNING + datetime.timedelta(minutes=minutes), tick=False):
            client.get("/desk/session/")
            before = Session.objects.get().session_data
            client.get("/desk/")
            return int(Session.objects.get().session_data != before)

    assert [writes(minutes) for minutes in (1, 4, 6, 7, 12)] == [0, 0, 1, 0, 1]


def test_a_session_of_an_earlier_release_has_ended(client: Client, person: Person) -> None:
    with time_machine.travel(MORNING, tick=False):
        session = client.session
        del session["signed_in_at"]
        Session.objects.update(session_data=session.encode(dict(session.items())))

        assert not is_in(client)


def test_signing_in_again_begins_both_times_anew(client: Client, person: Person) -> None:
    later = MORNING + LONGEST - HOUR
    with time_machine.travel(later, tick=False):
        client.force_login(person)

    with time_machine.travel(later + 2 * HOUR, tick=False):
        assert is_in(client)


def test_what_was_typed_when_the_session_ran_out_is_there_after_signing_in(
    client: Client, draft: Article, editor: Person
) -> None:
    with time_machine.travel(MORNING, tick=False):
        client.force_login(editor)
    page = reverse("desk:article_edit", args=[draft.pk, "patient"])
    text = Text.objects.get(article=draft, audience="patient")
    words = {
        "summary": text.summary,
        "body": "<p>Typed over night.</p>",
        "description": text.description,
        "note": "",
        "base_revision": text.revision,
        "typed_by": mark_of(text, editor),
    }

    with time_machine.travel(MORNING + 10 * HOUR, tick=False):
        asked = client.post(page, words)
        client.post("/accounts/login/", {"login": editor.email, "password": PASSWORD})
        shown = client.get(page).content.decode()

    assert (asked.status_code, asked["Location"]) == (302, f"/accounts/login/?next={page}")
    assert "Typed over night." in shown
