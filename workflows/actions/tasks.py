"""Tasks before submission: given, done, opened again, given to somebody else, taken back; each with one event of the article."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import notifications
from workflows.models import DraftTask, TaskKind
from workflows.permissions import may_have, who_may_have


class TaskUnnamed(Refusal):
    """A task of no kind needs words."""


class NotTheirs(Refusal):
    """Whoever is to have the task may not do what it asks for."""


class DayPassed(Refusal):
    """The due day is over."""


@transaction.atomic
def give_task(
    article: Article, *, by: Person, kind: str, person: Person, due_on: datetime.date, words: str = ""
) -> DraftTask:
    """A task for somebody who may do it (`who_may_have`); they are told, and it stands in their My work and in the calendar."""
    locked = _opened(article.pk, by)
    if kind not in TaskKind.values or (kind == TaskKind.OTHER and not words.strip()):
        raise TaskUnnamed(_("Say what is to be done."))
    _require_possible(person, due_on, kind)
    task = DraftTask.objects.create(
        article=locked, kind=kind, words=words.strip(), person=person, due_on=due_on, given_by=by
    )
    _noted(task, "task_given", by=by)
    _tell(task, by=by)
    return task


@transaction.atomic
def finish_task(task: DraftTask, *, by: Person) -> DraftTask:
    """By whoever has it and may, or anybody who writes drafts."""
    current = _current(task, by, is_own_enough=True)
    if not current.is_open:
        raise Refusal(_("This task is not open any more."))
    current.done_at, current.done_by = timezone.now(), by
    current.save()
    _noted(current, "task_done", by=by)
    return current


@transaction.atomic
def reopen_task(task: DraftTask, *, by: Person, due_on: datetime.date | None = None) -> DraftTask:
    """It was not done after all. Until `due_on`; where none is named and the day has passed, until tomorrow."""
    current = _current(task, by)
    if current.done_at is None:
        raise Refusal(_("This task is not done."))
    today = timezone.localdate()
    current.done_at = current.done_by = None
    current.due_on = due_on or max(current.due_on, today + datetime.timedelta(days=1))
    _require_possible(current.person, current.due_on, current.kind)
    current.save()
    _noted(current, "task_reopened", by=by)
    _tell(current, by=by)
    return current


@transaction.atomic
def change_task(task: DraftTask, *, by: Person, person: Person, due_on: datetime.date) -> DraftTask:
    """Somebody else does it, or until another day; both hear of it. Nothing changed, nothing written."""
    current = _current(task, by)
    if not current.is_open:
        raise Refusal(_("This task is not open any more."))
    former = current.person
    if (former, current.due_on) == (person, due_on):
        return current
    _require_possible(person, due_on, current.kind)
    current.person, current.due_on = person, due_on
    current.save()
    _noted(current, "task_changed", by=by)
    _tell(current, by=by)
    if former not in (person, by):
        notifications.tell_task_gone(current, former)
    return current


@transaction.atomic
def drop_task(task: DraftTask, *, by: Person) -> DraftTask:
    """It need not be done; it is reminded of no more."""
    current = _current(task, by)
    if not current.is_open:
        raise Refusal(_("This task is not open any more."))
    current.dropped_at = timezone.now()
    current.save()
    _noted(current, "task_dropped", by=by)
    if current.person != by:
        notifications.tell_task_gone(current, current.person)
    return current


def _opened(article: int, by: Person) -> Article:
    locked = Article.objects.locked().get(pk=article)
    require(Desk.of(by).may_draft)
    return locked


def _current(task: DraftTask, by: Person, *, is_own_enough: bool = False) -> DraftTask:
    """As it is now, its article locked."""
    locked = Article.objects.locked().get(pk=task.article_id)
    current = DraftTask.objects.select_related("person").get(pk=task.pk)
    desk, is_own = Desk.of(by), is_own_enough and current.person_id == by.pk
    require(desk.may_draft or (is_own and may_have(desk, current.kind)))
    current.article = locked
    return current


def _require_possible(person: Person, due_on: datetime.date, kind: str) -> None:
    if not who_may_have(kind).filter(pk=person.pk).exists():
        if who_may_have(TaskKind.ILLUSTRATE).filter(pk=person.pk).exists():
            raise NotTheirs(_("%s reads no drafts. Give them “Check references” or “Illustrate”.") % person)
        raise NotTheirs(_("%s may not write drafts, so they cannot have a task on one.") % person)
    if due_on < timezone.localdate():
        raise DayPassed(_("Give a day that has not passed."))


def _noted(task: DraftTask, kind: str, *, by: Person) -> None:
    """What is to be done in words is not in the event: it may name people, and events cannot be erased."""
    about = {"task": task.pk, "task_kind": task.kind, "person": task.person_id, "due_on": task.due_on.isoformat()}
    record.append(task.article.stream, kind, by=by, **about)


def _tell(task: DraftTask, *, by: Person) -> None:
    if task.person != by:
        notifications.tell_task(task)
