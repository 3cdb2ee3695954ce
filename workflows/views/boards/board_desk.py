"""The desk's pages about boards: who sits on them, by which rules they approve, what waits for a second administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from articles.whole_numbers import number_in
from workflows import actions, signing
from workflows.actions.boards.entries import OF_KEYS, OF_SITE
from workflows.actions.boards.setting_up import lacks_before_opening, who_set_up
from workflows.forms.boards import FORMS, BoardForm, EntryForm, as_typed, initial_of
from workflows.models import ApprovalRule, Board, BoardChange, ChangeKind, Membership, SigningKey, StatementAcceptance
from workflows.permissions import chairs, reads_boards
from workflows.views.access import board_for
from workflows.views.answers import attempt, page
from workflows.views.reviews.checklists import sees_checklists
from workflows.views.work.waiting import submitted

DECIDED_SHOWN = 20
OF_MEMBERS = (ChangeKind.MEMBER_CHANGED, ChangeKind.MEMBER_ENDED, ChangeKind.IDENTITY_VERIFIED)
OF_BOARD = ("description", "pending_patient_text", "second_factor_required")
OF_RULES = (ChangeKind.RULE_CHANGED, ChangeKind.RULE_RETIRED)


@login_required
@require_safe
def boards(request: DeskRequest) -> HttpResponse:
    require(reads_boards(request.user))
    desk = Desk.of(request.user)
    today = timezone.localdate()
    sitting = Q(memberships__term_from__lte=today) & (
        Q(memberships__term_until=None) | Q(memberships__term_until__gte=today)
    )
    context = {
        "boards": Board.objects.annotate(sitting=Count("memberships", filter=sitting)),
        "waiting": _with_people(BoardChange.objects.waiting()),
        "administers": desk.administers,
        "sees_people": desk.administers or desk.manages,
        "section": "boards",
    }
    return render(request, "workflows/desk_boards.html", context)


def _with_people(changes: QuerySet[BoardChange]) -> QuerySet[BoardChange]:
    return changes.select_related("board", "proposed_by", "decided_by")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    require(Desk.of(request.user).administers)
    form = BoardForm(request.POST if request.method == "POST" else None)
    if form.is_bound and attempt(form, lambda data: actions.create_board(by=request.user, **data)):
        messages.success(request, _("The board is being set up. Add its members and its first rule."))
        return redirect("desk:board", Board.objects.get(name=form.cleaned_data["name"].strip()).pk)
    return page(request, "workflows/board_new.html", {"form": form, "section": "boards"}, form)


@login_required
@require_safe
def board(request: DeskRequest, pk: int) -> HttpResponse:
    return _board_page(request, board_for(request.user, pk))


def _board_page(request: DeskRequest, found: Board, refused: Refusal | None = None) -> HttpResponse:
    desk = Desk.of(request.user)
    decided = _with_people(found.changes.exclude(decided_at=None)).order_by("-decided_at")[:DECIDED_SHOWN]
    context = {
        "board": found,
        "members": _members(found),
        "rules": found.approval_rules.filter(is_retired=False).order_by("-is_default", "name"),
        "statement": found.statement,
        "waiting": _with_people(found.changes.waiting()),
        "decided": decided,
        "administers": desk.administers,
        "reads_all": reads_boards(request.user),
        "sees_checklists": sees_checklists(desk),
        **_for_chair(found, request.user),
        "section": "boards",
        "errors": [refused.sentence, *refused.details] if refused else [],
        **_opening(found, request.user, desk),
    }
    return render(request, "workflows/desk_board.html", context, status=422 if refused else 200)


def _for_chair(found: Board, person: Person) -> dict[str, Any]:
    """What only the chair of an open board gets: the reports, and another rule for what waits to be reviewed."""
    if not chairs(person, found):
        return {}
    return {"chairs": True, "to_start": submitted() if found.is_open else ()}


def _members(found: Board) -> QuerySet[Membership]:
    """Everyone whose term is not over, the chair first; each with whether they accepted the statement in force."""
    today = timezone.localdate()
    accepted = StatementAcceptance.objects.filter(person=OuterRef("person"), statement=found.statement)
    rows = Membership.objects.filter(board=found).filter(Q(term_until=None) | Q(term_until__gte=today))
    away = Prefetch("person__away", to_attr="ahead")
    return (
        rows.select_related("person", "identity_verified_by")
        .annotate(accepted=Exists(accepted))
        .prefetch_related(away)
        .order_by("person__printed_name", "pk")
    )


def _opening(found: Board, person: Person, desk: Desk) -> dict[str, Any]:
    """What the page says about a board that is not open: what it lacks, who may open it, and up to which entry it was seen."""
    if found.is_open:
        return {}
    lacks = lacks_before_opening(found)
    may_open = desk.administers and not lacks and person.pk not in who_set_up(found)
    return {"lacks": lacks, "may_open": may_open, "seen": actions.last_entry(found)}


@login_required
@require_POST
def open_board(request: DeskRequest, pk: int) -> HttpResponse:
    found, seen = board_for(request.user, pk), number_in(request.POST.get("seen", ""))
    try:
        actions.open_board(found, by=request.user, seen=seen)
    except Refusal as refused:
        return _board_page(request, found, refused)
    messages.success(request, _("The board is open. It can review now."))
    return redirect("desk:board", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: DeskRequest, pk: int, kind: str) -> HttpResponse:
    """One change of a board: done at once while it is set up, proposed afterwards."""
    require(Desk.of(request.user).administers)
    found = get_object_or_404(Board, pk=pk)
    if kind not in FORMS or kind in OF_SITE:
        raise Http404
    about, initial = _about(found, kind, request.GET.get("about", ""))
    form = FORMS[kind](request.POST if request.method == "POST" else None, about=about, initial=initial)
    if form.is_bound and attempt(form, lambda data: _enter(found, kind, form, data["reason"], request.user)):
        messages.success(request, _said(found))
        return redirect("desk:board", pk)
    context = {"board": found, "form": form, "kind": ChangeKind(kind), "back": reverse("desk:board", args=(pk,))}
    return page(request, "workflows/board_entry.html", context | {"section": "boards"}, form)


def _about(found: Board, kind: str, about: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the change is about, and what its form starts from."""
    pk = number_in(about)
    if kind in OF_MEMBERS:
        member = get_object_or_404(Membership, board=found, pk=pk)
        return {"membership": pk}, initial_of(member)
    if kind in OF_RULES:
        return {"rule": pk}, as_typed(get_object_or_404(ApprovalRule, board=found, pk=pk))
    statement = found.statement
    described = {name: getattr(found, name) for name in OF_BOARD}
    return {}, {"text": statement.text if statement else "", **described, "term_from": timezone.localdate()}


def _enter(found: Board, kind: str, form: EntryForm, reason: str, by: Person) -> None:
    if found.is_open:
        actions.propose_change(found, by=by, kind=kind, data=form.entry(), reason=reason)
    else:
        actions.set_up(found, kind, form.entry(), by=by, reason=reason)


def _said(found: Board) -> str:
    if found.is_open:
        return _("Proposed. Another administrator confirms it; until then nothing changes.")
    return _("Done.")


@login_required
@require_safe
def keys(request: DeskRequest) -> HttpResponse:
    require(reads_boards(request.user))
    public = signing.current_public_key()
    context = {
        "keys": SigningKey.objects.order_by("-used_from"),
        "current": signing.key_id_of(public),
        "current_public": public,
        "waiting": _with_people(BoardChange.objects.waiting().filter(kind__in=OF_KEYS)),
        "administers": Desk.of(request.user).administers,
        "section": "boards",
    }
    return render(request, "workflows/signing_keys.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def key_entry(request: DeskRequest, kind: str) -> HttpResponse:
    require(Desk.of(request.user).administers)
    if kind not in OF_KEYS:
        raise Http404
    about = {"key": request.GET.get("about", "")} if kind == ChangeKind.KEY_ENDED else {}
    form = FORMS[kind](request.POST if request.method == "POST" else None, about=about)
    if form.is_bound and attempt(
        form,
        lambda data: actions.propose_change(None, by=request.user, kind=kind, data=form.entry(), reason=data["reason"]),
    ):
        messages.success(request, _("Proposed. Another administrator confirms it; until then nothing changes."))
        return redirect("desk:signing_keys")
    context = {"form": form, "kind": ChangeKind(kind), "back": reverse("desk:signing_keys"), "section": "boards"}
    return page(request, "workflows/board_entry.html", context, form)
