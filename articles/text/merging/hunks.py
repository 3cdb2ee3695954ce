"""What a text changed in another, line by line: hunks as small as can be, an edited line paired with what it became."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.text.ascending import longest_ascending
from articles.text.merging.structure import is_whole

# Share of words in common from which two lines are two states of one.
_ALIKE = 0.4
# Share of the words of a line that came from, or went into, its neighbour: then a passage was split or joined.
_FLOWED = 0.6
# So many pairs of lines are weighed in one place. Beyond that it is one hunk, which is true and done in time.
_MOST_PAIRS = 90_000
_BAND = 12
_TOKEN = re.compile(r"<(?:cite|img|a) [^<>]*>|<[^<>]*>|\w+")
_TAG = re.compile(r"<(/?)(\w+)")
_KINDS = {"p": "words", "h2": "words", "h3": "words", "h4": "words", "ul": "list", "ol": "list"}

_Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines `start` to `end` of the old text became lines `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def is_one_sided(self) -> bool:
        return self.start == self.end or self.new_start == self.new_end

    def moved(self, by: int) -> "Hunk":
        return Hunk(self.start + by, self.end + by, self.new_start + by, self.new_end + by)


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """In their order; none touches a line that both texts have."""
    found: list[Hunk] = []
    for i, j, k, m in _gaps(_anchors(old, new), len(old), len(new)):
        found.extend(_fused(_within(old, new, Hunk(i, j, k, m)), old, new))
    return _settled(found, old, new)


def _gaps(pairs: _Pairs, old_end: int, new_end: int) -> Iterator[tuple[int, int, int, int]]:
    """What stands between pairs of lines, where there is anything."""
    i = k = 0
    for next_i, next_k in [*pairs, (old_end, new_end)]:
        if i < next_i or k < next_k:
            yield i, next_i, k, next_k
        i, k = next_i + 1, next_k + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Equal lines in both, in order: first those that occur once, then what is left between them."""
    found: _Pairs = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        i, j, k, m = waiting.pop()
        while i < j and k < m and old[i] == new[k]:
            found.append((i, k))
            i, k = i + 1, k + 1
        while i < j and k < m and old[j - 1] == new[m - 1]:
            j, m = j - 1, m - 1
            found.append((j, m))
        if i < j and k < m and (chain := _chain(old[i:j], new[k:m])):
            found.extend((i + left, k + right) for left, right in chain)
            waiting.extend((i + a, i + b, k + c, k + d) for a, b, c, d in _gaps(chain, j - i, m - k))
    return sorted(found)


def _chain(old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Equal lines in ascending order; lines that stand in a text more than once count only if there is no other."""
    olds, news = Counter(old), Counter(new)
    once = {line for line, count in olds.items() if count == 1 and news[line] == 1}
    if once:
        places = {line: place for place, line in enumerate(new) if line in once}
        return _ascending([(place, places[line]) for place, line in enumerate(old) if line in once])
    numbered = {line: place for place, line in enumerate(_numbered(new))}
    return _ascending([(place, numbered[line]) for place, line in enumerate(_numbered(old)) if line in numbered])


def _numbered(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line] += 1
        yield line, seen[line]


def _ascending(pairs: _Pairs) -> _Pairs:
    """The most pairs whose second numbers ascend as their first ones do."""
    return [pairs[number] for number in longest_ascending([place for _old, place in pairs])]


def _within(old: Sequence[str], new: Sequence[str], gap: Hunk) -> list[Hunk]:
    """The hunks of a gap, in which no line is equal: pairs of lines that are alike, and what stands between them."""
    lines, became = old[gap.start : gap.end], new[gap.new_start : gap.new_end]
    pairs = _alike(lines, became)
    found: list[Hunk] = []
    for i, j, k, m in _gaps(pairs, len(lines), len(became)):
        found.extend(_one_by_one(i, j, k, m) if _have_one_shape(lines[i:j], became[k:m]) else [Hunk(i, j, k, m)])
    found += [Hunk(i, i + 1, k, k + 1) for i, k in pairs]
    shifted = (
        Hunk(hunk.start + gap.start, hunk.end + gap.start, hunk.new_start + gap.new_start, hunk.new_end + gap.new_start)
        for hunk in found
    )
    return sorted(shifted, key=lambda hunk: (hunk.start, hunk.end, hunk.new_start))


def _one_by_one(i: int, j: int, k: int, _end: int) -> list[Hunk]:
    return [Hunk(i + step, i + step + 1, k + step, k + step + 1) for step in range(j - i)]


def _have_one_shape(old: Sequence[str], new: Sequence[str]) -> bool:
    return [kind(line) for line in old] == [kind(line) for line in new]


def _alike(old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Pairs of lines, in order, that have the most in common altogether."""
    if not old or not new:
        return []
    if _have_one_shape(old, new) and all(likeness(a, b) >= _ALIKE for a, b in zip(old, new, strict=True)):
        return [(place, place) for place in range(len(old))]
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    return _best_pairs(old, new, abs(len(old) - len(new)) + _BAND)


def _best_pairs(old: Sequence[str], new: Sequence[str], band: int) -> _Pairs:
    shares: dict[tuple[int, int], float] = {}
    best: list[list[float]] = [[0.0] * (len(new) + 1)]
    for i, line in enumerate(old):
        row = [0.0]
        for k, other in enumerate(new):
            score = max(best[i][k + 1], row[k])
            share = likeness(line, other) if abs(i - k) <= band else 0.0
            if share >= _ALIKE and best[i][k] + share > score:
                shares[i, k] = score = best[i][k] + share
            row.append(score)
        best.append(row)
    return _read_back(best, shares)


def _read_back(best: list[list[float]], shares: dict[tuple[int, int], float]) -> _Pairs:
    found: _Pairs = []
    i, k = len(best) - 1, len(best[0]) - 1
    while i and k:
        if shares.get((i - 1, k - 1)) == best[i][k]:
            i, k = i - 1, k - 1
            found.append((i, k))
        elif best[i - 1][k] == best[i][k]:
            i -= 1
        else:
            k -= 1
    return found[::-1]


@lru_cache(maxsize=4096)
def kind(line: str) -> str:
    """What a line may become without becoming something else: words, an item, a row, the beginning of a list."""
    tag = _TAG.match(line)
    if tag is None:
        return ""
    opens = "" if tag[1] or line.endswith(f"</{tag[2]}>") else "open "
    return f"{tag[1]}{opens}{_KINDS.get(tag[2], tag[2])}"


@lru_cache(maxsize=4096)
def words(line: str) -> Counter[str]:
    """The words of a line, and what stands for words: citations, links, images."""
    tokens = (token for token in _TOKEN.findall(line) if token[0] != "<" or " " in token)
    return Counter(token.lower() for token in tokens)


def likeness(old: str, new: str) -> float:
    """Share of the words that two lines have in common; none where they are of another kind."""
    if kind(old) != kind(new):
        return 0.0
    a, b = words(old), words(new)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _fused(found: list[Hunk], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """A passage that was split, or joined with its neighbour, is one hunk."""
    fused: list[Hunk] = []
    for hunk in found:
        if fused and _flows(fused[-1], hunk, old, new):
            fused[-1] = Hunk(fused[-1].start, hunk.end, fused[-1].new_start, hunk.new_end)
        else:
            fused.append(hunk)
    return fused


def _flows(first: Hunk, second: Hunk, old: Sequence[str], new: Sequence[str]) -> bool:
    if first.is_one_sided == second.is_one_sided:
        return False
    single, pair = (first, second) if first.is_one_sided else (second, first)
    before, after = _bag(old[pair.start : pair.end]), _bag(new[pair.new_start : pair.new_end])
    came, went = _bag(new[single.new_start : single.new_end]), _bag(old[single.start : single.end])
    flowed, total = (came & (before - after)).total() + (went & (after - before)).total(), (came + went).total()
    return total > 0 and flowed / total >= _FLOWED


def _bag(lines: Sequence[str]) -> Counter[str]:
    return sum((words(line) for line in lines), Counter())


def _settled(found: list[Hunk], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """What came or went is moved along equal lines until it is whole: "</li> <li>" is one item that came."""
    for number, hunk in enumerate(found):
        if hunk.is_one_sided:
            floor = found[number - 1].end if number else 0
            ceiling = found[number + 1].start if number + 1 < len(found) else len(old)
            found[number] = _whole(hunk, old, new, hunk.start - floor, ceiling - hunk.end)
    return found


def _whole(hunk: Hunk, old: Sequence[str], new: Sequence[str], up: int, down: int) -> Hunk:
    lines, start, end = (old, hunk.start, hunk.end) if hunk.start < hunk.end else (new, hunk.new_start, hunk.new_end)
    up, down = min(up, end - start), min(down, end - start)  # beyond its own length the same would come again
    for step in range(up + 1):
        if step and lines[start - step] != lines[end - step]:
            break
        if is_whole(lines[start - step : end - step]):
            return hunk.moved(-step)
    for step in range(1, down + 1):
        if lines[start + step - 1] != lines[end + step - 1]:
            break
        if is_whole(lines[start + step : end + step]):
            return hunk.moved(step)
    return hunk
