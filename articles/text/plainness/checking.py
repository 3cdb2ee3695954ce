"""A text → everything that makes it hard for its audience, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from articles.text.plainness.findings import Finding, Kind
from articles.text.plainness.first_uses import abbreviations_in, jargon_in
from articles.text.plainness.grammar import double_negatives, long_sentences, noun_chains, passives
from articles.text.plainness.known import Known
from articles.text.plainness.passages import Line, Passage, Span, passages, terms_marked
from articles.text.plainness.plain_words import hard_words
from articles.text.plainness.profiles import PROFILES, Profile
from articles.text.plainness.risks import changing_denominators, percentages, relative_risks
from articles.text.plainness.structure import long_stretches, no_action, no_key_points
from articles.text.plainness.sums import sums

NOTHING_KNOWN: Final = Known()
# Checks that look at one block and need nothing else.
_ALONE: Final[dict[Kind, Callable[[Line], Iterator[Span]]]] = {
    Kind.PASSIVE: passives,
    Kind.DOUBLE_NEGATIVE: double_negatives,
    Kind.RELATIVE_RISK: relative_risks,
    Kind.PERCENT: percentages,
    Kind.SUM: sums,
}


def findings(parts: Mapping[str, str], audience: str, known: Known = NOTHING_KNOWN) -> tuple[Finding, ...]:
    """`parts`: the canonical HTML of "summary" and "body", in this order. What the whole text lacks comes last."""
    profile, read = PROFILES[audience], passages(parts)
    order = {(passage.part, passage.block.key): place for place, passage in enumerate(read)}
    found = [one for one in _all(read, profile, known) if one.kind in profile.kinds]
    return tuple(sorted(found, key=lambda one: (order.get((one.part, one.key), len(order)), one.start)))


def _all(read: Sequence[Passage], profile: Profile, known: Known) -> Iterator[Finding]:
    for passage in read:
        yield from map(passage.finding, _in_line(passage.line, profile))
    yield from _first_uses(read, profile, known)
    if Kind.DENOMINATOR in profile.kinds:
        yield from (passage.finding(span) for passage, span in changing_denominators(read, known.wholes))
    yield from long_stretches(read, profile.stretch)
    yield from no_action(read)
    yield from no_key_points(read, profile.summary_from)


@lru_cache(maxsize=8192)
def _in_line(line: Line, profile: Profile) -> tuple[Span, ...]:
    """Most blocks of a text are those that stood in it before its last change."""
    found = [span for kind, check in _ALONE.items() if kind in profile.kinds for span in check(line)]
    found += long_sentences(line, profile.sentence)
    if Kind.NOUN_CHAIN in profile.kinds:
        found += noun_chains(line, profile.chain)
    return tuple(found)


def _first_uses(read: Sequence[Passage], profile: Profile, known: Known) -> Iterator[Finding]:
    """These checks remember what stood in the blocks before."""
    explained, met = set(terms_marked(read)), set[str]()
    for passage in read:
        if Kind.HARD_WORD in profile.kinds:
            yield from map(passage.finding, hard_words(passage, known, explained, medicine=profile.medicine))
        if Kind.JARGON in profile.kinds:
            yield from map(passage.finding, jargon_in(passage, known, explained))
        yield from map(passage.finding, abbreviations_in(passage, known, met))
