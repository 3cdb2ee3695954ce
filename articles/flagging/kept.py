"""A flag as it is kept beside its columns, and as pages show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.audiences import Audience
from articles.flagging.noticing import Noticed
from articles.models import Flag
from articles.refusals import Sentence
from articles.text.consistency import Kind, Passage
from articles.text.consistency.wording import sentence


@dataclass(frozen=True, slots=True)
class Place:
    """One passage of a flag as pages show it. An empty quote: the text says nothing there."""

    audience: Audience
    key: str
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A flag as it is kept: its passages, and the sentence that says why. `also` stands for further texts of an omission."""

    kind: Kind
    left: Place
    right: Place
    why: Sentence
    number: int
    section: str
    is_within: bool
    also: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """All but the empty one of a flag within one text; where the text says nothing at all, that it does not."""
        found = tuple(one for one in (self.left, self.right, *self.also) if one.quote or not self.is_within)
        return found or (self.left,)


@dataclass(frozen=True, slots=True)
class Alone:
    """A section of one text that says something which other texts leave out."""

    audience: str
    section: str
    others: tuple[str, ...]


def as_data(noticed: Noticed) -> dict[str, Any]:
    """What of a flag is kept beside its columns; `seen` reads it again."""
    flag = noticed.flag
    sides = {"left": _as_data(flag.left), "right": _as_data(flag.right)}
    also = [{"audience": one.audience.value, **_as_data(one.passage)} for one in noticed.also]
    return {**sides, **({"also": also} if also else {}), "values": dict(flag.values), "within": flag.is_within}


def _as_data(passage: Passage) -> dict[str, Any]:
    return {
        "text": passage.text,
        "key": passage.key,
        "quote": passage.quote,
        "section": passage.section,
        "number": passage.number,
    }


def seen(kind: str, audience: str, other: str, data: Mapping[str, Any]) -> Seen:
    """A kept flag as pages show it, the sentence in the language of whoever reads it."""
    audiences = (Audience(audience), Audience(other))
    left, right = (_place(audiences[data[side]["text"]], data[side]) for side in ("left", "right"))
    home = data["left"] if left.quote or not right.quote else data["right"]
    values = {name: str(value) for name, value in data["values"].items()}
    also = tuple(_place(Audience(one["audience"]), one) for one in data.get("also", ()))
    why = _why(kind, values, [bool(one.quote) for one in (left, right, *also)] if also else [])
    return Seen(Kind(kind), left, right, why, home["number"], home["section"], data["within"], also)


def _why(kind: str, values: Mapping[str, str], told: Sequence[bool]) -> Sentence:
    """`told`: for each text of an omission that stands against several, whether it says it."""
    return sentence(kind, values, telling=told.count(True), silent=told.count(False))


def seen_flag(flag: Flag) -> Seen:
    return seen(flag.kind, flag.audience, flag.other, flag.data)


def _place(audience: Audience, data: Mapping[str, Any]) -> Place:
    return Place(audience, data["key"], data["quote"], data["section"])


def said_alone(flag: Flag) -> Alone | None:
    """For a flag about something that only one text says, or that one text alone leaves out. Else None."""
    shown = seen_flag(flag)
    said = [place for place in shown.places if place.quote]
    silent = tuple(place.audience.value for place in shown.places if not place.quote)
    if shown.is_within or not said or not silent:
        return None
    return Alone(said[0].audience.value, said[0].section, silent)
