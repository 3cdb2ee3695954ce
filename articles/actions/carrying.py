"""At every revision of a text: what threads are about is found again in the new words, or said to be gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from articles.models import Article, Thread
from articles.text.carrying import Noted, State, carried
from articles.text.quotes import Spot

_FOUND = ("block_key", "passage_state")


def carry_passages(article: Article, changes: Mapping[str, tuple[str, str]]) -> None:
    """`changes`: audience → the words before and after. One query where nobody said anything about these texts."""
    changes = {audience: words for audience, words in changes.items() if words[0] != words[1]}
    threads = list(_threads(article, list(changes))) if changes else []
    moved: list[Thread] = []
    for audience, (before, after) in changes.items():
        here = [thread for thread in threads if thread.audience == audience]
        places = carried(before, after, [_passage(thread) for thread in here]) if here else []
        for thread, now in zip(here, places, strict=True):
            if now != _passage(thread):
                thread.block_key, thread.passage_state = now.spot.key, now.state
                moved.append(thread)
    if moved:
        Thread.objects.bulk_update(moved, _FOUND, batch_size=200)


def _threads(article: Article, audiences: list[str]) -> list[Thread]:
    """Every conversation about a passage of these texts of the draft, open or not."""
    about = Thread.objects.filter(article=article, version=None, audience__in=audiences).exclude(block_key="")
    return list(
        about.order_by().only(
            "audience", "block_key", "quote", "context_before", "context_after", "passage_state", "article"
        )
    )


def _passage(thread: Thread) -> Noted:
    spot = Spot(thread.block_key, thread.quote, thread.context_before, thread.context_after)
    return Noted(spot, cast("State", thread.passage_state))
