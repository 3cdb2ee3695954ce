"""What became of a work: marking it, saying that a mark is a mistake, and deciding whether it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.actions.marking import may_decide_mistake
from articles.forms.library import KeepMarkForm, MarkForm, MistakeForm
from articles.models import EvidenceFlag, MarkMistake, Reference
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, keeps_library


@keeps_library
def reference_mark(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that a work was retracted, corrected or doubted. Live pages that cite it show it within seconds."""
    reference = get_object_or_404(Reference, pk=pk)
    form = _mark_form(reference, request.POST or None, proposed=request.GET)
    if form.is_valid():
        try:
            actions.mark_reference(reference, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%s” is marked.") % reference.title)
            return _after_marking(reference)
    return _page(request, reference, form=form)


def _after_marking(reference: Reference) -> HttpResponse:
    """To what a check noticed and nobody has decided about yet, which is why most works are marked."""
    flag = EvidenceFlag.objects.open().filter(reference=reference).order_by("pk").first()
    return redirect("desk:evidence", flag.pk) if flag else redirect("desk:reference_list")


@require_POST
@keeps_library
def doubt(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that the mark is a mistake."""
    reference = get_object_or_404(Reference.objects.exclude(mark=""), pk=pk)
    form = _mistake_form(reference, request.POST)
    if form.is_valid():
        try:
            actions.doubt_mark(reference, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It waits for another editor. Until then the mark stands."))
            return redirect("desk:reference_mark", pk)
    return _page(request, reference, mistake_form=form)


@require_POST
@keeps_library
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Confirm that the mark is a mistake, or keep it."""
    mistake = get_object_or_404(MarkMistake.objects.select_related("reference"), pk=pk)
    form = KeepMarkForm(request.POST, auto_id="id_keep_%s")
    confirms = request.POST.get("step") == "confirm"
    if form.is_valid():
        try:
            if confirms:
                actions.confirm_mistake(mistake, by=request.user)
            else:
                actions.keep_mark(mistake, by=request.user, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The mark is taken off.") if confirms else _("The mark stays."))
            return redirect("desk:reference_mark", mistake.reference_id)
    return _page(request, mistake.reference, keep_form=form)


def _mark_form(reference: Reference, data: Any = None, *, proposed: Mapping[str, Any] | None = None) -> MarkForm:
    """`proposed`: what a check found, for a person to look at."""
    known = {"mark": reference.mark, "on": reference.marked_on, "source": reference.mark_source}
    said = {name: value for name in known if (value := (proposed or {}).get(name))}
    return MarkForm(data, initial=known | said)


def _mistake_form(reference: Reference, data: Any = None) -> MistakeForm:
    return MistakeForm(data, mark=reference.mark, auto_id="id_mistake_%s")


def _page(
    request: DeskRequest,
    reference: Reference,
    *,
    form: MarkForm | None = None,
    mistake_form: MistakeForm | None = None,
    keep_form: KeepMarkForm | None = None,
) -> HttpResponse:
    shown: list[forms.Form] = [typed for typed in (form, mistake_form, keep_form) if typed is not None]
    mistakes = list(reference.mark_mistakes.select_related("proposed_by", "decided_by"))
    waiting = next((row for row in mistakes if row.decided_at is None), None)
    context = {
        "reference": reference,
        "cited_by": actions.citing(reference),
        "form": form or _mark_form(reference),
        "waiting": waiting,
        "decided": [row for row in mistakes if row.decided_at],
        "may_decide": waiting is not None and may_decide_mistake(request.user, waiting),
        "keep_form": keep_form or KeepMarkForm(auto_id="id_keep_%s"),
        "mistake_form": None if waiting or not reference.mark else mistake_form or _mistake_form(reference),
        "wrong": next((typed for typed in shown if typed.is_bound), None),
        "section": "references",
    }
    status = 422 if any(typed.is_bound for typed in shown) else 200
    return render(request, "articles/reference_mark.html", context, status=status)
