"""What the clock reminds people of, as rows: tasks, review dates, statements of interests; one summary a day tells them."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from articles.models import Delivery, DeskRole, Person, Publication, Version
from articles.notifications import zone_of
from workflows import notifications
from workflows.models import Assignment, AssignmentState, BoardRole, Disclosure, DraftTask, Membership, Reminder
from workflows.permissions import owing_interests
from workflows.rules.reminding import (
    OF_ANSWER,
    OF_DRAFT_TASK,
    OF_INTERESTS,
    OF_RENEWAL,
    OF_REVIEW,
    Stage,
    Whom,
    by_recipient,
    reached,
)

MORNING = datetime.time(7)
SUMMARY = "summary"


def open_tasks() -> QuerySet[Assignment]:
    return Assignment.objects.filter(review__closed_at=None, state__in=notifications.WAITING, person__is_active=True)


def with_review_date() -> QuerySet[Publication]:
    """What is live and has a review date, and is not being looked at again already."""
    live = Publication.objects.live().exclude(review_due=None)
    return live.exclude(article__versions__reviews__closed_at=None, article__versions__reviews__isnull=False)


def unanswered() -> QuerySet[Assignment]:
    return open_tasks().filter(state=AssignmentState.INVITED).exclude(answer_by=None)


def newest_statements() -> QuerySet[Disclosure]:
    """The last statement of interests of the year of everyone who has to have one in force."""
    later = Disclosure.objects.yearly().filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    rows = Disclosure.objects.yearly().filter(person__in=owing_interests(), person__is_active=True)
    return rows.exclude(Exists(later))


def tasks_to_remind_of() -> set[int]:
    of_review = _not_reminded(open_tasks(), "due_on", "assignment", OF_REVIEW)
    return of_review | _not_reminded(unanswered(), "answer_by", "assignment", OF_ANSWER)


def draft_tasks_to_remind_of() -> set[int]:
    return _not_reminded(DraftTask.objects.open(), "due_on", "draft_task", OF_DRAFT_TASK)


def review_dates_to_remind_of() -> set[int]:
    return _not_reminded(with_review_date(), "review_due", "publication", OF_RENEWAL)


def statements_to_remind_of() -> set[int]:
    return _not_reminded(newest_statements(), "expires_on", "disclosure", OF_INTERESTS)


def _not_reminded(rows: QuerySet[Any], due: str, of: str, stages: tuple[Stage, ...]) -> set[int]:
    """Ids of rows whose latest stage has come and has no reminder yet; one query for each kind of recipient."""
    today = timezone.localdate()
    found: set[int] = set()
    for ordered in by_recipient(stages).values():
        come = [When(**{f"{due}__lte": today - datetime.timedelta(days=s.after)}, then=Value(s.name)) for s in ordered]
        latest = rows.annotate(latest=Case(*come, default=Value(""), output_field=CharField())).exclude(latest="")
        told = Reminder.objects.filter(**{of: OuterRef("pk"), "stage": OuterRef("latest"), "due_on": OuterRef(due)})
        found.update(latest.exclude(Exists(told)).values_list("pk", flat=True))
    return found


@transaction.atomic
def remind_of_task(pk: int) -> None:
    """For the clock. Twice, or twice at once, makes no second reminder."""
    task = open_tasks().select_for_update(no_key=True, of=("self",)).select_related("review").filter(pk=pk).first()
    if task is not None:
        today = timezone.localdate()
        people = {Whom.MEMBER: [task.person_id], Whom.CHAIR: _above(task)}
        _remind(reached(OF_REVIEW, task.due_on, today), people, task.due_on, assignment=task)
        if task.state == AssignmentState.INVITED and task.answer_by:
            _remind(reached(OF_ANSWER, task.answer_by, today), people, task.answer_by, assignment=task)


def _above(task: Assignment) -> list[int]:
    """The chairs of the board, and who started the review; never the member themself, unless there is nobody else."""
    chairs = Membership.objects.on(timezone.localdate()).filter(board=task.review.board_id, role=BoardRole.CHAIR)
    people = [*chairs.values_list("person", flat=True), task.review.opened_by_id]
    return [pk for pk in dict.fromkeys(people) if pk != task.person_id] or [task.review.opened_by_id]


@transaction.atomic
def remind_of_review_date(pk: int) -> None:
    locked = with_review_date().select_for_update(no_key=True, of=("self",))
    publication = locked.select_related("article").filter(pk=pk).first()
    if publication is not None and publication.review_due is not None:
        stages = reached(OF_RENEWAL, publication.review_due, timezone.localdate())
        people = {
            Whom.HANDLING_EDITOR: [publication.article.handling_editor_id],
            Whom.MANAGING_EDITORS: _managing_editors(),
        }
        _remind(stages, people, publication.review_due, publication=publication)


@transaction.atomic
def remind_of_draft_task(pk: int) -> None:
    """For the clock, as `remind_of_task`; after five days whoever handles the article hears of it."""
    locked = DraftTask.objects.open().select_for_update(no_key=True, of=("self",))
    task = locked.select_related("article").filter(pk=pk).first()
    if task is not None:
        people = {Whom.MEMBER: [task.person_id], Whom.HANDLING_EDITOR: [task.article.handling_editor_id]}
        _remind(reached(OF_DRAFT_TASK, task.due_on, timezone.localdate()), people, task.due_on, draft_task=task)


@transaction.atomic
def remind_of_interests(pk: int) -> None:
    locked = newest_statements().select_for_update(no_key=True, of=("self",))
    statement = locked.filter(pk=pk).first()
    if statement is not None and statement.expires_on is not None:
        stages = reached(OF_INTERESTS, statement.expires_on, timezone.localdate())
        _remind(stages, {Whom.MEMBER: [statement.person_id]}, statement.expires_on, disclosure=statement)


def _managing_editors() -> list[int]:
    grants = {"role_grants__role": DeskRole.MANAGING_EDITOR, "role_grants__ended_at": None}
    return list(Person.objects.filter(is_active=True, **grants).distinct().values_list("pk", flat=True))


def _remind(
    stages: Iterable[Stage],
    people: Mapping[Whom, list[int]],
    due_on: datetime.date,
    **of: Assignment | Publication | Disclosure | DraftTask,
) -> None:
    """What is missing, under the lock of what it is about: on SQLite a guarded row cannot be inserted over another."""
    told = set(Reminder.objects.filter(due_on=due_on, **of).values_list("person", "stage"))
    wanted = [(person, stage.name) for stage in stages for person in people[stage.whom]]
    Reminder.objects.bulk_create(
        Reminder(person_id=person, stage=stage, due_on=due_on, **of)
        for person, stage in wanted
        if (person, stage) not in told
    )


def summaries_due() -> list[int]:
    """Ids of people with something to tell, whose morning has come and who had no summary today."""
    waiting = Person.objects.filter(pk__in=Reminder.objects.pending().values("person"), is_active=True)
    return [person.pk for person in waiting if _is_time(person)]


def _is_time(person: Person) -> bool:
    now = timezone.now().astimezone(zoneinfo.ZoneInfo(zone_of(person)))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = Delivery.objects.filter(person=person, kind=SUMMARY, created_at__gte=midnight)
    return now.time() >= MORNING and not told.exists()


@transaction.atomic
def summarise(pk: int) -> Delivery | None:
    """One message about everything that waits; None where all of it was done in the meantime."""
    person = Person.objects.select_for_update(no_key=True).get(pk=pk)
    if not person.is_active or not _is_time(person):
        return None
    pending = Reminder.objects.pending().filter(person=person)
    lines = [_line(reminder) for reminder in _still_true(pending)]
    if not lines:
        pending.update(dropped_at=timezone.now())
        return None
    delivery = notifications.owe(SUMMARY, person, None, lines=lines)
    pending.update(delivery=delivery)
    return delivery


def _still_true(reminders: QuerySet[Reminder]) -> QuerySet[Reminder]:
    related = (
        *("assignment__review__version", "assignment__person", "publication__version"),
        *("draft_task__article", "draft_task__person"),
    )
    open_task = Q(assignment__in=open_tasks().values("pk"))
    live, stated = (
        Q(publication__in=with_review_date().values("pk")),
        Q(disclosure__in=newest_statements().values("pk")),
    )
    on_draft = Q(draft_task__in=DraftTask.objects.open().values("pk"))
    return reminders.filter(open_task | live | stated | on_draft).select_related(*related)


def _line(reminder: Reminder) -> dict[str, Any]:
    return {"stage": reminder.stage, "due_on": reminder.due_on.isoformat(), **_about(reminder)}


def _about(reminder: Reminder) -> dict[str, Any]:
    task, publication, on_draft = reminder.assignment, reminder.publication, reminder.draft_task
    if on_draft is not None:
        about = {"article": on_draft.article.title, "task": str(on_draft), "member": on_draft.person.printed_name}
        return {**about, "url": on_draft.get_absolute_url()}
    if task is not None:
        url, member = reverse("desk:review", args=(task.review_id,)), task.person.printed_name
        return {**_version(task.review.version), "member": member, "url": url}
    if publication is not None:
        url = reverse("desk:article", args=(publication.article_id,))
        return {**_version(publication.version), "member": "", "url": url}
    return {"url": reverse("desk:interests")}


def _version(version: Version) -> dict[str, Any]:
    return {"title": version.title, "version": version.number}
