"""The whole timeline of an article: narrowed down, and as a file with the hash of each event."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Event, Person
from articles.spreadsheets import harmless
from articles.views.desk import DeskRequest, kept_query, page_of, tabs
from workflows.forms.timeline import TimelineFilter
from workflows.record.sentences import name_of
from workflows.views.access import article_for
from workflows.views.record.timeline import entries_of, events_of

COLUMNS = ("sequence", "at", "who", "kind", "what", "why", "hash")


@login_required
@require_safe
def article_timeline(request: DeskRequest, pk: int) -> HttpResponse:
    article = article_for(request.user, pk)
    form = _form(request, article)
    context: dict[str, Any] = {
        "article": article,
        "form": form,
        "tabs": tabs(article, "article"),
        "section": "articles",
        "query": kept_query(**form.kept),
    }
    if not form.is_valid():
        return render(request, "workflows/timeline.html", context, status=422)
    page = page_of(narrowed(events_of(article), form.cleaned_data), request)
    listed = {"page": page, "entries": entries_of(article, page.object_list)}
    return render(request, "workflows/timeline.html", context | listed)


@login_required
@require_safe
def article_timeline_export(request: DeskRequest, pk: int, kind: str) -> HttpResponse:
    """What the filter leaves, oldest first, as `timeline.csv` or `timeline.json`."""
    article = article_for(request.user, pk)
    form = _form(request, article)
    if kind not in FILES or not form.is_valid():
        raise Http404
    events = narrowed(events_of(article), form.cleaned_data).order_by("sequence")
    write, content_type = FILES[kind]
    response = HttpResponse(write(list(_rows(article, list(events)))), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{article.slug}-{kind}"'
    return response


def _form(request: DeskRequest, article: Article) -> TimelineFilter:
    there = events_of(article).order_by()
    kinds = sorted(there.values_list("kind", flat=True).distinct(), key=name_of)
    people = Person.objects.filter(pk__in=there.values("actor")).order_by("printed_name", "pk")
    return TimelineFilter(
        request.GET,
        kinds=[(kind, name_of(kind)) for kind in kinds],
        people=[(str(person.pk), person.printed_name) for person in people],
    )


def narrowed(events: QuerySet[Event], chosen: Mapping[str, Any]) -> QuerySet[Event]:
    """Days are the publisher's; the last is included."""
    if chosen.get("kind"):
        events = events.filter(kind=chosen["kind"])
    if chosen.get("person"):
        events = events.filter(actor=chosen["person"])
    if chosen.get("since"):
        events = events.filter(at__gte=_midnight(chosen["since"]))
    if chosen.get("until"):
        events = events.filter(at__lt=_midnight(chosen["until"] + datetime.timedelta(days=1)))
    return events


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _rows(article: Article, events: list[Event]) -> Iterator[dict[str, Any]]:
    for event, entry in zip(events, entries_of(article, events), strict=True):
        yield {
            "sequence": event.sequence,
            "at": event.at.isoformat(),
            "who": entry.who,
            "kind": event.kind,
            "what": entry.title,
            "why": entry.why,
            "hash": event.hash,
            "body": event.body,
        }


def _as_csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([[harmless(str(row[column])) for column in COLUMNS] for row in rows])
    return text.getvalue()


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


FILES: Mapping[str, tuple[Callable[[list[dict[str, Any]]], str], str]] = {
    "timeline.csv": (_as_csv, "text/csv; charset=utf-8"),
    "timeline.json": (_as_json, "application/json"),
}
