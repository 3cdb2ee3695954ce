"""Whether a number is a floor or a ceiling: "at least" and "over", "at most" and "under", before it or behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from articles.text.consistency.facts import NEAR, RATE, TIME, Fact

_NOT: Final = r"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b|\bcannot\b)"
_MORE: Final = (
    r"(?:better|more|longer|older|greater|higher|bigger|larger|heavier|later|wider|thicker) than|over|above|exceed(?:s|ed|ing)?"
    r"|beyond|in excess of|upwards of|past|reach(?:es|ed)?|>"
)
_LESS: Final = r"(?:worse|less|fewer|shorter|younger|lower|smaller|lighter|earlier|narrower) than|under|below|<"
# What stands between "not" and "more than" where both are one: "do not take more than", no "do not take if … more than".
TAKEN: Final = (
    r"(?:take|takes|taken|have|has|had|use|used|give|given|be|go|goes|inject|drink|eat|get|you|should|must|it|to|ever|any|an?|dose"
    r"|fall|falls|drop|drops|need|needs|normally|usually|your|child|put|for|them|this|last|lasts)"
)
_FILL: Final = r"(?: (?:the age of|an? total of|age|a|an|of|is|be))*:? ?$"
_LIMIT: Final = r"max(?:imum|\.)?(?: [a-z]+){0,2}|at (?:the )?most|up to|no more than|not more than"
# In this order: "no more than" is no "more than".
_BEFORE: Final = tuple(
    (re.compile(rf"(?:{pattern}){_FILL}", re.IGNORECASE), direction)
    for pattern, direction in (
        (
            rf"{_NOT}(?: {TAKEN}){{0,4}} (?:{_MORE})|\bavoid\w*(?: (?!if\b|when\b|in\b|with\b|where\b)\w+){{0,3}} (?:{_MORE})",
            -1,
        ),
        (rf"{_NOT}(?: (?:fall|falls|drop|drops|go|goes|be|get))? (?:{_LESS})", 1),
        (rf"\b(?:{_LIMIT})|≤", -1),
        (r"\b(?:not before|no earlier than|not until|not earlier than)", 1),
        (r"\b(?:at least|minimum|no less than|starting from)|≥", 1),
        (rf"(?:\b|(?=[<>]))(?:{_MORE})", 1),
        (rf"(?:\b|(?=[<>]))(?:{_LESS})", -1),
        (r"\bwithin", -1),
    )
)
_UNIT_REST: Final = r"^(?: (?:of age|old|per day|a day))? ?(?:or|and)"
_AFTER: Final = (
    (re.compile(rf"{_UNIT_REST} (?:more|older|higher|above|over|greater|longer|up|upwards|heavier|later|larger|bigger)\b"), 1),
    (re.compile(rf"{_UNIT_REST} (?:less|younger|lower|below|under|fewer|shorter|lighter|smaller)\b"), -1),
    (re.compile(r"^\+|^ plus\b"), 1),
    (re.compile(r"^ (?:at (?:the )?most|maximum|max\b)"), -1),
)  # fmt: skip
_AS_LIMIT: Final = re.compile(
    rf"(?:\b(?:{_LIMIT})|{_NOT}(?: {TAKEN}){{0,4}} (?:{_MORE}))[^.;:]{{0,30}}$|\bmaximum\b[^.;]{{0,60}}$|\bthe most\b[^.;]{{0,40}}$",
    re.IGNORECASE,
)
_FLOW: Final = re.compile(r"clearance|GFR|CrCl|kidney function", re.IGNORECASE)
_OF_A_DAY: Final = re.compile(r"\b(?:in|within|any|every|per|each|same)(?: any| an?)? $", re.IGNORECASE)


# Without one of these nothing before a number gives it a direction.
_CUE: Final = re.compile(
    r"[<>≤≥]|\b(?:than|over|above|exceed\w*|beyond|under|below|max\w*|most|up to|least|minimum|from|within|before|until"
    r"|earlier|later|past|in excess of|upwards of|reach(?:es|ed)?|better|worse)\b",
    re.IGNORECASE,
)


def directed(fact: Fact, text: str) -> Fact:
    before, after = text[max(0, fact.start - NEAR) : fact.start], text[fact.end : fact.end + 30]
    direction = fact.direction
    for pattern, way in _AFTER:
        if not direction and pattern.match(after):
            direction = way
    has_cue = bool(_CUE.search(before))
    for pattern, way in _BEFORE if has_cue and not _is_spell(fact, before) else ():
        if not direction and pattern.search(before):
            direction = way
    is_limit = (
        has_cue and direction <= 0 and (fact.is_dose or fact.dimension == RATE) and bool(_AS_LIMIT.search(before))
    )
    if direction == fact.direction and not is_limit:
        return fact
    return replace(fact, direction=direction, is_limit=is_limit)


def _is_spell(fact: Fact, before: str) -> bool:
    """ "Give it over 10 minutes" and "within 10 minutes" say how fast, "for over 10 minutes" how long at least."""
    return fact.dimension == TIME and fact.high < _DAY and bool(_OVER.search(before))


_DAY: Final = 1440
_OVER: Final = re.compile(
    r"(?<!\bfor )(?<!\blasts )(?<!\blasting )(?<!\blast )\b(?:over|within|in)(?: an?)? $", re.IGNORECASE
)


def weighed(fact: Fact, text: str) -> Fact:
    """ "In 24 hours" says what an amount is for; a flow of the kidneys is no dose."""
    before = text[max(0, fact.start - 12) : fact.start]
    if fact.dimension.startswith("volume/time") and _FLOW.search(text):
        return replace(fact, is_dose=False)
    if (fact.dimension == TIME and fact.low == fact.high == 1440) or fact.text == "24":
        return replace(fact, is_extra=True) if _OF_A_DAY.search(before) else fact
    return fact
