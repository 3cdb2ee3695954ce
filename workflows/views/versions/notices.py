"""Notices on what readers see, and the three acts that take it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Notice, Version
from articles.permissions import Desk, require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.forms import ReasonForm
from workflows.forms.after import NoticeForm, RemoveForm, RetireForm, RetractForm
from workflows.transitions import Action
from workflows.views.access import version_for
from workflows.views.answers import attempt, page


@dataclass(frozen=True)
class Deed:
    """One act: what it is called, what it means, and what is asked for."""

    act: Callable[..., object]
    form: type[ReasonForm]
    button: Any
    meaning: Any
    done: Any
    is_grave: bool = True


DEEDS: Mapping[str, Deed] = {
    Action.POST_NOTICE: Deed(
        actions.post_notice,
        NoticeForm,
        _("Post a notice"),
        _("The page stays, with the notice above every text, at once."),
        _("The notice is posted. The pages change within seconds."),
        is_grave=False,
    ),
    Action.RETIRE: Deed(
        actions.retire,
        RetireForm,
        _("Retire"),
        _("Out of date, or replaced. Readers find a notice and what to read instead. It can be published again."),
        _("Retired. Readers now find a notice."),
    ),
    Action.REMOVE: Deed(
        actions.remove,
        RemoveForm,
        _("Remove"),
        _("Danger or law. Readers find a notice. The words come back only when the board approves them again."),
        _("Removed. Readers now find a notice."),
    ),
    Action.RETRACT: Deed(
        actions.retract,
        RetractForm,
        _("Retract"),
        _(
            "It was wrong. The text stays to be read, with RETRACTED before its title, for ever. Only a new version follows."
        ),
        _("Retracted. The pages say so within seconds."),
    ),
}


@dataclass(frozen=True)
class Panel:
    name: str
    deed: Deed
    form: ReasonForm


@login_required
@require_safe
def notices(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _managed(request, pk))


@login_required
@require_POST
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    version = _managed(request, pk)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    form = deed.form(request.POST, auto_id=f"id_{name}_%s")
    if attempt(form, lambda data: deed.act(version, by=request.user, **data)):
        messages.success(request, str(deed.done))
        return redirect("desk:article", version.article_id)
    return _page(request, version, {name: form})


@login_required
@require_POST
def end(request: DeskRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.select_related("version"), pk=pk)
    version = _managed(request, notice.version_id)
    form = ReasonForm(request.POST, auto_id=f"id_end{pk}_%s")
    if attempt(form, lambda data: actions.end_notice(notice, by=request.user, reason=data["reason"])):
        messages.success(request, str(_("The notice has ended. The pages change within seconds.")))
        return redirect("desk:notices", version.pk)
    return _page(request, version, ended={pk: form})


def _managed(request: DeskRequest, pk: int) -> Version:
    version = version_for(request.user, pk)
    require(Desk.of(request.user).manages)
    return version


def _page(
    request: DeskRequest,
    version: Version,
    typed: Mapping[str, ReasonForm] | None = None,
    ended: Mapping[int, ReasonForm] | None = None,
) -> HttpResponse:
    typed, ended = typed or {}, ended or {}
    is_live = version.publications.live().exists()
    names = [name for name in DEEDS if is_live or name in typed]
    posted = version.article.notices.select_related("version", "posted_by").defer("version__manifest")
    shown = [*typed.values(), *ended.values()]
    context = {
        "version": version,
        "panels": [Panel(n, DEEDS[n], typed.get(n) or DEEDS[n].form(auto_id=f"id_{n}_%s")) for n in names],
        "notices": [(row, ended.get(row.pk) or ReasonForm(auto_id=f"id_end{row.pk}_%s")) for row in posted],
        "wrong": next(iter(shown), None),
        "section": "articles",
    }
    return page(request, "workflows/notices.html", context, *shown)
