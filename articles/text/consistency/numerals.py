"""Numbers as people say them ("two and a half hours", "1 in 7", "per kilogram") in the one spelling that `quantities` reads.

The places of words change, so that what is read here is for values; quotes come from the text itself.
"""

import re
from functools import lru_cache
from typing import Final

_ONES: Final = tuple(
    re.findall(
        r"\w+",
        """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
""",
    )
)
_TENS: Final = {word: 10 * place for place, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
)}  # fmt: skip
_SMALL: Final = {word: number for number, word in enumerate(_ONES)}
_UNITS: Final = (
    r"(?:micrograms?|milligrams?|grams?|kilograms?|kilos?|millilit(?:re|er)s?|lit(?:re|er)s?|units?|tablets?|capsules?|pills?"
    r"|drops?|puffs?|patch(?:es)?|sachets?|sprays?|doses?|teaspoons?|tablespoons?|seconds?|minutes?|hours?|days?|nights?|weeks?"
    r"|fortnights?|months?|years?|times?|plasters?|mg|mcg|µg|g|kg|ml|mL|%)"
)
_NUMBER: Final = r"\d+(?:[.,]\d+)*"
# "one" and "a" are numbers before something that is counted only.
_ONE: Final = re.compile(rf"\bone(?= (?:[\w.-]+ ){{0,3}}{_UNITS}\b)|\bone(?= (?:or|to) \w+ )", re.IGNORECASE)
_A: Final = re.compile(
    r"\b(for|in|after|within|over|lasts?|than|least|about|every|next) an? (?=(?:hour|day|week|fortnight|month|year)\b)",
    re.IGNORECASE,
)
_WORDED: Final = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_ONES[1:10])}))?|({'|'.join(_ONES[2:])}))\b", re.IGNORECASE
)
_HUNDRED: Final = re.compile(r"\b(?:(\d+) |a |one )(hundred|thousand|million)\b", re.IGNORECASE)
_POWERS: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_AND_A_HALF: Final = re.compile(rf"({_NUMBER}) (?:(\w+) )?and a half\b", re.IGNORECASE)
_HALF_A: Final = re.compile(rf"\bhalf an? (?={_UNITS}\b)", re.IGNORECASE)
_SHARES: Final = (
    (re.compile(r"\bhalf (?:of )?(?=the\b|all\b|of\b|people|patients|those|children|women|men)", re.IGNORECASE), "50% "),
    (re.compile(r"\b(?:by|at least|than|about|nearly|over) half\b", re.IGNORECASE), " 50%"),
    (re.compile(r"\bhalved\b", re.IGNORECASE), "50%"),
    (re.compile(r"\b(?:a|one|1) third\b", re.IGNORECASE), "1 in 3"),
    (re.compile(r"\b(?:two|2) thirds\b", re.IGNORECASE), "2 in 3"),
    (re.compile(r"\b(?:a|one|1) quarter\b", re.IGNORECASE), "1 in 4"),
    (re.compile(r"\b(?:three|3) quarters\b", re.IGNORECASE), "3 in 4"),
    (re.compile(r"\b(?:a|one|1) fifth\b", re.IGNORECASE), "1 in 5"),
)  # fmt: skip
_ORDINALS: Final = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "1st": "1", "2nd": "2", "3rd": "3",
}  # fmt: skip
_ORDINAL: Final = re.compile(rf"\b({'|'.join(_ORDINALS)}) (day|week|month|dose)\b", re.IGNORECASE)
_BETWEEN: Final = re.compile(rf"\bbetween ({_NUMBER})([^\d.,;]{{0,16}}?) and ({_NUMBER})", re.IGNORECASE)
_OR: Final = re.compile(rf"(?<![\w.,])({_NUMBER}) or ({_NUMBER})(?= \w)")
_OVER: Final = re.compile(r"\b(\d{2,3}) over (\d{2,3})\b(?: mmHg)?")
_KILOGRAM: Final = re.compile(
    r"(?:\bper|\bfor (?:each|every)|\bevery|\beach|/) ?(?:kg|kilograms?|kilos?)"
    r"(?: (?:of (?:[\w’']+ ){0,3}?weight|(?:you|they) weigh\w*|body weight))?",
    re.IGNORECASE,
)
_PLAIN: Final = (
    (re.compile(r"[\u00a0\u2009\u202f]"), " "),
    (re.compile(r"\bpercent\b|\bper cent\b", re.IGNORECASE), "%"),
    (re.compile(r"(?<=\d) %"), "%"),
    (re.compile(r"\bmicromol(?:e|es)?\b", re.IGNORECASE), "µmol"),
    (re.compile(r"\bmillimol(?:e|es)?\b", re.IGNORECASE), "mmol"),
    (re.compile(r"(?<=\d) ?degrees(?: (?:C\b|Celsius))?", re.IGNORECASE), " °C"),
    (re.compile(r"\bbeats (?:per|a) minute\b", re.IGNORECASE), "bpm"),
    (re.compile(r"(?<=\d)-(?=(?:day|week|month|year|hour|minute)s?\b)"), " "),
    (re.compile(r"\bplasters?\b"), "patches"),
    (re.compile(r"\bhalf-(?=hour|year|tablet)"), "half an "),
)  # fmt: skip
_SOME: Final = re.compile(
    r"\d|\b(?:half|halved|third|quarter|fifth|hundred|thousand|first|second|percent|zero|" + "|".join(_ONES[1:]) + "|"
    + "|".join(_TENS) + r"|an? (?:hour|day|week|fortnight|month|year))\b",
    re.IGNORECASE,
)  # fmt: skip


@lru_cache(maxsize=4096)
def plainly(text: str) -> str:
    """The same words with numbers in digits: "one or two" is "1 to 2", "half a day" is "0.5 day", "a third" is "1 in 3"."""
    for pattern, words in _PLAIN:
        text = pattern.sub(words, text)
    if not _SOME.search(text):
        return text
    text = _HALF_A.sub("0.5 ", text)
    for pattern, words in _SHARES:
        text = pattern.sub(words, text)
    text = _ORDINAL.sub(lambda found: f"{found[2]} {_ORDINALS[found[1].lower()]}", text)
    text = _A.sub(r"\1 1 ", _ONE.sub("1", text))
    text = _WORDED.sub(_digits, text)
    text = re.sub(rf"\bone (?=(?:in|out of) (?:every )?{_NUMBER})", "1 ", text, flags=re.IGNORECASE)
    text = _HUNDRED.sub(lambda found: str(int(found[1] or 1) * _POWERS[found[2].lower()]), text)
    text = _AND_A_HALF.sub(lambda found: f"{found[1]}.5 {found[2] or ''}".rstrip(), text)
    text = _BETWEEN.sub(r"\1\2 to \3", text)
    text = _OR.sub(r"\1 to \2", text)
    return _OVER.sub(r"\1/\2 mmHg", text)


def kilograms(text: str) -> list[tuple[int, int]]:
    """Where the text says that an amount is for each kilogram."""
    return [found.span() for found in _KILOGRAM.finditer(text)]


def _digits(found: re.Match[str]) -> str:
    if found[3]:
        return str(_SMALL[found[3].lower()])
    return str(_TENS[found[1].lower()] + (_SMALL[found[2].lower()] if found[2] else 0))
