"""The library: its list, and the page where a work is added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import CharField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.library import ReferenceForm
from articles.forms.library_filter import ANY_MARK, LISTED, NO_MARK, NOT_JUDGED, LibraryFilter
from articles.forms.looking_up import LookUpForm
from articles.models import Article, Reference
from articles.models.reference import ReferenceQuerySet
from articles.views.desk import DeskRequest, keeps_library, kept_query, page_of, reads_library
from articles.views.library.looking_up import looked_up


@reads_library
def reference_list(request: DeskRequest) -> HttpResponse:
    searched = request.GET.get("q", "").strip()
    form = LibraryFilter(request.GET, tags=Reference.objects.kept().all_tags())
    form.is_valid()
    context = {
        "page": page_of(_narrowed(found_references(searched), form.cleaned_data), request),
        "form": form,
        "q": searched,
        "query": kept_query(q=searched, **form.kept),
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/reference_list.html", context, status=422 if form.errors else 200)


def found_references(searched: str) -> ReferenceQuerySet:
    """As `matching` finds them."""
    return Reference.objects.matching(searched).select_related("watch")


def _narrowed(found: ReferenceQuerySet, wanted: Mapping[str, str]) -> QuerySet[Reference]:
    """Each filter narrows the list further; one more query where it is about lists of articles."""
    for name in ("type", "standing"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if mark := wanted.get("mark"):
        found = found.exclude(mark="") if mark == ANY_MARK else found.filter(mark="" if mark == NO_MARK else mark)
    if tag := wanted.get("tag"):
        found = found.tagged(tag)
    if scheme := wanted.get("evidence"):
        found = found.filter(evidence_scheme="" if scheme == NOT_JUDGED else scheme)
    if use := wanted.get("use"):
        keys = {key for listed in Article.objects.values_list("reference_keys", flat=True) for key in listed}
        found = found.filter(key__in=keys) if use == LISTED else found.exclude(key__in=keys)
    return _of_years(found, wanted.get("since", ""), wanted.get("until", ""))


def _of_years(found: QuerySet[Reference], since: str, until: str) -> QuerySet[Reference]:
    """Both included; a work without a year is in no span."""
    if since or until:
        year = Cast(
            KeyTextTransform(0, KeyTransform(0, KeyTransform("date-parts", KeyTransform("issued", "csl")))), CharField()
        )
        return found.annotate(in_year=year).filter(in_year__gte=since or "0", in_year__lte=until or "9999")
    return found


@keeps_library
def reference_new(request: DeskRequest) -> HttpResponse:
    article = _article(request)
    if "look-up" in request.POST:
        return _page(request, article, **looked_up(request))
    form = ReferenceForm(request.POST or None)
    if form.is_valid():
        reference = actions.add_reference(form.data_of_work(), by=request.user)
        if article is not None:
            actions.list_reference(article, reference, by=request.user)
            messages.success(request, _("“%s” is on the reference list.") % reference.title)
            return redirect("desk:article_citations", article.pk)
        messages.success(request, _("“%s” is in the library.") % reference.title)
        return redirect("desk:reference_list")
    return _page(request, article, form=form)


def _page(request: DeskRequest, article: Article | None, **more: Any) -> HttpResponse:
    """To fill in or put right; the form that looks works up stands above that of the work."""
    context = {"look_up": LookUpForm(), "article": article, "section": "references", "desk": request.desk, **more}
    return render(request, "articles/reference_new.html", context)


def _article(request: DeskRequest) -> Article | None:
    """The article on whose list the work goes at once, if the page was opened from one."""
    number = request.GET.get("article", "")
    return get_object_or_404(Article, pk=number) if number.isdecimal() and len(number) < 16 else None
