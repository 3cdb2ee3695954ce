"""Numbers with their units as amounts: whether two measure the same, and by how much they differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from articles.text.quantities import Token, figures

_COUNTED: Final = "zero one two three four five six seven eight nine ten eleven twelve"
_WORDED: Final = (
    {word: Fraction(number) for number, word in enumerate(_COUNTED.split())}
    | {f"{word} and a half": number + Fraction(1, 2) for number, word in enumerate(_COUNTED.split())}
    | dict.fromkeys(("half a", "a half", "one half"), Fraction(1, 2))
)
_OTHER_WORDS: Final = """
    half halves third thirds quarter quarters twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    million dozen double triple single once twice thrice first second fourth fifth sixth
"""
# Numbers that are words of their own, without a unit behind them.
NUMBER_WORDS: Final = frozenset([*_COUNTED.split(), *_OTHER_WORDS.split()])
_VULGAR: Final = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_SIGNED: Final = re.compile(r"([<>≤≥~≈±+−-]*)(.+)")
_PART: Final = re.compile(r"(\d+(?:[.,]\d+)?|\.\d+)?([½¼¾⅓⅔])?(?:[×x]?(10)?([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")
_LARGEST_POWER: Final = 30

_SCALES: Final[dict[str, tuple[str, Fraction]]] = {
    unit: (dimension, Fraction(scale))
    for dimension, units in {
        "mass": {"pg": "1/1000000000", "ng": "1/1000000", "µg": "1/1000", "mg": "1", "g": "1000", "kg": "1000000"},
        "volume": {"µL": "1/1000", "mL": "1", "dL": "100", "L": "1000", "teaspoon": "5", "tablespoon": "15"},
        "substance": {"pmol": "1/1000000", "nmol": "1/1000", "µmol": "1", "mmol": "1000", "mol": "1000000"},
        "activity": {"mIU": "1/1000", "IU": "1"},
        "length": {"mm": "1", "cm": "10", "m": "1000", "km": "1000000"},
        "time": {
            "ms": "1/60000",
            "second": "1/60",
            "minute": "1",
            "hour": "60",
            "day": "1440",
            "night": "1440",
            "week": "10080",
        }
        | {"fortnight": "20160", "month": "43800", "year": "525600"},
        "energy": {"kJ": "1", "kcal": "523/125"},
        "pressure": {"mmHg": "1", "kPa": "15/2"},
        "rate": {"Hz": "1", "kHz": "1000"},
    }.items()
    for unit, scale in units.items()
}
_PERIODS: Final = {
    **dict.fromkeys(("daily", "day", "nightly", "night", "morning", "evening", "bedtime"), Fraction(1)),
    **dict.fromkeys(("weekly", "week"), Fraction(1, 7)),
    **dict.fromkeys(("monthly", "month"), Fraction(12, 365)),
    **dict.fromkeys(("yearly", "year"), Fraction(1, 365)),
}
_LATIN: Final = {"od": 1, "qd": 1, "bd": 2, "bid": 2, "td": 3, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
# "twice/day", "once-daily"
_BLANKS: Final = str.maketrans("\u00a0-/", "   ")
_HOURLY: Final = re.compile(r"q(\d{1,2})h")
_COUNTS: Final = {"once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with or without a unit, or a frequency (no value), and how it stands in the text."""

    value: str
    unit: str
    text: str

    @property
    def is_frequency(self) -> bool:
        return bool(self.unit) and (not self.value or self.unit.split("/")[0] == "time")

    @property
    def dimension(self) -> tuple[str, ...]:
        """Figures of one dimension can be converted into each other."""
        if self.is_frequency:
            return ("frequency",)
        return tuple(_SCALES.get(part, (part, Fraction(1)))[0] for part in self.unit.split("/"))

    def measures_the_same(self, other: "Figure") -> bool:
        return (self.value, self.unit) == (other.value, other.unit)


def figure(token: Token) -> Figure | None:
    """The token as a figure, or None for a word."""
    if token.quantity:
        return Figure(token.quantity.value, token.quantity.unit, token.text)
    found = figures(token.text)
    if found:
        return Figure(*found[0], token.text)
    worded = token.text.lower().split("-")[0]
    return Figure(worded, "", token.text) if worded in NUMBER_WORDS else None


def factor(old: Figure, new: Figure) -> Fraction | None:
    """How many times the old amount the new one is; None where they cannot be compared."""
    if old.dimension != new.dimension:
        return None
    if old.is_frequency:
        return _ratio(_per_day(old), _per_day(new))
    conversion = _conversion(old.unit, new.unit)
    before, after = _read(old.value), _read(new.value)
    if conversion is None or before is None or after is None or before[0] != after[0]:
        return None
    return _common([_ratio(a, b) for a, b in zip(before[1], after[1], strict=False)], conversion, before[1], after[1])


@lru_cache(maxsize=2048)
def measured(figure: Figure) -> tuple[str, tuple[Fraction, ...], tuple[str, ...]] | None:
    """Its sign, its ends in the first unit of its dimension, and the dimension: equal for 0.5 mg and 500 micrograms."""
    read = _read(figure.value)
    if read is None:
        return None
    scale = Fraction(1)
    for place, part in enumerate(figure.unit.split("/")):
        step = _SCALES.get(part, ("", Fraction(1)))[1]
        scale = scale / step if place else scale * step
    return read[0], tuple(end * scale for end in read[1]), figure.dimension


def _common(
    ratios: Sequence[Fraction | None], conversion: Fraction, before: Sequence[Fraction], after: Sequence[Fraction]
) -> Fraction | None:
    """A range differs by a factor only if both of its ends do."""
    if len(before) != len(after) or len(set(ratios)) != 1 or ratios[0] is None:
        return None
    return ratios[0] * conversion


def _ratio(old: Fraction | None, new: Fraction | None) -> Fraction | None:
    return new / old if old and new else None


def _conversion(old: str, new: str) -> Fraction | None:
    """What one of the new unit is in the old unit. Both have the same dimension."""
    if old == new:
        return Fraction(1)
    result = Fraction(1)
    for place, (before, after) in enumerate(zip(old.split("/"), new.split("/"), strict=True)):
        if before != after:
            step = _SCALES[after][1] / _SCALES[before][1]
            result = result / step if place else result * step
    return result


def _read(value: str) -> tuple[str, tuple[Fraction, ...]] | None:
    """ "≤10–25" as its sign and both ends."""
    if value.lower() in _WORDED:
        return "", (_WORDED[value.lower()],)
    signed = _SIGNED.fullmatch(value)
    ends = [_number(part) for part in re.split("[–/±]", signed[2])] if signed else []
    known = tuple(end for end in ends if end is not None)
    return (signed[1], known) if signed and len(known) == len(ends) else None


def _number(part: str) -> Fraction | None:
    found = _PART.fullmatch(part.strip())
    if not found or not (found[1] or found[2]):
        return None
    number = Fraction((found[1] or "0").replace(",", ".")) + _VULGAR.get(found[2] or "", Fraction(0))
    if not found[4]:
        return number
    power = int(found[4].translate(_RAISED))
    if abs(power) > _LARGEST_POWER:
        return None
    return number * Fraction(10) ** power if found[3] else number**power


def _per_day(figure: Figure) -> Fraction | None:
    """How often a day: "twice daily" is 2, "weekly" a seventh, "3 times a day" 3."""
    if figure.value:
        number, _, period = _first(figure.value), *figure.unit.partition("/")[1:]
        return number * _PERIODS[period] if number and period in _PERIODS else None
    unit = figure.unit.lower().translate(_BLANKS)
    if unit in _LATIN:
        return Fraction(_LATIN[unit])
    if hourly := _HOURLY.fullmatch(unit):
        return Fraction(24, int(hourly[1])) if int(hourly[1]) else None
    parts = unit.split()
    if parts[-1] not in _PERIODS:
        return None
    return _COUNTS.get(parts[0], 1) * _PERIODS[parts[-1]] / (2 if "other" in parts else 1)


def _first(value: str) -> Fraction | None:
    read = _read(value)
    return read[1][0] if read and len(read[1]) == 1 else None
