"""Yes and no: whether two passages about the same thing advise the same, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.text.consistency.counterparts import Counterpart, Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.polarity import Clause
from articles.text.consistency.refusing import refusals
from articles.text.consistency.statements import Statement
from articles.text.dosing.mentions import drugs_in
from articles.text.drug_classes import classes
from articles.text.drugs import generic

# So much of what the shorter of two clauses is about has to be shared.
_SURE, _SHORT, _SINGLE = 0.6, 0.3, 0.2
_CLEARLY = 0.6
# From here on two clauses of short passages are about the same even where neither says what to do.
_ALIKE = 0.45
_PREFERRED: Final = re.compile(
    r"\b(?:preferred (?:to|over)|preferable to|better (?:choice |option )?than|safer than|rather than|instead of"
    r"|more effective than"
    r"|before (?:trying|using))\b",
    re.IGNORECASE,
)


def checked(index: Index) -> Iterator[Flag]:
    yield from _unmet(index)
    for statement in index.right.statements:
        counterparts = index.counterparts(statement)
        yield from _refusals(index, statement, counterparts)
        yield from _preferences(statement, counterparts)


_UP: Final = re.compile(
    r"\b(?:increas\w+|rais(?:e|es|ed|ing)|go(?:es)? up|higher dose|larger dose|double[sd]?"
    r"|add(?:ed)?)\b",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(
    r"\b(?:reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|decreas\w+|cut|taper\w*|halved?|go(?:es)? down"
    r"|smaller dose|less)\b",
    re.IGNORECASE,
)


def agree(one: Clause, other: Clause) -> bool:
    """Both say yes or both no, and neither raises what the other lowers.

    "Withdraw it slowly" says no only to somebody who says to go on, and "not until" is a yes from then on.
    """
    if _is_left_to_them(one) != _is_left_to_them(other) and (
        _RESTRICTED.search(one.text) or _RESTRICTED.search(other.text)
    ):
        return False
    if one.has_without and other.has_without:
        return one.refuses_beside % 2 == other.refuses_beside % 2
    if _FASTS.search(one.core) and _FASTS.search(other.core):
        return refusals(_FASTS.sub(" ", one.core)) % 2 == refusals(_FASTS.sub(" ", other.core)) % 2
    if one.is_no == other.is_no:
        return trend(one.core) * trend(other.core) >= 0
    if one.flips(other) or _is_other_case(one, other):
        return True
    no, yes = (one, other) if one.is_no else (other, one)
    if (_UNLESS.search(no.text) and _ONLY.search(yes.text) and not no.is_otherwise) or _waits(no, yes):
        return True
    return (no.ends and not yes.goes_on) or bool(_UNTIL.search(no.text) and _FROM_THEN.search(yes.text))


def _waits(no: Clause, yes: Clause) -> bool:
    """ "Not until 24 hours after" and "24 hours have to pass before" are one."""
    times = {item for item in no.about & yes.about if item.startswith("=time")}
    return bool(times) and bool(_WAITS.search(yes.text))


_WAITS: Final = re.compile(
    r"\b(?:intervals?|gap|elapsed?|waits?|waiting|apart|pass(?:es|ed)?"
    r"|leav(?:e|es|ing) (?:at least|about|an?|it (?:for )?at least|\d+)"
    r"|longer before|required before|needed before|later)\b",
    re.IGNORECASE,
)


# One may say it with a "not" and the other without: "fast overnight", "on an empty stomach", "go without food".
_FASTS: Final = re.compile(
    r"\bfast(?:ed|ing)?\b(?!-)|\bempty stomach\b|\bwithout (?:any )?food\b|\bnothing to eat\b|\bnil by mouth\b|\bNBM\b"
    r"|\b(?:not|never|nothing) (?:have )?(?:eat|eaten)\b|n['’]t (?:have )?(?:eat|eaten)\b",
    re.IGNORECASE,
)
_UNLESS: Final = re.compile(r"\b(?:unless|except)\b", re.IGNORECASE)


def _is_other_case(one: Clause, other: Clause) -> bool:
    """ "Only if it worked" and "not if it did nothing"."""
    is_anyway = _is_anyway(one.text) or _is_anyway(other.text)
    return one.is_of_no != other.is_of_no and not is_anyway and bool(one.condition & other.condition)


def _is_left_to_them(clause: Clause) -> bool:
    """ "You can stop it without asking." """
    return clause.has_without and bool(_FREELY.search(clause.text))


_FREELY: Final = re.compile(
    r"\b(?:can|may|free to|fine to|safe to)\b[^.;]{0,60}\bwithout (?:\w+ ){0,3}?(?:asking|talking|advice|telling"
    r"|supervision|speaking|checking)\b",
    re.IGNORECASE,
)
_RESTRICTED: Final = re.compile(
    r"\bonly\b[^.;]{0,60}\b(?:under|if|when|after|with|on)\b|\b(?:not|never"
    r"|n['’]t)\b[^.;]{0,60}\b(?:without|unless)\b",
    re.IGNORECASE,
)
_ANYWAY: Final = re.compile(r"\b(?:unless|even if|even when|whether or not)\b", re.IGNORECASE)
_ONLY: Final = re.compile(r"\bonly\b", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|till|before)\b", re.IGNORECASE)
_FROM_THEN: Final = re.compile(
    r"\b(?:when|once|after|again|as soon as|from (?:\d|day|week|month|then|now|the))\b", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def _is_anyway(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in ("unless", "even ", "whether")) and bool(_ANYWAY.search(text))


@lru_cache(maxsize=8192)
def trend(text: str) -> int:
    """1 for what raises, -1 for what lowers, 0 for neither and for both."""
    return bool(_UP.search(text)) - bool(_DOWN.search(text))


@dataclass(frozen=True, slots=True)
class _Match:
    clause: Clause
    found: Counterpart
    likeness: float
    shared: frozenset[str]


def _refusals(index: Index, ours: Statement, counterparts: list[Counterpart]) -> Iterator[Flag]:
    """A clause that says yes where everything like it says no, or the other way round."""
    for clause in (clause for clause in ours.clauses if not clause.asks):
        matches = [
            match
            for found in counterparts
            for theirs in found.statement.clauses
            if not theirs.asks and (match := _match(index, clause, theirs, found)) is not None
        ]
        telling = (match for match in matches if _tells(index, clause, match))
        best = max(telling, key=lambda match: match.likeness, default=None)
        if best is None or agree(best.clause, clause):
            continue
        agrees = any(agree(match.clause, clause) and match.likeness >= _CLEARLY * best.likeness for match in matches)
        if not agrees and not _is_told_elsewhere(index, best, ours):
            says_what_to_do = clause.is_directive, best.clause.is_directive
            is_advice = all(says_what_to_do) or (index.is_short and any(says_what_to_do))
            is_sure = is_advice and not _is_exception(clause, best.clause)
            severity = Severity.MUST_ANSWER if is_sure else Severity.WORTH_A_LOOK
            yield Flag(
                Kind.NEGATION, severity, best.found.statement.passage(0), ours.passage(1),
                (("subject", _named(index, best.shared)),),
            )  # fmt: skip
            return


def _is_exception(one: Clause, other: Clause) -> bool:
    """ "You have it every four weeks" and "withhold it if the kidneys are weak"."""
    no, yes = (one, other) if one.is_no else (other, one)
    return no.is_conditional and not (yes.is_conditional or yes.is_directive)


def _tells(index: Index, clause: Clause, match: _Match) -> bool:
    """That both name two days is not enough to be about the same, unless both are about less than that."""
    if any(not item.startswith("=") for item in match.shared):
        return True
    return index.is_short and bool(clause.ways & match.clause.ways)


def _unmet(index: Index) -> Iterator[Flag]:
    """Refusals of the first text that the second, a short one, turns round in passing: "Shake well and freeze"."""
    if not index.is_short:
        return
    ours = [(one, clause) for one in index.right.statements for clause in one.clauses if not clause.asks]
    for theirs in index.left.statements:
        for clause in (clause for clause in theirs.clauses if clause.is_no and not clause.asks and not clause.ends):
            found = Counterpart(theirs, 1.0)
            matches = [
                (one, mine, match) for one, mine in ours if (match := _match(index, mine, clause, found)) is not None
            ]
            likely = max(matches, key=lambda triple: triple[2].likeness, default=None)
            if likely is None or any(agree(mine, clause) for _one, mine, _match_ in matches):
                continue
            if likely[2].likeness >= _ALIKE and any(not item.startswith("=") for item in likely[2].shared):
                values = (("subject", _named(index, likely[2].shared)),)
                yield Flag(Kind.NEGATION, Severity.MUST_ANSWER, theirs.passage(0), likely[0].passage(1), values)


def _is_told_elsewhere(index: Index, best: _Match, ours: Statement) -> bool:
    """Whether this text says somewhere near what the other says, so that this clause is about something else."""
    near = index.right.statements if index.is_short else index.right.around(ours)
    others = (clause for statement in near for clause in statement.clauses if not clause.asks)
    found = (_match(index, clause, best.clause, best.found) for clause in others if agree(clause, best.clause))
    return any(match is not None and match.likeness >= _CLEARLY * best.likeness for match in found)


def _match(index: Index, ours: Clause, theirs: Clause, found: Counterpart) -> _Match | None:
    """Two clauses about the same; those that share no more than a drug are about different things."""
    shared = (ours.about & theirs.about) | bridged(ours.about, theirs.about)
    if not (_are_of_one_case(ours, theirs) and _is_clear(ours, theirs)):
        return None
    smaller, larger = sorted((index.weight(ours.about), index.weight(theirs.about)))
    if not shared or not smaller:
        return None
    likeness = index.weight(shared) / (0.7 * smaller + 0.3 * larger)
    only_drug = (
        _is_only_drugs(shared)
        and len(shared) == 1
        and not (_is_only_drugs(ours.about) and _is_only_drugs(theirs.about))
    )
    least = _SINGLE if index.is_single else _SHORT if index.is_short else _SURE
    if likeness < least or (only_drug and not index.is_single):
        return None
    if any(one.refused and not one.refused & shared for one in (ours, theirs)):
        return None
    # What both say under a condition alone ("before the test") is not what either says.
    if ours.core_about and theirs.core_about and not shared & (ours.core_about | theirs.core_about):
        return None
    # "Lisinopril 10 mg a day" and "no lisinopril when you are vomiting" are no yes and no.
    if _is_only_drugs(shared) and ours.is_conditional != theirs.is_conditional and not index.is_single:
        return None
    return _Match(theirs, found, likeness, shared)


def bridged(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """A class that one of them names, and a drug of it that the other names: "NSAIDs" and "ibuprofen"."""
    mine, others = _drugs(ours), _drugs(theirs)
    if not (mine and others) or mine & others:
        return frozenset()
    above = {name for one in mine for name in classes(one)} & others | {
        name for one in others for name in classes(one)
    } & mine
    return frozenset(f"~{name}" for name in above)


# Each clause is compared with many others.
@lru_cache(maxsize=8192)
def _drugs(about: frozenset[str]) -> frozenset[str]:
    return frozenset(item[1:] for item in about if item.startswith("~"))


def _is_clear(ours: Clause, theirs: Clause) -> bool:
    """ "Never without" can only be compared with something else that is done without it."""
    if (ours.has_without and theirs.has_without) or _is_left_to_them(ours) or _is_left_to_them(theirs):
        return True
    return not any(one.has_without and one.refuses_beside for one in (ours, theirs))


def _are_of_one_case(ours: Clause, theirs: Clause) -> bool:
    """ "Not unless it hurts" says nothing of what to do if it hurts but by its other case."""
    for one, other in ((ours, theirs), (theirs, ours)):
        is_of_case = bool(one.condition & other.condition) and not _is_anyway(other.text)
        if one.is_otherwise and not is_of_case:
            return False
        if one.has_unless and is_of_case:
            return False
    return True


def _is_only_drugs(items: frozenset[str]) -> bool:
    return all(item.startswith("~") for item in items)


def _named(index: Index, shared: Iterable[str]) -> str:
    """The rarest of what is shared, in words."""
    ordered = sorted(shared, key=lambda item: (not item.startswith(("~", "*")), -index.weight([item]), item))
    return ", ".join(item.lstrip("~*") for item in ordered[:3] if not item.startswith("="))


def _preferences(ours: Statement, counterparts: list[Counterpart]) -> Iterator[Flag]:
    """ "Paracetamol rather than ibuprofen" and the other way round."""
    mine = preferred(ours.text)
    for found in counterparts:
        if mine and preferred(found.statement.text) == mine[::-1]:
            yield Flag(
                Kind.NEGATION, Severity.MUST_ANSWER, found.statement.passage(0), ours.passage(1),
                (("subject", " / ".join(mine)),),
            )  # fmt: skip
            return


def preferred(text: str) -> tuple[str, str] | None:
    """The drug that is named as better, and the one that it is better than."""
    found = _PREFERRED.search(text)
    if found is None:
        return None
    before = [generic(one.name) for one in drugs_in(text) if one.end <= found.start()]
    after = [generic(one.name) for one in drugs_in(text) if one.start >= found.end()]
    if not before or not after:
        return None
    return (after[0], before[-1]) if refusals(text[: found.start()]) % 2 else (before[-1], after[0])
