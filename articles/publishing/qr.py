"""A short address as a QR code (ISO/IEC 18004), as the path of an SVG that needs no script, no style and no other host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from articles.publishing import qr_masks

QUIET = 4  # modules of blank around it, as the standard wants


@dataclass(frozen=True)
class QrCode:
    """`size` is the side in modules with the blank around it; `path` draws the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=256)
def qr_code(words: str) -> QrCode:
    """Correction level M: a fold or a stain over 15 % of it is read all the same."""
    rows = qr_masks.best(words)
    return QrCode(len(rows) + 2 * QUIET, "".join(_runs(rows)))


def _runs(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for is_dark, modules in groupby(row):
            width = len(list(modules))
            if is_dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
