"""Something that makes a text hard: where it stands, why it matters, and what to write instead."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.quotes import CONTEXT, Spot

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NAME_LENGTH: Final = 32


class Kind(StrEnum):
    """The order is that of weight: what misleads a reader before what tires one. Values are kept in addresses and never renamed."""

    RELATIVE_RISK = "relative-risk"
    DENOMINATOR = "denominator"
    SUM = "sum"
    DOUBLE_NEGATIVE = "double-negative"
    NO_ACTION = "no-action"
    JARGON = "jargon"
    ABBREVIATION = "abbreviation"
    HARD_WORD = "hard-word"
    LONG_SENTENCE = "long-sentence"
    PERCENT = "percent"
    NO_HEADING = "no-heading"
    NO_KEY_POINTS = "no-key-points"
    NOUN_CHAIN = "noun-chain"
    PASSIVE = "passive"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS: Final[dict[Kind, StrPromise]] = {
    Kind.RELATIVE_RISK: _("Relative risk alone"),
    Kind.DENOMINATOR: _("Risks out of different numbers"),
    Kind.SUM: _("Sums left to the reader"),
    Kind.DOUBLE_NEGATIVE: _("Double negatives"),
    Kind.NO_ACTION: _("Nothing to do"),
    Kind.NO_KEY_POINTS: _("No key points"),
    Kind.JARGON: _("Medical words not explained"),
    Kind.ABBREVIATION: _("Abbreviations not spelled out"),
    Kind.HARD_WORD: _("Hard words"),
    Kind.LONG_SENTENCE: _("Long sentences"),
    Kind.PERCENT: _("Risks as percentages"),
    Kind.NO_HEADING: _("Long stretches without a heading"),
    Kind.NOUN_CHAIN: _("Nouns in a row"),
    Kind.PASSIVE: _("Passive voice"),
}
# One sentence each, that says what to do.
_WHY: Final[dict[Kind, StrPromise]] = {
    Kind.RELATIVE_RISK: _(
        "Say how many people it happens to with and without, out of the same number: “twice” may be very few."
    ),
    Kind.DENOMINATOR: _(
        "Say it out of every {common}, as one text gives all its risks out of one number: 1 in 8 looks rarer than 1 in 4."
    ),
    Kind.SUM: _("Give the result, so that nobody has to work it out."),
    Kind.DOUBLE_NEGATIVE: _("Say it without a negative: two of them have to be turned round in the head."),
    Kind.NO_ACTION: _("Say what readers can do, as an instruction or in a box for the next step."),
    Kind.NO_KEY_POINTS: _("Put the key points into a box: the text has {words} words."),
    Kind.JARGON: _("Say what it means where it first stands, or choose its sense on the page of terms."),
    Kind.ABBREVIATION: _("Write the whole words where it first stands, and the letters in brackets behind them."),
    Kind.HARD_WORD: _("A plainer word says the same."),
    Kind.LONG_SENTENCE: _("Make two sentences of it: it has {words} words, and {limit} are enough."),
    Kind.PERCENT: _("Say how many people out of every 100: most readers see people better than percentages."),
    Kind.NO_HEADING: _("Put a heading in: the next {words} words have none."),
    Kind.NOUN_CHAIN: _("Take the nouns apart with “of”, “for” or a verb: {words} stand in a row."),
    Kind.PASSIVE: _("Say who does it: “the nurse cleans the wound”, “take the tablets”."),
}
_WRITE: Final = _("{why} Write “{instead}”.")
_RANK: Final = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Finding:
    """`part` is "summary" or "body", `key` the block in it, `quote` the words, which stand at `start` of the block's text.

    What is missing from a text has no part and no words. `instead` can take the place of the quote as it stands, "" where a
    person has to find the words; `offered` are words that can be used then. `size` is how bad it is among its kind.
    """

    kind: Kind
    part: str = ""
    key: str = ""
    section: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    start: int = 0
    instead: str = ""
    offered: str = ""
    size: int = 1
    values: tuple[tuple[str, str], ...] = ()

    @property
    def spot(self) -> Spot:
        return Spot(self.key, self.quote, self.before, self.after)

    @property
    def lead(self) -> str:
        """What stands before, in whole words."""
        return self.before if len(self.before) < CONTEXT else "… " + self.before.partition(" ")[2]

    @property
    def tail(self) -> str:
        """What stands behind, in whole words."""
        return self.after if len(self.after) < CONTEXT else self.after.rpartition(" ")[0] + " …"

    @property
    def why(self) -> Sentence:
        said = format_lazy(_WHY[self.kind], **dict(self.values)) if self.values else _WHY[self.kind]
        words = self.instead or self.offered
        return format_lazy(_WRITE, why=said, instead=words) if words else said

    @property
    def name(self) -> str:
        """32 hex digits; the same as long as the words and those around them stay, in the same block."""
        parts = [self.kind, self.part, self.key, self.quote, self.before, self.after, self.start]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:NAME_LENGTH]


def worst_first(found: Iterable[Finding]) -> list[Finding]:
    """By kind, the weightiest first; within a kind the worst, else as they stand in the text."""
    return sorted(found, key=lambda one: (_RANK[one.kind], -one.size))
