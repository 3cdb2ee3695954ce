"""The events of an article as a page shows them: newest first, each saving leading to the draft as it was then."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from articles.audiences import Audience
from articles.models import Article, Event
from articles.prepared import prepared
from workflows.record.sentences import Line, lines_of

SHOWN = 30


@dataclass(frozen=True)
class Entry:
    """One event as the timeline component shows it."""

    title: str
    who: str
    when: datetime.datetime
    why: str = ""
    url: str = ""


def timeline(article: Article, *, everything: bool = False) -> tuple[list[Entry], int]:
    """Newest first, and how many older ones were left out."""
    total = events_of(article).count()
    shown = entries_of(article, events_of(article) if everything else _newest(article.stream))
    return shown, total - len(shown)


@prepared
def _newest(stream: str) -> QuerySet[Event]:
    return Event.objects.filter(stream=stream).select_related("actor").order_by("-sequence")[:SHOWN]


def events_of(article: Article) -> QuerySet[Event]:
    """Newest first."""
    return Event.objects.filter(stream=article.stream).select_related("actor").order_by("-sequence")


def entries_of(article: Article, events: Iterable[Event]) -> list[Entry]:
    return [_entry(article, line) for line in lines_of(events)]


def _entry(article: Article, line: Line) -> Entry:
    event = line.event
    return Entry(
        title=line.sentence,
        who=event.actor.printed_name,
        when=event.at,
        why=line.why,
        url=_revision_url(article, line.told["revision"]) if event.kind == "saved" else "",
    )


def _revision_url(article: Article, number: int) -> str:
    """The draft as it was saved then."""
    audience = next(iter(article.audiences), Audience.PATIENT.value)
    return reverse("desk:article_revision", args=(article.pk, number, audience))
