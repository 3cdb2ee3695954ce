"""One deed on many articles: chosen in the list, begun on a page of its own, watched while it is done, its results taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import actions
from articles.actions.bulk_acts import counted
from articles.forms.bulk_acts import BulkActForm
from articles.models import Article, BulkAct, BulkActResult, BulkOutcome
from articles.narrowing import Narrowing
from articles.refusals import Refusal
from articles.spreadsheets import csv_lines
from articles.views.article_list import filter_form
from articles.views.desk import DeskRequest, kept_query, reads_drafts, writes_drafts
from articles.whole_numbers import number_in

RESULTS_PER_PAGE = 50
NAMED, _LISTED = 10, 50
_AT_ONCE = 1000

F = TypeVar("F", bound=BaseForm)


@dataclass(frozen=True)
class Chosen:
    """Articles that were ticked, or all that fit what the list is narrowed down to."""

    wanted: Narrowing
    ticked: tuple[int, ...]
    all: bool

    @classmethod
    def of(cls, request: DeskRequest) -> Chosen:
        ticked = tuple(number_in(number) for number in request.GET.getlist("article"))
        return cls(filter_form(request).narrowing(), ticked, "all" in request.GET)

    def numbers(self) -> list[int]:
        rows = self.wanted.articles() if self.all else Article.objects.order_by().filter(pk__in=self.ticked)
        return list(rows.values_list("pk", flat=True))


@writes_drafts
def bulk_act_new(request: DeskRequest) -> HttpResponse:
    """What is to be done with the articles that the address names; nothing is done before it is said here."""

    def begin(form: BulkActForm, numbers: list[int], query: str) -> HttpResponse:
        act = actions.begin_bulk_act(numbers, by=request.user, deed=form.chosen_deed(), chosen=query)
        return redirect("desk:bulk_act", act.pk)

    return ask_of_many(request, BulkActForm, begin, "articles/bulk_act_new.html")


def ask_of_many(
    request: DeskRequest, made: type[F], begin: Callable[[F, list[int], str], HttpResponse], template: str
) -> HttpResponse:
    """The page that asks what is to become of the chosen articles. `begin` gets the form, their ids and what they were narrowed by."""
    chosen = Chosen.of(request)
    numbers = chosen.numbers()
    form, refusal = made(request.POST or None, initial={"seen": len(numbers)}), None
    if form.is_valid():
        try:
            _require_as_seen(form.cleaned_data["seen"], numbers)
            return begin(form, numbers, chosen.wanted.query if chosen.all else "")
        except Refusal as refused:
            refusal = refused
            form = made(as_now(request.POST, len(numbers)))
    context = {
        "form": form,
        "refusal": refusal,
        "chosen": chosen,
        "count": len(numbers),
        "named": Article.objects.filter(pk__in=numbers[:NAMED]).only("title").order_by("title", "pk"),
        "more": max(0, len(numbers) - NAMED),
        "section": "articles",
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _require_as_seen(seen: int, numbers: list[int]) -> None:
    if seen != len(numbers):
        raise Refusal(_("Meanwhile other articles fit: it would be done with %d now. Look once more.") % len(numbers))


def as_now(data: QueryDict, count: int) -> QueryDict:
    """What was typed, with the number of articles that there are now."""
    again = data.copy()
    again["seen"] = str(count)
    return again


@require_safe
@reads_drafts
def bulk_acts(request: DeskRequest) -> HttpResponse:
    rows = BulkAct.objects.select_related("by", "person", "topic")[:_LISTED]
    return render(request, "articles/bulk_acts.html", {"acts": rows, "section": "articles"})


@reads_drafts
def bulk_act(request: DeskRequest, pk: int) -> HttpResponse:
    """How far it is, and what became of each article."""
    act = get_object_or_404(BulkAct.objects.select_related("by", "person", "topic"), pk=pk)
    if request.method == "POST":
        return _decide(request, act)
    wanted = request.GET.get("outcome", "")
    outcome = wanted if wanted in BulkOutcome.values else ""
    rows = act.results.select_related("article").only("outcome", "sentence", "article__title", "act").order_by("pk")
    counts = counted(act)
    whole = sum(counts.values())
    context = {
        "act": act,
        "whole": whole,
        "settled": whole - counts[BulkOutcome.WAITING],
        "groups": list(_groups(whole, counts, outcome)),
        "page": Paginator(rows.filter(outcome=outcome) if outcome else rows, RESULTS_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "query": kept_query(outcome=outcome),
        "may_decide": request.desk.may_draft and (request.desk.manages or act.by_id == request.user.pk),
        "section": "articles",
    }
    return render(request, "articles/bulk_act.html", context)


def _groups(whole: int, counts: Mapping[str, int], chosen: str) -> Iterator[dict[str, object]]:
    """The choices above the list: all, and each outcome that an article has."""
    yield {"label": _("All"), "query": "", "count": whole, "current": not chosen}
    for outcome in BulkOutcome:
        if counts[outcome]:
            query = f"outcome={outcome.value}"
            yield {"label": outcome.label, "query": query, "count": counts[outcome], "current": chosen == outcome}


def _decide(request: DeskRequest, act: BulkAct) -> HttpResponse:
    try:
        if request.POST.get("step") == "stop":
            actions.stop_bulk_act(act, by=request.user)
            messages.success(request, _("It is stopped. What is done stays."))
        else:
            actions.go_on_with_stopped_act(act, by=request.user)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("desk:bulk_act", act.pk)


@require_safe
@reads_drafts
def bulk_act_csv(request: DeskRequest, pk: int) -> StreamingHttpResponse:
    """Every article with what became of it, for a spreadsheet."""
    act = get_object_or_404(BulkAct, pk=pk)
    header = [_("Title"), _("Address"), _("Outcome"), _("Reason")]
    response = StreamingHttpResponse(csv_lines(header, _rows(act)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="results-{act.pk}.csv"'
    return response


def _rows(act: BulkAct) -> Iterator[list[str]]:
    rows = act.results.select_related("article").only("outcome", "sentence", "article__title", "article__slug", "act")
    for row in rows.order_by("pk").iterator(chunk_size=_AT_ONCE):
        yield _row(row)


def _row(row: BulkActResult) -> list[str]:
    return [row.article.title, row.article.slug, str(BulkOutcome(row.outcome).label), row.sentence]
