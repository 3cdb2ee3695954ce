"""Which piece of one text is which of the other: blocks of texts, rows of tables. Whoever moved is found too."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.text.ascending import longest_ascending
from articles.text.comparison.changes import ChangeKind
from articles.text.quantities import located
from articles.text.vocabulary import HEADINGS

# Share of words in common from which two pieces are two states of one; of another kind (a paragraph that became an
# item), only where the words are nearly the same; and in another place, only where nobody would take them for two.
_ALIKE = 0.5
_ALIKE_ACROSS_KINDS = 0.8
_ALIKE_ELSEWHERE = 0.7
_ALIKE_AT_ONE_PLACE = 0.25
# Few words are alike by chance.
_FEWEST_ELSEWHERE = 5
# A piece is looked for among the next few only, and elsewhere by words that few pieces have.
_WINDOW = 8
_RARE = 4


@dataclass(frozen=True)
class Piece:
    """`identity` is what makes two pieces the same one, `kind` what they are, `say` their words when they are wanted."""

    identity: Hashable
    kind: str
    say: Callable[[], str]

    @cached_property
    def text(self) -> str:
        return self.say()

    @cached_property
    def bag(self) -> Counter[str]:
        """Its words; a number counts as itself and as some number of its unit, so that a changed dose is no other passage."""
        tokens = located(self.text)
        bag = Counter([token.text.lower() for token in tokens])
        bag.update(f"#{token.quantity.unit}" for token in tokens if token.quantity)
        return bag


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of one piece in both texts; None where it is not."""

    kind: ChangeKind
    old: int | None
    new: int | None


Key = tuple[Hashable, int]


def align(old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Every piece of both once, in the order of the new ones; what was removed stands where it stood."""
    return _found_elsewhere(list(_in_order(old, new)), old, new)


def _in_order(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Pair]:
    places_in_old, places_in_new = _keyed(old), _keyed(new)
    partner = {place: places_in_old[key] for key, place in places_in_new.items() if key in places_in_old}
    kept = longest_ordered([partner[place] for place in sorted(partner)])
    anchors = [place for place in sorted(partner) if partner[place] in kept]
    moved = {place: partner[place] for place in partner if partner[place] not in kept}
    gone = set(moved.values())
    start_old = start_new = 0
    for anchor in [*anchors, len(new)]:
        end_old = partner[anchor] if anchor < len(new) else len(old)
        waiting = [place for place in range(start_old, end_old) if place not in gone]
        yield from _between(waiting, range(start_new, anchor), moved, old, new)
        if anchor < len(new):
            yield Pair("same", end_old, anchor)
        start_old, start_new = end_old + 1, anchor + 1


def _keyed(pieces: Sequence[Piece]) -> dict[Key, int]:
    seen: Counter[Hashable] = Counter()
    keyed: dict[Key, int] = {}
    for place, piece in enumerate(pieces):
        keyed[piece.identity, seen[piece.identity]] = place
        seen[piece.identity] += 1
    return keyed


def longest_ordered(numbers: Sequence[int]) -> set[int]:
    """The most of these different numbers that ascend: all others were moved past them."""
    return {numbers[place] for place in longest_ascending(numbers)}


def _between(
    waiting: Sequence[int], places: Sequence[int], moved: dict[int, int], old: Sequence[Piece], new: Sequence[Piece]
) -> Iterator[Pair]:
    """Pairs pieces that are alike, in their order; of the others, what was removed stands before what came."""
    start = 0
    arrived: list[Pair] = []
    for place in places:
        like = None if place in moved else _most_alike(new[place], [old[w] for w in waiting[start : start + _WINDOW]])
        if like is None:
            arrived.append(Pair("moved", moved[place], place) if place in moved else Pair("added", None, place))
            continue
        yield from (Pair("removed", gone, None) for gone in waiting[start : start + like])
        yield from arrived
        yield Pair("changed", waiting[start + like], place)
        start, arrived = start + like + 1, []
    yield from _rest(waiting[start:], arrived, old, new)


def _rest(gone: Sequence[int], arrived: Sequence[Pair], old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Pair]:
    """One that went and one that came at the same place, and little else to take them for: one that was rewritten."""
    if len(gone) == len(arrived) == 1 and arrived[0].new is not None and arrived[0].kind == "added":
        before, after = old[gone[0]], new[arrived[0].new]
        if before.kind == after.kind and (
            before.kind in HEADINGS or share_of(before.bag, after.bag) >= _ALIKE_AT_ONE_PLACE
        ):
            yield Pair("changed", gone[0], arrived[0].new)
            return
    yield from (Pair("removed", place, None) for place in gone)
    yield from arrived


def _most_alike(piece: Piece, candidates: Sequence[Piece]) -> int | None:
    best, best_share = None, 0.0
    for number, candidate in enumerate(candidates):
        share = share_of(candidate.bag, piece.bag)
        wanted = _ALIKE if candidate.kind == piece.kind else _ALIKE_ACROSS_KINDS
        if share >= wanted and share > best_share:
            best, best_share = number, share
    return best


def share_of(old: Counter[str], new: Counter[str]) -> float:
    words = old.total() + new.total()
    return 2 * (old & new).total() / words if words else 1.0


def _found_elsewhere(pairs: list[Pair], old: Sequence[Piece], new: Sequence[Piece]) -> list[Pair]:
    """Of what is gone here and has come there, that which is recognisably the same piece, changed a little."""
    gone = _index({pair.old: old[pair.old] for pair in pairs if pair.kind == "removed" and pair.old is not None})
    if not gone:
        return pairs
    taken: dict[int, int] = {}
    for pair in pairs:
        if pair.kind == "added" and pair.new is not None:
            found = _recognised(new[pair.new], gone, old, set(taken.values()))
            if found is not None:
                taken[pair.new] = found
    return list(_exchanged(pairs, taken)) if taken else pairs


def _index(pieces: dict[int, Piece]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, piece in pieces.items():
        for word in piece.bag:
            index[word].append(place)
    return index


def _recognised(piece: Piece, gone: dict[str, list[int]], old: Sequence[Piece], taken: set[int]) -> int | None:
    if piece.bag.total() < _FEWEST_ELSEWHERE:
        return None
    rare = [gone[word] for word in piece.bag if word in gone and len(gone[word]) <= _RARE]
    votes = Counter(place for places in rare for place in places if place not in taken)
    for place, _ in votes.most_common(3):
        if old[place].kind == piece.kind and share_of(old[place].bag, piece.bag) >= _ALIKE_ELSEWHERE:
            return place
    return None


def _exchanged(pairs: Sequence[Pair], taken: dict[int, int]) -> Iterator[Pair]:
    """A pair that was found elsewhere has moved, unless all that stayed stands on the same side of it."""
    stayed = [(pair.new, pair.old) for pair in pairs if pair.kind in ("same", "changed")]
    news = [new for new, _ in stayed if new is not None]
    olds = [old for _, old in stayed if old is not None]
    gone = set(taken.values())
    for pair in pairs:
        if pair.kind == "removed" and pair.old in gone:
            continue
        if pair.new in taken and pair.kind == "added":
            old = taken[pair.new]
            place = bisect_left(news, pair.new)
            if bisect_left(olds, old) == place:
                news.insert(place, pair.new)
                insort(olds, old)
                yield Pair("changed", old, pair.new)
            else:
                yield Pair("moved", old, pair.new)
        else:
            yield pair
