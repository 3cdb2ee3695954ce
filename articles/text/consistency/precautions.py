"""Advice with a precaution in one place and without it in the other; and what one text advises against and the other offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.polarity import Clause
from articles.text.consistency.statements import Reading, Statement
from articles.text.evidence import topics

# Treatments that are no drugs and may be offered or advised against.
_MEASURES: Final = frozenset(
    {"*heat", "*cold", "*bed rest", "*exercise", "*operation", "*rub", "*physiotherapy", "*scan"}
)
_RESTRICTS: Final = re.compile(
    r"\b(?:not (?:directly|on|for|with|if|when|near|over)|never|only (?:if|when|with|under|after|for)|unless"
    r"|avoid|check \w+ first"
    r"|first check|as long as|provided|but not|except|under (?:\w+ ){0,3}?supervision|be careful"
    r"|with care|with caution|no more than|at most|stop if)\b",
    re.IGNORECASE,
)
_DOES: Final = re.compile(r"\b(?:use|apply|take|try|put|give|consider|start|offer|add|continue)\b", re.IGNORECASE)
_OFFERS: Final = re.compile(
    r"\b(?:for|use|used|take|may|can|help|helps|offer|offered|give|given|consider|start|option|prescribe"
    r"|prescribed|treat|relief)\b",
    re.IGNORECASE,
)
_TREATMENTS: Final = frozenset({"treatment", "medicines"})
_NEAREST: Final = 4


def checked(index: Index) -> Iterator[Flag]:
    yield from _precautions(index)
    yield from _offers(index)


def _precautions(index: Index) -> Iterator[Flag]:
    seen: set[str] = set()
    for number, (text, other) in enumerate(((index.left, index.right), (index.right, index.left))):
        bare = _by_measure(text)
        for measure, statements in _by_measure(other).items():
            careful = next((one for one in statements if _RESTRICTS.search(one.text)), None)
            plain = bare.get(measure, [])
            if careful is None or not plain or measure in seen or any(_RESTRICTS.search(one.text) for one in plain):
                continue
            seen.add(measure)
            passages = (
                (plain[0].passage(0), careful.passage(1)) if number == 0 else (careful.passage(0), plain[0].passage(1))
            )
            yield Flag(Kind.PRECAUTION, Severity.WORTH_A_LOOK, *passages, (("subject", _name(measure)),))


def _by_measure(text: Reading) -> dict[str, list[Statement]]:
    """Advice to use something, by what is used. Drugs are compared by what is said of their safety."""
    found: dict[str, list[Statement]] = {}
    for statement in text.statements:
        measures = statement.about & _MEASURES
        if measures and _DOES.search(statement.text):
            for measure in sorted(measures):
                found.setdefault(measure, []).append(statement)
    return found


def _offers(index: Index) -> Iterator[Flag]:
    for number, (text, other) in enumerate(((index.left, index.right), (index.right, index.left))):
        for thing, against in _advised_against(text).items():
            offered = next((one for one in _about(other, thing) if _is_offer(one, thing)), None)
            if offered is not None and not _advised_against(other).get(thing):
                passages = (
                    (against.passage(0), offered.passage(1))
                    if number == 0
                    else (offered.passage(0), against.passage(1))
                )
                yield Flag(Kind.ADVICE, Severity.MUST_ANSWER, *passages, (("subject", _name(thing)),))


def _advised_against(text: Reading) -> dict[str, Statement]:
    """What every clause about it refuses, without a condition: "Avoid opioids", and nowhere a word for them."""
    refused: dict[str, Statement] = {}
    allowed: set[str] = set()
    for statement in text.statements:
        for clause in statement.clauses:
            for thing in _things(clause):
                if clause.is_no and clause.is_directive and _is_whole(clause, thing):
                    refused.setdefault(thing, statement)
                elif not clause.is_no and not clause.asks and _OFFERS.search(clause.core):
                    allowed.add(thing)
    return {thing: statement for thing, statement in refused.items() if thing not in allowed}


def _things(clause: Clause) -> Iterable[str]:
    return sorted(item for item in clause.core_about if item.startswith("~") or item in _MEASURES)


def _is_whole(clause: Clause, thing: str) -> bool:
    """A refusal of the thing itself, not of it together with something or for somebody, nor where it is only seldom meant."""
    return (
        not _SELDOM.search(clause.core) and len([item for item in clause.about if item.startswith(("~", "*"))]) <= _FEW
    )


_FEW: Final = 2
_SELDOM: Final = re.compile(r"\b(?:rarely|seldom|hardly|scarcely|few)\b", re.IGNORECASE)


def _about(text: Reading, thing: str) -> Iterable[Statement]:
    return (
        text.by_drug.get(thing[1:], ())
        if thing.startswith("~")
        else (one for one in text.statements if thing in one.about)
    )


def _is_offer(statement: Statement, thing: str) -> bool:
    """Said of it without a refusal, where treatments are listed or with a word that offers."""
    clauses = [clause for clause in statement.clauses if thing in clause.core_about]
    if not clauses or any(clause.is_no or clause.asks for clause in clauses):
        return False
    in_list = any(topics(heading) & _TREATMENTS for heading in statement.block.headings)
    return in_list and bool(_OFFERS.search(statement.text))


def _name(thing: str) -> str:
    return thing.lstrip("~*")
