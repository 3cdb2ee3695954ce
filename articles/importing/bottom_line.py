"""The bottom line of a file that has no field for it: its first section, where the heading is the one that our own files write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from articles.importing.imported import Imported
from articles.importing.nodes import words
from articles.text.reading import elements
from articles.text.tree import Element, serialise
from articles.text.vocabulary import HEADINGS

# In every language that files are written in: the limited process, which reads them, loads no catalogue.
BOTTOM_LINE: Final = frozenset({"the bottom line", "bottom line", "das wichtigste vorab"})
# What our own files write between it and a text that begins without a heading of its own.
IN_FULL: Final = frozenset({"in full", "in voller länge"})


def taken(imported: Imported) -> tuple[str, Imported]:
    """The bottom line, and the text without it; "" and the same text where it begins otherwise, or is nothing else."""
    parts = elements(imported.body)
    if not _is_called(parts, 0, BOTTOM_LINE):
        return "", imported
    end = next((at for at, part in enumerate(parts) if at and part.tag == "h2"), len(parts))
    lead, rest = parts[1:end], parts[end:]
    if _is_called(rest, 0, IN_FULL):
        rest = rest[1:]
    if not lead or not rest or any(part.tag in HEADINGS for part in lead):
        return "", imported
    gone = len(parts) - len(lead) - len(rest)
    counts = replace(imported.counts, headings=imported.counts.headings - gone)
    return serialise(lead), replace(imported, body=serialise(rest), counts=counts)


def _is_called(parts: Sequence[Element], at: int, names: frozenset[str]) -> bool:
    if at >= len(parts) or parts[at].tag != "h2":
        return False
    return " ".join(words(serialise(parts[at].children)).casefold().split()) in names
