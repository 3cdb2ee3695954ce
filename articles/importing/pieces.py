"""Lines to pieces: what belongs to one paragraph or list item is joined, and each piece knows its marker."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.importing import shapes
from articles.importing.lines import Line

_WIDEST_WRAPPED = 120
_FULL_LINE = 0.6


@dataclass(frozen=True)
class Piece:
    """`sign` is the bullet, `number` the number in front; `is_parent` says that the text stood on the next line."""

    line: int
    indent: int
    text: str
    sign: str = ""
    number: shapes.Numbered | None = None
    level: int = 0
    is_parent: bool = False
    after_blank: bool = False
    before_blank: bool = False
    is_single: bool = True

    @property
    def is_marked(self) -> bool:
        return bool(self.sign) or self.number is not None

    @property
    def bare(self) -> str:
        """The words that decide about the shape: without the Markdown signs of a line that is all bold."""
        is_bold = len(self.text) > 4 and self.text[:2] == self.text[-2:] and self.text[:2] in {"**", "__"}
        return self.text[2:-2].strip() if is_bold else self.text


def pieces(lines: Sequence[Line]) -> tuple[Piece, ...]:
    joining = _Joining(_wrap_width(lines))
    for line in lines:
        joining.read(line)
    return joining.result()


def _wrap_width(lines: Sequence[Line]) -> int:
    """Width at which running text was wrapped; 0 when a line is a paragraph."""
    width = max((len(line.text) for line in lines), default=0)
    if width > _WIDEST_WRAPPED:
        return 0
    pairs = [
        (above.text, below.text)
        for above, below in pairwise(lines)
        if len(above.text) >= width * _FULL_LINE and below.text and not _marker(below.text)
    ]
    running = sum(not shapes.ends_like_a_sentence(above) or below[0].islower() for above, below in pairs)
    return width if pairs and running * 2 >= len(pairs) else 0


def _marker(text: str) -> bool:
    return bool(shapes.bullet(text) or shapes.numbered(text) or shapes.atx_level(text))


class _Joining:
    def __init__(self, width: int) -> None:
        self.width = width
        self.found: list[Piece] = []
        self.texts: list[list[str]] = []
        self.after_blank = True

    def read(self, line: Line) -> None:
        if line.is_blank:
            self._note_blank()
        elif not self._underlines(line) and not (shapes.is_rule(line.text) and self.after_blank):
            self._place(line)
            self.after_blank = False

    def result(self) -> tuple[Piece, ...]:
        joined = (replace(piece, text=" ".join(texts)) for piece, texts in zip(self.found, self.texts, strict=True))
        return tuple(piece for piece in joined if piece.text)

    def _note_blank(self) -> None:
        self.after_blank = True
        if self.found:
            self.found[-1] = replace(self.found[-1], before_blank=True)

    def _underlines(self, line: Line) -> bool:
        level = shapes.underline(line.text)
        if not level or self.after_blank or self.found[-1].is_marked or not self.found[-1].is_single:
            return False
        self.found[-1] = replace(self.found[-1], level=level)
        return True

    def _place(self, line: Line) -> None:
        if self._continues(line):
            self._append(line)
        else:
            self.found.append(_piece(line, self.after_blank))
            self.texts.append([self.found[-1].text])

    def _append(self, line: Line) -> None:
        last = self.found[-1]
        is_parent = bool(last.sign) and not self.texts[-1][0]
        self.found[-1] = replace(last, is_parent=last.is_parent or is_parent, is_single=is_parent, before_blank=False)
        self.texts[-1] = [*self.texts[-1], line.text] if not is_parent else [line.text]

    def _continues(self, line: Line) -> bool:
        if not self.found:
            return False
        last, marker = self.found[-1], _marker(line.text)
        if last.sign and not self.texts[-1][0]:
            return not marker
        if marker or last.level or self.after_blank or shapes.question_of(line.text) or shapes.answer_of(line.text):
            return False
        if last.is_marked and line.indent > last.indent:
            return True
        return self._runs_on(self.texts[-1][-1], line.text)

    def _runs_on(self, above: str, below: str) -> bool:
        if self.width:
            return len(above) >= self.width * _FULL_LINE or below[0].islower()
        return below[0].islower() and not shapes.ends_like_a_sentence(above)


def _piece(line: Line, after_blank: bool) -> Piece:
    if level := shapes.atx_level(line.text):
        return Piece(line.number, line.indent, line.text.strip("# "), level=level, after_blank=after_blank)
    if bullet := shapes.bullet(line.text):
        return Piece(line.number, line.indent, bullet.text, sign=bullet.sign, after_blank=after_blank)
    if number := shapes.numbered(line.text):
        return Piece(line.number, line.indent, number.text, number=number, after_blank=after_blank)
    return Piece(line.number, line.indent, line.text, after_blank=after_blank)
