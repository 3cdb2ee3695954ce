"""What the pages that ask a board share: its members proposed for the rule and the dates, and proposed again on request."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from articles.models import Person, Version
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from workflows.actions.reviews.inviting import WrongAnswerDay, WrongDay, WrongMembers
from workflows.forms import AskBoardForm
from workflows.models import Board
from workflows.quorum import Rule
from workflows.views.reviews.candidates import candidates, proposal

Form = TypeVar("Form", bound=AskBoardForm)

# What is wrong stands where it was typed.
AT_FIELDS: Mapping[type[Refusal], str] = {WrongMembers: "members", WrongDay: "due_on", WrongAnswerDay: "answer_by"}


def asking(kind: type[Form], request: DeskRequest, version: Version, board: Board, rule: Rule) -> Form:
    """The form as it opens, as it was posted, or with the members proposed again."""
    today, typed = timezone.localdate(), request.POST
    due_on = _day(typed.get("due_on", "")) or today + datetime.timedelta(days=rule.review_days)
    if request.method != "POST":
        answer_by = min(due_on, today + datetime.timedelta(days=rule.answer_days))
        members = sorted(proposal(version, board, rule, due_on))
        initial = {"due_on": due_on, "answer_by": answer_by, "members": members}
        return kind(candidates=candidates(version, board, until=due_on), initial=initial)
    form = kind(typed, candidates=candidates(version, board, until=due_on))
    return _proposed_again(typed.copy(), form, version, board, rule) if "propose" in typed else form


def _day(typed: str) -> datetime.date | None:
    """What was typed as a day to come, if it is one; the form says what is wrong with it otherwise."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day if day and day >= timezone.localdate() else None


def _proposed_again(typed: QueryDict, form: Form, version: Version, board: Board, rule: Rule) -> Form:
    """All that was typed, with the members that fit the rule and the due date as they are now. What is still to be typed is
    not asked for yet.
    """
    form.full_clean()
    for name in set(form.errors) - {"due_on", "answer_by"}:
        form.errors.pop(name)
    due_on = form.cleaned_data.get("due_on")
    if due_on is None:
        return form
    members = sorted(proposal(version, board, rule, due_on))
    if not members:
        form.add_error("members", _("The members who are free until then cannot fulfil the rule. Choose another day."))
        return form
    typed.setlist("members", [str(member) for member in members])
    again = type(form)(typed, candidates=candidates(version, board, until=due_on))
    again.full_clean()
    again.errors.clear()
    return again


def proposed(request: DeskRequest, form: AskBoardForm) -> bool:
    """Whether the page says that the members were proposed again."""
    return "propose" in request.POST and not form.errors


def posted(request: DeskRequest) -> bool:
    return request.method == "POST" and "propose" not in request.POST


def people(ids: Sequence[int]) -> list[Person]:
    return list(Person.objects.filter(pk__in=ids))


def with_people(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an action is given: people instead of their ids."""
    return {**data, "members": people(data["members"])}
