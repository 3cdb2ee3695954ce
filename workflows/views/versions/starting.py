"""Asking a board: starting a review, asking further members, reopening a decided version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Person, Version
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows import actions, permissions
from workflows.actions.steps import newest_review
from workflows.forms import ReopenForm, StartReviewForm
from workflows.models import Board
from workflows.quorum import Rule
from workflows.reviews.fitting import Fit, fit_of
from workflows.transitions import Who
from workflows.views.access import reviews_known_to, version_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.prepared import prepare
from workflows.views.versions.asking import AT_FIELDS, asking, posted, proposed, with_people


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
    form = asking(StartReviewForm, request, version, board, rule_of(fit))
    if posted(request):
        _require_rule_seen(form, request.POST.get("rule", ""), fit)
        if attempt(form, lambda data: _start(version, board, request.user, data), AT_FIELDS):
            prepare(version, request.user)
            messages.success(request, _("The review has started. The members have been invited."))
            return redirect("desk:article", version.article_id)
    require(Desk.of(request.user).manages)
    context |= {"form": form, "fit": fit, "is_proposed_again": proposed(request, form)}
    context |= {"chairs": permissions.chairs(request.user, board)}
    return page(request, "workflows/start_review.html", context, form)


def _chosen(boards: Sequence[Board], wanted: str | None) -> Board | None:
    """The board that was chosen, or the only one there is."""
    if len(boards) == 1:
        return boards[0]
    return next((board for board in boards if str(board.pk) == wanted), None)


def rule_of(fit: Fit) -> Rule:
    # A board that is offered has a rule that is used unless another fits better.
    assert fit.rule is not None
    return fit.rule.rule


def _require_rule_seen(form: StartReviewForm, seen: str, fit: Fit) -> None:
    """Whoever starts a review has read the rule that it freezes; the chair may have chosen another one meanwhile."""
    if seen and fit.rule is not None and seen != str(fit.rule.pk):
        form.add_error(
            None, _("Another rule is used by now: %s. Look at it and at the members, then start.") % fit.rule.in_words
        )


def _start(version: Version, board: Board, by: Person, data: dict[str, Any]) -> object:
    return actions.start_review(version, by=by, board=board, **with_people(data))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    version = reopenable(request.user, pk)
    review = newest_review(version)
    require(permissions.may(Who.CHAIR_OR_MANAGING_EDITOR, request.user, review=review))
    if review is None:
        raise PermissionDenied
    form = asking(ReopenForm, request, version, review.board, rule_of(fit_of(review.board, version)))
    if posted(request) and attempt(form, lambda data: _reopen(version, request.user, data), AT_FIELDS):
        prepare(version, request.user)
        messages.success(request, _("The review is open again. The members have been invited."))
        return redirect(newest_review(version) or review)
    context = {"version": version, "board": review.board, "review": review, "form": form, "section": "articles"}
    context |= {"is_proposed_again": proposed(request, form)}
    return page(request, "workflows/reopen.html", context, form)


def reopenable(person: Person, pk: int) -> Version:
    """A chair, who reads no drafts, may reopen too; the page shows nothing of the text."""
    known = reviews_known_to(person).filter(version=pk).exists()
    return get_object_or_404(Version.objects.select_related("article"), pk=pk) if known else version_for(person, pk)


def _reopen(version: Version, by: Person, data: dict[str, Any]) -> object:
    return actions.reopen(version, by=by, **with_people(data))
