"""Whom to tell what: every message is a row that is owed, written in the transaction of the decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.messages import MessageKind
from articles.models import Article, DeskRole, Emergency, Person, Publication, RoleGrant, Version
from articles.notifications import owe as owe
from articles.notifications import owe_each as owe_each
from articles.permissions import in_charge
from workflows.models import (
    Assignment,
    AssignmentState,
    BoardChange,
    BoardRole,
    DraftTask,
    Membership,
    Review,
    Revocation,
    SignOff,
)

WAITING = (AssignmentState.INVITED, AssignmentState.ACCEPTED)
KINDS = (
    MessageKind("invitation", _("invitation to a review")),
    MessageKind("submitted", _("news of a submitted version")),
    MessageKind("approved", _("news of an approval")),
    MessageKind("changes_requested", _("news that changes are requested")),
    MessageKind("withdrawn", _("news of a withdrawn version")),
    MessageKind("conflict", _("request to decide about a declared interest")),
    MessageKind("recused", _("news that a member stepped back")),
    MessageKind("declined", _("news that a member declined")),
    MessageKind("date_proposed", _("request for another date")),
    MessageKind("date_answered", _("answer about another date")),
    MessageKind("deadlines_moved", _("news of other dates")),
    MessageKind("delegated", _("news that a seat was handed on")),
    MessageKind("replaced", _("news that somebody else was asked")),
    MessageKind("held", _("news that an approved version is held back"), is_safety=True),
    MessageKind("emergency", _("news of an emergency"), is_safety=True),
    MessageKind("board_change", _("news of a change that waits for a second administrator")),
    MessageKind("signing_locked", _("news that signing is locked"), is_safety=True),
    MessageKind("signing_locked_elsewhere", _("news that signing is locked for a member"), is_safety=True),
    MessageKind("receipt", _("receipt for a signature"), is_safety=True),
    MessageKind("revoked", _("news that a sign-off was taken back"), is_safety=True),
    MessageKind("meeting", _("invitation to a meeting")),
    MessageKind("deactivated", _("news that an account was closed")),
    MessageKind("draft_task", _("task on a draft")),
    MessageKind("draft_task_gone", _("news that a task is no longer yours")),
    MessageKind("summary", _("daily summary of what is due")),
)


def invite(review: Review, seats: Iterable[Assignment]) -> None:
    for seat in seats:
        tell_member("invitation", seat)


def tell_member(kind: str, seat: Assignment, **data: Any) -> None:
    """To the person of the seat, about their dates or their place."""
    answer_by = seat.answer_by.isoformat() if seat.answer_by else ""
    dates = {"due_on": seat.due_on.isoformat(), "answer_by": answer_by}
    review = seat.review
    owe(kind, seat.person, review.version.article, **_about(review), **dates, assignment=seat.pk, **data)


def tell_manager(kind: str, seat: Assignment, **data: Any) -> None:
    """To whoever started the review, about what became of an invitation."""
    review = seat.review
    owe(kind, review.opened_by, review.version.article, **_about(review), assignment=seat.pk, **data)


def tell_decision(review: Review, kind: str) -> None:
    """To whoever is in charge of the article, and to whoever submitted it and started the review, each once."""
    version = review.version
    ids = {*_handlers(version.article), version.submitted_by_id, review.opened_by_id}
    owe_each(kind, sorted(ids), version.article, **_about(review))


def tell_revoked(review: Review, revocation: Revocation) -> None:
    """To whoever is in charge, submitted and started the review, and to all managing editors."""
    version = review.version
    managing = RoleGrant.objects.in_force().filter(role=DeskRole.MANAGING_EDITOR, person__is_active=True)
    ids = {*_handlers(version.article), version.submitted_by_id, review.opened_by_id}
    ids |= set(managing.values_list("person", flat=True))
    doubted = version.publications.live().exclude(doubted_at=None)
    about = {**_about(review), "member": revocation.by_id, "status": version.status, "why": revocation.reason}
    about["is_doubted"] = doubted.exists()
    owe_each("revoked", sorted(ids - {revocation.by_id}), version.article, **about)


def _handlers(article: Article) -> list[int]:
    """Whoever is in charge; no query where the article is locked and has no co-editors."""
    if getattr(article, "is_shared", True):
        return list(in_charge(article).values_list("pk", flat=True))
    return [article.handling_editor_id]


def open_seats_of(person: Person) -> QuerySet[Assignment]:
    """Where the person sits in a review that is open and has not signed."""
    seats = Assignment.objects.filter(person=person, review__closed_at=None, state__in=WAITING)
    return seats.select_related("review__version", "review__board").order_by("due_on", "pk")


def tell_deactivated(person: Person) -> None:
    """To managing editors and whoever started the reviews: what is nobody's now: seats, articles, tasks."""
    seats = list(open_seats_of(person))
    handled = list(Article.objects.filter(handling_editor=person).order_by("title", "pk"))
    managing = RoleGrant.objects.in_force().filter(role=DeskRole.MANAGING_EDITOR, person__is_active=True)
    opened_by = Person.objects.filter(is_active=True, pk__in=[seat.review.opened_by_id for seat in seats])
    people = {*managing.values_list("person", flat=True), *opened_by.values_list("pk", flat=True)} - {person.pk}
    tasks = [
        {"what": f"{task}: {task.article.title}", "url": f"/desk/tasks/{task.pk}/"}
        for task in DraftTask.objects.for_person(person)
    ]
    if seats or handled or tasks:
        reviews = [
            {"what": str(seat.review.version), "url": f"/desk/reviews/{seat.review_id}/seats/"} for seat in seats
        ]
        articles = [{"what": article.title, "url": article.get_absolute_url()} for article in handled]
        empty = {"reviews": reviews, "articles": articles, **({"tasks": tasks} if tasks else {})}
        owe_each("deactivated", sorted(people), None, member=person.printed_name, **empty)


def tell_task(task: DraftTask) -> None:
    """To whoever it was given to; the due day comes as a calendar file too."""
    by = task.given_by.printed_name
    owe("draft_task", task.person, task.article, **_about_task(task), due_on=task.due_on.isoformat(), by=by)


def tell_task_gone(task: DraftTask, person: Person) -> None:
    owe("draft_task_gone", person, task.article, **_about_task(task))


def _about_task(task: DraftTask) -> dict[str, Any]:
    return {"title": task.article.title, "what": str(task), "url": task.get_absolute_url(), "draft_task": task.pk}


def give_receipt(sign_off: SignOff, article: Article) -> None:
    owe_each("receipt", [sign_off.person_id], article, sign_off=sign_off.pk, title=sign_off.version.title)


def tell_withdrawn(review: Review) -> None:
    for assignment in review.assignments.select_related("person"):
        owe("withdrawn", assignment.person, review.version.article, **_about(review))


def tell_conflict(review: Review, people: Iterable[Person]) -> None:
    for person in people:
        owe("conflict", person, review.version.article, **_about(review))


def tell_submitted(version: Version, people: Iterable[Person]) -> None:
    for person in people:
        owe("submitted", person, version.article, title=version.title, version=version.number)


def tell_held(publication: Publication) -> None:
    """That what was approved could not go live, to whoever can do something about it."""
    article, version = publication.article, publication.version
    about = {"title": version.title, "version": version.number, "version_id": version.pk, "held": publication.held_why}
    for person in _in_charge(article):
        owe("held", person, article, **about)


def tell_emergency(emergency: Emergency) -> None:
    """To everyone in charge and the chair of the board, but not to whoever did it."""
    version = emergency.version
    review = version.reviews.order_by("-pk").first()
    chairs = Membership.objects.on(timezone.localdate()).filter(
        role=BoardRole.CHAIR, board=review.board_id if review else None
    )
    people = _in_charge(emergency.article) | set(Person.objects.filter(pk__in=chairs.values("person")))
    about = {"title": version.title, "version": version.number, "emergency": emergency.pk}
    did, why = str(emergency.get_kind_display()), emergency.reason
    for person in sorted(people - {emergency.by}, key=lambda person: person.pk):
        owe("emergency", person, emergency.article, **about, did=did, why=why)


def _in_charge(article: Article) -> set[Person]:
    """The handling editor, co-editors and every managing editor."""
    grants = RoleGrant.objects.in_force().filter(role=DeskRole.MANAGING_EDITOR)
    return {*in_charge(article), *Person.objects.filter(is_active=True, pk__in=grants.values("person"))}


def tell_board_change(change: BoardChange, people: Iterable[Person]) -> None:
    """To the administrators who may decide about it."""
    about = {"change": change.pk, "board": str(change.board or "")}
    for person in people:
        owe("board_change", person, None, **about)


def _about(review: Review) -> dict[str, Any]:
    version = review.version
    return {"title": version.title, "version": version.number, "review": review.pk, "board": review.board.name}
