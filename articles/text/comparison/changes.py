"""What a comparison finds, as plain values: changes of blocks, words with their fates, details, badges."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from articles.text.blocks import Block

ChangeKind = Literal["same", "added", "removed", "changed", "moved"]
WordKind = Literal["same", "added", "removed"]
CellKind = Literal["same", "changed", "added", "removed"]


class DetailKind(StrEnum):
    """What changed beside the words. `old` and `new` of a detail hold what is named here in brackets."""

    EMPHASIS_GAINED = "emphasis gained"  # (strong, em, dfn, code)
    EMPHASIS_LOST = "emphasis lost"
    SUPERSCRIPT_GAINED = "superscript gained"  # (the words in the plain form: 10⁹)
    SUPERSCRIPT_LOST = "superscript lost"
    SUBSCRIPT_GAINED = "subscript gained"
    SUBSCRIPT_LOST = "subscript lost"
    LINK_ADDED = "link added"  # (addresses)
    LINK_REMOVED = "link removed"
    LINK_TARGET = "link target"
    CITATION_ADDED = "citation added"  # (keys)
    CITATION_REMOVED = "citation removed"
    CITATION_REPLACED = "citation replaced"
    CITATION_MOVED = "citation moved"
    HEADING = "heading"  # (its words)
    HEADING_LEVEL = "heading level"  # (2, 3, 4)
    BLOCK_KIND = "kind of block"  # (tags: p, li, h2 …)
    LIST_KIND = "kind of list"  # (ul, ol)
    LIST_START = "start of list"  # (numbers)
    LIST_DEPTH = "depth of list"  # (in how many lists it stands)
    JOINED = "joined"  # with what stands before it
    PARTED = "parted"
    BOX = "box"  # (kinds of boxes; "" for none)
    QUESTION = "question and answer"  # ("question" or "")
    IMAGE = "image"  # (addresses)
    ALT_TEXT = "alternative text"
    CAPTION = "caption"
    CELL = "cell"  # (its words)
    CELL_HEADER = "header cell"  # (th, td)
    CELL_SPAN = "span of cell"  # (columns × rows)
    ROW_ADDED = "row added"  # (its words)
    ROW_REMOVED = "row removed"
    ROW_MOVED = "row moved"
    COLUMN_ADDED = "column added"  # (its heading)
    COLUMN_REMOVED = "column removed"
    LINE_BREAKS = "line breaks"  # (how many)
    FORMATTING = "formatting"  # what none of the others names


class BadgeKind(StrEnum):
    """What a person has to look at before all else (S21)."""

    NUMBER = "number"
    UNIT = "unit"
    FREQUENCY = "frequency"
    DRUG = "drug"
    SIDE = "side"
    NEGATION = "negation"
    DIRECTION = "direction"
    POPULATION = "population"
    STRENGTH = "strength of advice"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Word:
    """Words in a row with one fate, and the blanks after them."""

    kind: WordKind
    text: str


@dataclass(frozen=True, slots=True)
class Detail:
    """`words` are those that it lies on. In a table, `row` and `column` count from 1, and `at` names them by their headings."""

    kind: DetailKind
    old: str = ""
    new: str = ""
    words: str = ""
    row: int = 0
    column: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """`old` and `new` as they stand in the texts. `factor` is new by old, where both measure the same."""

    kind: BadgeKind
    old: str
    new: str
    factor: float | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    kind: CellKind
    words: tuple[Word, ...]
    is_header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class RowChange:
    kind: ChangeKind
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table with both of its states in it; cells of both in the order of the columns."""

    caption: tuple[Word, ...]
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One block in two states, or in the one that it has. A moved block may have changed as well."""

    kind: ChangeKind
    old: Block | None
    new: Block | None
    words: tuple[Word, ...] = ()
    details: tuple[Detail, ...] = ()
    badges: tuple[Badge, ...] = ()
    table: TableChange | None = None

    @property
    def words_differ(self) -> bool:
        return any(word.kind != "same" for word in self.words)

    @property
    def quantities_changed(self) -> bool:
        """A number, a unit or a frequency is not what it was, or not where it was."""
        return any(badge.kind in _QUANTITIES for badge in self.badges)


_QUANTITIES = frozenset({BadgeKind.NUMBER, BadgeKind.UNIT, BadgeKind.FREQUENCY})
