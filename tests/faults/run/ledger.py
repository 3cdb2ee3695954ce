"""What people decided, what they were told, and how often the record has it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, InterfaceError, connection

from articles.models import Article, Comment, Notice, Publication, Text, Version
from workflows.models import Disclosure, Review, SignOff

PATIENCE = 120.0

# How often the record has one decision, by its kind and what it is known by.
COUNTED: dict[str, Callable[..., int]] = {
    "create": lambda title: Article.objects.filter(title=title).count(),
    "details": lambda question: _begins(Article, "question", question),
    "save": lambda mark: Text.history.filter(body__contains=mark).count(),
    "submit": lambda note: Version.objects.filter(change_note=note).count(),
    "start review": lambda version: Review.objects.filter(version=version).count(),
    "disclose": lambda review, person: Disclosure.objects.filter(review=review, person=person).count(),
    "comment": lambda body: Comment.objects.filter(body=body).count(),
    "sign": lambda review, person: SignOff.objects.filter(review=review, person=person).count(),
    "publish": lambda version: Publication.objects.filter(version=version, live_from__isnull=False).count(),
    "notice": lambda sentence: Notice.objects.filter(sentence=sentence).count(),
    "retire": lambda reason: Publication.objects.filter(end_reason=reason).count(),
}


def _begins(model: Any, name: str, value: str) -> int:
    """How often a change to this value stands in the history: a revision that has it behind one that has not."""
    rows = list(model.history.filter(**{name: value}).values_list("id", flat=True).distinct())
    history = model.history.filter(id__in=rows).order_by("id", "revision", "history_id").values_list("id", name)
    before: tuple[Any, Any] = (None, None)
    begun = 0
    for row in history:
        begun += row[1] == value and before != row
        before = row
    return begun


def asked(question: Callable[[], Any]) -> Any:
    """Of the database, again and again while it is away."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return question()
        except (DatabaseError, InterfaceError):
            connection.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@dataclass
class Decision:
    """`told`: a page said that it is done. `lost`: how often nobody answered. `absent`: looked up and not there, so done again.
    `typed_again`: how often the page came back with what was wrong; `refused`: in the end.
    """

    kind: str
    key: tuple[Any, ...]
    told: bool = False
    lost: int = 0
    absent: int = 0
    typed_again: int = 0
    refused: str = ""

    def count(self) -> int:
        return int(asked(lambda: COUNTED[self.kind](*self.key)))


@dataclass
class Ledger:
    decisions: list[Decision] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, kind: str, *key: Any) -> Decision:
        decision = Decision(kind, key)
        with self.lock:
            self.decisions.append(decision)
        return decision

    @property
    def made(self) -> list[Decision]:
        return [one for one in self.decisions if not one.refused]

    def by_kind(self) -> dict[str, Counter[str]]:
        found = {kind: Counter[str]() for kind in COUNTED}
        for one in self.decisions:
            row, count = found[one.kind], one.count()
            row["decided"] += not one.refused
            row["typed again"] += bool(one.typed_again)
            row["refused"] += bool(one.refused)
            row["told"] += one.told
            row["looked up"] += bool(one.lost)
            row["done again"] += bool(one.absent)
            row["lost"] += not one.refused and count == 0
            row["doubled"] += count > 1
        return found
