"""What changed between two texts: blocks first, then words, then what lies on them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from articles.text.blocks import Block, blocks
from articles.text.comparison import badges, structure
from articles.text.comparison.aligning import Pair, Piece, align
from articles.text.comparison.changes import Change, ChangeKind, Detail, DetailKind
from articles.text.comparison.identity import same_html
from articles.text.comparison.passages import Compared, arrived, compared, gone, unchanged
from articles.text.comparison.prose import Prose, read
from articles.text.comparison.tables import compared_tables
from articles.text.comparison.wording import Effort, count
from articles.text.tree import parse


@lru_cache(maxsize=16)
def compare(old_html: str, new_html: str) -> tuple[Change, ...]:
    """Every block of both texts once, in the order of the new text; what was removed stands where it stood."""
    return tuple(_Texts(blocks(old_html), blocks(new_html)).changes())


def words_changed(old: str, new: str) -> int:
    """How many words were added, removed or exchanged (an exchanged word counts once)."""
    return sum(count(change.words) for change in compare(old, new))


def _piece(block: Block) -> Piece:
    """A warning that became a plain paragraph, or an item that is deeper in its list, is not the same."""
    return Piece((same_html(block.html, block.text), block.within, block.level), block.kind, lambda: block.text)


class _Texts:
    """Two texts and what is known of them while their blocks are compared."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block]) -> None:
        self._old, self._new = old, new
        self._pairs = align([_piece(block) for block in old], [_piece(block) for block in new])
        self._stayed = {pair.new: pair.old for pair in self._pairs if pair.kind in ("same", "changed")}
        self._lists = structure.Lists()
        self._effort = Effort()

    def changes(self) -> Iterator[Change]:
        return (self._change(pair) for pair in self._pairs)

    def _change(self, pair: Pair) -> Change:
        old = None if pair.old is None else self._old[pair.old]
        new = None if pair.new is None else self._new[pair.new]
        change = _two_sided(pair, old, new, self._effort) if old and new else _one_sided(old, new)
        around = tuple(self._around(pair)) if old and new else ()
        if around:
            change = replace(change, details=(*change.details, *around))
        if change.kind == "same" and change.details:
            change = replace(change, kind="changed")
        if change.kind == "changed" and not change.words_differ and not change.details:
            change = replace(change, details=(Detail(DetailKind.FORMATTING, words=new.text if new else ""),))
        if change.kind != "same" and (warning := tuple(badges.warning(old, new))):
            change = replace(change, badges=(*change.badges, *warning))
        return change

    def _around(self, pair: Pair) -> Iterator[Detail]:
        """What stands around a block may change and leave the block as it was."""
        assert pair.old is not None
        assert pair.new is not None
        old, new = self._old[pair.old], self._new[pair.new]
        yield from structure.details(old, new)
        yield from self._lists.details(old, new)
        if pair.old and pair.new and self._stayed.get(pair.new - 1) == pair.old - 1 and pair.kind != "moved":
            yield from structure.grouping((self._old[pair.old - 1], old), (self._new[pair.new - 1], new))


def _one_sided(old: Block | None, new: Block | None) -> Change:
    block = old or new
    assert block is not None
    found = gone(_prose(block)) if old else arrived(_prose(block))
    return _made("removed" if old else "added", old, new, found)


def _two_sided(pair: Pair, old: Block, new: Block, effort: Effort) -> Change:
    if old.html == new.html or same_html(old.html, old.text) == same_html(new.html, new.text):
        return _made(pair.kind, old, new, unchanged(Prose(new.text)))
    if old.kind == new.kind == "table":
        tables = compared_tables(old.html, new.html, effort)
        return Change(pair.kind, old, new, tables.words, tables.details, tables.badges, tables.table)
    return _made(pair.kind, old, new, compared(_prose(old), _prose(new), effort))


def _made(kind: ChangeKind, old: Block | None, new: Block | None, found: Compared) -> Change:
    return Change(kind, old, new, found.words, found.details, found.badges)


def _prose(block: Block) -> Prose:
    return read(parse(block.html))
