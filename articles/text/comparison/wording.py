"""Which words of a passage stayed, went and came. A number with its unit is one word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from articles.text.comparison.aligning import longest_ordered
from articles.text.comparison.changes import Word
from articles.text.quantities import located, tokens

# difflib's work grows with equal pairs of words times words; what goes beyond one passage's or the whole comparison's
# share shows as removed and added, which is true, and done in time.
_PASSAGE_WORK = 4_000_000
_WHOLE_WORK = 20_000_000
# Long passages are first cut where so many words in a row stand once in each of them.
_RUN = 4
_LONG = 120


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens from `old` to `old_end` of the one and from `new` to `new_end` of the other: equal, or the one for the other."""

    equal: bool
    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(slots=True)
class Effort:
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


def runs(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[Run]:
    """Every token of both once, in order; equal runs and others in turn."""
    return list(_joined(_between(old, new, Run(False, 0, len(old), 0, len(new)), effort)))


def _between(old: Sequence[str], new: Sequence[str], gap: Run, effort: Effort) -> Iterator[Run]:
    """What both begin and end with is equal; of what is in between, difflib's answer, or one exchange if it is too much."""
    head, tail = _edges(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    inner = Run(False, gap.old + head, gap.old_end - tail, gap.new + head, gap.new_end - tail)
    yield Run(True, gap.old, inner.old, gap.new, inner.new)
    anchors = _anchors(old, new, inner) if _length(inner) > _LONG else []
    yield from _cut(old, new, inner, anchors, effort) if anchors else _paired(old, new, inner, effort)
    yield Run(True, inner.old_end, gap.old_end, inner.new_end, gap.new_end)


def _length(gap: Run) -> int:
    return min(gap.old_end - gap.old, gap.new_end - gap.new)


def _edges(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    shorter = min(len(a), len(b))
    head = next((place for place in range(shorter) if a[place] != b[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if a[-1 - place] != b[-1 - place]), rest)
    return head, tail


def _anchors(old: Sequence[str], new: Sequence[str], gap: Run) -> list[tuple[int, int]]:
    """Where the same few words in a row begin that stand once in either, in an order that both share."""
    in_old, in_new = _only_once(old, gap.old, gap.old_end), _only_once(new, gap.new, gap.new_end)
    shared = {place: in_old[run] for run, place in in_new.items() if run in in_old}
    kept = longest_ordered(list(shared.values()))
    return [(place, there) for there, place in shared.items() if place in kept]


def _only_once(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for place in range(start, end - _RUN + 1):
        run = tuple(words[place : place + _RUN])
        seen[run] += 1
        places[run] = place
    return {run: place for run, place in places.items() if seen[run] == 1}


def _cut(
    old: Sequence[str], new: Sequence[str], gap: Run, anchors: Iterable[tuple[int, int]], effort: Effort
) -> Iterator[Run]:
    at_old, at_new = gap.old, gap.new
    for place, there in anchors:
        if place < at_old or there < at_new:
            continue
        yield from _paired(old, new, Run(False, at_old, place, at_new, there), effort)
        at_old, at_new = place + _RUN, there + _RUN
        yield Run(True, place, at_old, there, at_new)
    yield from _paired(old, new, Run(False, at_old, gap.old_end, at_new, gap.new_end), effort)


def _paired(old: Sequence[str], new: Sequence[str], gap: Run, effort: Effort) -> Iterator[Run]:
    a, b = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if not (a and b and effort.allows(a, b)):
        yield gap
        return
    for kind, i, j, k, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield Run(kind == "equal", gap.old + i, gap.old + j, gap.new + k, gap.new + end)


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    filled = (run for run in found if run.old < run.old_end or run.new < run.new_end)
    for equal, group in groupby(filled, key=lambda run: run.equal):
        members = list(group)
        first, last = members[0], members[-1]
        yield Run(equal, first.old, last.old_end, first.new, last.new_end)


def words(old: str, new: str, found: Iterable[Run]) -> tuple[Word, ...]:
    """What is not removed, put together, is the new text to the letter; what is not added is the old one but for blanks."""
    old_starts, new_starts = _starts(old), _starts(new)
    told: list[Word] = []
    for run in found:
        before = old[old_starts[run.old] : old_starts[run.old_end]]
        after = new[new_starts[run.new] : new_starts[run.new_end]]
        if run.equal:
            told.extend(_kept(before, after))
            continue
        if before:
            told.append(Word("removed", before))
        if after:
            told.append(Word("added", after))
    return tuple(told)


def _kept(old: str, new: str) -> Iterator[Word]:
    """Blanks after the last word are settled apart: where a text ends there are none, in the other there may be."""
    end = len(new.rstrip())
    before, after = old[len(old.rstrip()) :], new[end:]
    if before == after or (before and after and "\n" not in before + after):
        yield Word("same", new)
        return
    yield Word("same", new[:end])
    if before:
        yield Word("removed", before)
    if after:
        yield Word("added", after)


def _starts(text: str) -> list[int]:
    """A blank before the first word, as where a row begins with an empty cell, belongs to it."""
    starts = [token.start for token in located(text)]
    return [0, *starts[1:], len(text)] if starts else [len(text)]


def count(told: Iterable[Word]) -> int:
    """How many words were added, removed or exchanged (an exchanged word counts once)."""
    total = 0
    for same, group in groupby(told, key=lambda word: word.kind == "same"):
        if not same:
            sizes: Counter[str] = Counter()
            for word in group:
                sizes[word.kind] += sum(1 for token in tokens(word.text) if any(sign.isalnum() for sign in token))
            total += max(sizes.values())
    return total
