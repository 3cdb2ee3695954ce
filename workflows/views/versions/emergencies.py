"""Emergencies: acting at once on what readers see, and the look that another person takes at it afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.models import Emergency, Person, Version
from articles.models.notice import EmergencyQuerySet
from articles.permissions import Desk, require
from articles.prepared import prepared
from articles.publishing import wording
from articles.publishing.hiding import passages
from articles.views.desk import DeskRequest, page_of
from workflows import actions, permissions
from workflows.actions.steps import newest_review
from workflows.forms import ReasonForm
from workflows.forms.after import EmergencyReviewForm, HideForm, WarnForm
from workflows.transitions import Who
from workflows.views.access import boards_chaired_by, reviews_known_to, version_for
from workflows.views.answers import attempt, page
from workflows.views.versions import words

ONE_YEAR = datetime.timedelta(days=365)
Typed = Mapping[str, ReasonForm]


@login_required
@require_safe
def act_at_once(request: DeskRequest, pk: int) -> HttpResponse:
    return _page(request, _endangered(request.user, pk), {})


@login_required
@require_POST
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Hide, warn or take down. Everything is on one page, because there is no time."""
    version = _endangered(request.user, pk)
    audience = words.chosen(version, request.GET.get("text"))
    form = _form(name, version, audience, request.POST)
    if attempt(form, lambda data: _do(name, version, audience, request.user, data)):
        messages.success(request, _("Done. Readers see it within seconds; others are asked to look at it."))
        return redirect("desk:emergency", version.article.emergencies.latest("at", "pk").pk)
    return _page(request, version, {name: form})


def _do(name: str, version: Version, audience: str, by: Person, data: dict[str, Any]) -> Emergency:
    if name == "hide":
        return actions.hide_passage(version, by=by, audience=audience, **data)
    if name == "warn":
        return actions.warn(version, by=by, **data)
    return actions.take_down(version, by=by, **data)


def _form(name: str, version: Version, audience: str, data: Any = None) -> ReasonForm:
    auto_id = f"id_{name}_%s"
    if name == "hide":
        return HideForm(data, passages=passages(version, audience), auto_id=auto_id)
    if name not in ("warn", "take_down"):
        raise Http404
    return WarnForm(data, auto_id=auto_id) if name == "warn" else ReasonForm(data, auto_id=auto_id)


def _endangered(person: Person, pk: int) -> Version:
    """What readers see, for the desk and for the chair of the board that reviewed it."""
    known = reviews_known_to(person).filter(version=pk).exists()
    found = get_object_or_404(Version.objects.select_related("article"), pk=pk) if known else version_for(person, pk)
    require(permissions.may(Who.EDITORS_OR_CHAIR, person, review=newest_review(found)))
    return found


def _page(request: DeskRequest, version: Version, typed: Typed) -> HttpResponse:
    audience = words.chosen(version, request.GET.get("text"))
    context = {
        "version": version,
        "audience": audience,
        "is_live": version.publications.live().exists(),
        "tabs": words.text_tabs(version, audience),
        "hide": typed.get("hide") or _form("hide", version, audience),
        "closed": [found for found in passages(version, audience) if found.why_not],
        "warn": typed.get("warn") or _form("warn", version, audience),
        "take_down": typed.get("take_down") or _form("take_down", version, audience),
        "wrong": next(iter(typed.values()), None),
        "section": "articles",
    }
    return page(request, "workflows/emergency_new.html", context, *typed.values())


@login_required
@require_safe
def emergencies(request: DeskRequest) -> HttpResponse:
    """All that this person may know of, those that wait for a review first, and how many there were in a year."""
    known = known_to(request.user)
    rows = known.select_related("version", "by", "reviewed_by").defer("version__manifest")
    context = {
        "page": page_of(rows.order_by("reviewed_at", "-at", "-pk"), request),
        "counts": known.counts(since=timezone.now() - ONE_YEAR),
        "may_sweep": permissions.may_sweep(request.user),
        "section": "work",
    }
    return page(request, "workflows/emergencies.html", context)


def known_to(person: Person) -> EmergencyQuerySet:
    """The desk's all; a chair's those of versions that their board reviewed."""
    if Desk.of(person).may_read_drafts:
        return Emergency.objects.all()
    return Emergency.objects.filter(version__reviews__board__in=boards_chaired_by(person)).distinct()


@prepared
def to_review(person: int, *, manages: bool) -> QuerySet[Emergency]:
    """What waits for this person's look, the oldest first."""
    waiting = Emergency.objects.to_review().exclude(by=person)
    if not manages:
        waiting = waiting.filter(version__reviews__board__in=boards_chaired_by(person)).distinct()
    return waiting.select_related("version", "by").defer("version__manifest").order_by("at", "pk")


@login_required
@require_safe
def emergency(request: DeskRequest, pk: int) -> HttpResponse:
    return _one(request, _known(request.user, pk))


@login_required
@require_POST
def review(request: DeskRequest, pk: int) -> HttpResponse:
    found = _known(request.user, pk)
    form = EmergencyReviewForm(request.POST)
    if attempt(form, lambda data: actions.review_emergency(found, by=request.user, **data)):
        messages.success(request, _("Your review is on record."))
        return redirect("desk:emergency", pk)
    return _one(request, found, looked=form)


@login_required
@require_POST
def lift(request: DeskRequest, pk: int) -> HttpResponse:
    found = _known(request.user, pk)
    form = ReasonForm(request.POST, auto_id="id_lift_%s")
    if attempt(form, lambda data: actions.lift(found, by=request.user, reason=data["reason"])):
        messages.success(request, _("Lifted. The pages change within seconds."))
        return redirect("desk:emergency", pk)
    return _one(request, found, lifting=form)


def _known(person: Person, pk: int) -> Emergency:
    rows = known_to(person).select_related("version__article", "by", "reviewed_by", "lifted_by", "publication")
    return get_object_or_404(rows, pk=pk)


def _one(
    request: DeskRequest,
    found: Emergency,
    looked: EmergencyReviewForm | None = None,
    lifting: ReasonForm | None = None,
) -> HttpResponse:
    may_look = found.reviewed_at is None and permissions.may_review_emergency(request.user, found)
    may_lift = found.stands and found.reviewed_at is not None and Desk.of(request.user).manages
    wrong = looked or lifting
    context = {
        "emergency": found,
        "warning": wording.WARNINGS.get(found.warning, ""),
        "review_form": looked or (EmergencyReviewForm() if may_look else None),
        "lift_form": lifting or (ReasonForm(auto_id="id_lift_%s") if may_lift else None),
        "wrong": wrong,
        "section": "work",
    }
    return page(request, "workflows/emergency.html", context, *([wrong] if wrong else []))
