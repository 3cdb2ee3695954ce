"""The flags of a version as they stood when it was submitted, for the board and the inspection file."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.audiences import Audience
from articles.models import Severity


@dataclass(frozen=True, slots=True)
class FrozenPassage:
    """One passage of a flag of a version, in the text that is called so. An empty quote: the text says nothing there."""

    audience: Audience
    text: str
    section: str
    quote: str
    key: str


@dataclass(frozen=True, slots=True)
class FrozenFlag:
    """A flag of a version in the words of the day, with its answer: empty where it needed none and got none."""

    label: str
    severity: Severity
    why: str
    passages: tuple[FrozenPassage, ...]
    reason: str
    answered_by: str
    answered_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """What the checks said of a version when it was submitted. Without `checked_at` they could not look at it (S35)."""

    checked_at: datetime.datetime | None
    flags: tuple[FrozenFlag, ...]

    @property
    def answered(self) -> list[FrozenFlag]:
        """Those that had to be answered first."""
        rank = list(Severity)
        return sorted((flag for flag in self.flags if flag.reason), key=lambda flag: rank.index(flag.severity))

    @property
    def open(self) -> list[FrozenFlag]:
        rank = list(Severity)
        return sorted((flag for flag in self.flags if not flag.reason), key=lambda flag: rank.index(flag.severity))


def frozen(content: str) -> Frozen:
    """The flags of a version as `freeze_flags` kept them."""
    data = json.loads(content)
    # Hundreds of passages stand in two or three texts: their names are looked up once.
    texts = {audience.value: str(audience.label) for audience in Audience}
    checked_at = datetime.datetime.fromisoformat(data["checked_at"]) if data["checked_at"] else None
    return Frozen(checked_at, tuple(_frozen_flag(flag, texts) for flag in data["flags"]))


def _frozen_flag(data: Mapping[str, Any], texts: Mapping[str, str]) -> FrozenFlag:
    answer = data["answer"] or {"reason": "", "name": "", "at": ""}
    places = [place for place in data["passages"] if place["quote"] or not data["within"]] or data["passages"][:1]
    return FrozenFlag(
        label=data["label"],
        severity=Severity(data["severity"]),
        why=data["why"],
        passages=tuple(
            FrozenPassage(
                Audience(place["audience"]), texts[place["audience"]], place["section"], place["quote"], place["key"]
            )
            for place in places
        ),
        reason=answer["reason"],
        answered_by=answer["name"],
        answered_at=datetime.datetime.fromisoformat(answer["at"]) if answer["at"] else None,
    )
