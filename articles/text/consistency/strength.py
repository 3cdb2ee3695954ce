"""How strongly two passages about the same thing advise it, and whom they say it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity

_SURE: Final = 0.5
# From an order to a possibility; two steps apart is worth a look.
_LEVELS: Final = tuple(
    (level, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for level, words in (
        (4, r"must|always|never|essential|mandatory|required?|have to|has to|necessary"),
        (3, r"should|ought|recommend(?:ed|s)?|advised?|need(?:s|ed)? to|strongly"),
        (
            1,
            r"consider(?:ed)?|may|might|could|can be|possibly|perhaps|sometimes|option(?:al)?|some doctors|suggest(?:ed|s)?",
        ),
    )
)
_GROUPS: Final = {
    "women": r"women|woman|females?|girls?",
    "men": r"men|man|males?|boys?",
    "children": r"child(?:ren)?|infants?|babies|baby|toddlers?|newborns?|neonates?|paediatric|pediatric",
    "adults": r"adults?",
    "older people": r"elderly|older (?:people|adults|patients|women|men)|frail",
    "pregnant women": r"pregnan\w+",
}
_PATTERNS: Final = {group: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for group, words in _GROUPS.items()}
# Groups that exclude each other.
_APART: Final = (("women", "men"), ("children", "adults"), ("children", "older people"), ("pregnant women", "men"))


def checked(index: Index) -> Iterator[Flag]:
    for statement in index.right.statements:
        for found in index.counterparts(statement)[:1]:
            if found.likeness < _SURE:
                continue
            theirs = found.statement
            left, right = strength(theirs.text), strength(statement.text)
            if left and right and abs(left[0] - right[0]) > 1:
                values = (("left", left[1]), ("right", right[1]))
                yield Flag(Kind.STRENGTH, Severity.WORTH_A_LOOK, theirs.passage(0), statement.passage(1), values)
            before, after = groups(theirs.text), groups(statement.text)
            if any(
                one in before and other in after and one not in after and other not in before
                for one, other in _both_ways()
            ):
                values = (("left", ", ".join(sorted(before))), ("right", ", ".join(sorted(after))))
                yield Flag(Kind.POPULATION, Severity.WORTH_A_LOOK, theirs.passage(0), statement.passage(1), values)


def _both_ways() -> Iterator[tuple[str, str]]:
    for one, other in _APART:
        yield one, other
        yield other, one


@lru_cache(maxsize=4096)
def strength(text: str) -> tuple[int, str] | None:
    """The strongest word of advice and its level, from 4 (must) to 1 (may); None where none stands."""
    for level, pattern in _LEVELS:
        if found := pattern.search(text):
            return level, found[0].lower()
    return None


@lru_cache(maxsize=4096)
def groups(text: str) -> frozenset[str]:
    """Whom a passage names: women, men, children, adults, older people, pregnant women."""
    return frozenset(group for group, pattern in _PATTERNS.items() if pattern.search(text))
