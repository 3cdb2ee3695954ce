"""Risks in words that mislead: out of different numbers, as percentages, or as a difference without what it differs from.

S32: natural frequencies with one denominator per article ("14 out of every 100"), never "1 in x" with changing x. Sources: Gigerenzer
and others, "Helping doctors and patients make sense of health statistics", Psychological Science in the Public Interest 8 (2007),
53-96; Zikmund-Fisher and others on "1 in X", Medical Decision Making 31 (2011), E7-E15.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.text.plainness.findings import Kind
from articles.text.plainness.passages import Line, Passage, Span
from articles.text.readability.passages import read_blocks

_SMALL: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_LARGE: Final = {**_SMALL, "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_FIGURE: Final = r"\d{1,3}(?:,\d{3}){1,8}|\d+(?:\.\d+)?"
_FREQUENCY: Final = re.compile(
    rf"(?<![\w.,])(?P<part>{_FIGURE}|{'|'.join(_SMALL)}) (?:(?P<people>people|patients|women|men|children) )?"
    rf"(?P<of>in(?: every)?|out of(?: every)?|of every|of|per) (?:an? |one )?(?P<whole>{_FIGURE}|{'|'.join(_LARGE)})(?![\w%]|[.,]\d)"
    rf"(?! ?(?:%|days?|weeks?|months?|years?|hours?|minutes?|seconds?|mg|mL|g|kg|cm|mm|nights?|mornings?))",
    re.IGNORECASE,
)
# What a text may give all its risks out of; a small number in the middle of larger ones is "1 in x" again.
_STANDARD: Final = frozenset({100, 1000, 10_000, 100_000})
_USUAL: Final = 100
_PEOPLE: Final = (
    r"(?:people|patients|women|men|children|adults|babies|users|those|participants|smokers|mothers|boys|girls)"
)


@dataclass(frozen=True, slots=True)
class Frequency:
    """ "14 out of 100": `whole` is 100, `is_one_in` for "1 in x"."""

    start: int
    end: int
    whole: int
    is_one_in: bool


@lru_cache(maxsize=4096)
def frequencies(text: str) -> tuple[Frequency, ...]:
    found = (_frequency(match) for match in _FREQUENCY.finditer(text)) if _HAS_WHOLE.search(text) else ()
    return tuple(one for one in found if one is not None)


_HAS_WHOLE: Final = re.compile(r" (?:in|of|per|every) ", re.IGNORECASE)


def _frequency(match: re.Match[str]) -> Frequency | None:
    part, whole = _number(match["part"]), _number(match["whole"])
    if whole < 2 or part >= whole or whole != int(whole):
        return None
    of = match["of"].lower()
    if of == "of" and whole not in _STANDARD and not match["people"]:
        return None
    return Frequency(match.start(), match.end(), int(whole), part == 1 and of.startswith("in"))


def _number(words: str) -> float:
    words = words.lower()
    return _LARGE[words] if words in _LARGE else float(words.replace(",", ""))


def wholes(html: str) -> tuple[int, ...]:
    """What a canonical text counts people out of, once for each time."""
    return tuple(one.whole for block in read_blocks(html) for one in frequencies(block.text))


def changing_denominators(passages: Sequence[Passage], beside: Mapping[int, int]) -> Iterator[tuple[Passage, Span]]:
    """Every frequency that is not out of the number that the texts of the article use most; `beside` is of the others."""
    found = [(passage, one) for passage in passages for one in frequencies(passage.text)]
    wholes = Counter(one.whole for _passage, one in found)
    wholes.update(beside)
    if len(wholes) < 2:
        return
    common = _common(wholes)
    for passage, one in found:
        if one.whole != common:
            values = (("common", f"{common or _USUAL:,}"),)
            yield passage, Span(Kind.DENOMINATOR, one.start, one.end, size=1 + one.is_one_in, values=values)


def _common(wholes: Counter[int]) -> int:
    """0 where none of them will do."""
    standard = {whole: count for whole, count in wholes.items() if whole in _STANDARD}
    return max(standard, key=lambda whole: (standard[whole], -whole)) if standard else 0


_PERCENT: Final = re.compile(
    rf"(?<![\w.,–-])(?P<value>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)(?! ?(?:CI\b|confidence))"
    rf"(?P<people> of (?:all |the )?(?P<who>{_PEOPLE})\b)?",
    re.IGNORECASE,
)
_CHANCE: Final = re.compile(r"\b(?:risks?(?! factor)|chances?|likelihood|probability|odds|likely)\b", re.IGNORECASE)


def percentages(line: Line) -> Iterator[Span]:
    """Of people, or of a chance; not of a cream or of a change."""
    if "%" not in line.text and "cent" not in line.text:
        return
    counted, relative = _starts(line.text), _relative(line.text)
    for sentence in line.sentences:
        if _stands_in(counted, sentence.start, sentence.end):
            continue
        is_chance = _CHANCE.search(sentence.text) is not None
        for match in _PERCENT.finditer(line.text, sentence.start, sentence.end):
            if (match["people"] or is_chance) and not _is_inside(relative, match.start()):
                yield Span(Kind.PERCENT, match.start(), match.end(), _of_every_hundred(match))


def _starts(text: str) -> list[int]:
    return [one.start for one in frequencies(text)]


def _stands_in(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, lies between."""
    return bisect_left(places, start) < bisect_left(places, end)


def _is_inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether it lies in one of the spans, which are in order and do not overlap."""
    before = bisect_right(spans, (place, place)) - 1
    return any(start <= place < end for start, end in spans[max(0, before) : before + 2])


def _of_every_hundred(match: re.Match[str]) -> str:
    value = match["value"]
    if not match["people"] or not value.isdecimal() or not 1 <= int(value) <= 100 or " the " in match["people"]:
        return ""
    return f"{int(value)} out of every 100 {match['who']}" if match["who"].lower() != "those" else ""


_RISK: Final = r"(?:risks?|chances?|odds|likelihood|probability)"
_SHARE: Final = r"(?:a|one|two) (?:third|thirds|half|quarter|fifth)|half"
_AMOUNT: Final = rf"(?:(?:about |around |up to |nearly |almost )?(?:{_FIGURE})\s?(?:%|per ?cent)|{_SHARE})"
_TIMES: Final = rf"(?:twice|{'|'.join(_SMALL)}|{_FIGURE})"
_FEW: Final = r"(?:[\w'’-]+ )"
_RELATIVE: Final = re.compile(
    rf"\b(?:halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)) {_FEW}{{0,3}}?{_RISK}\b"
    rf"|\b(?:lower|reduce|cut|raise|increase|decrease)(?:s|d|ed|ing|ting)? {_FEW}{{0,3}}?{_RISK} {_FEW}{{0,5}}?by {_AMOUNT}"
    rf"|\b{_RISK} {_FEW}{{0,5}}?(?:by {_AMOUNT}|{_TIMES} times (?:higher|greater|lower|as (?:high|great)))"
    rf"|\b{_RISK} {_FEW}{{0,5}}?(?:is|was|are|were|been|be) (?:halved|doubled|tripled|trebled)\b"
    rf"|\b(?:half|{_TIMES} times|twice) as (?:likely|common|often affected)\b|\b{_TIMES} times (?:more|less) likely\b"
    rf"|(?<![\w.]){_AMOUNT} (?:lower|higher|greater|smaller|reduced|increased|more|less|fewer) (?:{_RISK}|likely)\b"
    rf"|(?<![\w.]){_AMOUNT} (?:reduction|increase|drop|fall|rise|decrease) in (?:the |your )?{_RISK}\b"
    r"|\b(?:relative risk|risk ratio|odds ratio|hazard ratio|rate ratio)(?: reduction)?(?: (?:was|of|is|were))? \d+(?:\.\d+)?(?:\s?%)?",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"\bfrom (?:about )?\d[\d.,]*\s?(?:%|per ?cent)?[^.;]{0,40}? to (?:about )?\d", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def _relative(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _RELATIVE.finditer(text)) if _MAY_BE_RELATIVE.search(text) else ()


_MAY_BE_RELATIVE: Final = re.compile(r"risk|chance|odds|likel|ratio|common|often|probab", re.IGNORECASE)


def relative_risks(line: Line) -> Iterator[Span]:
    """A difference with no count of people in its sentence, nor in the one before or behind."""
    found = _relative(line.text)
    if not found:
        return
    counted, starts = _starts(line.text), [start for start, _end in found]
    for place, sentence in enumerate(line.sentences):
        first = line.sentences[max(0, place - 1)].start
        last = line.sentences[min(place + 1, len(line.sentences) - 1)].end
        some = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not some or _stands_in(counted, first, last) or _FROM_TO.search(line.text, first, last):
            continue
        yield from (Span(Kind.RELATIVE_RISK, *span) for span in some)
