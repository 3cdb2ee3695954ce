"""Drift: a section of one text says something else than when both texts were last looked at together, its partner does not.

The strongest of all flags: whoever changed the dose in one text has not yet been in the other. It is found from the
words alone, not from who saved when: a partner that was saved with a comma more has not been looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.text import Truncator

from articles.text.alignment import Section, aligned, sections
from articles.text.blocks import Block
from articles.text.comparison import BadgeKind, classification, compare
from articles.text.consistency.flags import Flag, Kind, Passage, Severity

Texts = tuple[str, str]
# "Better" and "may" come and go while a text gets plainer.
_WEIGHTY = frozenset(BadgeKind) - {BadgeKind.DIRECTION, BadgeKind.STRENGTH}
# So many letters name what stands above the first heading.
_NAMED = 60


def drift(before: Texts, now: Texts) -> tuple[Flag, ...]:
    """`before` and `now`: both texts of a pair, the fuller one first. One flag for each section that went on alone.

    It must be answered where the fuller text changed by more than S21 calls minor, or the easier one in a number, a
    drug, a warning or the like; other words of the easier text are how it gets plainer, and worth a look. It holds
    until one of the two sections changes again.
    """
    return (*_alone(before, now, 0), *_alone(before, now, 1))


@dataclass(frozen=True, slots=True)
class _Told:
    """A section with the words that are its own: those under a smaller heading belong to that."""

    section: Section
    words: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{escape(words)}</p>" for words in self.words)


def _told(html: str) -> list[_Told]:
    found = sections(html)
    owner = {block.key: section.number for section in found for block in section.blocks}
    own = ([block for block in section.blocks if owner[block.key] == section.number] for section in found)
    return [
        _Told(section, tuple(" ".join(block.text.split()) for block in blocks), tuple(blocks))
        for section, blocks in zip(found, own, strict=True)
    ]


def _alone(before: Texts, now: Texts, side: int) -> Iterator[Flag]:
    """Sections of the text on this side that changed while their partners stayed as they were."""
    ours, theirs = _told(now[side]), _told(now[1 - side])
    changed = {new.section.number: old for old, new in _kept(before[side], now[side]) if old.words != new.words}
    stayed = {new.section.number for old, new in _kept(before[1 - side], now[1 - side]) if old.words == new.words}
    for pair in aligned(*now):
        mine, partner = (pair.left, pair.right) if side == 0 else (pair.right, pair.left)
        if mine in changed and partner in stayed and mine is not None and partner is not None:
            yield _flag(side, changed[mine], ours[mine], theirs[partner])


def _kept(before: str, now: str) -> Iterator[tuple[_Told, _Told]]:
    """Every section that was there before, as it was and as it is."""
    former, current = _told(before), _told(now)
    for pair in aligned(before, now):
        if pair.left is not None and pair.right is not None:
            yield former[pair.left], current[pair.right]


def _flag(side: int, before: _Told, mine: _Told, partner: _Told) -> Flag:
    changes = compare(before.html, mine.html)
    weighs = (
        any(badge.kind in _WEIGHTY for change in changes for badge in change.badges)
        if side
        else not classification(changes).is_minor
    )
    severity = Severity.MUST_ANSWER if weighs else Severity.WORTH_A_LOOK
    state = hashlib.sha256("\0".join((*mine.words, "", *partner.words)).encode()).hexdigest()[:16]
    changed = next((block for block in mine.blocks if " ".join(block.text.split()) not in before.words), None)
    left, right = sorted((_passage(side, mine, changed), _passage(1 - side, partner, None)), key=lambda one: one.text)
    subject = mine.section.heading or Truncator(_passage(side, mine, changed).quote).chars(_NAMED)
    return Flag(Kind.DRIFT, severity, left, right, (("subject", subject), ("state", state)))


def _passage(text: int, told: _Told, block: Block | None) -> Passage:
    """The first block that changed; of the partner, and where words only went, the first that says something."""
    shown = block or next((one for one in told.blocks if one.text != told.section.heading), None)
    quote, key = (shown.text, shown.key) if shown else (told.section.heading, "")
    return Passage(text, key, quote, told.section.heading, told.section.number)
