"""Sections of two texts: which go together, which have no partner, in which order they stand, and what they cite."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading, Section
from articles.text.evidence import content_words, topics

# What two headings about the same add to what their sentences share.
_HEADING: Final = 0.6
_LEAST: Final = 0.25
_CHAPTER: Final = 2


def checked(index: Index) -> Iterator[Flag]:
    if index.is_short:
        return
    partners = paired(index)
    yield from _alone(index, partners)
    yield from _order(index, partners)
    yield from _citations(index, partners)


def paired(index: Index) -> dict[int, int]:
    """For sections of the second text their likeliest partners in the first: by sentences that go together, and headings."""
    votes: dict[int, dict[int, float]] = {}
    for statement in index.right.statements:
        mine = index.right.chapters[statement.section_number]
        for near in index.counterparts(statement)[:2]:
            _vote(votes, mine, index.left.chapters[near.statement.section_number], near.likeness)
    for number, given in votes.items():
        size = sum(len(part.statements) for part in _parts(index.right, index.right.sections[number]))
        votes[number] = {other: likeness / max(1, size) for other, likeness in given.items()}
    for ours in _chapters(index.right):
        for theirs in _chapters(index.left):
            _vote(votes, ours.number, theirs.number, _alike(ours.heading, theirs.heading))
    best = {number: max(given, key=lambda other: (given[other], -other)) for number, given in votes.items()}
    return {number: other for number, other in best.items() if votes[number][other] >= _LEAST}


def _vote(votes: dict[int, dict[int, float]], ours: int, theirs: int, likeness: float) -> None:
    given = votes.setdefault(ours, {})
    given[theirs] = given.get(theirs, 0.0) + likeness


def _chapters(text: Reading) -> list[Section]:
    """Sections of the highest level that the text uses."""
    return [section for section in text.sections[1:] if text.chapters[section.number] == section.number][:_MOST]


_MOST: Final = 60


def _alike(ours: str, theirs: str) -> float:
    about = _topics(ours) & _topics(theirs)
    words = _words(ours) & _words(theirs)
    return _HEADING * bool(about) + _HEADING * bool(words)


# Each heading is compared with every one of the other text.
_topics = lru_cache(maxsize=1024)(topics)
_words = lru_cache(maxsize=1024)(content_words)


def _alone(index: Index, partners: dict[int, int]) -> Iterator[Flag]:
    known = set(partners.values())
    for section in _chapters(index.left):
        if section.number not in known:
            yield Flag(Kind.SECTION, Severity.NOTE, _passage(section, 0), Passage(1), (("subject", section.heading),))
    for section in _chapters(index.right):
        if section.number not in partners:
            yield Flag(Kind.SECTION, Severity.NOTE, Passage(0), _passage(section, 1), (("subject", section.heading),))


def _passage(section: Section, text: int) -> Passage:
    key = section.block.key if section.block else ""
    return Passage(text, key, section.heading, section.heading, section.number)


def _order(index: Index, partners: dict[int, int]) -> Iterator[Flag]:
    """Those that stand outside the longest run in which both texts agree."""
    pairs = sorted((ours, theirs) for ours, theirs in partners.items() if ours and theirs)
    kept = _longest([theirs for _ours, theirs in pairs])
    for place, (ours, theirs) in enumerate(pairs):
        if place not in kept:
            left, right = index.left.sections[theirs], index.right.sections[ours]
            yield Flag(Kind.ORDER, Severity.NOTE, _passage(left, 0), _passage(right, 1), (("subject", right.heading),))


def _longest(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run that never goes back."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number + 1)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    kept: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _citations(index: Index, partners: dict[int, int]) -> Iterator[Flag]:
    """A section with numbers or drugs and no source of its own inherits those of its partner; else it has none."""
    if not index.left.cites:
        return
    for section in _chapters(index.right):
        partner = index.left.sections[partners[section.number]] if section.number in partners else None
        is_sourced = _cites(index.right, section) or (partner is not None and _cites(index.left, partner))
        says = [one for part in _parts(index.right, section) for one in part.statements if one.facts or one.substances]
        if says and not is_sourced:
            values = (("subject", section.heading),)
            yield Flag(Kind.CITATION, Severity.NOTE, Passage(0), says[0].passage(1), values)


def _parts(text: Reading, section: Section) -> list[Section]:
    """A section with those below it."""
    found = [section]
    for other in text.sections[section.number + 1 :]:
        if other.level <= section.level:
            break
        found.append(other)
    return found


def _cites(text: Reading, section: Section) -> bool:
    """Whether a source stands anywhere in a section."""
    return any(one.block.key in text.cites for part in _parts(text, section) for one in part.statements)
