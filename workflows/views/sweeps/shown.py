"""What a sweep found, as a page shows it: sentences by text, with the names marked and what they must be read with (S9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.text.mentions import Names, Works
from workflows.models import Quoted, SweepFinding

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

KINDS: Mapping[str, StrPromise] = {
    "item": gettext_lazy("In a list"),
    "heading": gettext_lazy("Heading"),
    "table": gettext_lazy("Table"),
    "figure": gettext_lazy("Figure"),
    "card": gettext_lazy("Warning or care card"),
    "title": gettext_lazy("Title"),
    "question": gettext_lazy("Question"),
    "description": gettext_lazy("Description for search engines"),
    "definition": gettext_lazy("Definition"),
}


@dataclass(frozen=True)
class Piece:
    """Some of the words; `is_name` where they are what was looked for."""

    words: str
    is_name: bool = False


@dataclass(frozen=True)
class Said:
    """One mention. A warning of its section is shown with the first mention that it belongs to."""

    kind: str
    heading: str
    lead_in: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    warning: str


@dataclass(frozen=True)
class InText:
    label: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Shown:
    finding: SweepFinding
    texts: tuple[InText, ...]


def shown(finding: SweepFinding, wanted: Names | Works) -> Shown:
    by_text = groupby(finding.mentioned, key=lambda one: one.audience)
    texts = [InText(_label(audience), tuple(_said(list(quoted), wanted))) for audience, quoted in by_text]
    return Shown(finding, tuple(texts))


def _label(audience: str) -> str:
    return str(Audience(audience).label) if audience else _("Above all texts")


def _said(quoted: Sequence[Quoted], wanted: Names | Works) -> Iterator[Said]:
    told: set[str] = set()
    for one in quoted:
        kind = str(KINDS.get(one.kind, ""))
        heading = "" if one.kind == "heading" else one.heading
        warning = "" if one.warning in told else one.warning
        told.add(one.warning)
        yield Said(kind, heading, pieces(one.lead_in, wanted), pieces(one.words, wanted), warning)


def pieces(words: str, wanted: Names | Works) -> tuple[Piece, ...]:
    """The words with what was looked for apart; a citation is marked by its key as it is."""
    return tuple(piece for piece in _pieces(words, wanted) if piece.words)


def _pieces(words: str, wanted: Names | Works) -> Iterator[Piece]:
    place = 0
    for _name, start, end in wanted.places(words) if isinstance(wanted, Names) else ():
        if start >= place:
            yield Piece(words[place:start])
            yield Piece(words[start:end], is_name=True)
            place = end
    yield Piece(words[place:])
