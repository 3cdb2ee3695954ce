"""What becomes of noted passages over many edits: they go with their words, are changed or gone, and may come back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from articles.text import comparison
from articles.text.blocks import Block, blocks
from articles.text.quotes import Spot, fold, matches

State = Literal["in_place", "changed", "gone"]
_STAYS = frozenset({comparison.State.SAME, comparison.State.MOVED, comparison.State.EDITED})
_WORD = re.compile(r"\w+")
# Share of the quoted words that a block has to have for the passage to be changed, not gone.
_RECOGNISED = 0.5
# So many letters next to it tell a passage from the same words elsewhere.
_NEIGHBOUR = 12
# So many words in a row are hardly written twice.
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Noted:
    """A passage as it was noted, with the block that it was last found in and what became of it."""

    spot: Spot
    state: State = "in_place"


def carried(old: str, new: str, noted: Sequence[Noted]) -> list[Noted]:
    """Each passage of the old text in the new one, in the same order. What comes back is found again."""
    before, after = ({block.key: block for block in blocks(text)} for text in (old, new))
    found = comparison.carried([_passage(passage.spot) for passage in noted], comparison.compare(old, new))
    return [
        _found_again(passage, after) if passage.state == "gone" else _carried(passage, now, before, after)
        for passage, now in zip(noted, found, strict=True)
    ]


def _passage(spot: Spot) -> comparison.Passage:
    return comparison.Passage(spot.key, spot.quote, spot.before, spot.after)


def _carried(noted: Noted, found: comparison.Carried, before: Mapping[str, Block], after: Mapping[str, Block]) -> Noted:
    spot, home = noted.spot, after.get(found.block_key)
    if not spot.key:
        return noted
    # Words that were changed earlier are not there because nothing more has changed.
    stays = found.state in _STAYS and home is not None and (noted.state == "in_place" or _is_in(home, spot))
    stays = stays or _has_a_neighbour(spot, before.get(spot.key), home)
    elsewhere = found.block_key if stays else _found_in(after.values(), spot)
    if elsewhere:
        return Noted(replace(spot, key=elsewhere))
    if home is not None and _is_recognised(home, spot):
        return Noted(replace(spot, key=home.key), "changed")
    return Noted(spot, "gone")


def _found_again(noted: Noted, after: Mapping[str, Block]) -> Noted:
    """A passage that was gone keeps the key of the block that it was last seen in."""
    home = after.get(noted.spot.key)
    key = home.key if home is not None and _is_in(home, noted.spot) else _found_in(after.values(), noted.spot)
    return Noted(replace(noted.spot, key=key)) if key else noted


def _is_in(block: Block, spot: Spot) -> bool:
    return fold(spot.quote).letters in fold(block.text).letters


def _has_a_neighbour(spot: Spot, old: Block | None, new: Block | None) -> bool:
    """Whether the quote, once in both states of its block, still follows or precedes what it did: all around it was edited."""
    found = [list(matches([block], spot.quote)) for block in (old, new) if block is not None]
    if [len(places) for places in found] != [1, 1]:
        return False
    (place,), head, tail = found[1], fold(spot.before).letters[-_NEIGHBOUR:], fold(spot.after).letters[:_NEIGHBOUR]
    return bool(head and place.before.endswith(head)) or bool(tail and place.after.startswith(tail))


def _found_in(among: Iterable[Block], spot: Spot) -> str | None:
    """The only block where the quote stands between the very words that stood around it, or at all if it is long."""
    found = list(matches(among, spot.quote))
    if len(found) > 1 or len(_WORD.findall(spot.quote)) < _TELLING:
        found = [match for match in found if match.is_as_noted(spot)]
    return found[0].spot.key if len(found) == 1 else None


def _is_recognised(block: Block, spot: Spot) -> bool:
    """Something still stands between the words that stood around the quote, or half of its words are there."""
    before, after, letters = fold(spot.before).letters, fold(spot.after).letters, fold(block.text).letters
    start = letters.find(before)
    end = letters.find(after, start + len(before)) if start >= 0 else -1
    if before and after and end >= 0:
        return end > start + len(before)
    words, there = _WORD.findall(spot.quote.lower()), set(_WORD.findall(block.text.lower()))
    return sum(word in there for word in words) >= _RECOGNISED * max(1, len(words))
