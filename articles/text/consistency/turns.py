"""Turns of speech around numbers ("two-thirds", "for 6/52", "another week", "15 or more days") in the one spelling that is read.

Made for English. Each step is a pattern that looks at a few words, so that reading stays in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

Step = tuple[tuple[str, ...], re.Pattern[str], str | Callable[[re.Match[str]], str]]

_TIME: Final = r"(?:minute|hour|day|night|week|fortnight|month|year)"
_SHORT_SPELLS: Final = {"52": "weeks", "12": "months", "7": "days"}
_COUNTED: Final = (
    r"(?:sessions?|exchanges?|applications?|visits?|classes|meals|rinses|washes|feeds|servings|rounds|sets|bouts"
    r"|walks|treatments?|infusions?|injections?)"
)
_UNIT: Final = (
    rf"(?:{_TIME}s?|mg|mcg|µg|g|kg|mL|ml|L|units?|IU|mmol/L|mmol/mol|%|micrograms?|milligrams?|grams?"
    rf"|millilitres?|litres?|tablets?|puffs?|drops?)"
)
# The "1" of "25 mg on day 1 and 50 mg on day 2" has no unit.
_LABELLED: Final = re.compile(r"(?:\b(?:day|week|month|step|stage|grade|type|phase)s? |[\d.,/–-])$")
_PEOPLE: Final = r"(?:person|people|patients?|child|children|wom[ae]n|m[ae]n|adults?|babies|baby|users?)"


def _spell(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]} {_SHORT_SPELLS[found[3]]}"


_SMALL: Final = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_PARTS: Final = {"a quarter": "25", "one quarter": "25", "three quarters": "75", "three-quarters": "75"}
_VULGAR: Final = {"½": "5", "¼": "25", "¾": "75"}


def _and_part(found: re.Match[str]) -> str:
    """ "One and a quarter" is 1.25."""
    return f"{_SMALL.get(found[1].lower(), found[1])}.{_PARTS[found[2].lower()]}"


def _and_half(found: re.Match[str]) -> str:
    return f"{_SMALL[found[1].lower()]}.5"


def _vulgar(found: re.Match[str]) -> str:
    return f"{found[1] or 0}.{_VULGAR[found[2]]}"


def _spoonfuls(found: re.Match[str]) -> str:
    """ "Two 5 mL spoonfuls" are 10 mL."""
    return f"{float(found[1]) * float(found[2]):g} mL"


def _listed(found: re.Match[str]) -> str:
    """ "Five, six or seven" is from five to seven."""
    first, middle, last = int(found[1]), int(found[2]), int(found[3])
    return f"{first} to {last}" if first < middle < last else found[0]


def _both(found: re.Match[str]) -> str:
    """ "3 and 12 months" is "3 months and 12 months"."""
    if _LABELLED.search(found.string[max(0, found.start() - 8) : found.start()]):
        return found[0]
    return f"{found[1]} {found[3]} and {found[2]} {found[3]}"


_SPELL_BEFORE: Final = re.compile(r"(?:^|[,;:(] ?|\b(?:for|lasts?|takes?|only|about) )$", re.IGNORECASE)


def _one_spell(found: re.Match[str]) -> str:
    """ "A week at most", but not "ten days a month at most"."""
    is_spell = _SPELL_BEFORE.search(found.string[max(0, found.start() - 8) : found.start()])
    return "1 " if is_spell else found[0]


def _one_earlier(found: re.Match[str]) -> str:
    """ "A day before", but not "twice a day before"."""
    before = found.string[max(0, found.start() - 24) : found.start()].rstrip().rsplit(" ", 1)[-1].lower()
    return found[0] if _TIMES_A.search(before) else "1 "


_TIMES_A: Final = re.compile(
    r"^(?:half|of|quarter|once|twice|thrice|times|daily|more|less|mg|mcg|µg|g|ml|units?|micrograms?|milligrams?|grams?|tablets?|capsules?|puffs?|drops?"
    r"|doses?|hours?|\d\S*|one|two|three|four|five|six|glasses|cups|meals?|pills?)$"
)


def _one_unit(found: re.Match[str]) -> str:
    """ "One 50 and one 25 microgram tablet": the first is in micrograms too."""
    is_counted = _COUNT_AND_FIGURE.search(found.string[max(0, found.start() - 20) : found.start()])
    return f" {found[4]}{found[0]}" if is_counted else found[0]


_COUNT_AND_FIGURE: Final = re.compile(r"\b(?:\d+|one|two|three|four) \d+(?:\.\d+)?$", re.IGNORECASE)


def _pressure(found: re.Match[str]) -> str:
    """ "140/90" can hardly be anything else than a blood pressure."""
    upper, lower = int(found[1]), int(found[2])
    is_pressure = 80 <= upper <= 260 and 40 <= lower <= 150 and upper - lower >= 20
    return f"{found[0]} mmHg" if is_pressure else found[0]


_NTH_ONES: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth"
)
_NTH: Final = {
    **{word: number for number, word in enumerate(_NTH_ONES.split(), 1)},
    **dict.fromkeys(["eighteenth"], 18), **dict.fromkeys(["twentieth"], 20), **dict.fromkeys(["thirtieth"], 30),
    **dict.fromkeys(["fortieth"], 40), **dict.fromkeys(["fiftieth"], 50), **dict.fromkeys(["sixtieth"], 60),
}  # fmt: skip


def _birthday(found: re.Match[str]) -> str:
    """ "From your 65th birthday" is from the age of 65 years."""
    said = found[1].lower()
    years = _NTH.get(said) or said.rstrip("stndrh")
    return f"the age of {years} years"


def _pounds(found: re.Match[str]) -> str:
    """In kilograms, rounded as people round: 33 lb are 15 kg."""
    return f"{float(found[1].replace(',', '')) * 0.45359:.0f} kg"


def _stones(found: re.Match[str]) -> str:
    return f"{float(found[1]) * 6.3503 + float(found[2] or 0) * 0.45359:.0f} kg"


_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


# Before words are read as digits.
EARLY: Final[tuple[Step, ...]] = (
    (
        (" and ", " plus "),
        re.compile(rf" (and|plus) (\d+|one|two|three|four) (\d+(?:\.\d+)?) ?({_UNIT})(?!\w)"),
        _one_unit,
    ),
    (
        ("between",),
        re.compile(rf"\b(between [^.;,]{{1,24}}? and) an? (?={_TIME}\b)", re.IGNORECASE),
        r"\1 1 ",
    ),
    (
        ("10^",),
        re.compile(r"\(?([x×]) ?10\^(\d+)(/L)?\)?"),
        lambda found: f"{found[1]} 10{found[2].translate(_RAISED)}{found[3] or ''}",
    ),
    (
        ("(×", "(x"),
        re.compile(r"(?<=\d) \(([x×] ?10⁹) ?(?:per|/|a) ?(?:L|lit(?:re|er))\)"),
        r" \1/L",
    ),
    (("inhalation",), re.compile(r"(?<=\d )inhalation(s?)\b"), r"puff\1"),
    (
        ("/",),
        re.compile(r"\b(\d{2,3})[–-](\d{2,3})/(\d{2,3})[–-](\d{2,3})\b(?: ?mmHg)?"),
        r"\1–\2 and \3–\4",
    ),
    (("a night",), re.compile(r"\ba day and a night\b", re.IGNORECASE), "24 hours"),
    (
        ("half",),
        re.compile(
            r"(?<!and )(?<!and a )\b(?:a )?half (?:of )?(?:an?|the|one|each|your) (?=\d+(?:\.\d+)?[ \u00a0]?(?:mg|mcg|µg"
            r"|micrograms?|g)\b)",
            re.IGNORECASE,
        ),
        "0.5 tablet of ",
    ),
    (
        (" a day", " a week", " a month", " an hour", " a year", " a fortnight", " a minute"),
        re.compile(
            rf"\b[aA]n? (?={_TIME} (?:later|before|after|afterwards|ago|apart|ahead|in advance|earlier|beforehand|on(?=,))\b)"
        ),
        _one_earlier,
    ),
    (("half year", "half-year"), re.compile(r"\bevery half[ -]year\b"), "every 6 months"),
    (
        ("half year", "half-year", "half month"),
        re.compile(r"\bhalf[ -](?=(?:year|month)\b)"),
        "0.5 ",
    ),
    (("between one and",), re.compile(r"\bbetween one and\b", re.IGNORECASE), "between 1 and"),
    (("hundred",), re.compile(r"\b(every|each|per|in|of) hundred\b"), r"\1 100"),
    (("½", "¼", "¾"), re.compile(r"(\d{0,30})([½¼¾])"), _vulgar),
    (("·",), re.compile(r"(?<=\d)·(?=\d)"), "."),
    (("'", "’"), re.compile(r"(?<=\d)['’](?=\d{3}\b)"), ","),
    (("i.u.",), re.compile(r"\bI\.U\.(?!\w)", re.IGNORECASE), "IU"),
    (("mgs",), re.compile(r"(?<=\d) ?mgs\b"), " mg"),
    (("cc",), re.compile(r"(?<=\d) ?ccs?\b"), " mL"),
    (
        ("quarter",),
        re.compile(rf"\b({'|'.join(_SMALL)}|\d+) and ({'|'.join(_PARTS)})(?! of)\b", re.IGNORECASE),
        _and_part,
    ),
    (("and a half",), re.compile(rf"\b({'|'.join(_SMALL)}) and a half\b", re.IGNORECASE), _and_half),
    (("half a",), re.compile(r"\bhalf a (?=\d+ ?m[lL] spoon)", re.IGNORECASE), "0.5 "),
    (
        ("weight in kilo",),
        re.compile(r"\bweight in kilo(?:gram)?s by (\d[\d.]* ?\w+)", re.IGNORECASE),
        r"\1 per kilogram",
    ),
    (("-a-", "-an-"), re.compile(r"(?<=[a-z])-an?-(?=hour|day|week)"), "/"),
    (("half to", "half or"), re.compile(r"\b(?:a )?half (to|or) (?=one\b|1\b)", re.IGNORECASE), r"0.5 \1 "),
    ((" to a",), re.compile(rf" to an? (?={_TIME}\b)"), " to 1 "),
    (("on",), re.compile(r"ON(?<=\w ON)(?= or\b| to\b|[.,;)]|$)"), "at night"),
    (("one ",), re.compile(rf"\bone (?={_PEOPLE} (?:in|out of) )", re.IGNORECASE), "1 "),
    (
        ("-third", "-quarter", "-fifth"),
        re.compile(r"\b(one|two|three)-(thirds?|quarters?|fifths?)\b", re.IGNORECASE),
        r"\1 \2",
    ),
    (
        ("another", "further", "following"),
        re.compile(rf"\b(?:another|a further|the following) (?={_TIME}\b)", re.IGNORECASE),
        "1 ",
    ),
    (
        (" at ", " or "),
        re.compile(rf"an? (?={_TIME} (?:at (?:the )?(?:most|least|longest|latest)|or (?:more|less|longer|two))\b)"),
        _one_spell,
    ),
    (
        ("up to a", "most a", "least a", "maximum of a"),
        re.compile(rf"\b(up to|most|least|maximum of) an? (?={_TIME}\b)", re.IGNORECASE),
        r"\1 1 ",
    ),
    (
        ("/52", "/12", "/7"),
        re.compile(
            r"\b((?:for|after|every|then|over|in|at|by|review) |x ?)(\d{1,2})/(52|12"
            r"|7)\b(?!\.?\d|/)",
            re.IGNORECASE,
        ),
        _spell,
    ),
    (("1/10",), re.compile(r"(?<![\d/.,])1/(10{1,3}|1,000|10,000|100,000)(?![\d/]|[.,]\d)"), r"1 in \1"),
    (("nnt", "nnh"), re.compile(r"\bNN[TH]\b(?: of| is| =)? (?=\d)"), "1 in "),
    (
        ("/",),
        re.compile(
            r"(?<![\d/.,])(\d{2,3})/(\d{2,3})(?![\d/]|[.,]\d| ?(?:mmHg|mg|mcg|µg"
            r"|micrograms?|g|mL)\b)"
        ),
        _pressure,
    ),
)

_PER: Final = {"d": "dL", "l": "L", "g": "g"}
# Between the two: lists, before "or" is read as "to".
MIDDLE: Final[tuple[Step, ...]] = (((" or ",), re.compile(r"(\d(?<![\d.,].)\d*), (\d+),? or (\d+)(?![\d.])"), _listed),)

# After that.
LATE: Final[tuple[Step, ...]] = (
    (
        ("birthday",),
        re.compile(
            rf"\b(?:(?:the|your|his|her|their|its|a child['’]s|your child['’]s) )?(\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_NTH)}) birthday\b",
            re.IGNORECASE,
        ),
        _birthday,
    ),
    (
        ("turn", "reach"),
        re.compile(
            r"\b(?:(?:they|he|she|you|it|(?:your|a|the) (?:child|baby|son|daughter)|children|people)(?:['’]ve|['’]s| have| has| is"
            r"| are)? )?"
            r"(?:turn(?:s|ed|ing)?|reach(?:es|ed|ing)? the age of) (\d{1,2})\b(?! ?(?:mg|g|mL|ml|µg|%|tablets?|to|hours?|days?"
            r"|weeks?|months?|years?|times|degrees)\b)"
        ),
        r"the age of \1 years",
    ),
    (
        ("lb", "pound"),
        re.compile(r"\b(\d+(?:\.\d+)?)(?: (?:lbs?|pounds?))?( to | up to |[–-])(\d+(?:\.\d+)?) ?(?:lbs?|pounds?)\b"),
        lambda found: f"{float(found[1]) * 0.45359:.0f}{found[2]}{float(found[3]) * 0.45359:.0f} kg",
    ),
    (
        ("microlit", "/µl", "/ul", "/mm³", "cubic"),
        re.compile(
            r"\b(\d[\d,]{0,30}) ?(?:cells )?(?:(?:per|a|in each|/) ?)(?:microlit(?:re|er)|[µu]L|mm³|cubic millimet(?:re|er))\b"
        ),
        lambda found: f"{float(found[1].replace(',', '')) / 1000:g} × 10⁹/L",
    ),
    (
        ("1 ",),
        re.compile(
            r"(?<![\d.,])\b1 (?!(?:g|mg|mL|dose|tablet|week|day|hour|month|year)\b)[a-z]+ in (?:every )?(?=\d{2}|\d,)"
        ),
        "1 in ",
    ),
    (("lb", "pound"), re.compile(r"\b(\d[\d,]{0,30}(?:\.\d+)?) ?(?:lbs?|pounds?)\b"), _pounds),
    (("stone",), re.compile(r"\b(\d+(?:\.\d+)?) ?stones?(?: (?:and )?(\d+) kg)?\b"), _stones),
    (
        ("a week", "each week", "every week", "per week", " fortnight", " month", " year"),
        re.compile(r"\b(?<![.,/])([1-9]|1[0-2]) (?=(?:a|each|every|per) (?:week|fortnight|month|year)\b)"),
        r"\1 times ",
    ),
    (("spoon",), re.compile(r"(\d{1,30}(?:\.\d{1,30})?) (?:× |x )?(\d+) ?m[lL] spoon(?:fuls?|s)?\b"), _spoonfuls),
    (
        ("×", "x"),
        re.compile(
            r"(\d(?<![\d.].)\d*(?:\.\d+)?) ?[×x] ?(?=\d+(?:\.\d+)? ?(?:mg|g|mcg|µg"
            r"|micrograms?)\b)"
        ),
        r"\1 tablets of ",
    ),
    (("mill", "ml"), re.compile(r" in (?:each|every|1|one) (?:millilit(?:re|er)|m[lL])\b"), "/mL"),
    (
        ("hour", "minute"),
        re.compile(
            r"(?<=\d )(mg|mcg|µg|micrograms?|milligrams?|m[lL]|millilitres?|units?|litres?|L) (?:every|each) (hour|minute)\b"
        ),
        r"\1/\2",
    ),
    (
        ("an hour", "per hour", "each hour", "every hour", "a minute", "per minute"),
        re.compile(
            r"(?<=\d )(mg|mcg|µg|micrograms?|milligrams?|m[lL]|millilitres?|units?)( of [\w-]+) (?:an?|per|each|every) (hour|minute)\b"
        ),
        r"\1/\3\2",
    ),
    (("every",), re.compile(r"\bevery (\d+) ?(?:h|hours) (?:to|-|–) (\d+) ?(?:h|hours)\b"), r"every \1 to \2 hours"),
    (("q",), re.compile(r"\bq(\d+) ?(?:mo|months?)\b", re.IGNORECASE), r"every \1 months"),
    (("q",), re.compile(r"\bq(\d+) ?(?:wks?|weeks?|w)\b", re.IGNORECASE), r"every \1 weeks"),
    (("q",), re.compile(r"\bq(\d+) ?mins?\b", re.IGNORECASE), r"every \1 minutes"),
    (("+",), re.compile(r"(?<=\d)\+\d(?= weeks\b)"), ""),
    (
        ("consecutive", "straight", "full", "whole", "entire"),
        re.compile(
            rf" (?<=\d )(?:consecutive|straight|full"
            rf"|whole|entire) (?={_TIME}s?\b)"
        ),
        " ",
    ),
    (
        (" week",),
        re.compile(
            r"\b(?:on )?(\d) (?:days|nights|evenings|mornings) (?:a|per|each|every|of the|of every|in the"
            r"|of each) week\b"
        ),
        r"\1 times a week",
    ),
    (
        (" in ", " out of ", " of "),
        re.compile(rf" (?<=\d ){_PEOPLE} (?=(?:in|out of|of)(?: every| each)? \d)", re.IGNORECASE),
        " ",
    ),
    (
        (" or more", " or fewer", " or less"),
        re.compile(
            rf"(?<=\d) or (more|fewer|less) {_PEOPLE} ((?:in|out of) (?:every |each )?\d[\d,]*)\b", re.IGNORECASE
        ),
        r" \2 or \1",
    ),
    (
        ("kilo", "kg"),
        re.compile(
            r"(?<=\d )(m[lL]|millilit(?:re|er)s?|mg|milligrams?|µg|mcg|micrograms?|units?|kcal|g|grams?)(?: of \w+)?( or (?:more|less))? "
            r"(?:per|for (?:each|every)|a|each|every) (?:kilo(?:gram)?s?|kg)(?: of (?:[\w’']+ ){0,2}weight| you weigh)? "
            r"(?:an?|per|each|every|in an?|in one|in 1|in each) (hour|minute)\b"
        ),
        r"\1/kg/\3\2",
    ),
    (
        ("more", "further", "additional", "extra"),
        re.compile(rf" (?<=\d )(?:more|further|additional|extra) (?={_TIME}s?\b)"),
        " ",
    ),
    ((" or ",), re.compile(rf" or (?<=\d or )(more|fewer|less|longer) ({_UNIT})\b"), r" \2 or \1"),
    (
        (" or ",),
        re.compile(
            r" or (?<=\d or )(more|fewer|less) times ((?:a|per|each|every) (?:day|week"
            r"|month|year))\b"
        ),
        r" times \2 or \1",
    ),
    ((" and ", " & "), re.compile(rf"(\d{{1,30}}(?:\.\d{{1,30}})?) (?:and|&) (\d+(?:\.\d+)?) ?({_UNIT})(?!\w)"), _both),
    (
        ("ly", " a ", "each", "per", "every"),
        re.compile(
            rf"(?<![.,/\w])(\d+) ((?:\d+(?:\.\d+)? ?(?:L|mL"
            rf"|litres?) )?)(?:(?!{_UNIT} )[a-z-]+ ){{0,2}}?{_COUNTED} ?"
            rf"(?:of (\d+(?:\.\d+)? ?(?:L|mL|litres?|mg|g|minutes?)) )?(each |per |a |every )?"
            r"(?=(?:day|week|month)\b|daily\b|weekly\b|monthly\b)"
        ),
        lambda found: f"{found[2]}{f'{found[3]} ' if found[3] else ''}{found[1]} times {found[4] or ''}",
    ),
    (
        ("litre", "liter", "per gram"),
        re.compile(
            r"(?<=\d )(mg|mcg|µg|micrograms?|milligrams?|g|grams?|ng|mmol|units?) (?:of [\w-]+ )?(?:per|in (?:each|every|a|one|1)) "
            r"(decilit(?:re|er)|lit(?:re|er)|gram)(?: of [\w-]+)?\b"
        ),
        lambda found: f"{found[1]}/{_PER[found[2][:1]]}",
    ),
    (("times in",), re.compile(r" times in (?:a|any|1|one) day\b"), " times a day"),
    (("square",), re.compile(r" ?(?:per|for (?:each|every)|a) square met(?:re|er)s?\b", re.IGNORECASE), "/m²"),
    (("times",), re.compile(r" times (?:a|per|each|every) minute\b", re.IGNORECASE), "/min"),
    (
        ("hourly", "weekly", "monthly", "yearly"),
        re.compile(r"\b(\d+(?:(?:[–-]| to )\d+)?)[- ](hour|week|month|year)ly\b", re.IGNORECASE),
        r"every \1 \2s",
    ),
    ((" apart",), re.compile(r"(?<=\d )(\w+) apart\b"), r"\1 between"),
    (("twice",), re.compile(r"\btwice (?:or|to) (\d) times\b", re.IGNORECASE), r"2 to \1 times"),
    (("breath",), re.compile(r" breaths? ?(?:a|per|/) ?min(?:ute)?\b", re.IGNORECASE), "/min"),
    (
        ("up to",),
        re.compile(r"\bfrom (?:about |around |roughly )?(\d[\d.,]*) (?:kg )?up to (?=\d)", re.IGNORECASE),
        r"from \1 to ",
    ),
    (
        ("doses",),
        re.compile(
            r"\b(?:(?:divided|split|shared|spread)(?: out| up)? (?:into|over|between|across|in)|given in|taken in"
            r"|in) (\d) (?:equal(?:ly)? |separate "
            r"|divided )?doses\b"
        ),
        r"in \1 divided doses",
    ),
)
