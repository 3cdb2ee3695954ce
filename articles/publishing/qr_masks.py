"""QR codes with the mask that ISO/IEC 18004 (7.8.2, 7.8.3) wants, as segno chooses it, in a tenth of the time.

A code is one integer: its modules row by row, each row with a blank behind it that is neither dark nor light, so that a
shift brings every module beside its neighbour. Masks differ from one another in the same modules in every code of a size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import segno

Rows = Sequence[Sequence[int]]

LEVEL: Final = "m"
_MASKS: Final = range(8)
# As wide as what the finder's pattern may have before it and behind it.
_BLANK: Final = 4
# From here on there are modules of the version, which are not judged: segno does it all.
_FIRST_WITH_VERSION: Final = 7
_ANY: Final = "1"


def best(words: str) -> Rows:
    """The modules of the code, 1 for a dark one. Raises `segno.DataOverflowError` for words that no code holds."""
    plain = segno.make(words, error=LEVEL, micro=False, mask=0)
    if int(plain.version) >= _FIRST_WITH_VERSION:
        return segno.make(words, error=LEVEL, micro=False).matrix
    size, modules = len(plain.matrix), _Modules.of(plain.matrix)
    masks = _masks(int(plain.version), str(plain.error))
    chosen = min(_MASKS, key=lambda number: modules.judged(masks[number], size))
    return _rows(modules.all ^ masks[chosen].all, size)


@dataclass(frozen=True)
class _Modules:
    """All modules; and those that are judged, row by row and column by column: format information is added afterwards."""

    all: int
    rows: int
    columns: int

    @classmethod
    def of(cls, matrix: Rows) -> _Modules:
        bare = _without_format(matrix)
        return cls(_number(matrix), _number(bare), _number(list(zip(*bare, strict=True))))

    def judged(self, mask: _Modules, size: int) -> int:
        """Penalty points (table 11) of this code, which has mask 0, under another one."""
        rows, columns = self.rows ^ mask.rows, self.columns ^ mask.columns
        lines = _in_lines(rows, size) + _in_lines(columns, size)
        return lines + _in_blocks(rows, size) + _in_all(rows, size)

    def __xor__(self, other: _Modules) -> _Modules:
        return _Modules(self.all ^ other.all, self.rows ^ other.rows, self.columns ^ other.columns)


@lru_cache(maxsize=32)
def _masks(version: int, error: str) -> tuple[_Modules, ...]:
    """By number, in which modules a code under this mask differs from the same under mask 0."""
    made = [
        segno.make(_ANY, version=version, error=error, boost_error=False, micro=False, mask=number) for number in _MASKS
    ]
    found = [_Modules.of(code.matrix) for code in made]
    return tuple(one ^ found[0] for one in found)


def _number(matrix: Rows) -> int:
    """The first module is the lowest bit but for a blank."""
    digits = ("0" * _BLANK).join("".join(map(str, row[::-1])) for row in reversed(matrix))
    return int(digits, 2) << _BLANK


def _rows(number: int, size: int) -> Rows:
    digits = f"{number >> _BLANK:b}"[::-1].ljust((size + _BLANK) * size, "0")
    starts = range(0, len(digits), size + _BLANK)
    return [[int(digit) for digit in digits[start : start + size]] for start in starts]


def _without_format(matrix: Rows) -> Rows:
    """Format information lies beside the finders, in row and column 8; the modules at 6 are those that count."""
    bare, size = [list(row) for row in matrix], len(matrix)
    for place in (*range(6), 7, 8, *range(size - 8, size)):
        bare[8][place] = bare[place][8] = 0
    return bare


@lru_cache(maxsize=32)
def _whole(size: int) -> int:
    """Every module dark."""
    return _number([[1] * size] * size)


def _in_lines(dark: int, size: int) -> int:
    light = dark ^ _whole(size)
    return _in_runs(dark) + _in_runs(light) + _like_finders(dark, light, size)


def _in_runs(same: int) -> int:
    """N1: three for five modules of a colour in a line, one for each that follows."""
    two = same & same >> 1
    five = two & two >> 2 & same >> 4
    return five.bit_count() + 2 * (five & ~(five << 1)).bit_count()


def _like_finders(dark: int, light: int, size: int) -> int:
    """N3: forty for dark, light, three dark, light, dark with four light modules, or the edge, before or behind. None begins
    within another that counts."""
    found = dark & light >> 1 & dark >> 2 & dark >> 3 & dark >> 4 & light >> 5 & dark >> 6
    beyond = (1 << (size + _BLANK) * size + _BLANK) - 1 ^ dark
    before = beyond << 1 & beyond << 2 & beyond << 3 & beyond << 4
    behind = beyond >> 7 & beyond >> 8 & beyond >> 9 & beyond >> 10
    left, points = found & (before | behind), 0
    while left:
        place = (left & -left).bit_length() - 1
        left = left >> place + 7 << place + 7
        points += 40
    return points


def _in_blocks(dark: int, size: int) -> int:
    """N2: three for each two by two of a colour."""
    light, below = dark ^ _whole(size), size + _BLANK
    pairs = (same & same >> 1 for same in (dark, light))
    return 3 * sum((pair & pair >> below).bit_count() for pair in pairs)


def _in_all(dark: int, size: int) -> int:
    """N4: ten for each whole five per cent that there are more or fewer dark modules than light ones."""
    return 10 * int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)
