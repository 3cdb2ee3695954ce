"""How a kind of event is told: what it is called, and its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from articles.models import Event
from workflows.transitions import Action

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Told(dict[str, Any]):
    """The data of an event, its ids turned into names. What an event of an earlier release does not hold is a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"

    def label(self, key: str, choices: type[TextChoices]) -> str:
        """The words for a value of a list, in the middle of a sentence."""
        value = self[key]
        return str(choices(value).label).lower() if value in choices.values else str(value)

    def name(self, key: str, choices: type[TextChoices]) -> str:
        """The words for a value of a list, as they are written in it."""
        value = self[key]
        return str(choices(value).label) if value in choices.values else str(value)


@dataclass(frozen=True)
class Kind:
    """`words` is a sentence with the names of data in it, or chooses one."""

    name: StrPromise | str
    words: StrPromise | Callable[[Told], str]

    def sentence(self, told: Told) -> str:
        return self.words(told) if callable(self.words) else str(self.words) % told


def of_table(told: Mapping[Action, StrPromise | Callable[[Told], str]]) -> dict[str, Kind]:
    """Actions of the table of transitions, called as the table calls them."""
    return {action.value: Kind(action.label, words) for action, words in told.items()}


@dataclass(frozen=True)
class Line:
    """One event told."""

    event: Event
    sentence: str
    told: Told

    @property
    def why(self) -> str:
        """What somebody typed about it; of a refused attempt the sentence says why."""
        return "" if self.event.kind == "refused" else str(self.told.get("why") or self.told.get("what") or "")
