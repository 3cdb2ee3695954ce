"""Numbers as people say them ("two and a half hours", "1 in 7", "per kilogram") in the one spelling that `quantities` reads.

The places of words change, so that what is read here is for values; quotes come from the text itself.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from articles.text.consistency.turns import EARLY, LATE, MIDDLE
from articles.text.quantities import NO_LABEL

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
    r"(?:micrograms?|milligrams?|grams?|kilograms?|kilos?|millilit(?:re|er)s?|lit(?:re|er)s?|units?|tablets?"
    r"|capsules?|pills?"
    r"|drops?|puffs?|patch(?:es)?|sachets?|sprays?|doses?|teaspoons?|tablespoons?|seconds?|minutes?|hours?|days?"
    r"|nights?|weeks?"
    r"|fortnights?|months?|years?|times?|plasters?|mg|mcg|µg|g|kg|ml|mL|%)"
)
_NUMBER: Final = r"\d{1,30}(?:[.,]\d{1,30}){0,8}"
# "one" and "a" are numbers before something that is counted only.
_ONE: Final = re.compile(
    rf"(?<!-)\bone(?= (?:[\w.-]+ ){{0,3}}{_UNITS}\b)|\bone(?= (?:or|to) \w+(?: |$))", re.IGNORECASE
)
# A pattern that begins with letters is quick; what has to stand before them is looked at where they are found.
_A: Final = re.compile(r" an? (?=(?:minute|hour|day|week|fortnight|month|year)\b)")
_BEFORE_A: Final = frozenset(
    "for in after within over last lasts than least about every next it before until till only".split()  # noqa: SIM905
)
_WORDED: Final = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[- ]({'|'.join(_ONES[1:10])}))?|({'|'.join(_ONES[2:])}))\b", re.IGNORECASE
)
_ONE_IN: Final = re.compile(rf"\bone (?=(?:in|out of) (?:every )?{_NUMBER})", re.IGNORECASE)
_HUNDRED: Final = re.compile(
    r"\b(?:(\d+(?:\.\d+)?) |a |one )(hundred|thousand|million)(?: and (\d+)(?! (?:hundred|thousand|million)))?\b",
    re.IGNORECASE,
)
_POWERS: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_AND_A_HALF: Final = re.compile(rf"({_NUMBER}) (?:(\w+) )?and a half\b", re.IGNORECASE)
# "1 1/2 tablets", "1/2 to 1 tablet": parts that are counted.
_SHARE: Final = re.compile(
    rf"(?<![\w./⁄–-])(?:{NO_LABEL}(\d{{1,2}})(?: |-| and ))?(1[/⁄][24]|3[/⁄]4)(?=(?: ?(?:to|or|-|–) ?\d[\d./⁄]{{0,5}})? {_UNITS}\b)",
    re.IGNORECASE,
)
_DECIMALS: Final = {"1/2": "5", "1/4": "25", "3/4": "75"}
_HALF_A: Final = re.compile(rf"\b(?:half an?|(?<!and[ -])(?:one|a)[ -]half) (?={_UNITS}\b)", re.IGNORECASE)
_SHARES: Final = (
    (("half",), re.compile(r"\bhalf (?:of )?(?=the\b|all\b|of\b|people|patients|those|children"
        r"|women|men)", re.IGNORECASE), "50% "),
    (("half",), re.compile(r"\b(?:by|at least|than|about|nearly|over) half\b", re.IGNORECASE), " 50%"),
    (("halved",), re.compile(r"\bhalved\b", re.IGNORECASE), "50%"),
    (("third",), re.compile(r"\b(?:a|one|1) third\b", re.IGNORECASE), "1 in 3"),
    (("third",), re.compile(r"\b(?:two|2) thirds\b", re.IGNORECASE), "2 in 3"),
    (("quarter",), re.compile(r"\b(?:a|one|1) quarter\b", re.IGNORECASE), "1 in 4"),
    (("quarter",), re.compile(r"\b(?:three|3) quarters\b", re.IGNORECASE), "3 in 4"),
    (("fifth",), re.compile(r"\b(?:a|one|1) fifth\b", re.IGNORECASE), "1 in 5"),
    (("tenth",), re.compile(r"\b(?:a|one|1) tenth\b", re.IGNORECASE), "1 in 10"),
)  # fmt: skip
_ORDINALS: Final = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "1st": "1", "2nd": "2", "3rd": "3",
}  # fmt: skip
_ORDINAL: Final = re.compile(rf"\b(?<!every )({'|'.join(_ORDINALS)}) (day|week|month|dose)\b", re.IGNORECASE)
_BETWEEN: Final = re.compile(
    rf"\bbetween (?:the )?(ages? )?(?:of )?({_NUMBER})([^\d.,;]{{0,16}}?) and ({_NUMBER})", re.IGNORECASE
)
_OR: Final = re.compile(rf"(?<![\w.,])({_NUMBER}) or ({_NUMBER})(?= \w)")
_OVER: Final = re.compile(r"\b(\d{2,3}) over (\d{2,3})\b(?: mmHg)?")
_KILOGRAM: Final = re.compile(
    r"(?:\bper|\bfor (?:each|every)|\bevery|\beach|/) ?(?:kg|kilograms?|kilos?)"
    r"(?: (?:of (?:[\w’']+ ){0,3}?weight|(?:you|they) weigh\w*|body weight))?",
    re.IGNORECASE,
)
_PLAIN: Final = (
    (("\u2009", "\u202f"), re.compile(r"[\u2009\u202f]"), " "),
    (("gramme",), re.compile(r"(?<=gram)me(?=s?\b)"), ""),
    (("fahrenheit",), re.compile(r"(?<=\d) ?degrees (?:F\b|Fahrenheit)", re.IGNORECASE), " °F"),
    (("couple",), re.compile(r"\ba couple of\b", re.IGNORECASE), "2"),
    (("dozen",), re.compile(r"\ba dozen\b", re.IGNORECASE), "12"),
    (("quarters of",), re.compile(rf"\b(?:three|3)[ -]quarters of an? (?={_UNITS}\b)", re.IGNORECASE), "0.75 "),
    (("-and-a-half",), re.compile(r"-and-a-half\b", re.IGNORECASE), " and a half"),
    (
        ("and a half",),
        re.compile(r"\b(?:an?|one) (hour|day|week|month|year|tablet|gram|milligram|lit(?:re"
            r"|er)) and a half\b", re.IGNORECASE),
        r"1.5 \1",
    ),
    (("spoonful",), re.compile(r"\b(tea|table)spoonfuls?\b", re.IGNORECASE), r"\1spoons"),
    (("international unit",), re.compile(r"\binternational units?\b", re.IGNORECASE), "IU"),
    (("quarter",), re.compile(rf"\b(?:a |one )?quarter of an? (?={_UNITS}\b)", re.IGNORECASE), "0.25 "),
    (("pressure", "bp"), re.compile(r"(\b(?:blood pressure|BP)\b[^.;]{0,40}?\b\d{2,3}/\d{2,3})(?! ?mmHg|/|\d)"), r"\1 mmHg"),
    (("one per cent", "one percent"), re.compile(r"\bone per ?cent\b", re.IGNORECASE), "1%"),
    (("percent", "per cent"), re.compile(r"\bpercent\b|\bper cent\b", re.IGNORECASE), "%"),
    ((" %",), re.compile(r" %(?<=\d %)"), "%"),
    (("micromol",), re.compile(r"\bmicromol(?:e|es)?\b", re.IGNORECASE), "µmol"),
    (("millimol",), re.compile(r"\bmillimol(?:e|es)?\b", re.IGNORECASE), "mmol"),
    (("°",), re.compile(r"(?<=\d) ?°(?! ?[CF])"), " °C"),
    (("degrees",), re.compile(r"(?<=\d) ?degrees(?: (?:C\b|Celsius))?", re.IGNORECASE), " °C"),
    (("beats",), re.compile(r"\bbeats (?:per|a) minute\b", re.IGNORECASE), "bpm"),
    (("-",), re.compile(r"(?<=\d)-(?=(?:day|week|month|year|hour|minute)s?\b)"), " "),
    (("under-", "over-", "under ", "over "), re.compile(r"\b(under|over)[- ](\d+)s\b", re.IGNORECASE), r"\1 \2 years"),
    (("plaster",), re.compile(r"\bplasters?\b"), "patches"),
    (("half-",), re.compile(r"\bhalf-(?=hour|year|tablet)"), "half an "),
)  # fmt: skip
_SOME: Final = re.compile(
    r"\b(?:half|halved|third|quarter|fifth|tenth|hundred|thousand|first|second|percent|zero|" + "|".join(_ONES[1:]) + "|"
    + "|".join(_TENS) + r"|an? (?:minute|hour|day|week|fortnight|month|year)|b\.d|t\.d\.s|b\.i\.d|t\.i\.d|q\.i\.d"
        r"|q\.d\.s|o\.d|bds|nocte|mane"
    r"|birthday|turn(?:s|ed|ing)|fortnightly|yearly|annually|couple|dozen|qam|qpm|another|further)\b"
)  # fmt: skip


_THOUSANDS: Final = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_DIGIT: Final = re.compile(r"\d")


@lru_cache(maxsize=4096)
def plainly(text: str) -> str:
    """The same words with numbers in digits: "one or two" is "1 to 2", "half a day" is "0.5 day", "a third" is "1 in 3"."""
    if "\u00a0" in text or "\u2009" in text or "\u202f" in text:
        text = _THOUSANDS.sub(",", text).replace("\u00a0", " ")
    if not (_DIGIT.search(text) or _SOME.search(text.lower())):
        return text
    lowered = text.lower()
    for words, pattern, instead in _STEPS:
        # Most passages hold none of these words, and looking for a word is quicker than for a pattern.
        for word in words:
            if word in lowered:
                text = pattern.sub(instead, text)
                lowered = text.lower()
                break
    return text


def kilograms(text: str) -> list[tuple[int, int]]:
    """Where the text says that an amount is for each kilogram."""
    lowered = text.lower()
    return [found.span() for found in _KILOGRAM.finditer(text)] if "kg" in lowered or "kilo" in lowered else []


def _digits(found: re.Match[str]) -> str:
    if found[3]:
        return str(_SMALL[found[3].lower()])
    return str(_TENS[found[1].lower()] + (_SMALL[found[2].lower()] if found[2] else 0))


def _power(found: re.Match[str]) -> str:
    return f"{float(found[1] or 1) * _POWERS[found[2].lower()] + int(found[3] or 0):.0f}"


def _and_a_half(found: re.Match[str]) -> str:
    return f"{found[1]}.5 {found[2] or ''}".rstrip()


def _one_of(found: re.Match[str]) -> str:
    """ "For a week" is "for 1 week"."""
    word = found.string[max(0, found.start() - 8) : found.start()].rsplit(" ", 1)[-1]
    return " 1 " if word.lower() in _BEFORE_A else found[0]


def _share(found: re.Match[str]) -> str:
    return f"{found[1] or 0}.{_DECIMALS[found[2].replace('⁄', '/')]}"


def _ordinal(found: re.Match[str]) -> str:
    return f"{found[2]} {_ORDINALS[found[1].lower()]}"


# How often, in the abbreviations of prescriptions and in other turns of speech.
_OFTEN: Final = (
    (("b.d", "b.i.d", "bds"), re.compile(r"\bb\.(?:i\.)?d\.|\bBDS\b|\bbds\b", re.IGNORECASE), "twice a day"),
    (("t.d", "t.i.d"), re.compile(r"\bt\.(?:d\.s|i\.d)\.?", re.IGNORECASE), "3 times a day"),
    (("q.d.s", "q.i.d"), re.compile(r"\bq\.(?:d\.s|i\.d)\.?", re.IGNORECASE), "4 times a day"),
    (("o.d.",), re.compile(r"\bo\.d\.", re.IGNORECASE), "once a day"),
    (("nocte", "qpm"), re.compile(r"\bnocte\b|\bqPM\b"), "at night"),
    (("mane", "qam"), re.compile(r"(?<=\w )mane\b|\bqAM\b"), "in the morning"),
    (("fortnightly",), re.compile(r"\bfortnightly\b", re.IGNORECASE), "every 2 weeks"),
    (("yearly",), re.compile(r"\b(once|twice|times) yearly\b", re.IGNORECASE), r"\1 a year"),
    (("yearly", "annually"), re.compile(r"\b(?:yearly|annually)\b", re.IGNORECASE), "every year"),
    (("monthly",), re.compile(r"\b(\d+|two|three|four|six)-monthly\b", re.IGNORECASE), r"every \1 months"),
    (("x", "×"), re.compile(r"\b(\d) ?[x×] ?(?:/ ?|per |an? |each )?(day|week|month)(?:ly)?\b"), r"\1 times a \2"),
    (("x", "×"), re.compile(r"\b(\d) ?[x×] ?daily\b"), r"\1 times a day"),
    (("times every",), re.compile(r"\btimes every (?=day|week|month)", re.IGNORECASE), "times a "),
    (("every",), re.compile(r"\bevery (\d+(?: ?(?:-|–|to) ?\d+)?) ?(?:hrs?|h)\b", re.IGNORECASE), r"every \1 hours"),
    (("/day", "/week", "/month"), re.compile(r"(?<=[a-zA-Z])/(?=(?:day|week|month)\b)"), " per "),
)  # fmt: skip
_NUMBER_WORDS: Final = (*_ONES[2:13], "teen", "ty")
# In this order. A step is taken where one of its words stands.
_STEPS: Final[tuple[tuple[tuple[str, ...], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (("/", "⁄"), _SHARE, _share),
    *EARLY,
    *_PLAIN,
    *_OFTEN,
    (("half",), _HALF_A, "0.5 "),
    *_SHARES,
    (tuple(_ORDINALS), _ORDINAL, _ordinal),
    (("one",), _ONE, "1"),
    ((" a ", " an "), _A, _one_of),
    (_NUMBER_WORDS, _WORDED, _digits),
    (("one",), _ONE_IN, "1 "),
    (tuple(_POWERS), _HUNDRED, _power),
    (("thousand", "hundred", "000 "), re.compile(r"\b(\d+)000 (?:and )?(\d)00\b(?! ?(?:mg|mL|g"
        r"|units)? ?(?:to|-))"), r"\1\g<2>00"),
    (("point",), re.compile(r"\b(\d+) point (\d+)\b", re.IGNORECASE), r"\1.\2"),
    (("point",), re.compile(r"\b(?:nought |zero )?point (\d+)\b", re.IGNORECASE), r"0.\1"),
    (("and a half",), _AND_A_HALF, _and_a_half),
    (("between",), _BETWEEN, r"\1\2\3 to \4"),
    *MIDDLE,
    ((" or ",), _OR, r"\1 to \2"),
    ((" over ",), _OVER, r"\1/\2 mmHg"),
    *LATE,
)  # fmt: skip
