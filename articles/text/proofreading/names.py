"""Two names of drugs that are taken for each other, both in one text. One alone is no slip: nothing can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.statements import Reading, Statement
from articles.text.drugs import drugs
from articles.text.notation import look_alikes


def checked(text: Reading) -> Iterator[Flag]:
    """One note for each pair."""
    first = _first(text)
    told: set[frozenset[str]] = set()
    for found in look_alikes(text.html):
        for other in found.others if found.is_beside else ():
            pair = frozenset({found.drug, other})
            if pair not in told and pair <= first.keys():
                told.add(pair)
                here, there = first[found.drug].passage(0), first[other].passage(0)
                yield Flag(Kind.LOOK_ALIKE, Severity.NOTE, here, there, (("left", found.drug), ("right", other)))


def _first(text: Reading) -> dict[str, Statement]:
    """Where each drug is first named."""
    found: dict[str, Statement] = {}
    for statement in text.statements:
        for name in drugs(statement.text):
            found.setdefault(name, statement)
    return found
