"""Numbers to call in an emergency that do not work where the publisher's readers are (S16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading

# What answers in an emergency, and the health lines that are called for advice, by country (ISO 3166-1), as their authorities
# name them in public. Countries that are not here have the publisher's own number alone.
_EUROPE: Final = "AT BE BG CY CZ DK EE FI GR HU IT LT LU LV MT NL PT RO SE SI SK HR IS LI NO"
_NUMBERS: Final[dict[str, str]] = {
    **dict.fromkeys(_EUROPE.split(), "112"),
    "AT": "112 144 133 122 1450",
    "AU": "000 112 106",
    "BR": "192 193 190 188",
    "CA": "911 811 988",
    "CH": "112 144 117 118 145",
    "CN": "120 110 119",
    "DE": "112 110 116117",
    "DK": "112 1813",
    "ES": "112 061",
    "FR": "112 15 17 18 114 3114",
    "GB": "999 112 111 101 116123 18000",
    "HK": "999 112",
    "IE": "112 999 116123",
    "IL": "101 100 102 112",
    "IN": "112 108 102 104 14416",
    "IT": "112 118",
    "JP": "119 110",
    "KE": "999 112 911",
    "KR": "119 112",
    "MX": "911",
    "MY": "999 112",
    "NG": "112 767",
    "NL": "112 113",
    "NO": "113 112 110 116117",
    "NZ": "111",
    "PL": "112 999",
    "SE": "112 1177",
    "SG": "995 999",
    "TR": "112",
    "UA": "112 103",
    "US": "911 988 211",
    "ZA": "112 10177 10111",
}
# Numbers that people die of calling in the wrong country. "15" and "18" are too often other things.
_KNOWN: Final = "999|911|112|000|111|995|988|119|120|118|144|192|193|110|113|102|103|108|061|811|10177|10111"
_CALL: Final = re.compile(
    r"\b(?:call|calls|calling|dial|dials|dialling|dialing|ring|rings|ringing|phone|phoning|telephone|text|texting)"
    rf"(?:,? [A-Za-z’']{{1,15}}){{0,4}}? (?P<number>{_KNOWN})(?![\w]|[.,/-]\d| ?(?:mg|mL|%|people|patients|times|hours|minutes|days))",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    rf"(?:,? or|,? and|/|,)(?:,? [A-Za-z’']{{1,15}}){{0,4}}?,? ?(?P<number>{_KNOWN})(?!\w|[.,/-]\d)"
)
# "Emergency number: 911", "911 operator".
_NAMED: Final = re.compile(
    rf"\b(?:emergency|ambulance)(?: services?| numbers?)?(?: is| on| at|:)? \(?(?P<number>{_KNOWN})(?!\w|[.,/-]\d)",
    re.IGNORECASE,
)


def numbers_of(country: str, number: str) -> tuple[str, ...]:
    """The numbers that readers can call, without blanks: the publisher's own first (several with "/" between them), then those
    of the country (ISO 3166-1 alpha-2)."""
    own = number.replace(" ", "").split("/")
    return tuple(dict.fromkeys(filter(None, (*own, *_NUMBERS.get(country, "").split()))))


def known_countries() -> tuple[str, ...]:
    """Countries whose numbers are known, as ISO 3166-1 alpha-2."""
    return tuple(sorted(_NUMBERS))


def checked(text: Reading, numbers: Sequence[str]) -> Iterator[Flag]:
    """One flag for each sentence and number. It must be answered, unless the sentence names a number of readers as well.

    A site that says neither its country nor its number has no readers to call it: then it is worth a look.
    """
    theirs = numbers[0] if numbers else "not set"
    for statement in text.statements:
        said = statement.said
        named = list(dict.fromkeys(_called(said))) if any(sign.isdigit() for sign in said) else []
        is_beside = not numbers or bool(set(named) & set(numbers))
        severity = Severity.WORTH_A_LOOK if is_beside else Severity.MUST_ANSWER
        for number in named:
            if number not in numbers:
                values = (("left", number), ("right", theirs))
                yield Flag(Kind.EMERGENCY_NUMBER, severity, statement.passage(0), Passage(0), values)


def _called(said: str) -> Iterator[str]:
    for pattern in (_CALL, _NAMED):
        for match in pattern.finditer(said):
            yield match["number"]
            following = _MORE.match(said, match.end())
            while following:
                yield following["number"]
                following = _MORE.match(said, following.end())
