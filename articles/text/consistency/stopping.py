"""Going on with a medicine or stopping it: one text says the one, the other text nothing but the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.polarity import Clause
from articles.text.consistency.statements import Reading, Statement
from articles.text.drug_classes import classes

_STOP: Final = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|discontinu\w+|withhold\w*|withheld|cease[sd]?|omit(?:s|ted|ting)?|interrupt(?:ed|ing|ion)?|paus(?:e"
    r"|ed|ing)"
    r"|leav(?:e|es|ing) (?:[\w’'-]+ ){0,4}?(?:out|off)|left (?:out|off)|miss(?:es|ing)? out|skip(?:s|ped|ping)?|com(?:e|es|ing) off"
    r"|giv(?:e|es|ing) up|withdraw(?:n|al|ing)?|tak(?:e|ing) a break from|suspend(?:ed)?)\b",
    re.IGNORECASE,
)
_GO_ON: Final = re.compile(
    r"\b(?:continu(?:e|es|ed|ing|ation)|keep(?:s|ing)? (?:on )?(?:taking|using|having|giving|up|to)|carry(?:ing)? on|carries on"
    r"|go(?:es|ing)? on (?:with|taking|using|having)|stay(?:s|ing)? on|remain(?:s|ing)? on)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|cannot|avoid(?:ed|ing)?|nothing|nobody|no one|needn['’]t|against)\b"
    r"|n['’]t\b)[^.;:]{0,48}$",
    re.IGNORECASE,
)
# Where it may be stopped at last, or only for a time that both name.
_SOME_DAY: Final = re.compile(
    r"\b(?:until|unless|only|once|when|if|after|before|for \w+ (?:days?|weeks?|months?|hours?))\b", re.IGNORECASE
)
_SURE: Final = 0.3

Said = dict[str, dict[bool, Statement]]


def checked(index: Index) -> Iterator[Flag]:
    """Of each drug, or of a drug and its class, once."""
    left, right = _said(index.left), _said(index.right)
    for name, ours in right.items():
        for other, theirs in left.items():
            if not _is_one(name, other) or len(ours) != 1 or len(theirs) != 1 or ours.keys() == theirs.keys():
                continue
            (mine,), (own,) = ours.values(), theirs.values()
            if index.is_short or any(
                found.statement is own and found.likeness >= _SURE for found in index.counterparts(mine)
            ):
                yield Flag(Kind.NEGATION, Severity.MUST_ANSWER, own.passage(0), mine.passage(1), (("subject", name),))
                return


def _is_one(name: str, other: str) -> bool:
    return name == other or other in classes(name) or name in classes(other)


def _said(text: Reading) -> Said:
    """By drug: whether it says to go on (True), to stop (False), and where first."""
    found: Said = {}
    for statement in text.statements:
        for clause in statement.clauses:
            goes_on = says(clause) if _WORDS.search(clause.core.lower()) else None
            for name in _named(clause) if goes_on is not None else ():
                found.setdefault(name, {}).setdefault(bool(goes_on), statement)
    return found


def _named(clause: Clause) -> Iterable[str]:
    """The drugs that are stopped, or the one drug that "it" and "treatment" can but mean."""
    own = sorted(item[1:] for item in clause.core_about if item.startswith("~"))
    above = [item[1:] for item in clause.about if item.startswith("~")]
    plain = [name for pattern, name in _PLAINLY if pattern.search(clause.core)]
    return own or plain or (above if len(above) == 1 and _MEANT.search(clause.core) else [])


_MEANT: Final = re.compile(r"\b(?:it|them|treatment|therapy|medication|medicines?|tablets?|drug)\b", re.IGNORECASE)
_PLAINLY: Final = tuple(
    (re.compile(rf"\b(?:{words})[ -](?:tablets?|medicines?|medication|pills?|drugs?|treatment)\b", re.IGNORECASE), name)
    for words, name in (
        ("epilepsy|seizure", "antiepileptic"), ("water", "diuretic"), ("blood[ -]thinning|anti-clotting", "anticoagulant"),
        ("anti-clotting", "antiplatelet"), ("steroid", "steroid"), ("cholesterol", "statin"), ("acid|stomach", "ppi"),
        ("antidepressant|depression", "antidepressant"), ("anti-inflammatory", "nsaid"),
    )
)  # fmt: skip


# Most clauses hold none of them, and one search for beginnings is quicker.
_WORDS: Final = re.compile(
    r"stop|discont|with(?:h|dr)|ceas|omit|interr|paus|out|off|skip|giv(?:e|es|ing) up|break|suspend|contin|keep|carr|on\b"
)


def says(clause: Clause) -> bool | None:
    """True for going on, False for stopping, None for neither and for both."""
    said = {
        (pattern is _GO_ON) != bool(_NOT.search(clause.core[: found.start()]))
        for pattern in (_STOP, _GO_ON)
        for found in pattern.finditer(clause.core)
    }
    return said.pop() if len(said) == 1 else None
