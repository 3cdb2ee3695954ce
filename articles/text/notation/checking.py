"""A text → the forms in it that are easily misread, and the text with them mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from articles.text.blocks import Block, blocks
from articles.text.notation.abbreviations import abbreviations, signs
from articles.text.notation.found import Found
from articles.text.notation.numbers import amounts, fractions, run_together, thousands
from articles.text.notation.slips import Slip
from articles.text.quotes import CONTEXT
from articles.text.replacing import WordsNotThere, replaced

# Of two that overlap the earlier check counts.
_CHECKS: Final[tuple[Callable[[str], Iterable[Found]], ...]] = (
    run_together,
    thousands,
    fractions,
    amounts,
    abbreviations,
    signs,
)


def slips(html: str) -> tuple[Slip, ...]:
    """Every form of a canonical text that is easily misread, in reading order."""
    return tuple(slip for block in blocks(html) for slip in _of_block(block))


def mended(html: str, chosen: Iterable[Slip]) -> str:
    """The text with these slips mended, as far as their words still stand where they stood; what a person has to decide stays."""
    places = {block.key: (number, block.text) for number, block in enumerate(blocks(html))}
    # From the last to the first: what stands before a slip is then still what it was.
    for slip in sorted(chosen, key=lambda one: -one.start):
        if not slip.instead:
            continue
        if slip.key in places:
            number, text = places[slip.key]
            html = _with_mend(html, number, slip, behind=text[: slip.start])
            continue
        place = next((number for number, block in enumerate(blocks(html)) if _holds(block, slip)), None)
        if place is not None:
            html = _with_mend(html, place, slip)
    return html


def _holds(block: Block, slip: Slip) -> bool:
    """Whether the words stand in another block, or an edited one, between what stood around them."""
    return f"{slip.before}{slip.quote}{slip.after}" in block.text


def _with_mend(html: str, place: int, slip: Slip, *, behind: str | None = None) -> str:
    for spot in (slip.spot, replace(slip.spot, after="")):
        try:
            return replaced(html, place, spot, slip.instead, behind=behind)
        except WordsNotThere:
            continue
    return html


def _of_block(block: Block) -> Iterator[Slip]:
    found: list[Found] = []
    taken = bytearray(len(block.text))
    for check in _CHECKS:
        for one in check(block.text):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\x01" * len(one.quote)
                found.append(one)
    for one in sorted(found, key=lambda one: one.start):
        before, after = block.text[max(0, one.start - CONTEXT) : one.start], block.text[one.end : one.end + CONTEXT]
        section = block.headings[-1] if block.headings else ""
        yield Slip(one.rules, block.key, section, one.quote, one.instead, before, after, one.start)
