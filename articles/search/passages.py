"""What a search may quote from a text (S9): whole sentences, an item with what stands above its list, a card in one piece.

A passage from a section with a warning travels with it. Of a table only its name is quoted: a row without its header, or a
dose without its column, says something else. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from articles.manifest import FrozenText
from articles.text.blocks import Block, blocks
from articles.text.citations import citations
from articles.text.heading_ids import page_ids
from articles.text.sentences import sentences
from articles.text.vocabulary import HEADINGS

Path = tuple[str, ...]  # the headings that lead to a passage, outermost first

WARNINGS: Final = frozenset({"warning", "emergency", "urgent", "see-someone"})
LONGEST: Final = 320  # characters of several sentences; a longer sentence stays whole


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as they were signed; `card` is the kind of the box that they are.

    `indexed` adds what is searched but not quoted; `cites` are keys of references.
    """

    words: str
    heading: str = ""
    anchor: str = ""
    lead_in: str = ""
    card: str = ""
    warning: str = ""
    indexed: str = ""
    cites: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        return "\n".join(filter(None, (self.heading, self.lead_in, self.words, self.indexed)))


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    anchor: str


def passages(text: FrozenText, *, hidden: frozenset[str] = frozenset()) -> tuple[Passage, ...]:
    """Every passage of a text in reading order; blocks whose key is `hidden` are not read at all (S22)."""
    placed = [one for one in _placed(text) if one.block.key.partition("-")[0] not in hidden]
    warnings: dict[Path, str] = {}
    found: list[tuple[Path, Passage]] = []
    for (card, _number), group in groupby(placed, key=lambda one: _card(one.block)):
        members = list(group)
        if card in WARNINGS:
            path = members[0].block.headings
            warnings[path] = "\n".join(filter(None, (warnings.get(path, ""), _joined(members))))
            found.append((path, _whole(card, members)))
        else:
            found += _parts(members)
    return tuple(_with_warning(path, passage, warnings) for path, passage in found)


def _placed(text: FrozenText) -> Iterator[_Placed]:
    ids = page_ids()
    for part in (text.summary, text.body):
        anchor = ""
        for block in blocks(part):
            own = ids.next(block.text) if block.kind in HEADINGS else ""
            anchor = own if own and not _card(block)[0] else anchor
            yield _Placed(block, own or anchor)


def _card(block: Block) -> tuple[str, int]:
    """The outermost box around a block, told apart from the next one; nothing for what stands in none."""
    box = next((holder for holder in block.holders if holder.tag == "aside"), None)
    return (box.value, box.number) if box else ("", -1)


def _joined(members: Iterable[_Placed]) -> str:
    return "\n".join(f"- {one.block.text}" if one.block.kind == "li" else one.block.text for one in members)


def _whole(card: str, members: Sequence[_Placed]) -> Passage:
    outside = members[0].block.headings
    inside = [one for one in members if one.block.kind in HEADINGS]
    anchor = members[0].anchor
    cites = tuple(key for one in members for key in _cited(one.block.html))
    return Passage(_joined(members), outside[-1] if outside and not inside else "", anchor, card=card, cites=cites)


def _with_warning(path: Path, passage: Passage, warnings: Mapping[Path, str]) -> Passage:
    """With the warnings of its own section and of those around it; one above all headings is of what stands there."""
    if passage.card in WARNINGS:
        return passage
    around = {path, *(path[:length] for length in range(1, len(path)))}
    said = "\n".join(words for of, words in warnings.items() if of in around)
    return replace(passage, warning=said) if said else passage


def _parts(members: Sequence[_Placed]) -> Iterator[tuple[Path, Passage]]:
    lead_ins: list[tuple[int, str]] = []
    for place, one in enumerate(members):
        block = one.block
        lead_in = ""
        if block.kind == "li":
            lead_ins = [*(pair for pair in lead_ins if pair[0] < block.level), (block.level, block.lead_in)]
            lead_in = "\n".join(words for _level, words in lead_ins if words)
        if block.kind in HEADINGS or _leads(block, members[place + 1 : place + 2]):
            continue
        for passage in _quotable(block, one.anchor, lead_in):
            yield block.headings, passage


def _leads(block: Block, following: Sequence[_Placed]) -> bool:
    """Words above a list are quoted with each of its items, never alone."""
    follower = following[0].block if following else None
    return bool(follower and follower.kind == "li" and block.kind in ("p", "li") and follower.lead_in == block.text)


def _quotable(block: Block, anchor: str, lead_in: str) -> Iterator[Passage]:
    heading = block.headings[-1] if block.headings else ""
    if block.kind == "table":
        caption = block.text.partition("\n")[0] if "<caption>" in block.html else ""
        yield Passage(caption, heading, anchor, card="table", indexed=block.text)
        return
    for words in [block.text] if block.kind == "li" else _pieces(block.text):
        yield Passage(words, heading, anchor, lead_in, cites=_cited(block.html))


def _cited(written: str) -> tuple[str, ...]:
    """What a block rests on; of a long paragraph in several passages each has the sources of all."""
    return tuple(dict.fromkeys(key for found in citations(written) for key in found.keys))


def _pieces(text: str) -> Iterator[str]:
    """A paragraph in one piece if it is short, else as many of its sentences at a time as a passage may have."""
    if len(text) <= LONGEST:
        yield text
        return
    piece = ""
    for sentence in sentences(text):
        if piece and len(piece) + len(sentence) >= LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
    if piece:
        yield piece
