"""A finished PDF as words, in the order in which its tags lead a screen reader (ISO 14289-1, PDF/UA)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException

from articles.publishing.proof.drawn import Run, Sheet, sheets_of
from articles.publishing.proof.in_print import CELL, cell

# Of these the words say whether they are to be read: a watermark, the sign of an item, the head of a table.
_LOOKED_AT: Final = frozenset({"P", "Lbl", "THead"})
# A run, or what a tag says by itself.
Piece = Run | str


class Unreadable(Exception):
    """No PDF, or one that is damaged."""


@dataclass(frozen=True)
class Tagged:
    """`words` in the order of the tags; `besides`: of each page what no tag leads to; `unseen`: drawn where or how nobody sees it;
    `crossed`: how often the watermark stands on a page."""

    words: str
    besides: tuple[str, ...]
    unseen: tuple[str, ...]
    crossed: int


def tagged(pdf: bytes, *, across: str = "") -> Tagged:
    """`across` is the watermark, which stands on every page and belongs to no text. Raises `Unreadable`."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(pdf)))
        sheets = sheets_of(document)
        root = resolve1(document.catalog.get("StructTreeRoot"))
        reading = _Reading(sheets, across)
        pieces = reading.of(root.get("K") if isinstance(root, dict) else None, 0)
    except (PSException, RecursionError) as error:
        raise Unreadable from error
    besides = tuple("".join(run.words for run in _left(sheet)) for sheet in sheets)
    unseen = tuple(words for sheet in sheets for words in sheet.unseen)
    return Tagged(_as_words(pieces), besides, unseen, reading.crossed)


def _left(sheet: Sheet) -> Iterator[Run]:
    """What the reading of the tags did not take."""
    yield from sheet.loose
    for key in sorted(sheet.marked):
        yield from sheet.marked[key]


def _as_words(pieces: Sequence[Piece]) -> str:
    """With "^(…)" around what is raised beside its neighbours, "_(…)" around what is lowered."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if isinstance(piece, str) and piece.startswith(CELL):  # in the cell beside is no neighbour
            parts.append([])
        parts[-1].append(piece)
    return "".join(_part(part) for part in parts)


def _part(pieces: Sequence[Piece]) -> str:
    shifts = iter(_shifts([piece for piece in pieces if isinstance(piece, Run) and not piece.is_blank]))
    return "".join(_shown(piece, shifts) for piece in pieces)


def _shown(piece: Piece, shifts: Iterator[str]) -> str:
    if not isinstance(piece, Run):
        return piece
    shift = "" if piece.is_blank else next(shifts)
    return f"{shift}({piece.words})" if shift else piece.words


def _shifts(runs: Sequence[Run]) -> Iterator[str]:
    """Of each run against the last one that stands on a line, else against the next that does."""
    level: Run | None = None
    for place, run in enumerate(runs):
        following = next((one for one in runs[place + 1 : place + 4] if one.line != run.line), None)
        beside = [one for one in (level, following) if one is not None]
        shift = next(filter(None, (run.shift_from(one) for one in beside)), "")
        yield shift
        level = level if shift else run


class _Reading:
    """Follows the tags. What it reads it takes, so that what is left was in no tag."""

    def __init__(self, sheets: Iterable[Sheet], across: str) -> None:
        self.crossed = 0
        self._sheets = {sheet.key: sheet for sheet in sheets}
        self._across = _bare([across])
        self._head = ""
        # Head and page of the table that was read just now: where it goes on overleaf, its head is drawn again.
        self._goes_on: tuple[str, int] | None = None

    def of(self, found: Any, page: int) -> list[Piece]:
        """What an element, a list of them or a number of the page says."""
        found = resolve1(found)
        if isinstance(found, int):
            return self._marked(found, page)
        if isinstance(found, list):
            return [piece for one in found for piece in self.of(one, page)]
        return self._element(found, page) if isinstance(found, dict) else []

    def _element(self, element: dict[str, Any], page: int) -> list[Piece]:
        at, kind, table = element.get("Pg"), getattr(element.get("S"), "name", ""), self._goes_on
        page = at.objid if isinstance(at, PDFObjRef) else page
        if "MCID" in element:
            return self._marked(element["MCID"], page)
        pieces = self.of(element.get("K"), page)
        words = _bare(pieces) if kind in _LOOKED_AT else ""
        if self._across and words == self._across:
            self.crossed, self._goes_on = self.crossed + 1, table
            return []
        if kind == "Lbl" and not any(map(str.isalnum, words)):
            return []
        if kind == "THead":
            self._head = words
            return [] if table is not None and table[0] == words and table[1] != page else pieces
        if kind == "Table":
            self._goes_on = (self._head, page)
        return [_before(element, kind), *pieces, " "]

    def _marked(self, key: int, page: int) -> list[Piece]:
        sheet = self._sheets.get(page)
        runs = sheet.marked.pop(key, []) if sheet else []
        if not all(run.is_blank for run in runs):
            self._goes_on = None
        return list(runs)


def _before(element: dict[str, Any], kind: str) -> str:
    """What a tag says by itself: that it is a cell, or what its picture shows."""
    if kind not in ("TH", "TD"):
        return _text(element.get("Alt"))
    told = resolve1(element.get("A"))
    told = told if isinstance(told, dict) else {}
    return cell(told.get("ColSpan", 1), told.get("RowSpan", 1))


def _text(value: Any) -> str:
    """A string of a PDF: UTF-16 with its mark, else Latin letters."""
    if not isinstance(value, bytes):
        return ""
    return value.decode("utf-16" if value.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1", errors="replace")


def _bare(pieces: Iterable[Piece]) -> str:
    return "".join("".join(piece if isinstance(piece, str) else piece.words for piece in pieces).split())
