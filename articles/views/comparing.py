"""Two states of a text side by side, as `articles/_comparison.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise

from articles.text.blocks import Block
from articles.text.citations import citations
from articles.text.comparison import Change, compare


@dataclass(frozen=True)
class Row:
    """A changed block, or how many blocks in a row are the same."""

    change: Change | None = None
    unchanged: int = 0

    @property
    def old_citations(self) -> str:
        return _cited(self.change.old) if self.change else ""

    @property
    def new_citations(self) -> str:
        return _cited(self.change.new) if self.change else ""

    @property
    def citations_changed(self) -> bool:
        """Citations have no words, so that a comparison of words does not show them."""
        return self.old_citations != self.new_citations

    @property
    def only_markup_changed(self) -> bool:
        change = self.change
        if change is None or change.kind != "changed" or self.citations_changed:
            return False
        return all(word.kind == "same" for word in change.words)


def _cited(block: Block | None) -> str:
    return ", ".join(" ".join(citation.keys) for citation in citations(block.html)) if block else ""


@dataclass(frozen=True)
class Part:
    """One part of an article in two states; no rows when both are empty."""

    name: str | Promise
    rows: tuple[Row, ...]

    @property
    def has_changes(self) -> bool:
        return any(row.change for row in self.rows)


def compared(name: str | Promise, old: str, new: str) -> Part:
    return Part(name, tuple(_rows(compare(old, new))))


def _rows(changes: Iterable[Change]) -> Iterator[Row]:
    for same, group in groupby(changes, key=lambda change: change.kind == "same"):
        if same:
            yield Row(unchanged=len(list(group)))
        else:
            yield from (Row(change) for change in group)
