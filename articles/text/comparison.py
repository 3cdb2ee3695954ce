"""What changed between two texts: blocks first, then words. A number with its unit is one word."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Literal

from articles.text.blocks import Block, blocks
from articles.text.quantities import figures, located, tokens

ChangeKind = Literal["same", "added", "removed", "changed", "moved"]
WordKind = Literal["same", "added", "removed"]

# Share of words in common from which two blocks are two states of one; of another kind (a paragraph that became an
# item), only where the words are nearly the same.
_ALIKE = 0.5
_ALIKE_ACROSS_KINDS = 0.8
# A block is looked for among the next few only. difflib's work grows with equal pairs of words times words; what goes
# beyond one passage's or the whole comparison's share shows as removed and added, which is true, and done in time.
_WINDOW = 8
_PASSAGE_WORK = 4_000_000
_WHOLE_WORK = 20_000_000


@dataclass(frozen=True, slots=True)
class Word:
    """Words in a row with one fate, and the blanks after them."""

    kind: WordKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """`quantities_changed`: a number, a unit or a frequency is not what it was, or not where it was."""

    kind: ChangeKind
    old: Block | None
    new: Block | None
    words: tuple[Word, ...] = ()
    quantities_changed: bool = False


_Key = tuple[str, str, int, int]
_Keyed = dict[_Key, Block]


@dataclass(slots=True)
class _Effort:
    """What may still be spent on pairing words."""

    left: int = _WHOLE_WORK

    def allows(self, old: Sequence[str], new: Sequence[str]) -> bool:
        in_old, in_new = Counter(old), Counter(new)
        pairs = sum(count * in_new[word] for word, count in in_old.items())
        work = pairs * min(len(old), len(new))
        if work > min(_PASSAGE_WORK, self.left):
            return False
        self.left -= work
        return True


@lru_cache(maxsize=16)
def compare(old_html: str, new_html: str) -> tuple[Change, ...]:
    """Every block of both texts once, in the order of the new text; what was removed stands where it stood."""
    return tuple(_changes(_keyed(blocks(old_html)), _keyed(blocks(new_html)), _Effort()))


def words_changed(old: str, new: str) -> int:
    """How many words were added, removed or exchanged (an exchanged word counts once)."""
    return sum(_count(change.words) for change in compare(old, new) if change.kind != "moved")


def _count(words: Iterable[Word]) -> int:
    total = 0
    for same, group in groupby(words, key=lambda word: word.kind == "same"):
        if not same:
            sizes: Counter[str] = Counter()
            for word in group:
                sizes[word.kind] += sum(1 for token in tokens(word.text) if any(sign.isalnum() for sign in token))
            total += max(sizes.values())
    return total


def _keyed(text: Sequence[Block]) -> _Keyed:
    """Blocks by what makes them the same block. A warning that became a plain paragraph is not the same."""
    seen: Counter[tuple[str, str, int]] = Counter()
    keyed: _Keyed = {}
    for block in text:
        same = (block.html, block.within, block.level)
        keyed[(*same, seen[same])] = block
        seen[same] += 1
    return keyed


def _changes(old: _Keyed, new: _Keyed, effort: _Effort) -> Iterator[Change]:
    shared = [key for key in old if key in new]
    kept = set(_longest_ordered(shared, {key: place for place, key in enumerate(new)}))
    moved = {key: old[key] for key in shared if key not in kept}
    gaps_of_old, gaps_of_new = _gaps(old, kept), _gaps(new, kept)
    for (anchor, before), (_, after) in zip(gaps_of_old, gaps_of_new, strict=True):
        yield from _between([block for key, block in before if key not in moved], after, moved, effort)
        if anchor is not None:
            yield Change("same", old[anchor], new[anchor], _unchanged(new[anchor]))


def _longest_ordered(keys: Sequence[_Key], places: dict[_Key, int]) -> list[_Key]:
    """The most keys whose places ascend (patience sorting): all others were moved past them."""
    ends: list[int] = []
    tops: list[_Key] = []
    before: dict[_Key, _Key | None] = {}
    for key in keys:
        pile = bisect_left(ends, places[key])
        before[key] = tops[pile - 1] if pile else None
        ends[pile : pile + 1] = [places[key]]
        tops[pile : pile + 1] = [key]
    found: list[_Key] = []
    last = tops[-1] if tops else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def _gaps(text: _Keyed, anchors: set[_Key]) -> list[tuple[_Key | None, list[tuple[_Key, Block]]]]:
    """What stands before each anchor, and after the last one (whose anchor is None)."""
    gaps: list[tuple[_Key | None, list[tuple[_Key, Block]]]] = []
    waiting: list[tuple[_Key, Block]] = []
    for key, block in text.items():
        if key in anchors:
            gaps.append((key, waiting))
            waiting = []
        else:
            waiting.append((key, block))
    return [*gaps, (None, waiting)]


def _between(
    old: Sequence[Block], new: Sequence[tuple[_Key, Block]], moved: _Keyed, effort: _Effort
) -> Iterator[Change]:
    """Pairs blocks that are alike, in their order; of the others, what was removed stands before what came."""
    bags = [_bag(block) for block in old]
    start = 0
    waiting: list[Change] = []
    for key, block in new:
        place = None if key in moved else _most_alike(block, old, bags, start)
        if place is None:
            waiting.append(_arrived(block, moved.get(key)))
            continue
        yield from (_one_sided("removed", gone) for gone in old[start:place])
        yield from waiting
        yield _changed(old[place], block, effort)
        start, waiting = place + 1, []
    yield from (_one_sided("removed", gone) for gone in old[start:])
    yield from waiting


def _arrived(block: Block, old: Block | None) -> Change:
    return Change("moved", old, block, _unchanged(block)) if old else _one_sided("added", block)


def _most_alike(block: Block, old: Sequence[Block], bags: Sequence[Counter[str]], start: int) -> int | None:
    bag = _bag(block)
    best, best_share = None, 0.0
    for place in range(start, min(start + _WINDOW, len(old))):
        share = _share(bags[place], bag)
        wanted = _ALIKE if old[place].kind == block.kind else _ALIKE_ACROSS_KINDS
        if share >= wanted and share > best_share:
            best, best_share = place, share
    return best


def _bag(block: Block) -> Counter[str]:
    return Counter(token.lower() for token in tokens(block.text))


def _share(old: Counter[str], new: Counter[str]) -> float:
    words = old.total() + new.total()
    return 2 * (old & new).total() / words if words else 1.0


def _one_sided(kind: Literal["added", "removed"], block: Block) -> Change:
    word = Word(kind, block.text)
    old, new = (block, None) if kind == "removed" else (None, block)
    return Change(kind, old, new, (word,), bool(figures(block.text)))


def _unchanged(block: Block) -> tuple[Word, ...]:
    return (Word("same", block.text),)


def _changed(old: Block, new: Block, effort: _Effort) -> Change:
    return Change("changed", old, new, _words(old.text, new.text, effort), figures(old.text) != figures(new.text))


def _words(old: str, new: str, effort: _Effort) -> tuple[Word, ...]:
    """What is not removed, put together, is the new text to the letter; what is not added is the old one but for blanks."""
    a, b = tokens(old), tokens(new)
    old_starts, new_starts = _starts(old), _starts(new)
    words: list[Word] = []
    for kind, i, j, k, end in _opcodes(a, b, effort):
        if kind == "equal":
            words.extend(_kept(old[old_starts[i] : old_starts[j]], new[new_starts[k] : new_starts[end]]))
            continue
        if i < j:
            words.append(Word("removed", old[old_starts[i] : old_starts[j]]))
        if k < end:
            words.append(Word("added", new[new_starts[k] : new_starts[end]]))
    return tuple(words)


def _kept(old: str, new: str) -> Iterator[Word]:
    """Blanks after the last word are settled apart: where a text ends there are none, in the other there may be."""
    end = len(new.rstrip())
    before, after = old[len(old.rstrip()) :], new[end:]
    if before == after:
        yield Word("same", new)
        return
    yield Word("same", new[:end])
    if before:
        yield Word("removed", before)
    if after:
        yield Word("added", after)


def _starts(text: str) -> list[int]:
    return [*(token.start for token in located(text)), len(text)]


def _opcodes(a: Sequence[str], b: Sequence[str], effort: _Effort) -> Iterator[tuple[str, int, int, int, int]]:
    """difflib's, between what both begin and end with; for too much in between one replacement."""
    shorter = min(len(a), len(b))
    head = next((place for place in range(shorter) if a[place] != b[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if a[-1 - place] != b[-1 - place]), rest)
    a_end, b_end = len(a) - tail, len(b) - tail
    if head:
        yield "equal", 0, head, 0, head
    middle_a, middle_b = a[head:a_end], b[head:b_end]
    if effort.allows(middle_a, middle_b):
        for kind, i, j, k, end in SequenceMatcher(None, middle_a, middle_b, autojunk=False).get_opcodes():
            yield kind, head + i, head + j, head + k, head + end
    else:
        yield "replace", head, a_end, head, b_end
    if tail:
        yield "equal", a_end, len(a), b_end, len(b)
