"""How a drug is given: by which way, and before a meal or with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.statements import Statement
from articles.text.dosing.mentions import Route, routes_in

_SURE: Final = 0.45
_MEALS: Final = (
    r"(?:food|(?:a |your |each |every |the |main )?meals?|breakfast|lunch|dinner|supper|eating"
    r"|you eat|you have eaten|a snack)"
)
_BEFORE: Final = re.compile(
    rf"\b(?:before {_MEALS}|empty stomach|stomach is empty|stomach empty|without food|between meals"
    rf"|before or (?:\S+ ){{1,3}}?after {_MEALS}|you have not eaten|you haven['’]t eaten"
    rf"|(?:\d|one|two|three) hours? after {_MEALS})\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    rf"\b(?:(?:with|after|during|at) {_MEALS}|when you have eaten"
    rf"|full stomach)\b",
    re.IGNORECASE,
)
# No meal is named without one of these.
_OF_MEALS: Final = ("food", "meal", "eat", "fast", "lunch", "dinner", "supper", "snack", "stomach")
_EITHER: Final = re.compile(
    r"\bwith or without\b|\bbefore or after\b"
    r"|\bregardless of (?:food|meals)\b",
    re.IGNORECASE,
)
# In one clause with the meal: "do not take it on an empty stomach".
_REFUSED: Final = re.compile(r"\b(?:not|never|avoid\w*|cannot)\b[^.;:,]*$|n['’]t\b[^.;:,]*$", re.IGNORECASE)
_SHORT: Final = 80


def checked(index: Index) -> Iterator[Flag]:
    """Two passages about the same drug, or about the same thing, that name another way or another time of eating."""
    for statement in index.right.statements:
        if not (routes(statement.text) or meals(statement.text)):
            continue
        counterparts = index.counterparts(statement)
        if any(_says_the_same(statement, found.statement) for found in counterparts):
            continue
        for found in counterparts[:2]:
            is_sure = index.is_short or found.likeness >= _SURE
            is_drug = _is_same_drug(statement, found.statement) and not _is_of_another(
                index, statement, found.statement
            )
            if is_sure and is_drug:
                yield from _differing(found.statement, statement)


def _says_the_same(ours: Statement, theirs: Statement) -> bool:
    """Whether what this names is named there: of two ways each is given in a sentence of its own."""
    return all(read(ours.text) <= read(theirs.text) for read in (routes, meals))


def _is_of_another(index: Index, ours: Statement, theirs: Statement) -> bool:
    """A sentence without a drug among sentences about several may be about any of them."""
    return bool(ours.substances) and not theirs.substances and len(index.left.by_drug) > 1


def _is_same_drug(ours: Statement, theirs: Statement) -> bool:
    """Of two drugs in one sentence it cannot be told which of them is taken with food."""
    if not (ours.substances and theirs.substances):
        return True
    return bool(ours.substances & theirs.substances) and (
        len(theirs.substances) == 1 or theirs.substances <= ours.substances
    )


def _differing(theirs: Statement, ours: Statement) -> Iterator[Flag]:
    for read in (routes, meals):
        left, right = read(theirs.text), read(ours.text)
        if left and right and not left & right:
            values = (("left", ", ".join(sorted(left))), ("right", ", ".join(sorted(right))))
            yield Flag(Kind.ROUTE, Severity.MUST_ANSWER, theirs.passage(0), ours.passage(1), values)


@lru_cache(maxsize=4096)
def routes(text: str) -> frozenset[str]:
    """The ways of giving that a passage names, in one spelling."""
    named = {str(mention.name) for mention in routes_in(text)}
    return frozenset({*named, *(way for pattern, way in _SHORT_FORMS if pattern.search(text))})


_SHORT_FORMS: Final = ((re.compile(r"\bSL\b"), str(Route.TONGUE)), (re.compile(r"\bPR\b"), str(Route.RECTAL)))


@lru_cache(maxsize=4096)
def meals(text: str) -> frozenset[str]:
    """Whether something is taken on an empty stomach or with a meal; nothing where either will do."""
    lowered = text.lower()
    if not any(word in lowered for word in _OF_MEALS) or _EITHER.search(text):
        return frozenset()
    rest = _BEFORE.sub(lambda found: "-" * len(found[0]), text)
    is_before = {_is_refused(text, found) for found in _BEFORE.finditer(text)}
    is_with = {_is_refused(text, found) for found in _WITH.finditer(rest)}
    said = {not refused for refused in is_before} | is_with
    if len(said) != 1:
        return frozenset()
    return frozenset({"on an empty stomach" if said.pop() else "with a meal"})


def _is_refused(text: str, found: re.Match[str]) -> bool:
    return bool(_REFUSED.search(text[max(0, found.start() - _SHORT) : found.start()]))
