"""Reminders: who hears of what and when, once, and what a downtime does to it."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles import owed
from articles.models import Article, Person, Publication, Version
from tests.universe import Administrators, ask, change, sign, submit_again
from workflows import actions
from workflows.actions import reminding
from workflows.models import AssignmentState, Board, Disclosure, DraftTask, Reminder, Review

NOON = datetime.timedelta(hours=12)


def noon_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)


def work(now: datetime.datetime) -> None:
    """What the clock does at this moment, in one round."""
    with time_machine.travel(now, tick=False):
        for kind in (
            "publish",
            "task reminders",
            "draft task reminders",
            "review dates",
            "interests",
            "summaries",
            "deliver",
        ):
            owed.sweep(kind)


def told(person: Person) -> list[str]:
    return list(Reminder.objects.filter(person=person).order_by("pk").values_list("stage", flat=True))


def subjects() -> list[str]:
    return [message.subject for message in mail.outbox]


@pytest.fixture
def due(review: Review) -> datetime.date:
    return review.due_on


def test_a_member_is_reminded_before_on_and_after_the_day_and_then_the_chair(
    review: Review, due: datetime.date, chair: Person, pharmacist: Person, managing_editor: Person
) -> None:
    for days in range(-4, 8):
        work(noon_of(due + datetime.timedelta(days=days)))

    assert told(pharmacist) == ["review_soon", "review_due", "review_late"]
    # The chair is one of the three members, and is told of the other two.
    assert told(chair) == ["review_soon", "review_due", "review_late", "review_escalated", "review_escalated"]
    assert told(managing_editor) == ["review_escalated"] * 3


def test_whoever_signed_hears_no_more(review: Review, due: datetime.date, pharmacist: Person) -> None:
    sign(review, pharmacist)

    work(noon_of(due + datetime.timedelta(days=2)))

    assert told(pharmacist) == []


def test_what_was_done_before_the_summary_is_not_told(review: Review, due: datetime.date, pharmacist: Person) -> None:
    with time_machine.travel(noon_of(due)):
        reminding.remind_of_task(review.assignments.get(person=pharmacist).pk)
        sign(review, pharmacist)
        told_of = reminding.summarise(pharmacist.pk)

    assert told_of is None
    assert Reminder.objects.pending().count() == 0


def test_a_new_due_day_is_reminded_of_anew(review: Review, due: datetime.date, pharmacist: Person) -> None:
    work(noon_of(due))
    seat = review.assignments.get(person=pharmacist)
    seat.due_on = due + datetime.timedelta(days=10)
    seat.save()

    work(noon_of(due + datetime.timedelta(days=7)))

    assert told(pharmacist) == ["review_due", "review_soon"]


def test_reminding_twice_says_it_once(review: Review, due: datetime.date, pharmacist: Person) -> None:
    seat = review.assignments.get(person=pharmacist)
    with time_machine.travel(noon_of(due)):
        reminding.remind_of_task(seat.pk)
        reminding.remind_of_task(seat.pk)

    assert told(pharmacist) == ["review_due"]


def test_there_is_one_summary_a_day_and_not_before_the_morning(
    review: Review, due: datetime.date, pharmacist: Person
) -> None:
    pharmacist.time_zone = "America/New_York"
    pharmacist.save()
    early, morning = noon_of(due) - datetime.timedelta(hours=1), noon_of(due) + datetime.timedelta(hours=1)

    work(early)
    before = [message for message in mail.outbox if message.to == [pharmacist.email]]
    work(morning)
    work(morning + datetime.timedelta(hours=3))

    sent = [message for message in mail.outbox if message.to == [pharmacist.email]]
    summaries = [message for message in sent if message.subject == "One thing is due"]
    assert [message.subject for message in before] == ["Review asked of you: Leg pain, version 1"]
    assert len(summaries) == 1
    assert f"Leg pain, version 1: your review is due on {due.day} {due:%B %Y}." in summaries[0].body
    assert f"/desk/reviews/{review.pk}/" in summaries[0].body


def test_two_tasks_are_told_in_one_message(review: Review, due: datetime.date, pharmacist: Person) -> None:
    with time_machine.travel(noon_of(due)):
        seat = review.assignments.get(person=pharmacist)
        reminding.remind_of_task(seat.pk)
        Reminder.objects.create(person=pharmacist, stage="review_late", assignment=seat, due_on=due)
        delivery = reminding.summarise(pharmacist.pk)

    assert delivery is not None
    assert [line["stage"] for line in delivery.data["lines"]] == ["review_due", "review_late"]
    assert set(Reminder.objects.values_list("delivery", flat=True)) == {delivery.pk}


@pytest.fixture
def live(approved_version: object) -> Publication:
    owed.sweep("publish")
    return Publication.objects.get()


def test_the_review_date_of_a_page_reaches_its_editor_and_then_the_managing_editors(
    live: Publication, editor: Person, managing_editor: Person
) -> None:
    assert live.review_due is not None
    for days in (-61, -60, -59, -14, 0, 59, 60, 335):
        work(noon_of(live.review_due + datetime.timedelta(days=days)))

    assert told(editor) == ["renewal_soon", "renewal_near", "renewal_due", "renewal_late"]
    assert told(managing_editor) == ["renewal_escalated", "retired_soon"]


def test_a_version_with_a_board_stops_the_reminders_of_the_page(
    live: Publication, editor: Person, managing_editor: Person, draft: Article
) -> None:
    with time_machine.travel(noon_of(live.review_due or timezone.localdate())):
        text = draft.texts.get(audience="patient")
        desk.save_text(
            text, by=editor, summary=text.summary, body=text.body + "<p>More.</p>", description="x", base_revision=99
        )
        version = submit_again(draft, by=editor, change_note="more")
        board = live.version.reviews.get().board
        day = timezone.localdate() + datetime.timedelta(days=14)
        members = [seat.person for seat in board.memberships.all()]
        actions.start_review(version, by=managing_editor, board=board, members=members, due_on=day)

        assert reminding.review_dates_to_remind_of() == set()


def test_400_days_with_three_days_down_tell_each_thing_once(
    review: Review, due: datetime.date, chair: Person, pharmacist: Person, lay_member: Person, editor: Person
) -> None:
    """The system is away from the due day until three days after it; what was missed is told once, when it is back."""
    start, away = timezone.localdate(), range(14, 17)
    signs = start + datetime.timedelta(days=20)

    for day in [*range(30), *range(30, 401, 3)]:
        today = start + datetime.timedelta(days=day)
        if day in away:
            continue
        if today == signs:
            with time_machine.travel(noon_of(today)):
                sign(review, pharmacist)
                sign(review, chair)
        work(noon_of(today))

    assert due == start + datetime.timedelta(days=14)
    of_interests = ["interests_soon", "interests_near", "interests_over"]
    assert told(pharmacist) == ["review_soon", "review_late", *of_interests]
    assert told(lay_member) == ["review_soon", "review_late", *of_interests]
    assert told(editor) == ["renewal_soon", "renewal_near", "renewal_due"]
    assert Reminder.objects.pending().count() == 0
    per_day = [(message.to[0], message.subject) for message in mail.outbox if "due" in message.subject]
    assert sorted(to for to, _ in per_day).count(lay_member.email) == 5
    assert sorted(to for to, _ in per_day).count(editor.email) == 3


@pytest.mark.parametrize("members", [1, 3])
def test_looking_for_reminders_asks_the_same_however_many(
    members: int, review: Review, due: datetime.date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seats = list(review.assignments.order_by("pk"))
    for seat in seats[members:]:
        seat.state = AssignmentState.DECLINED
        seat.save()

    with time_machine.travel(noon_of(due)), django_assert_num_queries(4):
        found = reminding.tasks_to_remind_of()

    assert found == {seat.pk for seat in seats[:members]}


def test_an_invitation_without_an_answer_reaches_whoever_started_the_review(
    submitted_version: Version, board: Board, chair: Person, pharmacist: Person, managing_editor: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    seat = review.assignments.get(person=pharmacist)
    seat.answer_by = review.due_on - datetime.timedelta(days=10)
    seat.save()

    for days in range(-11, -4):
        work(noon_of(review.due_on + datetime.timedelta(days=days)))

    assert told(pharmacist) == ["answer_late"]
    assert set(told(managing_editor)) == {"answer_escalated"}


@pytest.fixture
def runs_out(board: Board, pharmacist: Person) -> datetime.date:
    """The day until which the pharmacist's statement of interests is in force."""
    last_day = Disclosure.objects.yearly().get(person=pharmacist).expires_on
    assert last_day is not None
    return last_day


def test_a_member_is_reminded_before_their_statement_of_interests_runs_out_and_after(
    board: Board, runs_out: datetime.date, pharmacist: Person
) -> None:
    for days in (-31, -30, -29, -8, -7, 0, 1, 2, 40):
        work(noon_of(runs_out + datetime.timedelta(days=days)))

    assert told(pharmacist) == ["interests_soon", "interests_near", "interests_over"]
    bodies = [m.body for m in mail.outbox if m.to == [pharmacist.email] and m.subject == "One thing is due"]
    until = f"Your statement of interests of the year is in force until {runs_out.day} {runs_out:%B %Y}."
    assert [until in body for body in bodies] == [True, True, False]
    assert f"ran out on {runs_out.day} {runs_out:%B %Y}" in bodies[-1]
    assert all("http://localhost:8000/desk/interests/" in body for body in bodies)


def test_whoever_declared_anew_hears_no_more(board: Board, runs_out: datetime.date, pharmacist: Person) -> None:
    with time_machine.travel(noon_of(runs_out - datetime.timedelta(days=40))):
        actions.declare_interests(by=pharmacist, interests=[])

    work(noon_of(runs_out))

    assert told(pharmacist) == []


def test_a_statement_made_before_the_summary_is_not_told(
    board: Board, runs_out: datetime.date, pharmacist: Person
) -> None:
    with time_machine.travel(noon_of(runs_out)):
        reminding.remind_of_interests(Disclosure.objects.yearly().get(person=pharmacist).pk)
        actions.declare_interests(by=pharmacist, interests=[])
        told_of = reminding.summarise(pharmacist.pk)

    assert (told_of, Reminder.objects.pending().count()) == (None, 0)


def test_reminding_of_interests_twice_says_it_once_and_what_was_missed_is_not_made_up_for(
    board: Board, runs_out: datetime.date, pharmacist: Person
) -> None:
    statement = Disclosure.objects.yearly().get(person=pharmacist)
    with time_machine.travel(noon_of(runs_out + datetime.timedelta(days=3))):
        reminding.remind_of_interests(statement.pk)
        reminding.remind_of_interests(statement.pk)
        left = statement.pk in reminding.statements_to_remind_of()

    assert (told(pharmacist), left) == (["interests_over"], False)


def test_whoever_sits_nowhere_any_more_or_left_is_not_reminded(
    board: Board, runs_out: datetime.date, pharmacist: Person, chair: Person, administrators: Administrators
) -> None:
    seat = board.memberships.get(person=pharmacist)
    change(board, "member_ended", by=administrators, membership=seat.pk, last_day=timezone.localdate())
    actions.deactivate_person(chair, by=administrators[0], reason="left")

    work(noon_of(runs_out))

    assert (told(pharmacist), told(chair)) == ([], [])


@pytest.fixture
def task_on_draft(draft: Article, editor: Person, other_editor: Person) -> DraftTask:
    due = timezone.localdate() + datetime.timedelta(days=10)
    return actions.give_task(draft, by=editor, kind="illustrate", person=other_editor, due_on=due)


def test_a_task_on_a_draft_is_reminded_of_before_on_and_after_its_day_and_then_its_editor(
    task_on_draft: DraftTask, editor: Person, other_editor: Person
) -> None:
    for days in (*range(-4, 8), 3):
        work(noon_of(task_on_draft.due_on + datetime.timedelta(days=days)))

    assert told(other_editor) == ["task_soon", "task_due", "task_late"]
    assert told(editor) == ["task_escalated"]
    assert "“Leg pain”, Illustrate: this task is due on" in str(mail.outbox[1].body)


def test_a_task_that_is_done_or_moved_is_reminded_of_as_it_stands(
    task_on_draft: DraftTask, other_editor: Person
) -> None:
    work(noon_of(task_on_draft.due_on))
    later = task_on_draft.due_on + datetime.timedelta(days=20)
    actions.change_task(task_on_draft, by=other_editor, person=other_editor, due_on=later)
    work(noon_of(later - datetime.timedelta(days=3)))
    actions.finish_task(task_on_draft, by=other_editor)
    work(noon_of(later))

    assert told(other_editor) == ["task_due", "task_soon"]


def test_reminding_of_a_task_on_a_draft_twice_says_it_once(task_on_draft: DraftTask, other_editor: Person) -> None:
    with time_machine.travel(noon_of(task_on_draft.due_on)):
        reminding.remind_of_draft_task(task_on_draft.pk)
        reminding.remind_of_draft_task(task_on_draft.pk)

    assert told(other_editor) == ["task_due"]
