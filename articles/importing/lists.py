"""Pieces with bullets or numbers to nested lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.importing.nodes import Item, ListNode
from articles.importing.pieces import Piece
from articles.importing.shapes import HOLLOW_BULLETS, SOLID_BULLETS

_COLUMNS_PER_STEP = 2
_FINER_STEPS = 8
_DEEPEST = 10


@dataclass(frozen=True)
class _Entry:
    depth: int
    piece: Piece

    @property
    def is_ordered(self) -> bool:
        return self.piece.number is not None

    def follows(self, other: "_Entry") -> bool:
        """A list whose numbers jump is two lists, so that no number of the source changes."""
        here, there = self.piece.number, other.piece.number
        if here is None or there is None:
            return here is there
        return here.position == there.position + 1


def lists(block: Sequence[Piece], inline: Callable[[str], str]) -> tuple[ListNode, ...]:
    """The lists of neighbouring pieces that all have a marker."""
    return _built(_with_depth(block), inline)


def _built(entries: Sequence[_Entry], inline: Callable[[str], str]) -> tuple[ListNode, ...]:
    found: list[ListNode] = []
    items: list[Item] = []
    tops = [index for index, entry in enumerate(entries) if entry.depth == entries[0].depth]
    first = entries[0] if entries else None
    for position, index in enumerate(tops):
        end = tops[position + 1] if position + 1 < len(tops) else len(entries)
        entry = entries[index]
        if items and first and not entry.follows(entries[tops[position - 1]]):
            found.append(_list(first, items))
            items, first = [], entry
        below = _built(entries[index + 1 : end], inline)
        items.append(Item(entry.piece.line, inline(entry.piece.text), below))
    return (*found, _list(first, items)) if first else ()


def _list(first: _Entry, items: Sequence[Item]) -> ListNode:
    start = first.piece.number.position if first.piece.number else 1
    return ListNode(first.piece.line, tuple(items), ordered=first.is_ordered, start=start)


def _with_depth(block: Sequence[Piece]) -> list[_Entry]:
    """Depth by indentation; where that says nothing, by parents, by the other kind of marker, by hollow bullets."""
    stack: list[int] = []
    entries: list[_Entry] = []
    for step in _steps(block):
        while stack and stack[-1] > step:
            stack.pop()
        if not stack or stack[-1] < step:
            stack.append(step)
        entries.append(_Entry(min(len(stack), _DEEPEST), block[len(entries)]))
    return entries


def _steps(block: Sequence[Piece]) -> list[int]:
    parent_at: int | None = None
    solid_at: set[int] = set()
    steps = []
    for index, piece in enumerate(block):
        column = piece.indent // _COLUMNS_PER_STEP
        finer = 0
        if piece.is_parent:
            parent_at = column
        elif parent_at is not None and column >= parent_at:
            finer += 1
        if _is_other_kind(block, index):
            finer += 2
        if piece.sign in SOLID_BULLETS and piece.sign:
            solid_at.add(column)
        elif piece.sign and piece.sign in HOLLOW_BULLETS and column in solid_at:
            finer += 4
        steps.append(column * _FINER_STEPS + finer)
    return steps


def _is_other_kind(block: Sequence[Piece], index: int) -> bool:
    """A bullet under a number (or the reverse) at the same indentation stands below it if the outer list goes on."""
    first, piece = block[0], block[index]
    if bool(piece.sign) == bool(first.sign) or piece.indent // _COLUMNS_PER_STEP != first.indent // _COLUMNS_PER_STEP:
        return False
    if first.number and not block[index - 1].before_blank:
        return True
    return any(bool(later.sign) == bool(first.sign) and later.indent == first.indent for later in block[index + 1 :])
