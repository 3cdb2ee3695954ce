"""How a drug is given: by which way, and before a meal or with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.statements import Statement
from articles.text.dosing.mentions import routes_in

_SURE: Final = 0.45
_MEALS: Final = r"(?:food|(?:a |your |each |every |the )?meals?|breakfast|lunch|dinner|supper|eating|you eat)"
_BEFORE: Final = re.compile(
    rf"\b(?:before {_MEALS}|empty stomach|without food|between meals|(?:\d|one|two|three) hours? after {_MEALS})\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(rf"\b(?:with|after|during|at) {_MEALS}\b", re.IGNORECASE)
_EITHER: Final = re.compile(
    r"\bwith or without\b|\bbefore or after\b|\b(?:not|never|n['’]t|avoid\w*) (?:\w+ ){0,3}(?:with|after|before)\b",
    re.IGNORECASE,
)


def checked(index: Index) -> Iterator[Flag]:
    """Two passages about the same drug, or about the same thing, that name another way or another time of eating."""
    for statement in index.right.statements:
        if not (routes(statement.text) or meals(statement.text)):
            continue
        for found in index.counterparts(statement)[:2]:
            is_sure = index.is_short or found.likeness >= _SURE
            if is_sure and _is_same_drug(statement, found.statement):
                yield from _differing(found.statement, statement)


def _is_same_drug(ours: Statement, theirs: Statement) -> bool:
    return bool(ours.substances & theirs.substances) or not (ours.substances and theirs.substances)


def _differing(theirs: Statement, ours: Statement) -> Iterator[Flag]:
    for read in (routes, meals):
        left, right = read(theirs.text), read(ours.text)
        if left and right and not left & right:
            values = (("left", ", ".join(sorted(left))), ("right", ", ".join(sorted(right))))
            yield Flag(Kind.ROUTE, Severity.MUST_ANSWER, theirs.passage(0), ours.passage(1), values)


@lru_cache(maxsize=4096)
def routes(text: str) -> frozenset[str]:
    """The ways of giving that a passage names, in one spelling."""
    return frozenset(str(mention.name) for mention in routes_in(text))


@lru_cache(maxsize=4096)
def meals(text: str) -> frozenset[str]:
    """Whether something is taken on an empty stomach or with a meal; nothing where either will do."""
    if _EITHER.search(text):
        return frozenset()
    is_before, is_with = bool(_BEFORE.search(text)), bool(_WITH.search(_BEFORE.sub(" ", text)))
    if is_before == is_with:
        return frozenset()
    return frozenset({"on an empty stomach" if is_before else "with a meal"})
