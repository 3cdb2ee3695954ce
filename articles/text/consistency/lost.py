"""A refusal of which the other, short text has no word left: it says to do, or that one may do, what was refused.

Two passages that refuse in other words share those words seldom; that nothing in the whole passage refuses, restricts or waits is
what shows that a "not" is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.consistency.advice import bridged
from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.polarity import Clause
from articles.text.consistency.refusing import refusals
from articles.text.consistency.statements import Reading, Statement

# What says a "not" in another way.
_RESTRICTS: Final = re.compile(
    r"\b(?:only|until|till|once|unless|except|as long as|so long as|provided|wait\w*|instead|rather|same|unchanged|apart|fast(?:ed|ing)?"
    r"|leaves?|stays?|staying|remains?|empty stomach|at (?:the )?most|longest|last|few|fewer|enough|else|alone|before|spare[sd]?"
    r"|or (?:more|older|over|higher|above))\b",
    re.IGNORECASE,
)


def checked(index: Index) -> Iterator[Flag]:
    if not index.is_short or _has_refusal(index.right):
        return
    for theirs in index.left.statements:
        for clause in theirs.clauses:
            if not _is_refusal(clause):
                continue
            for ours in index.right.statements:
                if shared := _done(index, ours, clause):
                    values = (("subject", ", ".join(sorted(item.lstrip("~*") for item in shared)[:3])),)
                    yield Flag(Kind.NEGATION, Severity.MUST_ANSWER, theirs.passage(0), ours.passage(1), values)
                    return


def _has_refusal(text: Reading) -> bool:
    return any(refusals(one.said) or _RESTRICTS.search(one.said) for one in text.statements)


def _is_refusal(clause: Clause) -> bool:
    is_asked = clause.asks and not _REMOVES.search(clause.core)
    return clause.is_no and not (is_asked or clause.has_unless)


_REMOVES: Final = re.compile(r"\bremov", re.IGNORECASE)


def _done(index: Index, ours: Statement, refused: Clause) -> frozenset[str]:
    """What a clause of it says to do, or that it is done, with what is refused."""
    for clause in ours.clauses:
        shared = (clause.core_about & refused.core_about) | bridged(clause.core_about, refused.core_about)
        named = frozenset(item for item in shared if item[0] != "=")
        if clause.asks or not named or any((value, -way) in clause.ways for value, way in refused.ways):
            continue
        if clause.is_directive or index.weight(named) >= _MOSTLY * index.weight(clause.core_about):
            return named
    return frozenset()


_MOSTLY: Final = 0.4
