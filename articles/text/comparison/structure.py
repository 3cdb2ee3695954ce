"""What changed about a block as a whole: its kind, its level, its list, its box, its image."""

from collections.abc import Iterator

from articles.text.blocks import Block, Holder
from articles.text.comparison.changes import Detail, DetailKind
from articles.text.plain import lines
from articles.text.tree import Element, Node, parse
from articles.text.vocabulary import HEADINGS, LISTS, QUESTION


def details(old: Block, new: Block) -> Iterator[Detail]:
    yield from _kind(old, new)
    yield from _boxes(old, new)
    if old.kind == new.kind == "figure":
        yield from _figure(old, new)


def _kind(old: Block, new: Block) -> Iterator[Detail]:
    words = new.text
    if old.kind in HEADINGS and new.kind in HEADINGS:
        if old.text != new.text:
            yield Detail(DetailKind.HEADING, old.text, new.text, words)
        if old.level != new.level:
            yield Detail(DetailKind.HEADING_LEVEL, str(old.level), str(new.level), words)
    elif old.kind != new.kind:
        yield Detail(DetailKind.BLOCK_KIND, old.kind, new.kind, words)
    elif old.level != new.level:
        yield Detail(DetailKind.LIST_DEPTH, str(old.level), str(new.level), words)


def _boxes(old: Block, new: Block) -> Iterator[Detail]:
    before, after = _box(old), _box(new)
    if before != after:
        yield Detail(DetailKind.BOX, before, after, new.text)
    asked, asks = _is_in_pair(old), _is_in_pair(new)
    if asked != asks:
        yield Detail(DetailKind.QUESTION, QUESTION if asked else "", QUESTION if asks else "", new.text)


def _box(block: Block) -> str:
    return " ".join(holder.value for holder in block.holders if holder.tag == "aside")


def _is_in_pair(block: Block) -> bool:
    return any(holder.tag == "section" for holder in block.holders)


def _figure(old: Block, new: Block) -> Iterator[Detail]:
    before, after = _image(old), _image(new)
    if before["src"] != after["src"]:
        yield Detail(DetailKind.IMAGE, before["src"], after["src"], new.text)
    if before["alt"] != after["alt"]:
        yield Detail(DetailKind.ALT_TEXT, before["alt"], after["alt"], after["alt"])
    if before["caption"] != after["caption"]:
        yield Detail(DetailKind.CAPTION, before["caption"], after["caption"], after["caption"])


def _image(figure: Block) -> dict[str, str]:
    parts = [part for node in parse(figure.html) for part in _children(node)]
    found = {"src": "", "alt": "", "caption": ""}
    for part in parts:
        if part.tag == "img":
            found |= {"src": part.attributes["src"], "alt": part.attributes["alt"]}
        elif part.tag == "figcaption":
            found["caption"] = lines([part])
    return found


def _children(node: Node) -> Iterator[Element]:
    return node.elements() if isinstance(node, Element) else iter(())


class Lists:
    """Which list of the one text became which of the other: told once a list, on the first item that both have."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def details(self, old: Block, new: Block) -> Iterator[Detail]:
        """Every list around the block, outermost first."""
        before, after = _lists(old), _lists(new)
        if len(before) == len(after):
            for one, other in zip(before, after, strict=True):
                if (one.number, other.number) not in self._seen:
                    self._seen.add((one.number, other.number))
                    yield from _list(one, other, new.text)


def _lists(block: Block) -> list[Holder]:
    return [holder for holder in block.holders if holder.tag in LISTS]


def _list(old: Holder, new: Holder, words: str) -> Iterator[Detail]:
    if old.tag != new.tag:
        yield Detail(DetailKind.LIST_KIND, old.tag, new.tag, words)
    elif old.value != new.value:
        yield Detail(DetailKind.LIST_START, old.value, new.value, words)


def grouping(old: tuple[Block, Block], new: tuple[Block, Block]) -> Iterator[Detail]:
    """Two blocks that follow each other in both texts, as (before, this): do they stand in the same list, item, box?"""
    if all(_shape(one) == _shape(other) for one, other in zip(old, new, strict=True)):
        together, now = _together(*old), _together(*new)
        if together != now:
            yield Detail(DetailKind.JOINED if now > together else DetailKind.PARTED, words=new[1].text)


def _shape(block: Block) -> list[str]:
    return [holder.tag for holder in block.holders]


def _together(before: Block, this: Block) -> int:
    return len({holder.number for holder in before.holders} & {holder.number for holder in this.holders})
