"""What makes two amounts, or two ways to say how often, the same, however they are written."""

import re
from fractions import Fraction
from typing import Final

from articles.text.comparison.amounts import Figure, measured
from articles.text.dosing.mentions import spells_in
from articles.text.quantities import AND_A_HALF, quantities, with_signs

Key = tuple[object, ...]

_COUNTED: Final = "one two three four five six seven eight nine ten eleven twelve"
_WORDED: Final = {word: str(number) for number, word in enumerate(_COUNTED.split(), 1)}
_NUMBER_WORD: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDED)})(?!\w)")
_HALF: Final = re.compile(
    rf"(?<!\w)(?:(?P<whole>{'|'.join(_WORDED)}|\d{{1,9}}){AND_A_HALF}|(?<!and[ -])(?:one|a)[ -]half|half(?= (?:to|or) ))(?!\w)"
)
_RANGE: Final = re.compile(r"(?<=\d)\s?(?:to|or|[-–—])\s?(?=\d)")
_PER_DAY: Final[dict[str, Fraction]] = {
    **dict.fromkeys(("dai", "day", "nightly", "night", "morning", "afternoon", "evening", "bedtime"), Fraction(1)),
    **dict.fromkeys(("hour", "hourly"), Fraction(24)),
    "minute": Fraction(1440),
    "week": Fraction(1, 7),
    "fortnight": Fraction(1, 14),
    "month": Fraction(12, 365),
    "year": Fraction(1, 365),
}
_UNIT: Final = re.compile("dai|day|night|morning|afternoon|evening|bedtime|hour|minute|week|fortnight|month|year")
_EVERY: Final = re.compile(
    r"every (?:(other|second|third) )?(?:(\d+)(?:–(\d+))?[ -])?(\w+)|(\d{1,30})(?:–(\d+))?[ -]hourly"
)
_TIMES: Final = re.compile(r"(\d{1,30})(?:–(\d{1,30}))? times?|(once or twice|once|twice|thrice)")
_COUNTS: Final = {"once": (1, 1), "twice": (2, 2), "thrice": (3, 3), "once or twice": (1, 2)}
_LATIN: Final = {"od": 1, "qd": 1, "bd": 2, "bid": 2, "tid": 3, "tds": 3, "tid.": 3, "qid": 4, "qds": 4}
_QUEUED: Final = re.compile(r"q(\d+)(?:[–-](\d+))?h")
_OTHER: Final = {"other": 2, "second": 2, "third": 3}


def amount_key(text: str) -> Key:
    """Equal for "0.5 mg" and "500 micrograms", for "one or two tablets" and "1–2 tablets"; () for nothing."""
    plain = _plain(text)
    found = quantities(plain)
    rest, last = [], 0
    for quantity in found:
        rest.append(plain[last : quantity.start])
        last = quantity.end
    words = " ".join("".join((*rest, plain[last:])).split())
    figures = [Figure(quantity.value, quantity.unit, quantity.text) for quantity in found]
    return (*(measured(figure) or (figure.value, figure.unit) for figure in figures), *((words,) if words else ()))


def limit_key(text: str) -> Key:
    """Equal for "4 g in 24 hours" and "4 g daily"; () for nothing."""
    spell = next(iter(spells_in(text)), None)
    if spell is None:
        return amount_key(text)
    said = _plain(spell.name).lower()
    return (*amount_key(text[: spell.start].strip()), _rate(said) or said)


def frequency_key(text: str) -> Key:
    """Equal for "BID", "twice a day" and "every 12 hours"; () for nothing, the words themselves where they name no rate."""
    if not text:
        return ()
    plain = _plain(text).lower()
    rate = _rate(plain)
    flags = [flag for flag in ("needed", "required", "necessary", "prn", "divided", "up to") if flag in plain]
    needed = ["as needed" if flag in ("needed", "required", "necessary", "prn") else flag for flag in flags]
    return (rate, *dict.fromkeys(needed)) if rate else (plain,)


def _rate(text: str) -> tuple[Fraction, Fraction] | None:
    """The fewest and the most times a day."""
    for word in text.split():
        if word in _LATIN:
            return Fraction(_LATIN[word]), Fraction(_LATIN[word])
        if hourly := _QUEUED.fullmatch(word):
            return _apart(24, hourly[1], hourly[2])
    if every := _EVERY.search(text):
        return _every(every)
    unit = _UNIT.search(text)
    if unit is None:
        return None
    times = _TIMES.search(text)
    fewest, most = (1, 1) if times is None else _COUNTS.get(times[3] or "", (times[1], times[2] or times[1]))
    period = Fraction(1) if "24 hours" in text else _PER_DAY[unit[0]]
    return Fraction(fewest) * period, Fraction(most) * period


def _every(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    if found[5]:
        return _apart(24, found[5], found[6])
    unit = _UNIT.match(found[4])
    if unit is None:
        return None
    if found[1]:
        return _apart(_PER_DAY[unit[0]], str(_OTHER[found[1]]), None)
    return _apart(_PER_DAY[unit[0]], found[2] or "1", found[3])


def _apart(per_day: Fraction | int, gap: str, longest: str | None) -> tuple[Fraction, Fraction] | None:
    if not int(gap) or not int(longest or gap):
        return None
    return Fraction(per_day) / int(longest or gap), Fraction(per_day) / int(gap)


def _plain(text: str) -> str:
    """Lower case but for units, common blanks, numbers in digits."""
    words = " ".join(text.split()).replace("on alternate days", "every other day")
    words = _HALF.sub(_half, with_signs(words[:1].lower() + words[1:]))
    words = _NUMBER_WORD.sub(lambda word: _WORDED[word[0]], words)
    return _RANGE.sub("–", words)


def _half(found: re.Match[str]) -> str:
    whole = found["whole"] or "0"
    return f"{_WORDED.get(whole, whole)}.5"
