"""Which of the exchanged words a person has to look at before all else: numbers, drugs, sides, negations (S21)."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from articles.text.blocks import Block
from articles.text.comparison.amounts import Figure, factor, figure
from articles.text.comparison.changes import Badge, BadgeKind
from articles.text.comparison.concerns import concerns
from articles.text.comparison.formatting import flat, is_raised
from articles.text.comparison.wording import Run
from articles.text.quantities import Token

WARNINGS = frozenset({"warning", "emergency", "urgent", "see-someone"})


def badges(old: Sequence[Token], new: Sequence[Token], runs: Iterable[Run]) -> Iterator[Badge]:
    """For each place where words were exchanged what is at stake there."""
    for run in runs:
        if not run.equal:
            before, after = old[run.old : run.old_end], new[run.new : run.new_end]
            yield from _figures(_read(before), _read(after))
            yield from _words(before, after)


def one_sided(tokens: Sequence[Token], *, is_new: bool) -> Iterator[Badge]:
    """For a passage that came or went: one badge of a kind."""
    for kind, words in _by_kind(tokens).items():
        text = ", ".join(dict.fromkeys(words))
        yield Badge(kind, "", text) if is_new else Badge(kind, text, "")


def warning(old: Block | None, new: Block | None) -> Iterator[Badge]:
    """Whatever changes in a box that warns, and a passage that gets into one or out of it."""
    before, after = _warns(old), _warns(new)
    if before or after:
        yield Badge(BadgeKind.WARNING, before, after)


def _warns(block: Block | None) -> str:
    kinds = [holder.value for holder in block.holders if holder.value in WARNINGS] if block else []
    return kinds[-1] if kinds else ""


def _by_kind(tokens: Iterable[Token]) -> dict[BadgeKind, list[str]]:
    found: dict[BadgeKind, list[str]] = {}
    for token in tokens:
        number = figure(token)
        kinds = [_kind(number)] if number else [kind for kind, _ in concerns(token.text)]
        for kind in kinds:
            found.setdefault(kind, []).append(token.text)
    return found


def _read(tokens: Iterable[Token]) -> list[Figure]:
    return [found for token in tokens if (found := figure(token))]


def _figures(old: list[Figure], new: list[Figure]) -> Iterator[Badge]:
    """Numbers in their order, those first that measure the same kind of thing."""
    if [(f.value, f.unit) for f in old] == [(f.value, f.unit) for f in new]:
        return
    before, after = _without_shared(old, new), _without_shared(new, old)
    if not before and not after:
        yield Badge(_kind(old[0]), ", ".join(f.text for f in old), ", ".join(f.text for f in new))
    yield from (_exchanged(one, other) for one, other in _paired(before, after) if not _only_lowered(one, other))


def _without_shared(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    there = Counter((other.value, other.unit) for other in others)
    left: list[Figure] = []
    for found in figures:
        if there[found.value, found.unit]:
            there[found.value, found.unit] -= 1
        else:
            left.append(found)
    return left


def _paired(old: list[Figure], new: list[Figure]) -> Iterator[tuple[Figure | None, Figure | None]]:
    waiting: dict[tuple[str, ...], deque[Figure]] = {}
    for other in new:
        waiting.setdefault(other.dimension, deque()).append(other)
    left: list[Figure] = []
    for one in old:
        if like := waiting.get(one.dimension):
            yield one, like.popleft()
        else:
            left.append(one)
    yield from zip_longest(left, (other for others in waiting.values() for other in others))


def _only_lowered(old: Figure | None, new: Figure | None) -> bool:
    """ "CO₂" and "CO2" are one substance; a detail says that they are written otherwise."""
    return bool(old and new and flat(old.text) == flat(new.text) and not is_raised(old.text + new.text))


def _exchanged(old: Figure | None, new: Figure | None) -> Badge:
    if old is None or new is None:
        known = old or new
        assert known is not None
        return Badge(_kind(known), old.text if old else "", new.text if new else "")
    # Where only a superscript was lost, the new number means nothing, and neither does a factor.
    times = None if flat(old.text) == flat(new.text) and is_raised(old.text + new.text) else factor(old, new)
    return Badge(_kind_of_both(old, new), old.text, new.text, None if times is None else float(times))


def _kind(figure: Figure) -> BadgeKind:
    return BadgeKind.FREQUENCY if figure.is_frequency else BadgeKind.NUMBER


def _kind_of_both(old: Figure, new: Figure) -> BadgeKind:
    if old.is_frequency or new.is_frequency:
        return BadgeKind.FREQUENCY
    return BadgeKind.UNIT if old.value == new.value else BadgeKind.NUMBER


def _words(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Badge]:
    before, after = _meanings(old), _meanings(new)
    for kind in BadgeKind:
        gone, come = _only(before, after, kind), _only(after, before, kind)
        if gone or come:
            yield Badge(kind, ", ".join(gone), ", ".join(come))


def _meanings(tokens: Sequence[Token]) -> list[tuple[tuple[BadgeKind, str], str]]:
    words = (token.text for token in tokens if not figure(token))
    return [(concern, word) for word in words for concern in concerns(word)]


def _only(
    these: Iterable[tuple[tuple[BadgeKind, str], str]],
    those: Iterable[tuple[tuple[BadgeKind, str], str]],
    kind: BadgeKind,
) -> list[str]:
    there = Counter(concern for concern, _ in those)
    left: list[str] = []
    for concern, word in these:
        if there[concern]:
            there[concern] -= 1
        elif concern[0] == kind:
            left.append(word)
    return left
