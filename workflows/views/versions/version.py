"""A frozen version: its words, its fingerprint, and what may be done with it, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Person, Status, Version
from articles.permissions import Desk
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.live.rechecking import retracted_works
from workflows.forms import ReasonForm
from workflows.forms.after import PublishForm, RetireForm
from workflows.models import Board
from workflows.transitions import Action
from workflows.views.access import boards_chaired_by, version_for
from workflows.views.answers import attempt, page
from workflows.views.versions import offers, words
from workflows.views.versions.conversation import beside_version


@dataclass(frozen=True)
class Deed:
    """One thing that may be done with a version for a reason: what it means, and what is said when it is done."""

    act: Callable[..., object]
    button: Any
    meaning: Any
    done: Any
    is_grave: bool = False


DEEDS: Mapping[str, Deed] = {
    Action.WITHDRAW: Deed(
        actions.withdraw,
        _("Withdraw"),
        _("Takes the version back before it is approved. A running review ends. The draft stays as it is."),
        _("The version is withdrawn."),
        is_grave=True,
    ),
    Action.PUBLISH: Deed(
        actions.publish,
        _("Publish now"),
        _("Readers get this version at once, instead of the one that is live now."),
        _("Published. The pages change within seconds."),
    ),
    Action.RETIRE: Deed(
        actions.retire,
        _("Retire"),
        _("Takes the article down because it is out of date or replaced. Readers find a notice."),
        _("Retired. Readers now find a notice."),
        is_grave=True,
    ),
    offers.SHOW_PENDING: Deed(
        actions.show_pending,
        _("Show while it waits"),
        _("Readers see the version with the caution that no board has reviewed it."),
        _("The version is shown with its caution."),
        is_grave=True,
    ),
}


@dataclass(frozen=True)
class Panel:
    name: str
    deed: Deed
    form: ReasonForm


@login_required
@require_safe
def version(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, version_for(request.user, pk))


@login_required
@require_POST
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    found = version_for(request.user, pk)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    form = _form(name, found, request.POST)
    if attempt(form, lambda data: deed.act(found, by=request.user, **data)):
        messages.success(request, str(deed.done))
        return redirect("desk:article", found.article_id)
    return _page(request, found, {name: form})


def _chaired(found: Version, person: Person) -> list[Board]:
    """Open boards that the person chairs, while another approval rule can be chosen for the version."""
    if found.status != Status.SUBMITTED:
        return []
    return list(Board.objects.open().filter(pk__in=boards_chaired_by(person)))


def _form(name: str, found: Version, data: Any = None) -> ReasonForm:
    auto_id = f"id_{name}_%s"
    if name == Action.PUBLISH:
        return PublishForm(data, cites=[str(work) for work in retracted_works(found)], auto_id=auto_id)
    return RetireForm(data, auto_id=auto_id) if name == Action.RETIRE else ReasonForm(data, auto_id=auto_id)


def _page(request: DeskRequest, found: Version, typed: Mapping[str, ReasonForm] | None = None) -> HttpResponse:
    typed = typed or {}
    offered = offers.version_offers(found, request.user)
    names = list(dict.fromkeys([*(offer.name for offer in offered if offer.name in DEEDS), *typed]))
    audience = words.chosen(found, request.GET.get("text"))
    context = {
        "version": found,
        "article": found.article,
        "shown": words.shown(found, audience),
        "tabs": words.text_tabs(found, audience),
        "conversation": beside_version(found, audience, request),
        "reviews": found.reviews.select_related("board"),
        "publications": found.publications.all(),
        "chaired": _chaired(found, request.user),
        "links": [offer for offer in offered if offer.name not in DEEDS],
        "panels": [Panel(name, DEEDS[name], typed.get(name) or _form(name, found)) for name in names],
        "wrong": next(iter(typed.values()), None),
        "desk": Desk.of(request.user),
        "section": "articles",
    }
    return page(request, "workflows/version.html", context, *typed.values())
