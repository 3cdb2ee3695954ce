"""What is drawn on the pages of a finished PDF, read back by a library that had no part in making it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import MATRIX_IDENTITY, mult_matrix

_UNKNOWN: Final = "\ufffd"
_ONE_CODE: Final = re.compile(rb"<([0-9A-Fa-f]{4})> (\d+)")
_UNSEEN: Final = frozenset({3, 7})  # text rendering modes (ISO 32000-1, table 106): neither filled nor stroked
_SMALLEST: Final = 4.0  # points; nobody reads less
_SMALLER: Final = 0.92  # a raised figure is drawn smaller than what it stands beside,
_SHIFTED: Final = (0.04, 0.8)  # and so much of the other's size above or below its line


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Words drawn at once. Place and size in points; `end` is where they end to the right."""

    words: str
    left: float
    end: float
    line: float
    size: float
    is_level: bool

    @property
    def is_blank(self) -> bool:
        return not self.words.strip()

    def shift_from(self, other: Run) -> str:
        """ "^" where it stands above the line of the other, smaller than that; "_" below it."""
        away = self.line - other.line
        if self.size > other.size * _SMALLER or not _SHIFTED[0] < abs(away) / other.size < _SHIFTED[1]:
            return ""
        return "^" if away > 0 else "_"


@dataclass
class Sheet:
    """One page: what is drawn under each number of the tags, and what under none. `edge` is its width in points."""

    key: object
    edge: float
    marked: dict[int, list[Run]] = field(default_factory=dict)
    loose: list[Run] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


class _Fonts(PDFResourceManager):
    """Knows, beside the fonts, which codes stand for another glyph than their number: the library leaves that out where the PDF
    says it itself (ISO 32000-1, 9.7.5.4)."""

    def __init__(self) -> None:
        super().__init__()
        self.glyphs: dict[PDFFont, dict[int, int]] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if font not in self.glyphs:
            told = encoding.get_data() if isinstance(encoding, PDFStream) else b""
            self.glyphs[font] = {int(code, 16): int(glyph) for code, glyph in _ONE_CODE.findall(told)}
        return font

    def signs(self, font: Any, part: bytes) -> Iterator[tuple[str, float]]:
        """Of each sign what it says, and how wide it is in thousandths of the size; a glyph that is missing is a box."""
        codes = struct.unpack(f">{len(part) // 2}H", part[: len(part) // 2 * 2]) if font.is_multibyte() else part
        for code in codes:
            glyph = self.glyphs.get(font, {}).get(code, code)
            yield (_sign(font, code) if glyph else _UNKNOWN), font.char_width(glyph)


def sheets_of(document: PDFDocument) -> list[Sheet]:
    """Every page, in order. Raises what the library raises for a file that is damaged."""
    resources = _Fonts()
    ink = _Ink(resources)
    interpreter = PDFPageInterpreter(resources, ink)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
    return ink.sheets


class _Ink(PDFTextDevice):
    """Notes what the program of each page draws."""

    def __init__(self, resources: _Fonts) -> None:
        super().__init__(resources)
        self._fonts = resources
        self.sheets: list[Sheet] = []
        self._tags: list[int | None] = []

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        left, _bottom, right, _top = page.mediabox
        self.sheets.append(Sheet(page.pageid, float(right) - float(left)))
        self._tags = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        told = resolve1(props)
        key = told.get("MCID") if isinstance(told, dict) else None
        self._tags.append(key if isinstance(key, int) else None)

    def end_tag(self) -> None:
        self._tags.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        run = self._run(textstate, seq)
        sheet, key = self.sheets[-1], next((one for one in reversed(self._tags) if one is not None), None)
        if textstate.render in _UNSEEN or run.size < _SMALLEST or _is_cut(run, sheet):
            sheet.unseen.append(run.words)
        (sheet.loose if key is None else sheet.marked.setdefault(key, [])).append(run)

    def _run(self, state: Any, seq: Sequence[Any]) -> Run:
        matrix = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        advance, words = 0.0, []
        for part in seq:
            if isinstance(part, (int, float)):
                advance -= part / 1000
                continue
            for sign, width in self._fonts.signs(state.font, part):
                words.append(sign)
                advance += width
        wide, tall = abs(matrix[0]) or 1.0, abs(matrix[3]) or 1.0
        end = matrix[4] + advance * state.fontsize * wide
        is_level = not matrix[1] and not matrix[2]
        return Run("".join(words), matrix[4], end, matrix[5], state.fontsize * tall, is_level)


def _sign(font: Any, sign: int) -> str:
    try:
        return str(font.to_unichr(sign))
    except PDFUnicodeNotDefined:
        return _UNKNOWN


def _is_cut(run: Run, sheet: Sheet) -> bool:
    """Beyond the edge of the paper; what stands across the page aside."""
    return bool(run.words.strip()) and run.is_level and (run.left < 0 or run.end > sheet.edge + 1)
