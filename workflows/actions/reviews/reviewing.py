"""Submitting, and starting, reopening or taking back a review."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import manifest, record
from articles.actions import (
    freeze_flags,
    is_looked_at,
    note_shown_images,
    note_used_definitions,
    require_checked,
    unanswered_flags,
)
from articles.draft import manifest_of, problems
from articles.models import Article, DeskRole, Ending, Person, Status, Version
from articles.permissions import require
from articles.refusals import Refusal
from workflows import notifications, permissions
from workflows.actions.live.publishing import cancel_planned, end_pending
from workflows.actions.reviews.answering import unanswered
from workflows.actions.reviews.inviting import WrongDay, WrongMembers, assign, require_answer_day, seats_for
from workflows.actions.steps import begin, close, gives_way, move, needs_reason
from workflows.models import Board, Outcome, Review
from workflows.quorum import Interests, Seat, Standing, at_start
from workflows.reviews.fitting import fit_of, patient_text_changed
from workflows.transitions import Action, next_status, transition


class NotReady(Refusal):
    """The draft lacks something; `details` is the list."""


class TasksOpen(Refusal):
    """Tasks on the draft are open, and nobody said why it is submitted all the same; `details` are the tasks."""


def submit(article: Article, *, by: Person, change_note: str, with_open_tasks: str = "") -> Version:
    """Freeze the draft and its flags as the next version. Raises `NotReady` with the list of what is missing.

    `with_open_tasks` says why it is submitted though a task on the draft is open, if one is.
    """
    require_checked(article)
    with record.refusals_recorded(article, Action.SUBMIT, by=by), transaction.atomic():
        locked = Article.objects.locked().get(pk=article.pk)
        last = locked.versions.order_by("-number").first()
        status = Status(last.status) if last else None
        require(permissions.may(transition(status, Action.SUBMIT).who, by))
        _require_ready(locked, last, change_note)
        unfinished = _unfinished(locked, with_open_tasks)
        version = freeze(locked, last, by, change_note.strip())
        flags = freeze_flags(version)
        record.append(
            locked.stream,
            Action.SUBMIT,
            by=by,
            version=version.number,
            digest=version.digest,
            status=version.status,
            flags=flags.digest,
            **unfinished,
        )
        notifications.tell_submitted(version, _managing_editors())
        return version


def _require_ready(article: Article, last: Version | None, change_note: str) -> None:
    again = article.versions.open().first()
    if again is not None:
        raise NotReady(_("The board is looking at version %d again. Wait for its decision.") % again.number)
    if last and last.status != Status.WITHDRAWN and last.revision == article.revision:
        raise NotReady(_("Nothing has changed since version %d.") % last.number)
    if not is_looked_at(article):
        raise NotReady(_("Somebody saved the draft just now. Please look at it and submit again."))
    missing = [*problems(article), *_unanswered(article), *unanswered_flags(article)]
    if last and not change_note.strip():
        missing.append(_("Say what changed since the last version."))
    if missing:
        raise NotReady(_("The article cannot be submitted yet:"), details=missing)


def _unanswered(article: Article) -> list[str]:
    """What members asked for that nobody has answered, one sentence each."""
    return [
        _("Answer what %(person)s asked for in version %(number)d: %(text)s")
        % {"person": point.sign_off.person, "number": point.review.version.number, "text": point}
        for point in unanswered(article)
    ]


def _unfinished(article: Article, why: str) -> dict[str, Any]:
    """What the event says of open tasks; a reason is wanted where there are some."""
    tasks = list(article.draft_tasks.open())
    if not tasks:
        return {}
    if not why.strip():
        raise TasksOpen(
            _("Tasks are open. Say why it is submitted all the same."), details=[str(task) for task in tasks]
        )
    return {"tasks": [task.pk for task in tasks], "why": why.strip()}


def freeze(article: Article, last: Version | None, by: Person, change_note: str) -> Version:
    """The draft as its next version, with the pictures and definitions that it shows. The caller holds the lock."""
    number = last.number + 1 if last else 1
    approved = article.versions.approved().order_by("-number").first()
    previous = approved.digest if approved else ""
    text = manifest_of(article, number=number, change_note=change_note, previous_approved=previous).write()
    version = Version.objects.create(
        article=article,
        number=number,
        revision=article.revision,
        manifest=text,
        digest=manifest.digest(text),
        title=article.title,
        change_note=change_note,
        submitted_by=by,
        status=next_status(Status(last.status) if last else None, Action.SUBMIT),
    )
    note_shown_images(version)
    note_used_definitions(version)
    return version


def _managing_editors() -> list[Person]:
    grants = {"role_grants__role": DeskRole.MANAGING_EDITOR, "role_grants__ended_at": None}
    return list(Person.objects.filter(is_active=True, **grants).distinct())


def start_review(
    version: Version,
    *,
    by: Person,
    board: Board,
    members: Sequence[Person],
    due_on: datetime.date,
    reason: str = "",
    publish_at: datetime.datetime | None = None,
    answer_by: datetime.date | None = None,
) -> Review:
    """Ask a board. The approval rule that fits, or that the chair chose instead, is frozen; invitations leave after the commit.

    `answer_by` is the day until when answers to the invitations are hoped for; None takes the rule's number of days.
    """
    with record.refusals_recorded(version.article, Action.START_REVIEW, by=by), transaction.atomic():
        current = begin(version, Action.START_REVIEW, by=by)
        why = reason or _("review of a submitted version")
        review = _open_review(current, by, board, members, due_on, why, publish_at, answer_by)
        move(current, Action.START_REVIEW, by=by, review=review.pk, board=board.pk, members=[m.pk for m in members])
        _show_change(current)
        return review


def reopen(
    version: Version,
    *,
    by: Person,
    members: Sequence[Person],
    due_on: datetime.date,
    reason: str,
    answer_by: datetime.date | None = None,
    action: Action = Action.REOPEN,
) -> Review:
    """A further review of a decided version, by the board that judged it. What is live stays live, with a caution.

    `answer_by` as in `start_review`.
    """
    with record.refusals_recorded(version.article, action, by=by), transaction.atomic():
        current = begin(version, action, by=by)
        if gives_way(current):
            raise Refusal(_("Another version is with the board or was approved since; review that one."))
        if current.publications.filter(ended_as=Ending.RETRACTED).exists():
            raise Refusal(_("This version was retracted. Submit a new version."))
        former = current.reviews.select_related("board").latest("pk")
        cancel_planned(current, reason=reason)
        review = _open_review(current, by, former.board, members, due_on, needs_reason(reason), None, answer_by)
        move(current, action, by=by, review=review.pk, why=reason)
        _show_change(current)
        return review


def _open_review(
    version: Version,
    by: Person,
    board: Board,
    members: Sequence[Person],
    due_on: datetime.date,
    reason: str,
    publish_at: datetime.datetime | None,
    answer_by: datetime.date | None = None,
) -> Review:
    _require_openable(board, due_on, answer_by)
    review = _by_fitting_rule(version, board)
    review.reason, review.opened_by, review.due_on, review.publish_at = reason, by, due_on, publish_at
    seats = seats_for(version, board, members)
    asked = [Seat(person.pk, role, interests=Interests.UNANSWERED) for person, role in seats]
    changed = review.patient_text_changed or 0
    result = at_start(review.rule, asked, version.content.audiences, changed=changed)
    if result.standing is Standing.IMPOSSIBLE:
        raise WrongMembers(_("These members cannot fulfil the approval rule. Add members:"), details=result.reasons)
    review.save()
    assign(review, seats, by, answer_by=answer_by)
    return review


def _require_openable(board: Board, due_on: datetime.date, answer_by: datetime.date | None) -> None:
    if not board.is_open:
        raise Refusal(_("This board is not open yet: a second administrator opens it."))
    if due_on < timezone.localdate():
        raise WrongDay(_("The due date has passed already. Choose a later one."))
    require_answer_day(answer_by, due_on)


def _by_fitting_rule(version: Version, board: Board) -> Review:
    """Not saved yet; its rule is the one that fits, or that the chair chose, as it stands now."""
    fit = fit_of(board, version)
    if fit.rule is None:
        raise Refusal(_("The board has no approval rule yet."))
    return Review(
        version=version,
        board=board,
        approval_rule=fit.rule,
        frozen_rule=fit.rule.rule.to_json(),
        change_class=fit.kind,
        patient_text_changed=patient_text_changed(version),
        rule_choice=fit.choice,
    )


def withdraw(version: Version, *, by: Person, reason: str) -> Version:
    """Take a version back before it is approved."""
    with record.refusals_recorded(version.article, Action.WITHDRAW, by=by), transaction.atomic():
        current = begin(version, Action.WITHDRAW, by=by)
        if current.reviews.filter(outcome=Outcome.APPROVED).exists():
            raise Refusal(_("This version was approved before; it can be retired, not withdrawn."))
        move(current, Action.WITHDRAW, by=by, why=needs_reason(reason))
        end_pending(current, reason=reason)
        for review in current.reviews.open():
            close(review, Outcome.WITHDRAWN)
            notifications.tell_withdrawn(review)
        return current


def _show_change(version: Version) -> None:
    """The status is in the frame of a page that shows this version."""
    if version.publications.live().exists():
        record.page_change(version.article, reason=f"version {version.number} is {version.status}")
