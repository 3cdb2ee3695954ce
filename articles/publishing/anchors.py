"""Where a page can be linked to: the ids of its headings, given out in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from lxml.html import HtmlElement

from articles.text.alignment import SECTION_HEADINGS
from articles.text.vocabulary import HEADINGS

# A slug never begins with "_", so that ids that do are free for the frame.
FRAME_IDS = frozenset(
    {"authors", "bottom-line", "choose", "contents", "disclaimer", "main", "references", "review", "words-explained"}
)
FRAME_PREFIXES = ("ref-", "cite-", "table-", "explained-")
_NO_SECTION = frozenset({"aside", "blockquote", "table", "figure"})


@dataclass(frozen=True)
class Heading:
    id: str
    text: str


class Anchors:
    """The ids of one page. A heading's comes from its words alone, so that other pages can work it out too."""

    def __init__(self) -> None:
        self._taken = set(FRAME_IDS)

    def place(self, root: HtmlElement) -> list[Heading]:
        """Give each heading its id; the main ones (h2), for the list of contents. Before citations get their numbers."""
        main = []
        for heading in root.iter(*HEADINGS):
            text = " ".join(heading.text_content().split())
            heading.set("id", self._free_id(text))
            if heading.tag == "h2":
                main.append(Heading(heading.get("id", ""), text))
        return main

    def _free_id(self, text: str) -> str:
        base = slugify(text)[:60].strip("-") or "section"
        base = f"section-{base}" if base.startswith(FRAME_PREFIXES) else base
        candidates = (base, *(f"{base}-{count}" for count in range(2, 1000)))
        free = next(name for name in candidates if name not in self._taken)
        self._taken.add(free)
        return free


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
