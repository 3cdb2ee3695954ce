"""Which section of one text goes with which of another, when both tell the same article to different people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from articles.text.blocks import Block, blocks
from articles.text.citations import cited_in
from articles.text.drugs import drugs
from articles.text.evidence import content_words, topics
from articles.text.quantities import figures

SECTION_HEADINGS = frozenset({"h2", "h3"})

# What each kind of evidence may add. Two sections that share nothing but their place are not partners.
_WEIGHTS = {
    "topics": 1.6, "citations": 1.4, "drugs": 1.0, "figures": 0.9, "words": 1.6, "boxes": 0.3, "heading": 0.8,
}  # fmt: skip
_SAME_LEVEL = 0.08
_PLACE = 0.35
_LEAST = 0.62
# A section is compared with those near its place only, and what stands beyond the most has no partner, so that a text
# of a hundred thousand headings takes no minutes.
_WINDOW = 40
_MOST = 400


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (h2 or h3) with what follows; the first is what stands above the first heading, with no name.

    The blocks of an h2 are those of its h3 too: "What can help?" may have no word of its own.
    """

    number: int
    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Numbers of two sections that go together, or of one that has no partner."""

    left: int | None
    right: int | None


@lru_cache(maxsize=32)
def sections(html: str) -> tuple[Section, ...]:
    """Every section, in reading order. A heading inside a box begins none."""
    found: list[tuple[str, int, list[Block]]] = [("", 0, [])]
    open_ = found[:1]
    for block in blocks(html):
        if begins_section(block):
            found.append((block.text, block.level, []))
            open_ = [one for one in open_ if 0 < one[1] < block.level] + found[-1:]
        for name, level, held in open_:
            if _belongs(block, name, level):
                held.append(block)
    return tuple(Section(number, name, level, tuple(held)) for number, (name, level, held) in enumerate(found))


def begins_section(block: Block) -> bool:
    return block.kind in SECTION_HEADINGS and block.within in ("", "question")


def _belongs(block: Block, heading: str, level: int) -> bool:
    """What follows a question-and-answer pair is no part of the answer."""
    return not level or heading in block.headings


@lru_cache(maxsize=32)
def aligned(left: str, right: str) -> tuple[Pair, ...]:
    """Every section of both texts once, in the order of both; what has no partner stands where it is read."""
    ours, theirs = sections(left), sections(right)
    partners = _best(_Likeness(_all_evidence(left), _all_evidence(right)))
    return tuple(_ordered(partners, len(ours), len(theirs)))


def _ordered(partners: Sequence[tuple[int, int]], ours: int, theirs: int) -> Iterator[Pair]:
    left = right = 0
    for next_left, next_right in [*partners, (ours, theirs)]:
        yield from (Pair(number, None) for number in range(left, next_left))
        yield from (Pair(None, number) for number in range(right, next_right))
        if next_left < ours:
            yield Pair(next_left, next_right)
        left, right = next_left + 1, next_right + 1


def _best(likeness: _Likeness) -> list[tuple[int, int]]:
    """The pairs, in order, whose likeness above the least adds up to most (Needleman and Wunsch, gaps cost nothing)."""
    ours, theirs = likeness.size
    best = [[0.0] * (theirs + 1) for _ in range(ours + 1)]
    for i in range(ours - 1, -1, -1):
        near = _near(i, ours, theirs)
        for j in range(theirs - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness.of(i, j) if j in near else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return list(_traced(best, ours, theirs))


def _near(number: int, ours: int, theirs: int) -> range:
    middle = number * theirs // max(ours, 1)
    return range(max(0, middle - _WINDOW), min(theirs, middle + _WINDOW))


def _traced(best: Sequence[Sequence[float]], ours: int, theirs: int) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < ours and j < theirs:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


class _Likeness:
    """How much speaks for two sections being partners; what few sections hold counts for more than what all hold."""

    def __init__(self, ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> None:
        self._ours, self._theirs = ours, theirs
        self._rarity = _rarity([*ours, *theirs])
        self.size = len(ours), len(theirs)

    def of(self, i: int, j: int) -> float:
        ours, theirs = self._ours[i], self._theirs[j]
        if ours.opens or theirs.opens:
            return 1.0 if ours.opens and theirs.opens else -1.0
        shared = sum(weight * self._share(ours.of(kind), theirs.of(kind)) for kind, weight in _WEIGHTS.items())
        level = _SAME_LEVEL if ours.level == theirs.level else 0.0
        return shared + level - _PLACE * self._distance(i, j) - _LEAST

    def _distance(self, i: int, j: int) -> float:
        return abs(i / len(self._ours) - j / len(self._theirs))

    def _share(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """Of what the one that says less says, how much both say."""
        if not ours or not theirs:
            return 0.0
        shared, smaller = self._sum(ours & theirs), min(self._sum(ours), self._sum(theirs))
        larger = max(self._sum(ours), self._sum(theirs))
        return shared / (0.5 * smaller + 0.5 * larger) if larger else 0.0

    def _sum(self, found: Iterable[str]) -> float:
        return sum(self._rarity[item] for item in found)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a section may stand in its partner too."""

    opens: bool
    level: int
    kinds: tuple[tuple[str, frozenset[str]], ...]

    def of(self, kind: str) -> frozenset[str]:
        return dict(self.kinds)[kind]


@lru_cache(maxsize=32)
def _all_evidence(html: str) -> tuple[Evidence, ...]:
    """Of the sections that are looked at: the text of an article is compared with more than one other."""
    return tuple(evidence(section) for section in sections(html)[:_MOST])


def evidence(section: Section) -> Evidence:
    text = "\n".join(block.text for block in section.blocks)
    found = {
        "topics": topics(section.heading),
        "heading": content_words(section.heading),
        "words": content_words(f"{section.heading}\n{text}"),
        "drugs": drugs(text),
        "citations": (key for block in section.blocks for keys in cited_in(block) for key in keys),
        "figures": (" ".join(figure) for block in section.blocks for figure in figures(block.text)),
        "boxes": (block.within for block in section.blocks if block.within),
    }
    kinds = tuple((kind, frozenset(f"{kind}:{item}" for item in items)) for kind, items in found.items())
    return Evidence(section.number == 0, section.level, kinds)


def _rarity(all_evidence: Sequence[Evidence]) -> dict[str, float]:
    """A drug that most sections name is what the article is about, and tells none of them from another."""
    held = Counter(item for one in all_evidence for _, items in one.kinds for item in items)
    subjects = {item for item, count in held.items() if item.startswith("drugs:") and 2 * count > len(all_evidence)}
    return {item: 0.0 if item in subjects else log(1 + len(all_evidence) / count) for item, count in held.items()}
