"""How many syllables figures have when they are read out: 0.73 is "zero point seven three"."""

import re
from itertools import pairwise
from typing import Final

# zero … nineteen; twenty … ninety
_ONES: Final = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)
_TENS: Final = (0, 0, 2, 2, 2, 2, 2, 3, 2, 2)
_HUNDRED: Final = 2
_GROUPS: Final = ("", "thousand", "million", "billion")
_GROUP: Final = 2
_HALVES: Final = {"½": 1, "¼": 2, "¾": 3, "⅓": 2, "⅔": 2}
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER: Final = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]++")
_TO_THE: Final = 2
_PIECE: Final = re.compile(r"\d+|[½¼¾⅓⅔]")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,\u202f](?=\d{3}(?!\d))")
# A longer number is a code, which is read figure by figure; nobody reads out more than so many of them.
_LONGEST: Final = 12
_MOST: Final = 60
_YEARS: Final = range(1100, 2000)


def of_number(word: str) -> int:
    """Of a word of figures and what joins them, at least 1: "1,250", "12–15", "10:30", "2½", "10⁹"."""
    bare = _POWER.sub(r"^\g<0>", _THOUSANDS.sub("", word[:_MOST])).translate(_RAISED)
    pieces = list(_PIECE.finditer(bare))
    said = sum(_HALVES.get(piece[0]) or _of_figures(piece[0]) for piece in pieces[:1])
    for before, piece in pairwise(pieces):
        joining = bare[before.end() : piece.start()]
        said += _after_point(piece[0]) if joining in (".", "·") else _joined(joining, piece[0])
    return max(said, 1)


def _joined(joining: str, figures: str) -> int:
    """ "to", "over" and their like are one syllable or two; one is near enough."""
    between = _TO_THE if joining == "^" else bool(joining.strip(",:"))
    return between + (_HALVES.get(figures) or _of_figures(figures))


def _after_point(figures: str) -> int:
    return 1 + sum(_ONES[int(figure)] for figure in figures)


def _of_figures(figures: str) -> int:
    if len(figures) > _LONGEST or (figures.startswith("0") and len(figures) > 1):
        return sum(_ONES[int(figure)] for figure in figures)
    number = int(figures)
    if number in _YEARS and len(figures) == len("1990"):
        return _below_thousand(number // 100) + (_below_thousand(number % 100) if number % 100 else _HUNDRED)
    return _whole(number)


def _whole(number: int) -> int:
    if not number:
        return _ONES[0]
    said = 0
    for name in _GROUPS:
        number, group = divmod(number, 1000)
        if group:
            said += _below_thousand(group) + (_GROUP if name else 0)
    return said


def _below_thousand(number: int) -> int:
    hundreds, rest = divmod(number, 100)
    said = _ONES[hundreds] + _HUNDRED if hundreds else 0
    if not rest:
        return said
    if rest < len(_ONES):
        return said + _ONES[rest]
    return said + _TENS[rest // 10] + (_ONES[rest % 10] if rest % 10 else 0)
