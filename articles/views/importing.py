"""A text from elsewhere becomes a draft: read it, show what was found, and save it when the person says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.audiences import Audience
from articles.forms.importing import ImportForm
from articles.importing import Imported, ImportedReference, summary
from articles.models import Article
from articles.refusals import Refusal
from articles.text.skeletons import CHOICES
from articles.views.desk import DeskRequest, writes_drafts


@writes_drafts
def article_import(request: DeskRequest) -> HttpResponse:
    article = _article(request)
    if request.method != "POST":
        return _ask(request, article, ImportForm())
    form = ImportForm(request.POST, request.FILES, request_size=_size(request))
    step = request.POST.get("step")
    if step == "change" or not form.is_valid():
        return _ask(request, article, form)
    if step == "save":
        return _save(request, article, form)
    return _preview(request, article, form)


def _article(request: DeskRequest) -> Article | None:
    """The article that gets the text, or None for a new one."""
    number = request.GET.get("article", "")
    return get_object_or_404(Article, pk=number) if number.isdecimal() and len(number) < 16 else None


def _size(request: DeskRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _ask(request: DeskRequest, article: Article | None, form: ImportForm) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "article": article, "section": "articles"}
    return render(request, "articles/import.html", context, status=status)


def _preview(
    request: DeskRequest, article: Article | None, form: ImportForm, refusal: Refusal | None = None
) -> HttpResponse:
    values = form.cleaned_data
    imported = form.imported
    context = {
        "article": article,
        "imported": imported,
        "summary": summary(imported),
        "audience_label": Audience(values["audience"]).label,
        "bindings": _bindings(imported),
        "title": values.get("title") or imported.title,
        "asks_for_title": article is None and not imported.title,
        "values": values,
        "type_label": dict(CHOICES).get(values["type"], "") if article is None else "",
        "form": form,
        "refusal": refusal,
        "section": "articles",
    }
    return render(request, "articles/import_preview.html", context, status=422 if refusal or form.errors else 200)


def _bindings(imported: Imported) -> list[tuple[str, ImportedReference | None]]:
    """Each label that the text cites, with the reference that it would be bound to."""
    table = imported.bindings.table
    labels = dict.fromkeys(label for citation in imported.citations for label in citation.labels)
    places = ((label, table.get(f"unresolved:{label}")) for label in labels)
    return [(label, None if place is None else imported.references[place]) for label, place in places]


def _save(request: DeskRequest, article: Article | None, form: ImportForm) -> HttpResponse:
    if article is None and form.ask_for_title():
        return _preview(request, article, form)
    values = form.cleaned_data
    try:
        saved = actions.import_draft(
            form.imported,
            by=request.user,
            audience=values["audience"],
            title=values["title"],
            type=values["type"],
            article=article,
            source=values["filename"] or _("pasted text"),
            replace=values["replace"],
        )
    except Refusal as refused:
        return _preview(request, article, form, refused)
    messages.success(request, _("“%s” was imported.") % saved.title)
    waiting = saved.proposed_citations.filter(confirmed_at=None).exists()
    if waiting:
        return redirect("desk:article_citations", saved.pk)
    return redirect("desk:article_edit", saved.pk, values["audience"])
