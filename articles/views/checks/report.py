"""The report over the texts of all articles; and the decision of a managing editor to show a kind of flag less gravely."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.flagging import SHARE, USES
from articles.forms.flags import DemotionForm
from articles.models import Demotion
from articles.refusals import Refusal
from articles.text.consistency import Kind
from articles.views.checks import figures
from articles.views.checks.figures import KNOWN, KindFigures
from articles.views.checks.strips import drawn
from articles.views.desk import DeskRequest, reads_drafts


@require_safe
@reads_drafts
def texts_report(request: DeskRequest) -> HttpResponse:
    return _page(request)


@require_POST
@reads_drafts
def kind_demote(request: DeskRequest, name: str) -> HttpResponse:
    if name not in KNOWN:
        raise Http404
    form = DemotionForm(request.POST, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return _page(request, name, form)
    try:
        actions.demote(Kind(name), by=request.user, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, name, form)
    messages.success(
        request, _("Flags of this kind are shown one step less gravely, once the checks have looked again.")
    )
    return redirect("desk:texts_report")


@require_POST
@reads_drafts
def demotion_end(request: DeskRequest, pk: int) -> HttpResponse:
    said = get_object_or_404(Demotion, pk=pk)
    form = DemotionForm(request.POST, auto_id=f"id_{said.kind}_%s")
    if not form.is_valid():
        return _page(request, said.kind, form)
    actions.end_demotion(said, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(
        request, _("Flags of this kind are shown as gravely as before, once the checks have looked again.")
    )
    return redirect("desk:texts_report")


def _page(request: DeskRequest, typed: str = "", form: DemotionForm | None = None) -> HttpResponse:
    found = figures.difficulty()
    articles, articles_total = figures.open_articles()
    kinds = figures.kinds()
    context = {
        "checked": figures.checked(),
        "difficulty": found,
        "picture": drawn(found),
        "articles": articles,
        "articles_total": articles_total,
        "kinds": [(one, _form(request, one, typed, form)) for one in kinds],
        "form": form,
        "uses": USES,
        "share": int(SHARE * 100),
        "terms": figures.wanted_terms(),
        "may_draft": request.desk.may_draft,
        "section": "reports",
    }
    return render(request, "articles/texts_report.html", context, status=422 if form else 200)


def _form(request: DeskRequest, kind: KindFigures, typed: str, form: DemotionForm | None) -> DemotionForm | None:
    """For a managing editor, where there is something to decide."""
    name = kind.use.kind.value
    if name == typed:
        return form
    is_open = kind.is_proposed or kind.demotion is not None
    return DemotionForm(auto_id=f"id_{name}_%s") if request.desk.manages and is_open else None
