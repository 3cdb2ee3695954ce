"""Asking a board: starting a review, asking further members, reopening a decided version."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Person, Version
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from workflows import actions, permissions
from workflows.actions.reviews.inviting import WrongAnswerDay, WrongDay, WrongMembers
from workflows.actions.steps import newest_review
from workflows.forms import ReopenForm, StartReviewForm
from workflows.models import Board
from workflows.quorum import Rule
from workflows.reviews.fitting import Fit, fit_of
from workflows.transitions import Who
from workflows.views.access import reviews_known_to, version_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.candidates import candidates, proposal
from workflows.views.reviews.prepared import prepare

# What is wrong stands where it was typed.
AT_FIELDS: Mapping[type[Refusal], str] = {WrongMembers: "members", WrongDay: "due_on", WrongAnswerDay: "answer_by"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_review(request: DeskRequest, pk: int) -> HttpResponse:
    version = version_for(request.user, pk)
    boards = list(Board.objects.open().filter(approval_rules__is_default=True, approval_rules__is_retired=False))
    board = _chosen(boards, request.POST.get("board") or request.GET.get("board"))
    context = {"version": version, "boards": boards, "board": board, "section": "articles"}
    if board is None:
        require(Desk.of(request.user).manages)
        return page(request, "workflows/start_review.html", context)
    fit = fit_of(board, version)
    form = _start_form(request, version, board, fit)
    if "propose" in request.POST:
        form = _proposed_again(request.POST.copy(), form, version, board, fit)
    elif form.is_bound:
        _require_rule_seen(form, request.POST.get("rule", ""), fit)
        if attempt(form, lambda data: _start(version, board, request.user, data), AT_FIELDS):
            prepare(version, request.user)
            messages.success(request, _("The review has started. The members have been invited."))
            return redirect("desk:article", version.article_id)
    require(Desk.of(request.user).manages)
    again = "propose" in request.POST and not form.errors
    context |= {"form": form, "fit": fit, "is_proposed_again": again}
    context |= {"chairs": permissions.chairs(request.user, board)}
    return page(request, "workflows/start_review.html", context, form)


def _chosen(boards: Sequence[Board], wanted: str | None) -> Board | None:
    """The board that was chosen, or the only one there is."""
    if len(boards) == 1:
        return boards[0]
    return next((board for board in boards if str(board.pk) == wanted), None)


def _start_form(request: DeskRequest, version: Version, board: Board, fit: Fit) -> StartReviewForm:
    rule, today = _rule(fit), timezone.localdate()
    due_on = _day(request.POST.get("due_on", "")) or today + datetime.timedelta(days=rule.review_days)
    answer_by = min(due_on, today + datetime.timedelta(days=rule.answer_days))
    members = sorted(proposal(version, board, rule, due_on)) if request.method != "POST" else []
    return StartReviewForm(
        request.POST if request.method == "POST" else None,
        candidates=candidates(version, board, until=due_on),
        initial={"due_on": due_on, "answer_by": answer_by, "members": members},
    )


def _rule(fit: Fit) -> Rule:
    # A board that is offered has a rule that is used unless another fits better.
    assert fit.rule is not None
    return fit.rule.rule


def _day(typed: str) -> datetime.date | None:
    """What was typed as a day to come, if it is one; the form says what is wrong with it otherwise."""
    try:
        day = parse_date(typed)
    except ValueError:
        return None
    return day if day and day >= timezone.localdate() else None


def _proposed_again(
    typed: QueryDict, form: StartReviewForm, version: Version, board: Board, fit: Fit
) -> StartReviewForm:
    """All that was typed, with the members that fit the rule and the due date as they are now."""
    form.full_clean()
    form.errors.pop("members", None)
    due_on = form.cleaned_data.get("due_on")
    if due_on is None:
        return form
    members = sorted(proposal(version, board, _rule(fit), due_on))
    if not members:
        form.add_error("members", _("The members who are free until then cannot fulfil the rule. Choose another day."))
        return form
    typed.setlist("members", [str(member) for member in members])
    return StartReviewForm(typed, candidates=candidates(version, board, until=due_on))


def _require_rule_seen(form: StartReviewForm, seen: str, fit: Fit) -> None:
    """Whoever starts a review has read the rule that it freezes; the chair may have chosen another one meanwhile."""
    if seen and fit.rule is not None and seen != str(fit.rule.pk):
        form.add_error(
            None, _("Another rule is used by now: %s. Look at it and at the members, then start.") % fit.rule.in_words
        )


def _start(version: Version, board: Board, by: Person, data: dict[str, Any]) -> object:
    return actions.start_review(version, by=by, board=board, **{**data, "members": people(data["members"])})


def people(ids: Sequence[int]) -> list[Person]:
    return list(Person.objects.filter(pk__in=ids))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    version = reopenable(request.user, pk)
    review = newest_review(version)
    require(permissions.may(Who.CHAIR_OR_MANAGING_EDITOR, request.user, review=review))
    if review is None:
        raise PermissionDenied
    form = ReopenForm(
        request.POST if request.method == "POST" else None,
        candidates=candidates(version, review.board),
        initial={"due_on": timezone.localdate() + datetime.timedelta(days=review.rule.review_days)},
    )
    if form.is_bound and attempt(form, lambda data: _reopen(version, request.user, data)):
        prepare(version, request.user)
        messages.success(request, _("The review is open again. The members have been invited."))
        return redirect(newest_review(version) or review)
    context = {"version": version, "board": review.board, "review": review, "form": form, "section": "articles"}
    return page(request, "workflows/reopen.html", context, form)


def reopenable(person: Person, pk: int) -> Version:
    """A chair, who reads no drafts, may reopen too; the page shows nothing of the text."""
    known = reviews_known_to(person).filter(version=pk).exists()
    return get_object_or_404(Version.objects.select_related("article"), pk=pk) if known else version_for(person, pk)


def _reopen(version: Version, by: Person, data: dict[str, Any]) -> object:
    return actions.reopen(version, by=by, **{**data, "members": people(data["members"])})
