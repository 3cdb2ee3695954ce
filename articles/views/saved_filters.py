"""Filters of the list of articles, kept under a name: saved from the list, renamed and removed on a page of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.article_filter import ArticleFilter, SavedFilterForm
from articles.models import Person, SavedFilter, Topic
from articles.narrowing import Narrowing
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, reads_drafts
from articles.whole_numbers import number_in


@require_POST
@reads_drafts
def filter_save(request: DeskRequest) -> HttpResponse:
    """What the list is narrowed down to now; back to that list."""
    wanted = _read(request.POST.get("query", ""))
    form = SavedFilterForm(request.POST, may_share=request.desk.manages, prefix="saved")
    try:
        if form.is_valid():
            saved = actions.save_filter(wanted, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved as “%s”.") % saved.name)
        else:
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('desk:article_list')}?{wanted.query}")


def _read(query: str) -> Narrowing:
    people = list(Person.objects.filter(is_active=True))
    return ArticleFilter(QueryDict(query), topics=list(Topic.objects.all()), people=people).narrowing()


@reads_drafts
def saved_filters(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        _change(request)
        return redirect("desk:saved_filters")
    rows = SavedFilter.objects.seen_by(request.user).select_related("owner")
    context = {"filters": rows, "desk": request.desk, "section": "articles"}
    return render(request, "articles/saved_filters.html", context)


def _change(request: DeskRequest) -> None:
    seen = SavedFilter.objects.seen_by(request.user)
    saved = get_object_or_404(seen, pk=number_in(request.POST.get("filter", "")))
    try:
        if request.POST.get("step") == "remove":
            actions.remove_filter(saved, by=request.user)
            messages.success(request, _("“%s” is removed.") % saved.name)
        else:
            renamed = actions.rename_filter(saved, by=request.user, name=request.POST.get("name", ""))
            messages.success(request, _("The filter is called “%s” now.") % renamed.name)
    except Refusal as refused:
        messages.error(request, str(refused))
