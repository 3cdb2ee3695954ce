"""Accounts: who there is and what they may do, for managing editors too; closing, opening and erasing, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Person
from articles.models.person import SYSTEM_EMAIL
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest, kept_query, page_of
from workflows import actions
from workflows.forms import ReasonForm
from workflows.notifications import open_seats_of
from workflows.record.rights import Right, rights_on
from workflows.views.answers import attempt, page


@dataclass(frozen=True)
class Deed:
    """What an administrator may do with an account for a reason."""

    act: Callable[..., object]
    button: Any
    meaning: Any
    done: Any


DEEDS: Mapping[str, Deed] = {
    "end_log_ins": Deed(
        actions.end_log_ins,
        _("Sign out everywhere"),
        _(
            "The person is signed out in every browser at once, and can sign in again: for a lost device, or a password "
            "that somebody else may know. Their tokens for programs end too. What they are typing is kept."
        ),
        _("The person is signed out everywhere, and their tokens for programs ended."),
    ),
    "deactivate": Deed(
        actions.deactivate_person,
        _("Close the account"),
        _(
            "The person is signed out at once and cannot sign in, act or sign. What they wrote and signed stays. "
            "Whoever manages their open reviews is told."
        ),
        _("The account is closed."),
    ),
    "reactivate": Deed(
        actions.reactivate_person,
        _("Open the account again"),
        _("The person sets a new password by “forgotten password”. Roles and terms that are in force count again."),
        _("The account is open again."),
    ),
    "erase": Deed(
        actions.erase_contact_data,
        _("Erase the contact data"),
        _(
            "Address, time zone, messages, second factors, log-in records and private notes go for ever; the account cannot "
            "be opened again. Name, credentials and interests as signed stay."
        ),
        _("The contact data are erased."),
    ),
}


@login_required
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    request.desk = Desk.of(request.user)
    require(request.desk.administers or request.desk.manages)
    searched = request.GET.get("q", "").strip()
    found = Person.objects.exclude(email=SYSTEM_EMAIL)
    if searched:
        found = found.filter(Q(printed_name__icontains=searched) | Q(email__icontains=searched))
    shown = page_of(found, request)
    rights: dict[int, list[Right]] = {}
    for right in rights_on(timezone.localdate(), people=[*shown]):
        rights.setdefault(right.person.pk, []).append(right)
    rows = [(each, rights.get(each.pk, [])) for each in shown]
    context = {"page": shown, "rows": rows, "q": searched, "query": kept_query(q=searched), "section": "boards"}
    return render(request, "workflows/people.html", context)


@login_required
@require_safe
def person(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _account(request, pk))


@login_required
@require_POST
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    require(Desk.of(request.user).administers)
    found = _account(request, pk)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    form = ReasonForm(request.POST, auto_id=f"id_{name}_%s")
    if attempt(form, lambda data: deed.act(found, by=request.user, reason=data["reason"])):
        messages.success(request, str(deed.done))
        return redirect("desk:person", pk)
    return _page(request, found, {name: form})


def _account(request: DeskRequest, pk: int) -> Person:
    desk = Desk.of(request.user)
    require(desk.administers or desk.manages)
    return get_object_or_404(Person.objects.exclude(email=SYSTEM_EMAIL), pk=pk)


def _page(request: DeskRequest, found: Person, typed: Mapping[str, ReasonForm] | None = None) -> HttpResponse:
    typed = typed or {}
    offered = _offered(found, request.user) if Desk.of(request.user).administers else []
    names = [*dict.fromkeys([*offered, *typed])]
    context = {
        "person": found,
        "rights": rights_on(timezone.localdate(), people=[found]),
        "seats": open_seats_of(found),
        "panels": [(name, DEEDS[name], typed.get(name) or ReasonForm(auto_id=f"id_{name}_%s")) for name in names],
        "groups_let_in": bool(settings.OIDC_ISSUER and settings.OIDC_ROLES),
        "wrong": next(iter(typed.values()), None),
        "section": "boards",
    }
    return page(request, "workflows/person.html", context, *typed.values())


def _offered(found: Person, by: Person) -> list[str]:
    """What the action itself would refuse is not offered."""
    if found == by or found.is_erased:
        return []
    return ["end_log_ins", "deactivate"] if found.is_active else ["reactivate", "erase"]
