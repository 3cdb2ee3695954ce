"""Which citations came, went, were exchanged for others, or stand elsewhere in their passage. They have no words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from articles.text.comparison.changes import Detail, DetailKind
from articles.text.comparison.prose import Prose
from articles.text.comparison.wording import Run

_WORDS_BEFORE = 6

_Places = dict[int, list[str]]


def details(old: Prose, new: Prose, runs: Sequence[Run]) -> Iterator[Detail]:
    if old.cites or new.cites:
        yield from _compared(old, new, _here(old), _here(new), _partners(runs))


def one_sided(prose: Prose, *, is_new: bool) -> Iterator[Detail]:
    """All that a passage cites that came or went."""
    for place, keys in _here(prose).items():
        words, cited = _before(prose, place), " ".join(keys)
        if is_new:
            yield Detail(DetailKind.CITATION_ADDED, "", cited, words)
        else:
            yield Detail(DetailKind.CITATION_REMOVED, cited, "", words)


def _here(prose: Prose) -> _Places:
    """Keys by the number of words before them; several citations in a row are read as one."""
    places: _Places = {}
    ends = [token.end for token in prose.tokens] if prose.cites else []
    for cite in prose.cites:
        places.setdefault(bisect_right(ends, cite.place), []).extend(cite.keys)
    return places


def _partners(runs: Iterable[Run]) -> dict[int, tuple[int, int]]:
    """Between which places of the new text a place of the old one is: one place, but where words were exchanged."""
    partners: dict[int, tuple[int, int]] = {}
    for run in runs:
        for place in range(run.old, run.old_end + 1):
            same = run.new + place - run.old
            first, last = (same, same) if run.equal else (run.new, run.new_end)
            known = partners.get(place, (first, last))
            partners[place] = min(known[0], first), max(known[1], last)
    return partners


def _compared(
    old: Prose, new: Prose, before: _Places, after: _Places, partners: dict[int, tuple[int, int]]
) -> Iterator[Detail]:
    left = dict(after)
    alone: list[tuple[int, list[str]]] = []
    for place, keys in before.items():
        there = _nearest(keys, left, *partners.get(place, (0, 0)))
        if there is None:
            alone.append((place, keys))
        else:
            yield from _at_one_place(keys, left.pop(there), _before(new, there))
    yield from _elsewhere(old, new, alone, left)


def _nearest(keys: list[str], left: _Places, first: int, last: int) -> int | None:
    """A place between both that cites the same, else any that cites."""
    within = [place for place in left if first <= place <= last]
    return next((place for place in within if left[place] == keys), within[0] if within else None)


def _at_one_place(old: list[str], new: list[str], words: str) -> Iterator[Detail]:
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    if gone and come:
        yield Detail(DetailKind.CITATION_REPLACED, " ".join(gone), " ".join(come), words)
    elif gone:
        yield Detail(DetailKind.CITATION_REMOVED, " ".join(gone), "", words)
    elif come:
        yield Detail(DetailKind.CITATION_ADDED, "", " ".join(come), words)
    elif old != new:
        yield Detail(DetailKind.CITATION_MOVED, " ".join(old), " ".join(new), words)


def _elsewhere(old: Prose, new: Prose, alone: Iterable[tuple[int, list[str]]], left: _Places) -> Iterator[Detail]:
    for place, keys in alone:
        there = next((place for place, others in left.items() if others == keys), None)
        if there is None:
            yield Detail(DetailKind.CITATION_REMOVED, " ".join(keys), "", _before(old, place))
        else:
            del left[there]
            yield Detail(DetailKind.CITATION_MOVED, " ".join(keys), " ".join(keys), _before(new, there))
    for place, keys in left.items():
        yield Detail(DetailKind.CITATION_ADDED, "", " ".join(keys), _before(new, place))


def _before(prose: Prose, place: int) -> str:
    """The words that a citation stands behind."""
    if not place:
        return ""
    first = max(0, place - _WORDS_BEFORE)
    return prose.text[prose.tokens[first].start : prose.tokens[place - 1].end].replace("\n", " ")
