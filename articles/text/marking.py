"""A text with what changed in it marked where it stands: words added and removed, passages moved, removed, come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from articles.text.blocks import blocks
from articles.text.comparison import Badge, Change, Word, badge_sentence, compare
from articles.text.comparison.sentences import BADGE_NAMES
from articles.text.letters import Letter, letters, visited
from articles.text.reading import elements
from articles.text.tree import Element, Node, serialise
from articles.text.vocabulary import BLOCKS, LISTS

_HOLDERS = frozenset({"aside", "section"})
_INNER = BLOCKS - {"p"}
# What the plain form of a table or list puts between the words of its cells and items.
_BETWEEN = frozenset(" |\n-^_().0123456789")
_MOST_BETWEEN = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """`html` is for showing: the text in the dialect with `ins`, `del` and a label at each of its `places`."""

    html: str
    places: int


def changed_places(old: str, new: str) -> int:
    """In how many places a text changed."""
    return sum(change.kind != "same" for change in compare(old, new))


def marked(old: str, new: str, *, first: int = 1) -> Marked:
    """The new text; its places are numbered from `first`, each with the id "change-⟨number⟩"."""
    marker = _Marker(compare(old, new), [block.key for block in blocks(new)], first)
    return Marked(serialise(marker.finish(elements(new))), marker.number - first)


class _Marker:
    """Goes through the text as `blocks` does, so that it meets the blocks in their order."""

    def __init__(self, changes: Sequence[Change], keys: Sequence[str], first: int) -> None:
        self.number = first
        self.keys = iter(keys)
        self.changes = {change.new.key: change for change in changes if change.new}
        self.gone = _gone_before(changes)

    def finish(self, nodes: Iterable[Element]) -> Iterator[Node]:
        yield from self.walk(nodes)
        yield from self.removed(None, in_list=False)

    def walk(self, nodes: Iterable[Element]) -> Iterator[Node]:
        for node in nodes:
            if node.tag in _HOLDERS:
                yield replace(node, children=tuple(self.walk(node.elements())))
            elif node.tag in LISTS:
                yield replace(node, children=tuple(self.items(node)))
            else:
                key = next(self.keys)
                yield from self.removed(key, in_list=False)
                yield from self.block(node, self.changes[key])

    def items(self, list_: Element) -> Iterator[Node]:
        for item in list_.elements():
            inner = tuple(child for child in item.elements() if child.tag in _INNER)
            own = tuple(child for child in item.children if isinstance(child, str) or child.tag not in _INNER)
            label: tuple[Node, ...] = ()
            if own:
                key = next(self.keys)
                yield from self.removed(key, in_list=True)
                change = self.changes[key]
                label = self.label(change, "span") if change.kind != "same" else ()
                own = worded(replace(item, children=own), change).children
            yield replace(item, children=(*label, *own, *self.walk(inner)))

    def block(self, node: Element, change: Change) -> Iterator[Node]:
        if change.kind == "same":
            yield node
        else:
            yield from self.label(change, "p")
            yield worded(node, change)

    def removed(self, key: str | None, *, in_list: bool) -> Iterator[Node]:
        """What stood before a block and is gone, where it stood."""
        for change in self.gone.get(key, ()):
            words = Element("del", {}, (change.old.text if change.old else "",))
            if in_list:
                yield Element("li", {}, (*self.label(change, "span"), words))
            else:
                yield from (*self.label(change, "p"), Element("p", {}, (words,)))

    def label(self, change: Change, tag: str) -> tuple[Node, ...]:
        attributes = {"class": "rb-change", "id": f"change-{self.number}", "tabindex": "-1"}
        self.number += 1
        badges = (part for badge in change.badges for part in (" ", _shown(badge)))
        return (Element(tag, attributes, (said(change), *badges)), *([" "] if tag == "span" else []))


def _shown(badge: Badge) -> Element:
    """As the comparison says it: "Number changed: 0.5 mg → 5 mg, ten times"."""
    words = (str(BADGE_NAMES[badge.kind]), badge.at, badge_sentence(badge))
    return Element("strong", {"class": "rb-compare__quantity"}, (": ".join(filter(None, words)),))


def said(change: Change) -> str:
    if change.kind == "changed" and all(word.kind == "same" for word in change.words):
        return _("Formatting, a link or a citation changed")
    return {
        "added": _("Added"),
        "removed": _("Removed"),
        "changed": _("Changed"),
        "moved": _("Moved here"),
        "same": "",
    }[change.kind]


def _gone_before(changes: Sequence[Change]) -> Mapping[str | None, Sequence[Change]]:
    """What is gone by the key of the block before which it stood; None is the end of the text."""
    gone: dict[str | None, list[Change]] = {}
    waiting: list[Change] = []
    for change in changes:
        if change.new is None:
            waiting.append(change)
        elif waiting:
            gone[change.new.key] = waiting
            waiting = []
    return {**gone, None: waiting} if waiting else gone


@dataclass(frozen=True, slots=True)
class _Fates:
    """Places of the new text whose letter was added, and what was removed before a place."""

    added: frozenset[int]
    removed: Mapping[int, str]


def worded(node: Element, change: Change) -> Element:
    """The block with its words marked; as it is where nothing says which of its words are new."""
    if change.new is None:
        return node
    text = change.new.text
    passages: list[tuple[Letter, ...]] = []
    visited([node], lambda passage, _place: _noted(passage, passages))
    places = _places([letter for passage in passages for letter in passage], text)
    if places is None or all(word.kind == "same" for word in change.words):
        return node
    (element,) = visited([node], _Rewriter(_fates(change.words), places, sum(map(len, passages))).visit)
    assert isinstance(element, Element)
    return element


def _noted(passage: tuple[Node, ...], passages: list[tuple[Letter, ...]]) -> tuple[Node, ...]:
    passages.append(letters(passage))
    return passage


def _fates(words: Iterable[Word]) -> _Fates:
    place = 0
    added: set[int] = set()
    removed: dict[int, str] = {}
    for word in words:
        if word.kind == "removed":
            removed[place] = removed.get(place, "") + word.text
            continue
        if word.kind == "added":
            added.update(range(place, place + len(word.text)))
        place += len(word.text)
    return _Fates(frozenset(added), removed)


def _places(found: Iterable[Letter], text: str) -> list[int] | None:
    """Where in the plain form each letter stands. It leaves out blanks beside a citation and puts signs between cells."""
    places: list[int] = []
    place = 0
    for letter in found:
        if letter.node is None or letter.shown == " ":
            places.append(place)
            place += text[place : place + 1].isspace()
            continue
        at = next((at for at in _candidates(text, place) if text[at] == letter.shown), None)
        if at is None:
            return None
        places.append(at)
        place = at + 1
    return places


def _candidates(text: str, place: int) -> Iterator[int]:
    for at in range(place, min(place + _MOST_BETWEEN, len(text))):
        yield at
        if text[at] not in _BETWEEN:
            return


class _Rewriter:
    """Puts `ins` and `del` between the letters of each passage, inside the marks that lie on them."""

    def __init__(self, fates: _Fates, places: Sequence[int], count: int) -> None:
        self.fates, self.places, self.count = fates, places, count
        self.waiting = deque(sorted(fates.removed.items()))
        self.at = 0

    def visit(self, passage: tuple[Node, ...], _place: object) -> tuple[Node, ...]:
        rewritten = tuple(self.write(passage))
        return (*rewritten, *self.left_over()) if self.at == self.count else rewritten

    def write(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, str):
                yield from self.run(node)
            elif node.tag == "br":
                self.at += 1
                yield node
            elif node.tag in ("sup", "sub"):
                yield from self.shifted(node)
            else:
                yield replace(node, children=tuple(self.write(node.children)))

    def shifted(self, node: Element) -> Iterator[Node]:
        """What is raised is one word: its marks stand around it."""
        size = len(letters([node]))
        yield from self.gone_before(self.at)
        is_added = any(self.is_added(at) for at in range(self.at, self.at + size))
        self.at += size
        yield Element("ins", {}, (node,)) if is_added else node

    def run(self, text: str) -> Iterator[Node]:
        kept, is_new = "", False
        for sign in text:
            gone = tuple(self.gone_before(self.at))
            added = self.is_added(self.at)
            if kept and (gone or added != is_new):
                yield _run(kept, is_new=is_new)
                kept = ""
            yield from gone
            kept, is_new = kept + sign, added
            self.at += 1
        if kept:
            yield _run(kept, is_new=is_new)

    def is_added(self, at: int) -> bool:
        return self.places[at] in self.fates.added

    def gone_before(self, at: int) -> Iterator[Node]:
        while self.waiting and self.waiting[0][0] <= self.places[at]:
            yield Element("del", {}, (self.waiting.popleft()[1],))

    def left_over(self) -> Iterator[Node]:
        while self.waiting:
            yield Element("del", {}, (self.waiting.popleft()[1],))


def _run(text: str, *, is_new: bool) -> Node:
    return Element("ins", {}, (text,)) if is_new and text.strip() else text
