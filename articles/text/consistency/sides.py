"""Left, right and both: two sides said of one thing, a side that is dropped, and sides that two texts tell differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Severity
from articles.text.consistency.statements import Reading, Statement

# "Right away", "left untreated" and "the right dose" name no side.
_NO_SIDE: Final = (
    r"(?! (?:away|now|here|there|after|before|to|of|over|alone|untreated|out|behind|with|for|in|on|from|amount|dose|time|way"
    r"|answer)\b)"
)
_SIDE: Final = re.compile(
    rf"(?<!\ball )(?<!\bbe )(?<!\bis )(?<!\bnot )(?<!\bthe )\b(left|right)(?:-sided|-hand)?\b{_NO_SIDE}"
    rf"|(?<=\bthe )(left|right)(?:-sided|-hand)?\b{_NO_SIDE}",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(
    r"\b(?:bilateral(?:ly)?|both (?:sides|legs|arms|eyes|ears|hands|feet|knees|hips|lungs|kidneys|breasts))\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SURE: Final = 0.4
_ONE_SIDE: Final = frozenset({"left", "right"})


@dataclass(frozen=True, slots=True)
class _Sided:
    side: str
    thing: tuple[str, ...]


def checked(index: Index) -> Iterator[Flag]:
    """The same thing on the other side, or on both."""
    for statement in index.right.statements:
        ours = sides(statement.text)
        for found in index.counterparts(statement) if ours else ():
            theirs = sides(found.statement.text)
            is_other = _is_other(found.statement.text, statement.text)
            if theirs and theirs != ours and (is_other or index.is_short or found.likeness >= _SURE):
                severity = Severity.WORTH_A_LOOK if ours & theirs else Severity.MUST_ANSWER
                values = (("left", ", ".join(sorted(theirs))), ("right", ", ".join(sorted(ours))))
                yield Flag(Kind.SIDE, severity, found.statement.passage(0), statement.passage(1), values)
                break


def _is_other(left: str, right: str) -> bool:
    """Whether one word has another side in each: "left kidney", "right kidney"."""
    before, after = ({one.thing[0]: one.side for one in _sided(text) if one.thing} for text in (left, right))
    return any(before[thing] != after[thing] for thing in before.keys() & after.keys())


def within(text: Reading, number: int) -> Iterator[Flag]:
    """Both sides and one side in one sentence; and a thing with its side in one place and without it in another."""
    for statement in text.statements:
        if not sides(statement.text):
            continue
        both, one = _BOTH.search(statement.text), _sided(statement.text)
        if both and one:
            here = statement.passage(number)
            yield Flag(
                Kind.SIDE, Severity.WORTH_A_LOOK, here, here, (("left", both[0].lower()), ("right", _said(one[0])))
            )
            break
    yield from _dropped(text, number)


def _dropped(text: Reading, number: int) -> Iterator[Flag]:
    named: dict[tuple[str, ...], tuple[str, Statement]] = {}
    for statement in text.statements:
        for one in _sided(statement.text) if sides(statement.text) else ():
            if len(one.thing) > 1:
                named.setdefault(one.thing, (_said(one), statement))
    seen: set[tuple[str, ...]] = set()
    for statement in text.statements if named else ():
        words = tuple(_WORD.findall(statement.text.lower()))
        for thing in sorted(_pairs(words) & named.keys() - seen):
            said, first = named[thing]
            if not _ONE_SIDE & sides(statement.text) and statement.number != first.number:
                seen.add(thing)
                values = (("left", said), ("right", " ".join(thing)))
                yield Flag(Kind.SIDE, Severity.WORTH_A_LOOK, first.passage(number), statement.passage(number), values)


def _pairs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return set(pairwise(words))


@lru_cache(maxsize=4096)
def sides(text: str) -> frozenset[str]:
    """Which sides a passage names: left, right, both."""
    lowered = text.lower()
    if not any(word in lowered for word in ("left", "right", "both", "bilateral")):
        return frozenset()
    found = {(match[1] or match[2]).lower() for match in _SIDE.finditer(text)}
    return frozenset([*found, *(("both",) if _BOTH.search(text) else ())])


def _sided(text: str) -> list[_Sided]:
    """Each side with the two words behind it."""
    return [
        _Sided((match[1] or match[2]).lower(), tuple(_WORD.findall(text[match.end() : match.end() + 60].lower())[:2]))
        for match in _SIDE.finditer(text)
    ]


def _said(one: _Sided) -> str:
    return " ".join((one.side, *one.thing))
