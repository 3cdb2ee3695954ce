"""Two states of one table: rows first, then columns, then the words of each cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import groupby, zip_longest
from typing import Literal

from articles.text.comparison.aligning import Pair, Piece, align
from articles.text.comparison.changes import (
    Badge,
    CellChange,
    CellKind,
    ChangeKind,
    Detail,
    DetailKind,
    RowChange,
    TableChange,
    Word,
)
from articles.text.comparison.identity import same_html
from articles.text.comparison.passages import Compared, arrived, compared, gone, unchanged
from articles.text.comparison.prose import Prose, read
from articles.text.comparison.wording import Effort
from articles.text.tree import Element, parse, serialise

# Columns are looked for in this many rows: a table says in its first ones what its columns are.
_ROWS_READ = 40
_LARGEST_SEARCH = 2_500


@dataclass(frozen=True)
class _Cell:
    element: Element

    @cached_property
    def prose(self) -> Prose:
        return read(self.element.children)

    @property
    def text(self) -> str:
        return self.prose.text.replace("\n", " ")

    @property
    def is_header(self) -> bool:
        return self.element.tag == "th"

    @property
    def columns(self) -> int:
        return int(self.element.attributes.get("colspan", "1"))

    @property
    def rows(self) -> int:
        return int(self.element.attributes.get("rowspan", "1"))

    @property
    def span(self) -> str:
        return f"{self.columns} × {self.rows}"


@dataclass(frozen=True)
class _Row:
    html: str
    cells: tuple[_Cell, ...]

    def __str__(self) -> str:
        return self.text

    @cached_property
    def text(self) -> str:
        return " | ".join(cell.text for cell in self.cells)

    @cached_property
    def identity(self) -> str:
        return self.html if self.html.isascii() else same_html(self.html, self.text)

    @property
    def heading(self) -> str:
        return self.cells[0].text if self.cells else ""

    @cached_property
    def by_column(self) -> dict[int, _Cell]:
        """Cells by the column in which they begin; what spans rows from above is left out of account."""
        placed: dict[int, _Cell] = {}
        column = 0
        for cell in self.cells:
            placed[column] = cell
            column += cell.columns
        return placed


@dataclass(frozen=True)
class _Table:
    caption: Prose
    rows: tuple[_Row, ...]

    @cached_property
    def width(self) -> int:
        return max((sum(cell.columns for cell in row.cells) for row in self.rows), default=0)

    def heading(self, column: int) -> str:
        cell = self.rows[0].by_column.get(column) if self.rows else None
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class ComparedTable:
    table: TableChange
    words: tuple[Word, ...]
    details: tuple[Detail, ...]
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    row: int
    column: int
    now: _Row


Columns = Sequence[tuple[int | None, int | None]]


def compared_tables(old_html: str, new_html: str, effort: Effort) -> ComparedTable:
    return _Comparison(_table(old_html), _table(new_html), effort).made()


def _table(html: str) -> _Table:
    (table,) = (node for node in parse(html) if isinstance(node, Element))
    parts = list(table.elements())
    caption = [node for part in parts if part.tag == "caption" for node in part.children]
    rows = [row for part in parts if part.tag != "caption" for row in part.elements()]
    return _Table(read(caption), tuple(_row(row) for row in rows))


def _row(row: Element) -> _Row:
    return _Row(serialise([row]), tuple(_Cell(cell) for cell in row.elements()))


class _Comparison:
    """Gathers, row by row, what changed in one table."""

    def __init__(self, old: _Table, new: _Table, effort: Effort) -> None:
        self._old, self._new, self._effort = old, new, effort
        self._pairs = align(_pieces(old), _pieces(new))
        self._columns = _columns(old, new, self._pairs)
        self._words: list[Word] = []
        self._details: list[Detail] = []
        self._badges: list[Badge] = []

    def made(self) -> ComparedTable:
        caption = self._caption()
        self._details.extend(self._changed_columns())
        rows = tuple(self._row(pair) for pair in self._pairs)
        table = TableChange(caption, rows)
        return ComparedTable(table, tuple(_trimmed(self._words)), tuple(self._details), tuple(self._badges))

    def _caption(self) -> tuple[Word, ...]:
        old, new = self._old.caption, self._new.caption
        found = compared(old, new, self._effort)
        if old.text != new.text:
            self._details.append(Detail(DetailKind.CAPTION, old.text, new.text, new.text))
        self._take(found, 0, 0, "")
        self._words.extend([*found.words, Word("same", "\n")] if old.text and new.text else _ended(found.words))
        return found.words

    def _changed_columns(self) -> Iterator[Detail]:
        for old, new in self._columns:
            if old is None and new is not None:
                yield Detail(DetailKind.COLUMN_ADDED, "", self._new.heading(new), column=new + 1)
            elif new is None and old is not None:
                yield Detail(DetailKind.COLUMN_REMOVED, self._old.heading(old), "", column=old + 1)

    def _row(self, pair: Pair) -> RowChange:
        old = None if pair.old is None else self._old.rows[pair.old]
        new = None if pair.new is None else self._new.rows[pair.new]
        number = (pair.new if pair.new is not None else pair.old or 0) + 1
        if old is None or new is None:
            row = old or new
            assert row is not None
            return self._one_sided(row, number, is_new=old is None)
        if pair.kind == "moved":
            self._details.append(
                Detail(DetailKind.ROW_MOVED, str((pair.old or 0) + 1), str(number), new.text, row=number)
            )
        if old.identity == new.identity and self._old.width == self._new.width:
            return self._unchanged(pair.kind, new)
        return self._two_sided(pair, old, new, number)

    def _unchanged(self, kind: ChangeKind, row: _Row) -> RowChange:
        self._words.append(Word("same", f"{row.text}\n"))
        return RowChange(kind, tuple(_cell("same", cell, unchanged(cell.prose).words) for cell in row.cells))

    def _one_sided(self, row: _Row, number: int, *, is_new: bool) -> RowChange:
        kind = DetailKind.ROW_ADDED if is_new else DetailKind.ROW_REMOVED
        self._details.append(Detail(kind, "" if is_new else row.text, row.text if is_new else "", row=number))
        found = [arrived(cell.prose) if is_new else gone(cell.prose) for cell in row.cells]
        for column, (cell, one) in enumerate(zip(row.cells, found, strict=True), 1):
            self._take(one, number, column, _at(row, cell, ""))
        fate: Literal["added", "removed"] = "added" if is_new else "removed"
        self._words.append(Word(fate, f"{row.text}\n"))
        return RowChange(fate, tuple(_cell(fate, cell, one.words) for cell, one in zip(row.cells, found, strict=True)))

    def _two_sided(self, pair: Pair, old: _Row, new: _Row, number: int) -> RowChange:
        cells = [
            cell
            for before, after in self._columns
            for cell in self._cells(
                None if before is None else old.by_column.get(before),
                None if after is None else new.by_column.get(after),
                _Place(number, (after if after is not None else before or 0) + 1, new),
            )
        ]
        self._words.extend(_row_words(old.text, new.text, cells, self._effort))
        changed = any(cell.kind != "same" for cell in cells)
        return RowChange("moved" if pair.kind == "moved" else "changed" if changed else "same", tuple(cells))

    def _cells(self, old: _Cell | None, new: _Cell | None, place: "_Place") -> Iterator[CellChange]:
        if old and new:
            yield self._compared_cell(old, new, place)
        elif new:
            found = arrived(new.prose)
            self._take(found, place.row, place.column, _at(place.now, new, self._new.heading(place.column - 1)))
            yield _cell("added", new, found.words)
        elif old:
            found = gone(old.prose)
            self._take(found, place.row, place.column, _at(place.now, old, self._old.heading(place.column - 1)))
            yield _cell("removed", old, found.words)

    def _compared_cell(self, old: _Cell, new: _Cell, place: "_Place") -> CellChange:
        if old.element == new.element:
            return _cell("same", new, unchanged(new.prose).words)
        found = compared(old.prose, new.prose, self._effort)
        at = _at(place.now, new, self._new.heading(place.column - 1))
        differs = any(word.kind != "same" for word in found.words)
        self._details.extend(_cell_details(old, new, place, at, differs=differs))
        self._take(found, place.row, place.column, at)
        return _cell("changed" if differs else "same", new, found.words)

    def _take(self, found: Compared, row: int, column: int, at: str) -> None:
        self._details.extend(replace(detail, row=row, column=column, at=at) for detail in found.details)
        self._badges.extend(replace(badge, at=at) for badge in found.badges)


def _cell_details(old: _Cell, new: _Cell, place: _Place, at: str, *, differs: bool) -> Iterator[Detail]:
    here = Detail(DetailKind.CELL, old.text, new.text, new.text, place.row, place.column, at)
    if differs:
        yield here
    if old.is_header != new.is_header:
        yield replace(here, kind=DetailKind.CELL_HEADER, old=old.element.tag, new=new.element.tag)
    if old.span != new.span:
        yield replace(here, kind=DetailKind.CELL_SPAN, old=old.span, new=new.span)


def _pieces(table: _Table) -> list[Piece]:
    return [Piece(row.identity, "tr", partial(str, row)) for row in table.rows]


def _columns(old: _Table, new: _Table, pairs: Iterable[Pair]) -> Columns:
    """Columns by their place, unless there are more or fewer: then by what stands in them."""
    if old.width == new.width or old.width * new.width > _LARGEST_SEARCH:
        return [*zip_longest(range(old.width), range(new.width))]
    rows = [
        (old.rows[pair.old], new.rows[pair.new]) for pair in pairs if pair.old is not None and pair.new is not None
    ][:_ROWS_READ]
    before = [_column([row for row, _ in rows], column) for column in range(old.width)]
    after = [_column([row for _, row in rows], column) for column in range(new.width)]
    return _matched([[_equal(one, other) for other in after] for one in before], len(before), len(after))


def _column(rows: Iterable[_Row], column: int) -> list[str]:
    return [row.by_column[column].text if column in row.by_column else "" for row in rows]


def _equal(old: Sequence[str], new: Sequence[str]) -> float:
    """How much two columns say the same; the first row, which names them, counts most."""
    same = [bool(one) and one == other for one, other in zip(old, new, strict=True)]
    return sum(same) + (len(same) if same and same[0] else 0) + sum(0.1 for one in old[:1] if one)


def _matched(scores: Sequence[Sequence[float]], old: int, new: int) -> Columns:
    """The pairing in order with the highest score."""
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    for i in range(old - 1, -1, -1):
        for j in range(new - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j])
    matched: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < old or j < new:
        if i < old and j < new and best[i][j] == best[i + 1][j + 1] + scores[i][j] and scores[i][j]:
            matched.append((i, j))
            i, j = i + 1, j + 1
        elif i < old and (j == new or best[i][j] == best[i + 1][j]):
            matched.append((i, None))
            i += 1
        else:
            matched.append((None, j))
            j += 1
    return matched


def _cell(kind: CellKind, cell: _Cell, words: tuple[Word, ...]) -> CellChange:
    return CellChange(kind, words, cell.is_header, cell.columns, cell.rows)


def _at(row: _Row, cell: _Cell | None, column: str) -> str:
    """ "Adults, maximum": where a cell stands, by the headings of its row and column."""
    text = cell.text if cell else ""
    return ", ".join(heading for heading in dict.fromkeys([row.heading, column]) if heading and heading != text)


def _row_words(old: str, new: str, cells: Sequence[CellChange], effort: Effort) -> Iterator[Word]:
    """The cells' words with their borders; where cells came or went, the words of the row as one passage."""
    told = [word for number, cell in enumerate(cells) for word in [*_border(number), *cell.words]]
    one_line = [replace(word, text=word.text.replace("\n", " ")) for word in told]
    if any(cell.kind in ("added", "removed") for cell in cells):
        one_line = list(compared(Prose(old), Prose(new), effort).words)
    yield from one_line
    yield Word("same", "\n")


def _border(number: int) -> list[Word]:
    return [Word("same", " | ")] if number else []


def _ended(words: Sequence[Word]) -> list[Word]:
    """The line end after a caption that came or went has its fate."""
    return [*words[:-1], replace(words[-1], text=f"{words[-1].text}\n")] if words else []


def _trimmed(words: list[Word]) -> Iterator[Word]:
    """Line ends stand between rows, and none behind the last one of either text."""
    last_of_new = max((number for number, word in enumerate(words) if word.kind != "removed"), default=-1)
    ended = [
        replace(word, text=word.text.removesuffix("\n")) if number >= last_of_new else word
        for number, word in enumerate(words)
    ]
    for kind, group in groupby(ended, key=lambda word: word.kind):
        text = "".join(word.text for word in group)
        if text:
            yield Word(kind, text)
