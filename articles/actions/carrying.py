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
_FOUND = ("block_key", "passage_state")
_Row = tuple[Any, ...]


def carry_passages(article: Article, changes: Mapping[str, tuple[str, str]]) -> None:
    """`changes`: audience → the words before and after. One query where nothing was noted about these texts."""
    changes = {audience: words for audience, words in changes.items() if words[0] != words[1]}
    rows = _noted(article, list(changes)) if changes else []
    threads: list[Thread] = []
    flags: list[Flag] = []
    for audience, (before, after) in changes.items():
        here = [row for row in rows if row[2] == audience]
        places = carried(before, after, [_passage(row) for row in here]) if here else []
        for row, now in zip(here, places, strict=True):
            found = {"pk": row[1], "block_key": now.spot.key, "passage_state": now.state}
            if now != _passage(row) and row[0] == "thread":
                threads.append(Thread(**found))
            elif now != _passage(row):
                flags.append(Flag(**found))
    if threads:
        Thread.objects.bulk_update(threads, _FOUND, batch_size=200)
    if flags:
        Flag.objects.bulk_update(flags, _FOUND, batch_size=200)


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
