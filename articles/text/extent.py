"""How much a change of a text changes: words that came and went, and whether a number or a dose is among them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from articles.text.blocks import blocks
from articles.text.comparison import Change, compare
from articles.text.doses import is_dose_unit
from articles.text.quantities import figures, tokens


@dataclass(frozen=True, slots=True)
class Extent:
    """`added` and `removed` count words; a moved passage counts for none."""

    added: int = 0
    removed: int = 0
    has_number: bool = False
    has_dose: bool = False

    def as_data(self) -> dict[str, object]:
        return {"added": self.added, "removed": self.removed, "number": self.has_number, "dose": self.has_dose}


def extent(old: str, new: str) -> Extent:
    changes = [change for change in compare(old, new) if change.kind not in ("same", "moved")]
    units = {unit for change in changes for unit in _changed_units(change)}
    return Extent(
        added=_count(changes, "added"),
        removed=_count(changes, "removed"),
        has_number=any(change.quantities_changed for change in changes),
        has_dose=any(is_dose_unit(unit) for unit in units),
    )


def changed_share(old: str, new: str) -> int:
    """How many per cent of the words of a text changed, rounded up, at most 100: those that came or those that went, whichever
    are more, of those that it had.
    """
    found = extent(old, new)
    words = sum(any(sign.isalnum() for sign in token) for block in blocks(old) for token in tokens(block.text))
    return min(100, ceil(100 * max(found.added, found.removed) / words)) if words else 100 * bool(found.added)


def _count(changes: Iterable[Change], kind: str) -> int:
    words = (word.text for change in changes for word in change.words if word.kind == kind)
    return sum(any(sign.isalnum() for sign in token) for text in words for token in tokens(text))


def _changed_units(change: Change) -> Iterable[str]:
    """Units of the quantities that only one side has, or has more often."""
    old, new = (Counter(figures(block.text) if block else ()) for block in (change.old, change.new))
    return (unit for _value, unit in ((old - new) + (new - old)))
