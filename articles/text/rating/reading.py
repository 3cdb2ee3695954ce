"""What of a text can be counted that the items ask about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from articles.text.blocks import Block, blocks
from articles.text.plainness import Finding, Kind, Known, findings
from articles.text.plainness.passages import Passage, Sentence, passages
from articles.text.plainness.risks import frequencies
from articles.text.plainness.structure import actions, has_key_points

_SUMMARY: Final = "summary"
_FIGURE: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CAPTION: Final = "<figcaption"


@dataclass(frozen=True)
class Reading:
    """A text with what was found in it as in a text for patients, for whom the instruments are made."""

    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    found: tuple[Finding, ...]
    actions: tuple[tuple[Passage, Sentence], ...]
    has_summary: bool

    def of(self, *kinds: Kind) -> list[Finding]:
        return [one for one in self.found if one.kind in kinds]

    def kinds(self, kind: str) -> list[Block]:
        return [block for block in self.blocks if block.kind == kind]

    @property
    def words(self) -> int:
        return sum(passage.count for passage in self.passages)

    @property
    def headings(self) -> int:
        return sum(passage.is_heading for passage in self.passages)

    @property
    def sentences(self) -> int:
        return sum(len(passage.sentences) for passage in self.passages if not passage.is_heading)

    @property
    def has_key_points(self) -> bool:
        return has_key_points(self.passages)

    @property
    def has_boxes(self) -> bool:
        return any(block.within for block in self.blocks)

    @property
    def has_bold(self) -> bool:
        return any("<strong>" in block.html for block in self.blocks)

    @property
    def has_numbers(self) -> bool:
        """Other than years."""
        return any(_FIGURE.search(_YEAR.sub("", block.text)) for block in self.blocks if block.kind != "figure")

    @property
    def has_chances(self) -> bool:
        return any(frequencies(passage.text) for passage in self.passages) or bool(
            self.of(Kind.PERCENT, Kind.RELATIVE_RISK)
        )

    @property
    def pictures(self) -> int:
        return len(self.kinds("figure"))

    @property
    def pictures_without_words(self) -> int:
        return sum(_CAPTION not in block.html for block in self.kinds("figure"))


def read(parts: Mapping[str, str], known: Known) -> Reading:
    prose = passages(parts)
    return Reading(
        passages=prose,
        blocks=tuple(block for html in parts.values() for block in blocks(html)),
        found=findings(parts, "patient", known),
        actions=tuple(actions(prose)),
        has_summary=bool(parts.get(_SUMMARY, "").strip()),
    )
