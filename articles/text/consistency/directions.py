"""Whether a number is a floor or a ceiling: "at least" and "over", "at most" and "under", before it or behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from articles.text.consistency.facts import NEAR, RATE, TIME, Fact

_NOT: Final = r"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b|\bcannot\b|\bneither\b|\bnor\b)"
# "Deeper than" is more; of all that end like it only these are less.
_FEWER: Final = (
    r"(?:less|lesser|fewer|shorter|younger|lower|smaller|lighter|earlier|sooner|narrower|cooler|colder|thinner|weaker|slower"
    r"|shallower|nearer|closer|poorer|milder|tighter|rarer)"
)
_GREATER: Final = rf"(?:more|(?!{_FEWER}\b|other\b|rather\b|either\b|worse\b|another\b|safer\b)[a-z]{{3,}}er)"
_MORE: Final = (
    rf"{_GREATER} than"
    r"|more (?:often|frequently) than|over|above|exceed(?:s|ed|ing)?"
    r"|beyond|in excess of|upwards of|past|reach(?:es|ed)?|>"
)
_LESS_THAN: Final = rf"(?:worse|{_FEWER}) than|less (?:often|frequently) than"
_LESS: Final = rf"{_LESS_THAN}|under|below|<"
# What stands between "not" and "more than" where both are one: "do not take more than", no "do not take if … more than".
TAKEN: Final = (
    r"(?:take|takes|taken|have|has|had|use|used|give|given|be|go|goes|inject|drink|eat|get|you|should|must|it|to"
    r"|ever|any|an?|dose"
    r"|apply|applied|swallow|wear|worn|inhale|spray|insert|chew|smoke|add|administer|administered|receive|consume"
    r"|let|allow|delay|rise|raised?"
    r"|increased?|stay|wait|leave|keep|lie|sit|smoke|on|at|consumed|swallowed|injected|inhaled|exceed"
    r"|fall|falls|drop|drops|need|needs|normally|usually|your|child|put|for|them|this|last|lasts)"
)
# "Should not increase by more than", but "not for people of more than".
_NO_CASE: Final = (
    r"(?!(?:if|when|where|unless|because|and|or|but|who|which|that|for|in|with|to|until|after|before|people|patients|adults"
    r"|children|you|anyone)\b)[\w-]+"
)
_FILL: Final = r"(?: (?:the age of|the first|the very first|the next|an? total of|age|a|an|of|is|be))*:? ?[−-]?$"
_LIMIT: Final = r"max(?:imum|\.)?(?: [a-z]+){0,2}|at (?:the )?most|up to|no more than|not more than"
# In this order: "no more than" is no "more than".
_BEFORE: Final = tuple(
    (re.compile(rf"(?:{pattern}){_FILL}", re.IGNORECASE), direction)
    for pattern, direction in (
        (
            (
                rf"{_NOT}(?: {_NO_CASE}){{0,4}} {_GREATER} than"
                rf"|{_NOT}(?: {TAKEN}){{0,4}} (?:{_MORE})|\bavoid\w*(?: (?!if\b|when\b|in\b|with\b"
                rf"|where\b)\w+){{0,3}} (?:{_MORE})"
            ),
            -1,
        ),
        (
            (
                rf"{_NOT}(?: (?:fall|falls|drop|drops|go|goes|be|get))? (?:{_LESS})"
                rf"|{_NOT}(?: {TAKEN}){{0,5}} (?:{_LESS_THAN})"
            ),
            1,
        ),
        (rf"\b(?:{_LIMIT}|not yet(?: (?:at|in|past))?)|(?:n['’]t|\bnot)(?: yet| quite)* the age of|≤", -1),
        (r"\b(?:not before|no earlier than|not until|not earlier than)", 1),
        (r"\b(?:after|once|since)(?= the age| age| turning)|\bafter turning", 1),
        (
            r"\b(?:before|until|till)(?= the age| age)|\bbefore turning|\bonly (?:\w+ ){0,3}(?:in|within|during) the first",
            -1,
        ),
        (r"\b(?:at least|minimum|no less than|starting from)|≥", 1),
        (rf"(?:\b|(?=[<>]))(?:{_MORE})", 1),
        (rf"(?:\b|(?=[<>]))(?:{_LESS})", -1),
        (r"\bwithin", -1),
    )
)
_UNIT_REST: Final = (
    r"^(?: (?:of age|old|(?:per|an?|each|every) (?:day|week|month|year|minute|hour)|(?!or\b"
    r"|and\b)[a-z]+|of (?:(?:your|their|its|the|body) )?(?:body )?[\w-]+))? ?\b(?:or|and)"
)
_PER: Final = r"(?: (?:per|an?|each|every) (?:day|week|month|year))?"
_THE: Final = r"(?:the|your|an?) (?:very |absolute |daily )?"
_AFTER: Final = (
    (re.compile(rf"{_UNIT_REST} (?:no (?:more|longer|later)|not (?:more|longer|later))\b"), -1),
    (re.compile(rf"{_UNIT_REST} (?:no (?:less|fewer|sooner|earlier)|not (?:less|fewer|sooner|earlier))\b"), 1),
    (re.compile(rf"{_UNIT_REST} (?:more|older|higher|above|over|greater|longer|up|upwards|heavier|later|larger|beyond|onwards?"
        rf"|bigger|deeper|wider|thicker|taller|stronger|hotter|warmer|denser|worse)\b(?! to)"), 1),
    (re.compile(r"^[^.;:]{0,40}?\b(?:before|ahead)\b[^.;:]{0,40}?,? or (?:earlier|sooner|more|longer)\b"), 1),
    (re.compile(rf"{_UNIT_REST} (?!earlier|sooner)(?:{_FEWER}|below|under|down|downwards?)\b"), -1),
    (re.compile(r"^\+|^ plus\b"), 1),
    (re.compile(rf"^{_PER}(?: (?:at (?:the )?(?:very )?(?:most|longest|latest|highest)|at a maximum|maximum"
        rf"|max\b|tops\b))"), -1),
    (re.compile(rf"^(?: \w+)? is {_THE}(?:upper|highest|most|max\w*|limit|ceiling|daily limit)\b"), -1),
    (re.compile(rf"^(?: \w+)? is {_THE}(?:lower|lowest|least|minimum|smallest)\b"), 1),
    (re.compile(rf"^{_PER} (?:at (?:the )?(?:very )?(?:least|earliest)|at a minimum|minimum)\b"), 1),
)  # fmt: skip
_AS_LIMIT: Final = re.compile(
    rf"(?:\b(?:{_LIMIT})|{_NOT}(?: {TAKEN}){{0,4}} (?:{_MORE}))[^.;:]{{0,30}}$|\bmaximum\b[^.;]{{0,60}}$"
    rf"|\bthe most\b[^.;]{{0,40}}$",
    re.IGNORECASE,
)
_FLOW: Final = re.compile(r"clearance|GFR|CrCl|kidney function", re.IGNORECASE)
_OF_A_DAY: Final = re.compile(r"\b(?:in|within|any|every|per|each|same)(?: any| an?)? $", re.IGNORECASE)


# Without one of these nothing before a number gives it a direction.
_CUE: Final = re.compile(
    r"[<>≤≥]|n['’]t the age|\b(?:than|over|above|exceed\w*|beyond|under|below|max\w*|most|up to|least|minimum|from|yet|within"
    r"|before|until|till|once|since|after|turning|first"
    r"|not the age|earlier|later|past|in excess of|upwards of|reach(?:es|ed)?|better|worse)\b",
)


_CUE_AFTER: Final = re.compile(r"\b(?:or|and|at|max|min|is|tops|plus)|\+")


def directed(fact: Fact, text: str) -> Fact:
    before, after = text[max(0, fact.start - NEAR) : fact.start], text[fact.end : fact.end + 30]
    direction = fact.direction
    for pattern, way in _AFTER if _CUE_AFTER.search(after) else ():
        if not direction and pattern.match(after):
            direction = way
    lowered = before.lower()
    has_cue = bool(_CUE.search(lowered))
    is_led = has_cue and not direction and _may_lead(lowered) and not _is_spell(fact, before, after)
    for pattern, way in _BEFORE if is_led else ():
        if not direction and pattern.search(before):
            direction = _for_whom(before) or way
    if not direction and ((has_cue and _is_from_age(fact, before, after)) or _is_waited_for(before, after)):
        direction = 1
    is_limit = (
        has_cue and direction <= 0 and (fact.is_dose or fact.dimension == RATE) and bool(_AS_LIMIT.search(before))
    )
    if direction == fact.direction and not is_limit:
        return fact
    return replace(fact, direction=direction, is_limit=is_limit)


def _may_lead(before: str) -> bool:
    """Whether what gives a direction may stand right before a number: most numbers have nothing of it there."""
    words = before.rstrip("−-").removesuffix(" ").removesuffix(":")
    while not words.endswith(_LEADS):
        filled = next((word for word in _FILLED if words.endswith(word)), "")
        if not filled:
            return "max" in words
        words = words.removesuffix(filled)
    return True


_LEADS: Final = (
    "than", "over", "above", "exceed", "exceeds", "exceeded", "exceeding", "beyond", "excess of", "upwards of", "past",
    "reach", "reaches", "reached", ">", "under", "below", "<", "most", "up to", "yet", "≤", "before", "until", "least", "minimum",
    "starting from", "≥", "within", "after", "turning", "first", "till", "once", "since", "not", "n't", "n’t",
)  # fmt: skip
_FILLED: Final = (
    " at",
    " in",
    " past",
    " the age of",
    " the first",
    " the very first",
    " the next",
    " a total of",
    " an total of",
    " total of",
    " age",
    " a",
    " an",
    " of",
    " is",
    " be",
)


def _is_from_age(fact: Fact, before: str, after: str) -> bool:
    """ "From 65 years of age" is 65 or older."""
    return fact.dimension == TIME and fact.low == fact.high and bool(_FROM.search(before) and _OF_AGE.match(after))


def _is_waited_for(before: str, after: str) -> bool:
    """ "They have to be 12 before they may have it"."""
    return before.endswith("be ") and bool(_BEFORE_THEN.match(after) and _HAS_TO_BE.search(before))


_HAS_TO_BE: Final = re.compile(r"\b(?:have|has|had|must|should|needs?|ought)(?: to)? be $", re.IGNORECASE)
_BEFORE_THEN: Final = re.compile(r"^(?: (?:years? )?old)? before\b")
_FROM: Final = re.compile(r"\bfrom (?:the age of |age )?$", re.IGNORECASE)
_OF_AGE: Final = re.compile(r"^(?: (?:of age|old|on|onwards|upwards))\b(?! to)")


def _for_whom(before: str) -> int:
    """ "Not to a child above the age of 6" is for those above, whatever is refused to them."""
    found = _WHOM.search(before)
    return 0 if found is None else 1 if found[1].lower().startswith(("o", "a")) else -1


_WHOM: Final = re.compile(
    r"\b(?:child|children|people|person|adults?|patients?|anyone|someone|baby|babies|infants?|women"
    r"|men)(?: who (?:is|are))?"
    r" (over|above|older than|under|below|younger than)(?: the age of)? ?$",
    re.IGNORECASE,
)


def _is_spell(fact: Fact, before: str, after: str) -> bool:
    """ "Give it over 10 minutes" and "within 10 minutes" say how fast, "for over 10 minutes" how long at least."""
    is_short = fact.dimension == TIME and fact.high < _DAY and bool(_OVER.search(before))
    return is_short and not (_SINCE.match(after) and before.lower().endswith(("within ", "within an ")))


_SINCE: Final = re.compile(r"^ (?:of|after|before|from)\b")


_DAY: Final = 1440
_OVER: Final = re.compile(r"(?<!\bfor )(?<!\blasts )(?<!\blasting )(?<!\blast )\b(?:over|in)(?: an?)? $", re.IGNORECASE)


def weighed(fact: Fact, text: str) -> Fact:
    """ "In 24 hours" says what an amount is for; a flow of the kidneys is no dose."""
    before = text[max(0, fact.start - 12) : fact.start]
    if fact.dimension.startswith("volume/time") and _FLOW.search(text):
        return replace(fact, is_dose=False)
    if (fact.dimension == TIME and fact.low == fact.high == 1440) or fact.text == "24":
        is_spell = before.lower().endswith(("within ", "in ")) and _SINCE.match(text[fact.end : fact.end + 12])
        return replace(fact, is_extra=True) if _OF_A_DAY.search(before) and not is_spell else fact
    return fact
