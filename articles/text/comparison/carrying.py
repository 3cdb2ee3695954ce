"""Where a passage that was marked in one state of a text belongs in the next: comments and flags go with their words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.comparison.changes import Change

_BLANKS = re.compile(r"\s+")
# A shorter quotation is found in a strange block by chance.
_SHORTEST_ELSEWHERE = 12


class State(StrEnum):
    """What became of a passage."""

    SAME = "same"  # nothing about its block changed
    MOVED = "moved"  # its words stand elsewhere in the text
    EDITED = "edited"  # its block changed, its words did not
    QUOTE_CHANGED = "quote changed"  # its block is there, its words are not
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the old text by its key; the words quoted from it and up to 32 characters on either side of them.

    Without a quotation it is the whole block.
    """

    block_key: str
    quote: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """`block_key` is the key of a block of the new text, or "" when the passage is gone."""

    block_key: str
    state: State


def carried(passages: Iterable[Passage], changes: Sequence[Change]) -> list[Carried]:
    """For each passage where it now belongs. One comparison (`compare(old, new)`) serves all of a text."""
    by_key = {change.old.key: change for change in changes if change.old}
    return [_carried(passage, by_key.get(passage.block_key), changes) for passage in passages]


def _carried(passage: Passage, change: Change | None, changes: Sequence[Change]) -> Carried:
    if change is None or change.new is None:
        elsewhere = _elsewhere(passage, changes)
        return Carried(elsewhere, State.MOVED) if elsewhere else Carried("", State.GONE)
    key = change.new.key
    if change.kind == "same":
        return Carried(key, State.SAME)
    if _survives(passage, change):
        return Carried(key, State.MOVED if change.kind == "moved" else State.EDITED)
    elsewhere = _elsewhere(passage, changes)
    return Carried(elsewhere, State.MOVED) if elsewhere else Carried(key, State.QUOTE_CHANGED)


def _survives(passage: Passage, change: Change) -> bool:
    """Whether the very words that were quoted stayed, not others that read the same."""
    if not passage.quote or not change.words_differ:
        return True
    old = "".join(word.text for word in change.words if word.kind != "added")
    start, end = _located(passage, old)
    if start < 0:
        return _reads(passage, _new_text(change))
    return all(kept or word_end <= start or word_start >= end for word_start, word_end, kept in _fates(change)) or (
        _reads_in_context(passage, _new_text(change))
    )


def _new_text(change: Change) -> str:
    return change.new.text if change.new else ""


def _fates(change: Change) -> Iterator[tuple[int, int, bool]]:
    """Each run of words of the old text, without the blanks behind it, and whether it stayed."""
    place = 0
    for word in change.words:
        if word.kind != "added":
            yield place, place + len(word.text.rstrip()), word.kind == "same"
            place += len(word.text)
        else:
            # What was put between two words that were quoted breaks the quotation.
            yield place - 1, place + 1, False


def _located(passage: Passage, text: str) -> tuple[int, int]:
    """Where the quotation stands: of several places that with the context around it, else the first."""
    quote = _pattern(passage.quote)
    places = [(found.start(), found.end()) for found in quote.finditer(text)]
    if not places:
        return -1, -1
    return max(places, key=lambda place: _context(passage, text, *place))


def _context(passage: Passage, text: str, start: int, end: int) -> int:
    """How many characters of the context are there."""
    before, after = _plain(text[:start]), _plain(text[end:])
    return _shared(_plain(passage.before)[::-1], before[::-1]) + _shared(_plain(passage.after), after)


def _shared(one: str, other: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()) or r"(?!)")


def _reads(passage: Passage, text: str) -> bool:
    return bool(_pattern(passage.quote).search(text))


def _reads_in_context(passage: Passage, text: str) -> bool:
    """The quotation with all of its context, on both sides: then it is the one that was marked, whatever was exchanged."""
    start, end = _located(passage, text)
    context = len(_plain(passage.before)) + len(_plain(passage.after))
    return start >= 0 and context > 0 and _context(passage, text, start, end) == context


def _elsewhere(passage: Passage, changes: Sequence[Change]) -> str:
    """The one block that took the words in: its paragraph was parted, or joined with another."""
    if len(passage.quote) < _SHORTEST_ELSEWHERE:
        return ""
    new = [change for change in changes if change.new and change.kind in ("added", "changed", "moved")]
    found = [change for change in new if _came(passage, change)]
    return found[0].new.key if len(found) == 1 and found[0].new else ""


def _came(passage: Passage, change: Change) -> bool:
    added = "".join(word.text for word in change.words if word.kind == "added")
    return _reads(passage, added)
