"""The pages of meetings: who sees them, the agenda, the minutes as a file."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Person
from workflows import actions
from workflows.models import Board, Meeting, Review


@pytest.fixture
def meeting(board: Board, review: Review, chair: Person) -> Meeting:
    start = timezone.now() + datetime.timedelta(days=1)
    return actions.call_meeting(board, by=chair, starts_at=start, reviews=[review])


def test_the_chair_calls_a_meeting_on_a_page(client: Client, board: Board, review: Review, chair: Person) -> None:
    client.force_login(chair)
    typed = {"starts_at": "2030-01-05T10:00", "place": "Room 5", "reviews": [review.pk]}

    answer = client.post(reverse("desk:meeting_new", args=[board.pk]), typed)

    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:meetings"))
    assert [item.review for item in Meeting.objects.get().items.all()] == [review]


def test_review_whose_number_no_column_holds_is_no_review(client: Client, board: Board, chair: Person) -> None:
    client.force_login(chair)

    answer = client.post(reverse("desk:meeting_new", args=[board.pk]), {"reviews": ["9" * 25]})

    assert answer.context["form"].errors["reviews"] == ["Select a valid choice. 0 is not one of the available choices."]


def test_a_moment_that_has_passed_is_refused_and_nothing_typed_is_lost(
    client: Client, board: Board, review: Review, chair: Person
) -> None:
    client.force_login(chair)
    typed = {"starts_at": "2020-01-05T10:00", "place": "Room 5", "reviews": [review.pk]}

    answer = client.post(reverse("desk:meeting_new", args=[board.pk]), typed)

    assert answer.status_code == 422
    assert "This moment has passed. Choose a later one." in answer.content.decode()
    assert 'value="Room 5"' in answer.content.decode()


def test_the_agenda_says_what_is_missing_and_what_evidence_is_new(
    client: Client, meeting: Meeting, pharmacist: Person
) -> None:
    client.force_login(pharmacist)

    page = client.get(meeting.get_absolute_url())

    (item,) = page.context["items"]
    assert item.result.reasons == ("2 more approvals are needed.",)
    assert [work.split(".")[1].strip() for work in item.evidence] == ["A trial of walking"]
    assert page.context["form"] is None


def test_the_minutes_are_kept_and_a_file(client: Client, meeting: Meeting, chair: Person, pharmacist: Person) -> None:
    item = meeting.items.get()
    typed = {"came": [chair.pk], f"noted_{item.pk}": "The dose was discussed.", "words": "Next time in May."}

    with time_machine.travel(meeting.starts_at + datetime.timedelta(hours=1)):
        client.force_login(chair)
        early = client.get(reverse("desk:meeting_minutes", args=[meeting.pk])).status_code
        answer = client.post(meeting.get_absolute_url(), typed)
        file = client.get(reverse("desk:meeting_minutes", args=[meeting.pk])).content.decode()

    assert (early, answer.status_code) == (404, 302)
    assert "There: Clara Chair\nNot there: Paul Pharmacist, Laura Lay\n" in file
    assert "2 more approvals are needed.\nThe dose was discussed." in file
    assert "Next time in May." in file


def test_somebody_else_knows_of_no_meeting(client: Client, meeting: Meeting, outsider: Person) -> None:
    client.force_login(outsider)

    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert list(client.get(reverse("desk:meetings")).context["page"]) == []


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_the_same_however_many_meetings(
    count: int,
    client: Client,
    board: Board,
    meeting: Meeting,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count - 1):
        Meeting.objects.create(board=board, starts_at=meeting.starts_at, called_by=meeting.called_by)
    client.force_login(editor)

    with django_assert_num_queries(10):
        page = client.get(reverse("desk:meetings"))

    assert len(page.context["page"]) == count
