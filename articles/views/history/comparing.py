"""Two states of a text, as `articles/_comparison.html` shows them: changes with all that they mean, the rest folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.template.defaultfilters import linebreaksbr
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.text.blocks import Block
from articles.text.comparison import (
    Badge,
    BadgeKind,
    CellChange,
    Change,
    Classification,
    Detail,
    DetailKind,
    RowChange,
    Word,
    badge_sentence,
    classification,
    compare,
    detail_sentence,
)
from articles.text.comparison.sentences import BADGE_NAMES, reason_sentence

_NOUNS: dict[BadgeKind, Promise] = {
    **dict.fromkeys((BadgeKind.NUMBER, BadgeKind.UNIT, BadgeKind.FREQUENCY), _("numbers and doses")),
    BadgeKind.DRUG: _("drugs"),
    BadgeKind.SIDE: _("sides and places"),
    BadgeKind.NEGATION: _("negations"),
    BadgeKind.DIRECTION: _("directions (more or less, before or after)"),
    BadgeKind.POPULATION: _("whom it applies to"),
    BadgeKind.STRENGTH: _("strength of advice"),
    BadgeKind.WARNING: _("warnings"),
}
# Which words stand on which side.
_OLD, _NEW, _BOTH = (frozenset({"same", *kinds}) for kinds in (("removed",), ("added",), ("removed", "added")))
_MARKS = {"removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
# Said by the table itself.
_SHOWN_IN_PLACE = frozenset({DetailKind.CELL})


@dataclass(frozen=True)
class Note:
    """What a change means, in words; `name` says what kind of badge it is, "" where it is none."""

    sentence: str
    name: str | Promise = ""
    at: str = ""


@dataclass(frozen=True)
class Cell:
    change: CellChange
    words: SafeString


@dataclass(frozen=True)
class TableRows:
    """A row of a table that changed or names the columns, or how many in a row did neither."""

    row: RowChange | None = None
    unchanged: int = 0

    @property
    def cells(self) -> list[Cell]:
        return [Cell(cell, marked(cell.words, _BOTH)) for cell in self.row.cells] if self.row else []


@dataclass(frozen=True)
class Row:
    """A changed block, or blocks in a row that are the same."""

    change: Change | None = None
    same: tuple[Block, ...] = ()

    @property
    def unchanged_words(self) -> str:
        number = len(self.same)
        return ngettext("%d passage without changes", "%d passages without changes", number) % number

    @property
    def same_words(self) -> SafeString:
        """Each block as a paragraph."""
        return format_html_join("", "<p>{}</p>", ((linebreaksbr(block.text),) for block in self.same))

    @property
    def old_words(self) -> SafeString:
        return self._words(_OLD)

    @property
    def new_words(self) -> SafeString:
        return self._words(_NEW)

    @property
    def words(self) -> SafeString:
        """Of both states, one after the other."""
        return self._words(_BOTH)

    @property
    def caption(self) -> SafeString:
        return marked(self.change.table.caption if self.change and self.change.table else (), _BOTH)

    def _words(self, kinds: Container[str]) -> SafeString:
        return marked(self.change.words if self.change else (), kinds)

    @property
    def notes(self) -> list[Note]:
        return [*map(_badge, self.change.badges), *map(_detail, self._details())] if self.change else []

    def _details(self) -> list[Detail]:
        details = self.change.details if self.change else ()
        return [detail for detail in details if detail.kind not in _SHOWN_IN_PLACE]

    @property
    def table(self) -> list[TableRows]:
        return list(_table(self.change.table.rows)) if self.change and self.change.table else []


def _badge(badge: Badge) -> Note:
    return Note(badge_sentence(badge), BADGE_NAMES[badge.kind], badge.at)


def _detail(detail: Detail) -> Note:
    return Note(detail_sentence(detail))


def _table(rows: tuple[RowChange, ...]) -> Iterator[TableRows]:
    """The first row stays: it says what the columns are."""
    for same, group in groupby(enumerate(rows), key=lambda row: row[0] > 0 and row[1].kind == "same"):
        members = [row for _number, row in group]
        if same:
            yield TableRows(unchanged=len(members))
        else:
            yield from (TableRows(row) for row in members)


@dataclass(frozen=True)
class Part:
    """One part of an article in two states; no rows when both are empty."""

    name: str | Promise
    rows: tuple[Row, ...]

    @property
    def changes(self) -> list[Change]:
        return [row.change for row in self.rows if row.change]

    @property
    def has_changes(self) -> bool:
        return bool(self.changes)


def marked(words: Iterable[Word], kinds: Container[str]) -> SafeString:
    """Words of these kinds, what was removed and added with its mark. A page holds hundreds: too many for a template each."""
    pieces = [_marked(word) for word in words if word.kind in kinds]
    return format_html("{}" * len(pieces), *pieces) if pieces else SafeString("")


def _marked(word: Word) -> SafeString:
    lines = linebreaksbr(word.text) if "\n" in word.text else escape(word.text)
    mark = _MARKS.get(word.kind)
    return format_html(mark, lines) if mark else lines


def compared(name: str | Promise, old: str, new: str) -> Part:
    return Part(name, tuple(_rows(compare(old, new))))


def _rows(changes: Iterable[Change]) -> Iterator[Row]:
    for same, group in groupby(changes, key=lambda change: change.kind == "same"):
        if same:
            yield Row(same=tuple(change.new for change in group if change.new))
        else:
            yield from (Row(change) for change in group)


@dataclass(frozen=True)
class Overview:
    """All changes of a page in one line: how many, of what kind, and whether all of it is minor (S21)."""

    changes: int
    badges: tuple[tuple[str | Promise, int], ...]
    classification: Classification

    @property
    def other_reasons(self) -> list[str]:
        """Why it is not minor, beside the badges, which are counted."""
        others = (reason for reason in self.classification.reasons if not isinstance(reason, Badge))
        return list(dict.fromkeys(reason_sentence(reason) for reason in others))


def overview(parts: Iterable[Part]) -> Overview:
    changes = [change for part in parts for change in part.changes]
    kinds = Counter(badge.kind for change in changes for badge in change.badges)
    counts: Counter[str | Promise] = Counter()
    for kind, noun in _NOUNS.items():
        counts[noun] += kinds[kind]
    named = tuple((noun, count) for noun, count in counts.items() if count)
    return Overview(len(changes), named, classification(changes))
