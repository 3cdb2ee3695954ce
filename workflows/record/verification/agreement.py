"""Compares rows with what their events say, and drafts with their histories: what somebody wrote past the application."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, Subquery

from articles import guards
from articles.faults import Counted, Fault, nobody
from articles.models import Article, Event, Version
from articles.models.tracked import Tracked
from workflows.models import SignOff
from workflows.record.verification.apart import apart_faults
from workflows.transitions import Action

_STREAM = "article:"
_SIGNED = "signed"
_TELLING = (*Action.values, _SIGNED)


@dataclass
class _Told:
    """What the events of one article say of its versions and sign-offs."""

    digests: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    signatures: dict[int, str] = field(default_factory=dict)

    def hear(self, kind: str, data: Any) -> None:
        """What holds something else was not written by us; the chain names it."""
        match data:
            case {"sign_off": int(pk), "signature": str(signature)} if kind == _SIGNED:
                self.signatures[pk] = signature
            case {"version": int(number), "digest": str(digest), "status": str(status)} if kind != _SIGNED:
                self.statuses[number] = status
                self.digests.setdefault(number, digest)


def event_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Article by article: each version and each sign-off has its event, each event its row, and both say the same."""
    for stream, told in _by_article():
        uuid = stream.removeprefix(_STREAM)
        article = Article.objects.filter(uuid=uuid).first()
        if article is None:
            yield Fault(f"article {uuid}", "is gone, but its events are there")
            continue
        yield from _version_faults(article, told)
        yield from _sign_off_faults(article, told)
        counted(1)
    yield from _silent()


def _by_article() -> Iterator[tuple[str, _Told]]:
    events = Event.objects.filter(stream__startswith=_STREAM).order_by("stream", "sequence")
    rows = events.values_list("stream", "kind", "body").iterator(chunk_size=2000)
    for stream, of_article in groupby(rows, key=itemgetter(0)):
        told = _Told()
        for _stream, kind, body in of_article:
            if kind in _TELLING:
                told.hear(kind, _data(body))
        yield stream, told


def _data(body: str) -> Any:
    try:
        return json.loads(body)["data"]
    except (ValueError, KeyError, TypeError):
        return None  # the chain names it


def _version_faults(article: Article, told: _Told) -> Iterator[Fault]:
    rows = Version.objects.filter(article=article).order_by("number").values_list("number", "digest", "status")
    there = {number: (digest, status) for number, digest, status in rows}
    for number in sorted(there.keys() | told.statuses.keys()):
        name = f"version {number} of “{article.slug}”"
        if number not in there:
            yield Fault(name, "is gone, but its events are there")
        elif number not in told.statuses:
            yield Fault(name, "has no event: it was not submitted here, or its events were cut off")
        elif there[number] != (told.digests[number], told.statuses[number]):
            yield Fault(name, "its fingerprint or status is not what its events say")


def _sign_off_faults(article: Article, told: _Told) -> Iterator[Fault]:
    rows = SignOff.objects.filter(version__article=article).order_by("pk").values_list("pk", "signature")
    there = dict(rows)
    for pk in sorted(there.keys() | told.signatures.keys()):
        if pk not in there:
            yield Fault(f"sign-off {pk}", f"is gone, but the events of “{article.slug}” have it")
        elif pk not in told.signatures:
            yield Fault(f"sign-off {pk}", "has no event: it was not made here, or its events were cut off")
        elif there[pk] != told.signatures[pk]:
            yield Fault(f"sign-off {pk}", "its signature is not the one in its event")


def _silent() -> Iterator[Fault]:
    """Articles without a single event."""
    created = set(Event.objects.filter(stream__startswith=_STREAM, sequence=1).values_list("stream", flat=True))
    for slug, uuid in Article.objects.order_by("pk").values_list("slug", "uuid").iterator(chunk_size=2000):
        if f"{_STREAM}{uuid}" not in created:
            yield Fault(f"article “{slug}”", "its events are gone")


def history_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Tracked rows (drafts, references, terms on a board, approval rules) are as their newest history row says."""
    for guard in guards.registered():
        if issubclass(guard.model, Tracked):
            yield from _drifted(guard.model, counted)


def _drifted(model: Any, counted: Counted) -> Iterator[Fault]:
    kept = model.history.model
    apart = {model._meta.get_field(name).attname for name in model.OF_EVENTS}
    columns = {f.attname for f in kept._meta.concrete_fields} - apart
    names = [name for name in columns if name != "pk" and hasattr(model, name)]
    newest = kept.objects.filter(id=OuterRef("pk")).order_by("-history_id").values("history_id")[:1]
    rows = model._base_manager.order_by("pk").annotate(newest=Subquery(newest))
    for part in _parts(rows):
        ids = [row.newest for row in part]
        past = {row["history_id"]: row for row in kept.objects.filter(history_id__in=ids).values()}
        for row in part:
            was = past.get(row.newest)
            if was is None or any(getattr(row, name) != was[name] for name in names):
                yield Fault(f"row {row.pk} of {model._meta.db_table}", "is not as its history says")
        if model is Article:
            yield from apart_faults(part, {row.pk: past[row.newest] for row in part if row.newest in past})
        counted(len(part))


def _parts(rows: Any) -> Iterator[list[Any]]:
    source = rows.iterator(chunk_size=200)
    while part := list(islice(source, 200)):
        yield part
