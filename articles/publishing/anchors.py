"""Where a page can be linked to: the ids of its headings, given out in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from articles.text.alignment import SECTION_HEADINGS
from articles.text.heading_ids import page_ids
from articles.text.vocabulary import HEADINGS

_NO_SECTION = frozenset({"aside", "blockquote", "table", "figure"})


@dataclass(frozen=True)
class Heading:
    id: str
    text: str


class Anchors:
    """The ids of one page. A heading's comes from its words alone, so that other pages can work it out too."""

    def __init__(self) -> None:
        self._ids = page_ids()

    def place(self, root: HtmlElement) -> list[Heading]:
        """Give each heading its id; the main ones (h2), for the list of contents. Before citations get their numbers."""
        main = []
        for heading in root.iter(*HEADINGS):
            text = " ".join(heading.text_content().split())
            heading.set("id", self._ids.next(text))
            if heading.tag == "h2":
                main.append(Heading(heading.get("id", ""), text))
        return main


def section_headings(root: HtmlElement) -> Iterator[HtmlElement]:
    """Those that begin a section as `articles.text.alignment.sections` has it: its second section is the first of these."""
    for heading in root.iter(*SECTION_HEADINGS):
        if not any(holder.tag in _NO_SECTION for holder in _holders(heading, root)):
            yield heading


def _holders(element: HtmlElement, root: HtmlElement) -> Iterable[HtmlElement]:
    for holder in element.iterancestors():
        if holder is root:
            return
        yield holder
