"""What a text as a whole lacks: headings, something to do, key points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from articles.text.plainness.findings import Finding, Kind
from articles.text.plainness.lexicon import listed, orders
from articles.text.plainness.passages import Passage, Sentence, Span

_ACTION_BOXES: Final = frozenset({"emergency", "urgent", "see-someone", "next-step", "ask-your-doctor"})
_BEFORE: Final = listed("please always then first next also instead so and")
_TO_YOU: Final = re.compile(
    r"\byou (?:can|should|could|need to|must|have to|may want to|might want to)\b", re.IGNORECASE
)
_KEY_POINTS: Final = re.compile(
    r"(?:key (?:points|messages|facts)|in (?:short|brief|summary)|at a glance|summary|main points|the short answer)\W*",
    re.IGNORECASE,
)
_BOX: Final = "key-points"
_FEWEST: Final = 60


def actions(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Sentence]]:
    """Sentences that tell readers what to do."""
    for passage in passages:
        if not passage.is_heading:
            for sentence in passage.sentences:
                if passage.block.within in _ACTION_BOXES or is_order(sentence) or _TO_YOU.search(sentence.text):
                    yield passage, sentence


def is_order(sentence: Sentence) -> bool:
    """ "Keep the leg warm.", "If it hurts, stop." A question is none."""
    if sentence.text.endswith("?"):
        return False
    words = [word.low for word in sentence.words[:3]]
    while words and words[0] in _BEFORE:
        words.pop(0)
    if words and words[0] in orders() and words[1:2] not in (["is"], ["are"], ["of"]):
        return True
    return words[:1] == ["if"] and _order_behind_comma(sentence)


def _order_behind_comma(sentence: Sentence) -> bool:
    places = (word.start - sentence.start for word in sentence.words if word.low in orders())
    return any(sentence.text[place - 2 : place] == ", " for place in places)


def no_action(passages: Sequence[Passage]) -> Iterator[Finding]:
    words = sum(passage.count for passage in passages)
    if words >= _FEWEST and next(actions(passages), None) is None:
        yield Finding(Kind.NO_ACTION)


def has_key_points(passages: Sequence[Passage]) -> bool:
    return any(
        passage.block.within == _BOX or (passage.is_heading and _KEY_POINTS.fullmatch(passage.text))
        for passage in passages
    )


def no_key_points(passages: Sequence[Passage], summary_from: int) -> Iterator[Finding]:
    words = sum(passage.count for passage in passages)
    if words >= summary_from and not has_key_points(passages):
        yield Finding(Kind.NO_KEY_POINTS, values=(("words", str(words)),))


def long_stretches(passages: Sequence[Passage], limit: int) -> Iterator[Finding]:
    """Each stretch at its first block. A box and a pair of question and answer are parts of their own."""
    stretch: list[Passage] = []
    for passage in passages:
        is_new = passage.is_heading or (stretch and passage.block.within != stretch[-1].block.within)
        if is_new or (stretch and passage.part != stretch[-1].part):
            yield from _stretch(stretch, limit)
            stretch = []
        if not passage.is_heading:
            stretch.append(passage)
    yield from _stretch(stretch, limit)


def _stretch(stretch: Sequence[Passage], limit: int) -> Iterator[Finding]:
    words = sum(passage.count for passage in stretch)
    if words > limit:
        first = stretch[0].sentences[0]
        span = Span(Kind.NO_HEADING, first.start, first.end, size=words, values=(("words", str(words)),))
        yield stretch[0].finding(span)
