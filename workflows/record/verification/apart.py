"""Columns of an article that make no revision (`Article.OF_EVENTS`) are as its newest event about them, or its history, says."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from articles import subject_codes
from articles.faults import Fault
from articles.models import Article, Event, Topic

# An event is written in the transaction of what it tells of.
_AT_ONCE = datetime.timedelta(minutes=5)
_COLUMNS: Mapping[str, str] = {
    "handed_over": "handling_editor_id",
    "moved_to_topic": "topic_id",
    "type_set": "type",
    "archived": "archived_at",
    "brought_back": "archived_at",
    "subject_codes_set": "subject_codes",
}
Past = Mapping[str, Any]
Told = tuple[str, datetime.datetime, Mapping[str, Any]]


def apart_faults(articles: Sequence[Article], past: Mapping[int, Past]) -> Iterator[Fault]:
    """`past`: the newest history row of each article, by the article's key, with its `history_date`. Two queries."""
    told = _newest([article.stream for article in articles])
    topics = dict(Topic.objects.values_list("slug", "pk"))
    for article in articles:
        was = past.get(article.pk)
        if was is not None and not all(
            _agrees(article, column, was, told.get((article.stream, column)), topics)
            for column in sorted(set(_COLUMNS.values()))
        ):
            yield Fault(f"row {article.pk} of {article._meta.db_table}", "is not as its events and its history say")


def _newest(streams: Sequence[str]) -> dict[tuple[str, str], Told]:
    """Of each stream and column the last event about it."""
    rows = Event.objects.filter(stream__in=streams, kind__in=_COLUMNS).order_by("stream", "sequence")
    return {
        (stream, _COLUMNS[kind]): (kind, at, _data(body))
        for stream, kind, at, body in rows.values_list("stream", "kind", "at", "body")
    }


def _data(body: str) -> Mapping[str, Any]:
    try:
        data = json.loads(body)["data"]
    except (ValueError, KeyError, TypeError):
        return {}  # the chain names it
    return data if isinstance(data, dict) else {}


def _agrees(article: Article, column: str, was: Past, told: Told | None, topics: Mapping[str, int]) -> bool:
    """What came last counts: a revision keeps these columns too, as they are when it is made."""
    value = getattr(article, column)
    if told is None or told[1] < was["history_date"]:
        return bool(value == was[column])
    return _SAYS[told[0]](value, told, topics)


def _archived(value: Any, told: Told, _topics: Mapping[str, int]) -> bool:
    return value is not None and abs(told[1] - value) < _AT_ONCE


def _coded(value: Any, told: Told, _topics: Mapping[str, int]) -> bool:
    """Tampered rows may hold anything."""
    try:
        lines = [code.line() for code in subject_codes.read(value)]
    except (KeyError, TypeError, AttributeError):
        return False
    return lines == told[2].get("codes")


_SAYS: Mapping[str, Callable[[Any, Told, Mapping[str, int]], bool]] = {
    "handed_over": lambda value, told, _topics: value == told[2].get("person"),
    "moved_to_topic": lambda value, told, topics: value == topics.get(str(told[2].get("topic"))),
    "type_set": lambda value, told, _topics: value == told[2].get("type"),
    "archived": _archived,
    "brought_back": lambda value, _told, _topics: value is None,
    "subject_codes_set": _coded,
}
