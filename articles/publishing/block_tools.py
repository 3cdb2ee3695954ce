"""What a text on the desk has beside each block that readers never see: a place to link to, and a way to comment on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from lxml.html import Element, HtmlElement

from articles.text.blocks import Block, blocks
from articles.text.vocabulary import BLOCKS, HEADINGS, LISTS

_HOLDERS = ("aside", "section")
_INNER = BLOCKS - {"p"}  # in a list item: blocks of their own, as `articles.text.blocks` has it
_FEW = 60


@dataclass(frozen=True)
class BlockTools:
    """For the texts of one page, in reading order. `html` is all of it, so that a block has the key that a comment names.

    `place_form` is the id of the form that keeps a reader's place; a button of it stands beside each heading.
    """

    html: str
    comment_url: str = ""
    place_form: str = ""
    _left: list[Block] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        self._left.extend(reversed(blocks(self.html)))

    def mark(self, root: HtmlElement) -> list[tuple[HtmlElement, Block]]:
        """The elements of the next blocks, each with an id; before anything is added to the text."""
        found = [(element, self._left.pop()) for element in elements_of_blocks(root)]
        for element, block in found:
            target = element if element.tag not in HEADINGS else _first(element)
            target.set("id", f"block-{block.key}")
        return found

    def add(self, marked: Iterable[tuple[HtmlElement, Block]]) -> None:
        """The links, after all else was added."""
        for element, block in marked:
            tools = [self._link(block)] if self.comment_url else []
            if self.place_form and element.tag in HEADINGS:
                tools.append(self._button(block))
            if tools:
                _place(element, tools)

    def _button(self, block: Block) -> HtmlElement:
        label = _("Keep my place here: %s") % block.text
        button = Element("button", {"class": "rb-block-tool", "name": "block", "value": block.key, "aria-label": label})
        button.set("form", self.place_form)
        button.text = _("Keep my place here")
        return button

    def _link(self, block: Block) -> HtmlElement:
        words = " ".join(block.text.split())
        short = words if len(words) <= _FEW else f"{words[:_FEW].rstrip()}…"
        comment, on_words, on_picture = self._labels
        label = on_words % short if short else on_picture
        link = Element(
            "a", {"class": "rb-block-tool", "href": f"{self.comment_url}?block={block.key}", "aria-label": label}
        )
        link.text = comment
        return link

    @cached_property
    def _labels(self) -> tuple[str, str, str]:
        """Looked up once for all blocks of a text."""
        return _("Comment"), _("Comment on: %s"), _("Comment on this picture")


def elements_of_blocks(nodes: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """One element for each block of a text, in the order of `articles.text.blocks.blocks`."""
    for child in nodes:
        if child.tag in _HOLDERS:
            yield from elements_of_blocks(child)
        elif child.tag in LISTS:
            for item in child:
                yield from _of_item(item)
        else:
            yield child


def _of_item(item: HtmlElement) -> Iterator[HtmlElement]:
    inner = [child for child in item if child.tag in _INNER]
    loose = [item.text, *(child.tail for child in item)]
    if len(inner) < len(item) or any((words or "").strip(" \n") for words in loose):
        yield item
    yield from elements_of_blocks(inner)


def _first(heading: HtmlElement) -> HtmlElement:
    """A heading's own id is that of its words."""
    mark = Element("span")
    mark.tail, heading.text = heading.text, None
    heading.insert(0, mark)
    return mark


def _place(element: HtmlElement, tools: list[HtmlElement]) -> None:
    """At the end of a paragraph's or item's own words; below anything else, as a line of its own."""
    if element.tag == "p":
        element.extend(tools)
    elif element.tag == "li":
        within = [place for place, child in enumerate(element) if child.tag in _INNER or child.tag == "div"]
        place = within[0] if within else len(element)
        element[place:place] = tools
    else:
        line = Element("p", {"class": "rb-block-tools"})
        line.extend(tools)
        below = _outermost(element)
        parent = below.getparent()
        line.tail, below.tail = below.tail, None
        parent.insert(parent.index(below) + 1, line)


def _outermost(element: HtmlElement) -> HtmlElement:
    """A table stands in frames that the page put around it."""
    parent = element.getparent()
    while element.tag in ("table", "div") and parent is not None and parent.tag == "div" and parent.get("class"):
        element, parent = parent, parent.getparent()
    return element
