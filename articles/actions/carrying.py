"""At every revision of a text: what threads and flags are about is found again in the new words, or said to be gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Value

from articles.models import Article, Flag, Thread
from articles.text.carrying import Noted, carried
from articles.text.quotes import Spot

# What a thread or flag is, and how it is found again.
_COLUMNS = ("pk", "audience", "block_key", "quote", "context_before", "context_after", "passage_state")
_Row = tuple[Any, ...]


def carry_passages(article: Article, changes: Mapping[str, tuple[str, str]]) -> None:
    """`changes`: audience → the words before and after. One query where nothing was noted about these texts."""
    rows = _noted(article, list(changes)) if changes else []
    moved: dict[str, list[Thread | Flag]] = {"thread": [], "flag": []}
    for audience, (before, after) in changes.items():
        here = [row for row in rows if row[2] == audience]
        for row, now in zip(here, carried(before, after, [_passage(row) for row in here]), strict=True):
            if now != _passage(row):
                model = Thread if row[0] == "thread" else Flag
                moved[row[0]].append(model(pk=row[1], block_key=now.spot.key, passage_state=now.state))
    for model, kind in ((Thread, "thread"), (Flag, "flag")):
        if moved[kind]:
            model._default_manager.bulk_update(moved[kind], ["block_key", "passage_state"], batch_size=200)


def _noted(article: Article, audiences: Sequence[str]) -> list[_Row]:
    """Everything noted about these texts of the draft, open or not: kind, then `_COLUMNS`."""
    threads, flags = (
        model._default_manager.filter(article=article, version=None, audience__in=audiences)
        .exclude(block_key="")
        .order_by()
        .annotate(what=Value(kind))
        .values_list("what", *_COLUMNS)
        for model, kind in ((Thread, "thread"), (Flag, "flag"))
    )
    return list(threads.union(flags, all=True))


def _passage(row: _Row) -> Noted:
    _kind, _pk, _audience, key, quote, before, after, state = row
    return Noted(Spot(key, quote, before, after), state)
