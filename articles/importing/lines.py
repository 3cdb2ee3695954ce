"""A source as numbered lines."""

import re
from dataclasses import dataclass

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x2060, 0x00AD))
_TAB_WIDTH = 4


@dataclass(frozen=True)
class Line:
    """`text` has no blanks around it; `indent` counts columns, a tab going to the next multiple of four."""

    number: int
    indent: int
    text: str
    raw: str

    @property
    def is_blank(self) -> bool:
        return not self.text


def split(source: str) -> tuple[Line, ...]:
    return tuple(_line(number, raw) for number, raw in enumerate(_LINE_END.split(source), start=1))


def blank(line: Line) -> Line:
    return Line(line.number, 0, "", "")


def _line(number: int, raw: str) -> Line:
    # Soft hyphens and zero-width characters are layout of the former page and would part words.
    visible = raw.translate(_INVISIBLE)
    text = visible.strip()
    before = visible[: len(visible) - len(visible.lstrip())]
    return Line(number, len(before.expandtabs(_TAB_WIDTH)), text, visible)
