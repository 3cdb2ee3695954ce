"""Numbers with their units: found the same way for comparison, checks and display."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from articles.text.beginnings import beginning
from articles.text.units import FREQUENCY, UNIT, UNIT_IN_WORDS, standard
from articles.text.vocabulary import BLOCKS, CELLS, POSITIONAL

NBSP = "\u00a0"
_BLANK = "[ \u00a0\u2009\u202f]"
# "1/2", "1 1/2", "1-1/2", "2 and 3/4": the parts of a tablet that people write, and no others; 120/80 and 5/325 are two numbers.
SHARE = r"(?:1[/⁄][234]|2[/⁄]3|3[/⁄]4)(?!\d|[/⁄]|[.,]\d)"
# "day 1 1/2 tablet" is half a tablet on day 1.
NO_LABEL = r"(?<![Dd]ay )(?<![Ww]eek )(?<![Ss]tep )"
AND_A_HALF = rf"(?:{_BLANK}|-)and(?:{_BLANK}|-)a(?:{_BLANK}|-)half"
_MIXED = rf"(?:{NO_LABEL}\d{{1,2}}(?:{_BLANK}|-|{_BLANK}and{_BLANK}))?{SHARE}|\d{{1,2}}{AND_A_HALF}\b"
# A common blank parts thousands only before "000": "day 3 100 mg" is no 3100 mg.
_NUMBER = (
    rf"{_MIXED}|"
    r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3}(?!\d)|[ ](?=000(?!\d)|\d{3}[ ]000(?!\d))\d{3}){1,8}(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?|\.\d+)[½¼¾⅓⅔]?|[½¼¾⅓⅔]"
)
_POWER = rf"(?:{_BLANK}?[×x]{_BLANK}?10[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)"
_FIGURE = rf"(?:{_NUMBER}){_POWER}?"
_TO = rf"(?:{_BLANK}?[-–—−]{_BLANK}?|{_BLANK}to{_BLANK}|/|{_BLANK}?[±×x]{_BLANK}?)"
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_WORDED = (
    rf"(?:{_ONES}){AND_A_HALF}|(?<!and[ -])one[ -]half|(?<!and[ -])a{_BLANK}half(?!-)|{_ONES}|half{_BLANK}a"
    rf"|half(?={_BLANK}(?:to|or){_BLANK}(?:one|a){_BLANK})"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,/⁄])(?P<value>(?:[<>≤≥~≈±+−-]{_BLANK}?)?{_FIGURE}(?:{_TO}{_FIGURE})?)(?P<gap>{_BLANK}?|-)(?P<unit>{UNIT})(?![\w²³])"
    rf"|\b(?P<words>(?:{_WORDED})(?:{_BLANK}(?:to|or){_BLANK}(?:{_WORDED}))?)(?P<space>{_BLANK}|-)(?P<noun>{UNIT_IN_WORDS})\b(?!{_BLANK}(?:dai|night|week|month|year)ly)"
    rf"|\b(?P<often>{FREQUENCY})(?!\w)",
)
# Where none of these stands no quantity begins; to look for them first is many times quicker.
_FIRST = re.compile(
    r"\d+|[<>≤≥~≈±+−.½¼¾⅓⅔-]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a half|half|once|twice|thrice"
    r"|every|(?:bi)?(?:dai|week|month)ly|nightly|at bedtime|[BTQbtq]\.?[Ii]|[TQtq][Dd]|[OB]D|od|PRN|prn|[Qq]\d)"
)
_SHARES = re.compile(
    rf"(?:(?<![\w.,]){NO_LABEL}(\d{{1,2}})(?:{_BLANK}|-|{_BLANK}and{_BLANK}))?({SHARE})|(?<![\w.,])(?P<whole>\d{{1,2}}){AND_A_HALF}\b"
)
_SIGNS = {"1/2": "½", "1/3": "⅓", "1/4": "¼", "2/3": "⅔", "3/4": "¾"}
_BLANKS = re.compile(_BLANK)
_BARE_FIGURE = re.compile(_FIGURE)
_WORD = re.compile(rf"[<>≤≥]?(?:{_FIGURE})(?!\w)|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` without thousands separators and blanks, "10–25" for a range, "" for a bare frequency ("twice daily").

    `unit` is in its one spelling (`units.standard`); `start`, `end` and `text` are as it stands.
    """

    value: str
    unit: str
    start: int
    end: int
    text: str


class Token(NamedTuple):
    """A page is made of thousands, and nothing is made as quickly as a tuple."""

    start: int
    end: int
    text: str
    quantity: Quantity | None = None


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number with a unit and every frequency, in order; a range is one."""
    return tuple(map(_quantity, _matches(text)))


def _matches(text: str) -> Iterator[re.Match[str]]:
    return beginning(_QUANTITY, _FIRST, text, in_small=False)


def tokens(text: str) -> tuple[str, ...]:
    """Words, marks, and each number with its unit as one, with common blanks in it."""
    return tuple(token.text for token in located(text))


# The blocks of two texts of 32,000 words.
@lru_cache(maxsize=2048)
def located(text: str) -> tuple[Token, ...]:
    """The tokens and where they stand."""
    made: list[Token] = []
    position = 0
    for found in _matches(text):
        made += _words(text, position, found.start())
        made.append(Token(*found.span(), _BLANKS.sub(" ", found[0]), _quantity(found)))
        position = found.end()
    return (*made, *_words(text, position, len(text)))


def _words(text: str, start: int, end: int) -> list[Token]:
    # Nearly every token is one word or one sign, in which no blank stands.
    return [
        Token(*found.span(), word if word.isalnum() or len(word) == 1 else _BLANKS.sub(" ", word))
        for found in _WORD.finditer(text, start, end)
        for word in (found[0],)
    ]


def figure_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each number begins and ends, as one: "1,000", "0.5", "5 × 10⁹"."""
    return tuple(found.span() for found in _BARE_FIGURE.finditer(text))


def figures(text: str) -> tuple[tuple[str, str], ...]:
    """Value and unit of every quantity, and every number without a unit, in order: what no small correction changes."""
    if not any(map(str.isnumeric, text)) and next(_matches(text), None) is None:
        return ()  # as in most paragraphs: their words need not be told apart
    return tuple(
        (token.quantity.value, token.quantity.unit) if token.quantity else (_value(token.text), "")
        for token in located(text)
        if token.quantity or any(sign.isnumeric() for sign in token.text)
    )


def _quantity(found: re.Match[str]) -> Quantity:
    value = _value(found["value"] or found["words"] or "")
    unit = standard(found["unit"] or found["noun"] or found["often"].lower().replace(".", ""))
    return Quantity(value, unit, found.start(), found.end(), found.group())


def _value(value: str) -> str:
    """ "1,000 to 2,000" is "1000–2000", "1 1/2" is "1½"; "1,5" stays, for what the comma means depends on the country."""
    if value.isdecimal():
        return value
    value = with_signs(value)
    if value.endswith("half"):
        value = value.replace("-", " ")
    bare = re.sub(r"(?<=\d)[, \u00a0\u2009\u202f](?=\d{3}(?!\d))", "", value)
    ranged = re.sub(r"(?<=[\w½¼¾⅓⅔])\s*(?:[-—−–]|\bto\b)\s*(?=\w|[.½¼¾⅓⅔])", "–", bare)
    return re.sub(r"\s+", " " if value[:1].isalpha() else "", ranged.strip())


def with_signs(text: str) -> str:
    """ "1 1/2 tablets" and "1 and a half tablets" are "1½ tablets"."""
    return _SHARES.sub(_with_sign, text) if "/" in text or "⁄" in text or "half" in text else text


def _with_sign(found: re.Match[str]) -> str:
    return f"{found['whole']}½" if found["whole"] else (found[1] or "") + _SIGNS[found[2].replace("⁄", "/")]


def join(html: str) -> str:
    """The same HTML with U+00A0 between a number and its unit (S12), also where a tag stands between them."""
    parts = re.split(r"(<[^<>]*>)", html)
    read = [_read(part) for part in parts]
    signs = list("".join(read))
    for found in _matches("".join(read)):
        for place in _blanks(found):
            signs[place] = NBSP
    start = 0
    for number, words in enumerate(read):
        if not parts[number].startswith("<"):
            parts[number] = "".join(signs[start : start + len(words)])
        start += len(words)
    return "".join(parts)


def _read(part: str) -> str:
    """What stands for this part when numbers are looked for: words for themselves, borders for something that parts."""
    if not part.startswith("<"):
        return part
    tag = re.sub(r"[^a-z0-9].*", "", part.lstrip("</"), flags=re.DOTALL)
    return "\x00" if tag in BLOCKS or tag in CELLS or tag in POSITIONAL or tag in _BORDERS else ""


_BORDERS = frozenset({"li", "tr", "br", "caption", "figcaption", "cite", "img", "div"})


def _blanks(found: re.Match[str]) -> Iterator[int]:
    for group in ("gap", "space"):
        if found[group] == " ":
            yield found.start(group)
