"""Templates of articles: those that the product brings are read, the publisher's own are written by managing editors."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.article_templates import TemplateForm, sections_of_row, typed
from articles.models import ArticleTemplate
from articles.permissions import require
from articles.refusals import Refusal
from articles.text.skeletons import LABELS, SKELETONS, ArticleType, Section
from articles.views.desk import DeskRequest, reads_drafts


@reads_drafts
def article_templates(request: DeskRequest) -> HttpResponse:
    ours = [{"kind": kind.value, "name": LABELS[kind], "sections": SKELETONS[kind]} for kind in ArticleType]
    rows = ArticleTemplate.objects.select_related("saved_by")
    context = {"ours": ours, "templates": rows, "desk": request.desk, "section": "articles"}
    return render(request, "articles/article_templates.html", context)


@reads_drafts
def article_template_new(request: DeskRequest) -> HttpResponse:
    """Empty, or as a template that the product brings: `from` names its type."""
    require(request.desk.manages)
    kind = request.GET.get("from", "")
    if kind and kind not in SKELETONS:
        raise Http404
    sections: Sequence[Section] = SKELETONS[ArticleType(kind)] if kind else ()
    initial = {"sections": typed(sections), "name": LABELS[ArticleType(kind)] if kind else "", "type": kind}
    return _edited(request, None, TemplateForm(request.POST or None, initial=initial))


@reads_drafts
def article_template_edit(request: DeskRequest, pk: int) -> HttpResponse:
    require(request.desk.manages)
    row = get_object_or_404(ArticleTemplate, pk=pk)
    if request.POST.get("step") == "remove":
        actions.remove_template(row, by=request.user)
        messages.success(request, _("“%s” is removed. Articles that began with it keep what they have.") % row.name)
        return redirect("desk:article_templates")
    initial = {"name": row.name, "type": row.type, "sections": typed(sections_of_row(row))}
    return _edited(request, row, TemplateForm(request.POST or None, initial=initial))


def _edited(request: DeskRequest, row: ArticleTemplate | None, form: TemplateForm) -> HttpResponse:
    refusal = None
    if form.is_valid():
        try:
            saved = actions.save_template(by=request.user, template=row, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("“%s” is saved. New articles can begin with it.") % saved.name)
            return redirect("desk:article_templates")
    context = {"form": form, "template": row, "refusal": refusal, "section": "articles"}
    return render(request, "articles/article_template.html", context, status=422 if request.method == "POST" else 200)
