"""What of a text is read as prose: no tables, figures with their captions, or lists of sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.text.blocks import Block, blocks

_LEFT_OUT: Final = frozenset({"table", "figure"})
_SOURCES: Final = re.compile(
    r"(?:\d{1,2}\.? )?(?:(?:list of |our |selected |key )?(?:references|sources|bibliography|literature|citations)"
    r"(?: cited| and (?:notes|further reading|sources))?|further reading|literature cited)\W{0,3}",
    re.IGNORECASE,
)
_SECTION: Final = "h2"


@dataclass(frozen=True, slots=True)
class Section:
    """From one heading of the second level to the next. `heading` is None for what stands before the first."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""


def read_blocks(html: str) -> tuple[Block, ...]:
    """Headings, paragraphs, items of lists and quotations in reading order."""
    return tuple(block for block in blocks(html) if _is_prose(block))


def _is_prose(block: Block) -> bool:
    above = (*block.headings, block.text) if block.kind.startswith("h") else block.headings
    return block.kind not in _LEFT_OUT and not any(map(_SOURCES.fullmatch, above))


def sections(html: str) -> Iterator[Section]:
    heading: Block | None = None
    found: list[Block] = []
    for block in read_blocks(html):
        if block.kind == _SECTION and not block.within:
            if found:
                yield Section(heading, tuple(found))
            heading, found = block, []
        found.append(block)
    if found:
        yield Section(heading, tuple(found))


_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f\v\u00a0]*+\n")
_ITEM: Final = re.compile(r"[-*•·–◦▪]|\(?\d{1,2}[.)]\s|[a-z][.)]\s")
_ENDED: Final = (".", "!", "?", ":", "…", ".”", '."', ".)", ";")
_WRAPPED_FROM: Final = 50


def paragraphs(text: str) -> Iterator[str]:
    """Of a text without markup: what a blank line parts, items, and short lines, which are headings; wrapped lines are joined."""
    for piece in _BLANK_LINE.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        joined: list[str] = []
        for line in filter(None, map(str.strip, piece.split("\n"))):
            if joined and not _goes_on(joined[-1], line):
                yield " ".join(joined)
                joined = []
            joined.append(line)
        if joined:
            yield " ".join(joined)


def _goes_on(before: str, line: str) -> bool:
    if _ITEM.match(line):
        return False
    return line[0].islower() or (len(before) >= _WRAPPED_FROM and not before.endswith(_ENDED))
