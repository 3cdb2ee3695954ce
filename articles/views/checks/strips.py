"""How hard the texts for each audience are, as a picture: a dot for the texts of one difficulty, a line at the middle one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.text.readability.difficulty import level
from articles.views.checks.figures import Difficulty

WIDTH = 300  # of the scale from 0 to 100, in the units of the picture
LEFT = 10
ROW = 58
STEP = 4  # Texts that are less apart share a dot.
SMALLEST, LARGEST = 3.5, 10.0
BORDERS = (15, 35, 55, 70)


@dataclass(frozen=True)
class Dot:
    """The texts of one difficulty; a larger area for more of them."""

    x: float
    r: float
    count: int


@dataclass(frozen=True)
class Strip:
    """One audience; `top` is where its row begins."""

    label: str | Promise
    words: str
    top: int
    dots: tuple[Dot, ...]
    middle: float | None

    @property
    def words_at(self) -> int:
        return self.top + 14

    @property
    def line_at(self) -> int:
        return self.top + 36

    @property
    def middle_from(self) -> int:
        return self.line_at - 12

    @property
    def middle_to(self) -> int:
        return self.line_at + 12


@dataclass(frozen=True)
class Strips:
    """The whole picture."""

    strips: tuple[Strip, ...]
    borders: tuple[int, ...] = tuple(LEFT + WIDTH * border // 100 for border in BORDERS)
    left: int = LEFT
    right: int = LEFT + WIDTH

    @property
    def height(self) -> int:
        return ROW * len(self.strips) + 4


def drawn(found: Sequence[Difficulty]) -> Strips:
    return Strips(tuple(_strip(one, place * ROW) for place, one in enumerate(found)))


def _strip(found: Difficulty, top: int) -> Strip:
    counts = Counter(round(value / STEP) * STEP for value in found.values)
    most = max(counts.values(), default=1)
    dots = tuple(Dot(_x(at), _radius(count, most), count) for at, count in sorted(counts.items()))
    middle = _x(found.median) if found.median is not None else None
    return Strip(found.audience.label, _words(found), top, dots, middle)


def _x(value: float) -> float:
    return round(LEFT + WIDTH * value / 100, 1)


def _radius(count: int, most: int) -> float:
    return round(max(SMALLEST, LARGEST * sqrt(count / most) if most > 1 else SMALLEST + 1.5), 1)


def _words(found: Difficulty) -> str:
    if found.median is None:
        return _("no text with a score")
    told = ngettext("one text", "%(count)d texts", len(found.values)) % {"count": len(found.values)}
    return _("%(texts)s, the middle one %(median)d (%(level)s)") % {
        "texts": told,
        "median": found.median,
        "level": str(level(found.median).label).lower(),
    }
