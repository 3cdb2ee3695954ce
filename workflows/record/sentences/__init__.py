"""Every kind of event as a sentence, with the people in it by name: in timelines, to auditors, in the inspection file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.models import Event
from workflows.record.sentences import articles, boards, elsewhere, glossary, reviews, sweeps
from workflows.record.sentences.telling import Kind, Line, Told
from workflows.record.sentences.told import told_by

KINDS: Mapping[str, Kind] = {
    **articles.KINDS,
    **reviews.KINDS,
    **boards.KINDS,
    **elsewhere.KINDS,
    **glossary.KINDS,
    **sweeps.KINDS,
}


def lines_of(events: Iterable[Event]) -> list[Line]:
    """The events in their order, told; at most one query for each kind of thing that they name, however many events."""
    shown = list(events)
    return [_line(event, told) for event, told in zip(shown, told_by(shown), strict=True)]


def _line(event: Event, told: Told) -> Line:
    kind = KINDS.get(event.kind)
    return Line(event, kind.sentence(told) if kind else name_of(event.kind), told)


def name_of(kind: str) -> str:
    """What a kind is called in a list of kinds; one that this code does not know stands as it was written."""
    return str(KINDS[kind].name) if kind in KINDS else kind.replace("_", " ").replace(".", " ").capitalize()


__all__ = ["KINDS", "Line", "lines_of", "name_of"]
