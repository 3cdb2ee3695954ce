"""Three-way merge of a text: two people's changes put together, block by block, or a conflict that names all three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from articles.text.dialect import canonical
from articles.text.merging.stretches import BASE, MINE, THEIRS, Stretch
from articles.text.merging.weaving import By, Weaving

Take = Literal["theirs", "mine", "both", "own"]
_TABLE = ("<table>", "</table>")
_AROUND = {
    "li": ("<ul>", "</ul>"),
    "tr": ("<table><tbody>", "</tbody></table>"),
    "thead": _TABLE,
    "tbody": _TABLE,
    "caption": _TABLE,
}

__all__ = ["By", "Choice", "Conflict", "Merge", "Part", "Take", "merge", "resolved", "standalone"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch on which the two agree, or which one of them left alone; `base` is what stood there before."""

    base: str
    html: str
    by: By


@dataclass(frozen=True, slots=True)
class Conflict:
    """Whole elements that the two changed differently; an empty side took them away."""

    base: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What to put in the place of a conflict; `words` are HTML, for somebody's own."""

    take: Take
    words: str = ""

    def html(self, conflict: Conflict) -> str:
        both = _joined([conflict.theirs, conflict.mine])
        return {"theirs": conflict.theirs, "mine": conflict.mine, "both": both, "own": self.words}[self.take]


@dataclass(frozen=True, slots=True)
class Merge:
    parts: tuple[Part | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """In their order; a choice is addressed by its place here."""
        return tuple(part for part in self.parts if isinstance(part, Conflict))

    @property
    def html(self) -> str:
        """The merge, with theirs where the two are in conflict; in the dialect's one spelling."""
        return _joined(part.theirs if isinstance(part, Conflict) else part.html for part in self.parts)


def merge(base: str, theirs: str, mine: str) -> Merge:
    """Merge two texts that began as `base`, all in the dialect's one spelling.

    Changes of different blocks, rows or items are put together, also of adjacent ones. What both brought to one place is
    kept, theirs first. A change that would leave an element torn, a table ragged, a passage doubled, or the text in
    another spelling than the dialect's, is a conflict over all that stands around it.
    """
    weaving = Weaving(base, theirs, mine)
    merged = Merge(tuple(_parts(weaving)))
    if canonical(merged.html) == merged.html:
        return merged
    return Merge((Conflict(base, theirs, mine),))


def _parts(weaving: Weaving) -> Iterator[Part | Conflict]:
    for by, group in groupby(weaving.stretches, key=weaving.by):
        held = list(group)
        if by is None:
            yield from (_conflict(weaving, stretch) for stretch in held)
        else:
            merged = [line for stretch in held for line in weaving.merged(stretch) or ()]
            yield Part(_joined(line for stretch in held for line in weaving.lines(stretch, BASE)), _joined(merged), by)


def _conflict(weaving: Weaving, stretch: Stretch) -> Conflict:
    base, theirs, mine = (_joined(weaving.lines(stretch, of)) for of in (BASE, THEIRS, MINE))
    return Conflict(base, theirs, mine)


def resolved(merged: Merge, choices: Sequence[Choice]) -> str:
    """The whole text with one choice for each conflict, in the dialect's one spelling. Raises `ValueError` unless each has one."""
    puts = iter([choice.html(conflict) for conflict, choice in zip(merged.conflicts, choices, strict=True)])
    return canonical(_joined(next(puts) if isinstance(part, Conflict) else part.html for part in merged.parts))


def standalone(html: str) -> str:
    """Part of a text as one of its own: items get their list and rows their table back."""
    for tag, (start, end) in _AROUND.items():
        if html.startswith(f"<{tag}"):
            return f"{start}{html}{end}"
    return html


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
