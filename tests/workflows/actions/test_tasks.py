"""Tasks before submission: given, done, opened again, given on, taken back; who may, and what submitting makes of open ones."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article, Delivery, DeskRole, Event, Person, Version
from articles.refusals import Refusal
from tests.universe import PersonFactory, answer_flags
from workflows import actions
from workflows.actions.reviews.reviewing import TasksOpen
from workflows.actions.tasks import DayPassed, NotTheirs, TaskUnnamed
from workflows.models import DraftTask, TaskKind
from workflows.permissions import OF_LIBRARY
from workflows.record.sentences import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=5)


@pytest.fixture
def task(draft: Article, editor: Person, other_editor: Person, soon: datetime.date) -> DraftTask:
    return actions.give_task(draft, by=editor, kind=TaskKind.ILLUSTRATE, person=other_editor, due_on=soon)


def last_event(article: Article) -> tuple[str, dict[str, Any]]:
    event = Event.objects.filter(stream=article.stream).latest("sequence")
    return event.kind, json.loads(event.body)["data"]


def messages() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(kind__startswith="draft_task").order_by("pk")
    return [(row.kind, row.person.printed_name) for row in rows]


def test_a_task_is_given_with_an_event_and_a_message(
    task: DraftTask, draft: Article, other_editor: Person, soon: datetime.date
) -> None:
    assert list(DraftTask.objects.for_person(other_editor)) == [task]
    assert messages() == [("draft_task", "Otto Editor")]
    assert last_event(draft) == (
        "task_given",
        {"task": task.pk, "task_kind": "illustrate", "person": other_editor.pk, "due_on": soon.isoformat()},
    )


def test_a_task_of_one_s_own_is_told_to_nobody(draft: Article, editor: Person, soon: datetime.date) -> None:
    task = actions.give_task(draft, by=editor, kind="other", person=editor, due_on=soon, words=" Ask the pharmacist. ")

    assert (str(task), messages()) == ("Ask the pharmacist.", [])


@pytest.mark.parametrize(("kind", "words"), [("other", " "), ("sing", "A song")])
def test_a_task_that_says_nothing_is_refused(
    kind: str, words: str, draft: Article, editor: Person, soon: datetime.date
) -> None:
    with pytest.raises(TaskUnnamed):
        actions.give_task(draft, by=editor, kind=kind, person=editor, due_on=soon, words=words)


def test_a_passed_day_and_somebody_who_may_not_write_are_refused(
    draft: Article, editor: Person, chair: Person, soon: datetime.date
) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    with pytest.raises(DayPassed):
        actions.give_task(draft, by=editor, kind="write", person=editor, due_on=yesterday)
    with pytest.raises(Refusal, match="may not write drafts"):
        actions.give_task(draft, by=editor, kind="write", person=chair, due_on=soon)


@pytest.mark.parametrize("who", ["chair", "auditor", "administrator", "outsider"])
def test_only_who_writes_drafts_has_to_do_with_tasks(
    who: str, task: DraftTask, draft: Article, editor: Person, soon: datetime.date, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    for act in (
        lambda: actions.give_task(draft, by=person, kind="write", person=editor, due_on=soon),
        lambda: actions.finish_task(task, by=person),
        lambda: actions.reopen_task(task, by=person),
        lambda: actions.change_task(task, by=person, person=editor, due_on=soon),
        lambda: actions.drop_task(task, by=person),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_task_is_done_once_and_opened_again(
    task: DraftTask, draft: Article, editor: Person, other_editor: Person
) -> None:
    done = actions.finish_task(task, by=other_editor)

    with pytest.raises(Refusal, match="not open any more"):
        actions.finish_task(task, by=other_editor)
    again = actions.reopen_task(done, by=editor)
    with pytest.raises(Refusal, match="not done"):
        actions.reopen_task(again, by=editor)
    assert (done.done_by, again.is_open, again.done_by) == (other_editor, True, None)
    assert last_event(draft)[0] == "task_reopened"


def test_a_task_that_was_due_is_opened_until_tomorrow(task: DraftTask, editor: Person) -> None:
    actions.finish_task(task, by=editor)
    DraftTask.objects.filter(pk=task.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=30))

    again = actions.reopen_task(task, by=editor)

    assert again.due_on == timezone.localdate() + datetime.timedelta(days=1)


def test_a_task_given_on_is_told_to_both(
    task: DraftTask, editor: Person, managing_editor: Person, soon: datetime.date
) -> None:
    actions.change_task(task, by=editor, person=managing_editor, due_on=soon)
    actions.change_task(task, by=editor, person=managing_editor, due_on=soon)

    assert messages() == [
        ("draft_task", "Otto Editor"),
        ("draft_task", "Mary Managing"),
        ("draft_task_gone", "Otto Editor"),
    ]


def test_a_task_taken_back_waits_for_nobody(
    task: DraftTask, draft: Article, editor: Person, other_editor: Person
) -> None:
    actions.drop_task(task, by=editor)

    for act in (actions.finish_task, actions.drop_task):
        with pytest.raises(Refusal, match="not open any more"):
            act(task, by=editor)
    assert not DraftTask.objects.for_person(other_editor).exists()
    assert last_event(draft)[0] == "task_dropped"


def test_submitting_with_an_open_task_wants_a_reason_and_keeps_it(
    task: DraftTask, draft: Article, editor: Person
) -> None:
    answer_flags(draft, by=editor)
    with pytest.raises(TasksOpen) as refused:
        actions.submit(draft, by=editor, change_note="")

    version = actions.submit(draft, by=editor, change_note="", with_open_tasks="The drawing follows.")

    assert refused.value.details == ("Illustrate",)
    kind, data = last_event(draft)
    assert (version.number, kind, data["tasks"], data["why"]) == (1, "submit", [task.pk], "The drawing follows.")


def test_the_timeline_tells_what_became_of_a_task(
    task: DraftTask, draft: Article, editor: Person, other_editor: Person, soon: datetime.date
) -> None:
    actions.finish_task(task, by=other_editor)
    actions.reopen_task(task, by=editor)
    actions.change_task(task, by=editor, person=editor, due_on=soon)
    answer_flags(draft, by=editor)
    actions.submit(draft, by=editor, change_note="", with_open_tasks="The drawing follows.")
    actions.drop_task(task, by=editor)

    lines = lines_of(Event.objects.filter(stream=draft.stream, kind__startswith="task").order_by("sequence"))
    submitted = lines_of(Event.objects.filter(stream=draft.stream, kind="submit"))
    day = f"{soon.day} {soon:%B %Y}"
    assert [line.sentence for line in lines] == [
        f"Task for Otto Editor until {day}: Illustrate",
        "Done: Illustrate",
        "Not done after all: Illustrate",
        f"Illustrate: now for Edith Editor, until {day}",
        "Taken back: Illustrate",
    ]
    assert [(line.sentence, line.why) for line in submitted] == [
        ("Version 1 submitted with one task open", "The drawing follows.")
    ]


def test_without_open_tasks_no_reason_is_asked(task: DraftTask, draft: Article, editor: Person) -> None:
    answer_flags(draft, by=editor)
    actions.finish_task(task, by=editor)

    actions.submit(draft, by=editor, change_note="", with_open_tasks="None.")

    assert "tasks" not in last_event(draft)[1]
    assert Version.objects.count() == 1


def test_a_closed_account_leaves_its_tasks_to_others(
    task: DraftTask, other_editor: Person, administrator: Person, managing_editor: Person
) -> None:
    actions.deactivate_person(other_editor, by=administrator, reason="Left.")

    told = Delivery.objects.get(kind="deactivated", person=managing_editor)
    assert told.data["tasks"] == [{"what": "Illustrate: Leg pain", "url": f"/desk/tasks/{task.pk}/"}]


@pytest.fixture
def librarian(make_person: PersonFactory) -> Person:
    return make_person("Lena Librarian", DeskRole.LIBRARIAN)


@pytest.mark.parametrize("kind", TaskKind.values)
def test_a_librarian_has_the_tasks_that_are_done_in_the_library(
    kind: str, draft: Article, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    if kind in OF_LIBRARY:
        task = actions.give_task(draft, by=editor, kind=kind, person=librarian, due_on=soon)
        assert (actions.finish_task(task, by=librarian).done_by, messages()) == (
            librarian,
            [("draft_task", "Lena Librarian")],
        )
    else:
        with pytest.raises(NotTheirs, match="reads no drafts"):
            actions.give_task(draft, by=editor, kind=kind, person=librarian, due_on=soon, words="Words.")


def test_a_librarian_does_nothing_else_with_a_task(
    draft: Article, task: DraftTask, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    own = actions.give_task(draft, by=editor, kind="check_references", person=librarian, due_on=soon)
    for attempt in (
        lambda: actions.finish_task(task, by=librarian),
        lambda: actions.drop_task(own, by=librarian),
        lambda: actions.change_task(own, by=librarian, person=editor, due_on=soon),
        lambda: actions.give_task(draft, by=librarian, kind="illustrate", person=librarian, due_on=soon),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    done = actions.finish_task(own, by=librarian)
    with pytest.raises(PermissionDenied):
        actions.reopen_task(done, by=librarian)


def test_who_keeps_the_library_no_more_finishes_nothing(
    draft: Article, editor: Person, librarian: Person, soon: datetime.date
) -> None:
    own = actions.give_task(draft, by=editor, kind="illustrate", person=librarian, due_on=soon)
    librarian.role_grants.update(ended_at=timezone.now())

    with pytest.raises(PermissionDenied):
        actions.finish_task(own, by=librarian)
