"""What of a text rests on a source word for word: doses, percentages, thresholds, with the works cited there. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.blocks import blocks
from articles.text.citations import citations
from articles.text.stated import Stated, stated, statements


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or row of a table, its amounts, and keys of the works that its block cites."""

    block: str
    sentence: str
    amounts: tuple[Stated, ...]
    keys: tuple[str, ...]

    def lacking(self, quote: str) -> tuple[str, ...]:
        """Amounts, as they stand, that the quote does not name in any spelling."""
        named = {found.key for found in stated(quote)}
        return tuple(amount.text for amount in self.amounts if amount.key not in named)


def claims(html: str) -> Iterator[Claim]:
    """In reading order."""
    cited: dict[str, dict[str, None]] = defaultdict(dict)
    for citation in citations(html):
        cited[citation.block_key].update(dict.fromkeys(citation.keys))
    for block in blocks(html):
        for sentence in statements(block):
            amounts = tuple(found for found in stated(sentence) if found.needs_support)
            if amounts:
                yield Claim(block.key, sentence, amounts, tuple(cited.get(block.key, ())))
