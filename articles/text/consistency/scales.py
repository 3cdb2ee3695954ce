"""Where what a number belongs to stands on a scale: younger or older, earlier or later, milder or worse, lighter or heavier.

Two texts seldom name an owner in the same words ("under 1 year", "babies"), but which of two is the younger one both say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

from articles.text.consistency.facts import NUMBER, TIME, Fact

Ranks = Mapping[str, Fraction]

AGE: Final = "age"
_YEAR: Final = 525600
# Each word with its place on the scale; ages in years.
_WORDS: Final = {
    AGE: {
        r"newborns?|neonates?|at birth": Fraction(0),
        r"bab(?:y|ies)|infants?": Fraction(1, 2),
        r"toddlers?": Fraction(2),
        r"school[- ]?(?:child(?:ren)?|age[d]?|kids?)": Fraction(8),
        r"child(?:ren)?|kids?|little ones?|youngsters?|boys?|girls?|paediatric|pediatric": Fraction(6),
        r"teen(?:age(?:rs?|d)?|s)|adolescents?": Fraction(15),
        r"adults?|grown[- ]?ups?": Fraction(40),
        r"elderly|older (?:people|adults?|patients?)|old age|frail|pensioners?": Fraction(75),
    },
    "time of day": {
        r"morning|breakfast|mane|waking|wake|get up|getting up|dawn": Fraction(8),
        r"noon|midday|lunch(?:time)?": Fraction(12),
        r"afternoon|teatime": Fraction(15),
        r"evening|dinner|supper": Fraction(18),
        r"nights?|bedtime|before bed|to bed|nocte|nightly": Fraction(22),
    },
    "severity": {
        r"mild(?:ly)?|slight(?:ly)?|minor": Fraction(1),
        r"moderate(?:ly)?": Fraction(2),
        r"severe(?:ly)?|serious(?:ly)?|bad(?:ly)?|major": Fraction(3),
    },
    "risk": {
        r"(?:low|lower|small|little)(?:[- ]risk| risk| chance)|risk is (?:low|small)": Fraction(1),
        r"(?:high|higher|greater|raised)(?:[- ]risk| risk| chance)|risk is (?:high|great)|at risk": Fraction(3),
    },
    "size": {
        r"smaller|lighter|thinner|slimmer|shorter|lower|less|fewer|younger": Fraction(1),
        r"bigger|larger|heavier|thicker|longer|taller|higher|more|older": Fraction(3),
    },
}  # fmt: skip
_PLACES: Final = [(scale, pattern, place) for scale, words in _WORDS.items() for pattern, place in words.items()]
_ANY: Final = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<_{number}>{pattern})" for number, (_scale, pattern, _place) in enumerate(_PLACES))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"\b(?:every(?:one|body) else|any(?:one|body) else|all (?:the )?others?|(?:the )?others|the rest|otherwise|all other)\b",
    re.IGNORECASE,
)
OTHERS: Final = "others"
_ABOVE, _BELOW = Fraction(101, 100), Fraction(99, 100)
_GROWN: Final = 18
# "School-age children" are no children in general.
_CHILD: Final = Fraction(6)


def ranks(words: str, beside: Sequence[Fact]) -> dict[str, Fraction]:
    """What the words around a number, and the other numbers beside it, say of its owner's place; nothing where they say two."""
    found = dict(_of_words(words))
    for dimension in {fact.dimension for fact in beside if fact.dimension != NUMBER}:
        held = [fact for fact in beside if fact.dimension == dimension and fact.low]
        if len(held) == 1:
            found[f"={dimension}"] = _place(held[0])
            if dimension == AGE or (dimension == TIME and "year" in held[0].text):
                found[AGE] = _place(held[0]) / _YEAR
    return found


def is_age(fact: Fact, text: str) -> bool:
    """Whether a length of time is how old somebody is."""
    if fact.dimension != TIME:
        return False
    before, after = text[max(0, fact.start - _NEAR) : fact.start], text[fact.end : fact.end + _SHORT]
    if _OLD.match(after) or _AGED.search(before):
        return True
    is_of_people = "year" in fact.text and bool(_OF_YEARS.search(before)) and not _LASTS.search(before)
    return is_of_people and bool(_SOMEBODY.search(text, max(0, fact.start - _AROUND), fact.end + _NEAR))


_AROUND, _NEAR, _SHORT = 60, 40, 14
_OLD: Final = re.compile(r"[ -](?:of age|old)\b|(?: years?)? (?:and|or) (?:older|younger)\b")
_PEOPLE: Final = (
    r"(?:adults?|children|child|people|person|women|men|bab(?:y|ies)|infants?|patients?|girls?|boys?|those|any(?:one|body)|every(?:one|body)"
    r"|teenagers?|toddlers?|ones)"
)
_AGED: Final = re.compile(
    rf"\b(?:aged?|ages|(?:older|younger) than|the age of|{_PEOPLE}(?: who are| aged| of)?"
    r" (?:over|under|above|below|from|between|up to|of))(?: (?:the age of|over|under|from|between|of))*[<>≤≥ ]*$",
    re.IGNORECASE,
)
_SOMEBODY: Final = re.compile(rf"\b{_PEOPLE}\b", re.IGNORECASE)
_OF_YEARS: Final = re.compile(
    r"\b(?:over|under|above|below|at|from|between|until|till)(?: the age of)? $|[<>≤≥] ?$", re.IGNORECASE
)
_LASTS: Final = re.compile(r"\b(?:for|after|over|within|in|lasts?|every|before)(?: \w+)? $")


def _place(fact: Fact) -> Fraction:
    middle = (fact.low + fact.high) / 2
    return middle * (_ABOVE if fact.direction > 0 else _BELOW if fact.direction < 0 else 1)


@lru_cache(maxsize=8192)
def _of_words(words: str) -> tuple[tuple[str, Fraction], ...]:
    held: dict[str, set[Fraction]] = {}
    for found in _ANY.finditer(words):
        scale, _pattern, place = _PLACES[int((found.lastgroup or "_0")[1:])]
        held.setdefault(scale, set()).add(place)
    if len(held.get(AGE, ())) > 1:
        held[AGE] -= {_CHILD}
    if _OTHERS.search(words):
        held.setdefault(OTHERS, set()).add(Fraction(1))
    return tuple((scale, next(iter(places))) for scale, places in held.items() if len(places) == 1)


def order(one: Iterable[Ranks], other: Iterable[Ranks]) -> dict[str, int]:
    """By scale: 1 where the first owner stands above the second, -1 where below; of several places all have to agree."""
    first, second = _merged(one), _merged(other)
    found = {scale: _sign(place, second[scale]) for scale, place in first.items() if scale in second}
    if AGE not in found:
        if AGE in first and OTHERS in second:
            found[AGE] = 1 if first[AGE] >= _GROWN else -1
        elif AGE in second and OTHERS in first:
            found[AGE] = -1 if second[AGE] >= _GROWN else 1
    return {scale: way for scale, way in found.items() if way and scale != OTHERS}


def _merged(held: Iterable[Ranks]) -> dict[str, Fraction]:
    found: dict[str, set[Fraction]] = {}
    for one in held:
        for scale, place in one.items():
            found.setdefault(scale, set()).add(place)
    return {scale: next(iter(places)) for scale, places in found.items() if len(places) == 1}


def _sign(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)
