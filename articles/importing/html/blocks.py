"""The elements of a text to nodes: headings, paragraphs, lists, tables, boxes, pictures, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext_lazy as _
from lxml.etree import _Element as Element

from articles.importing import shapes
from articles.importing.html import lists, notes, tables
from articles.importing.html.inline import Inline, text
from articles.importing.html.words import words_of
from articles.importing.imported import LeftOut
from articles.importing.nodes import Card, Heading, Item, ListNode, Markup, Node, Paragraph, Quote

_BLOCKS_TEXT = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hgroup hr html img li main ol p picture pre section summary table ul"
)
BLOCKS = frozenset(_BLOCKS_TEXT.split())
_BOLD = re.compile(r"<strong>((?:(?!</?strong>).)+)</strong>:?$", re.DOTALL)
_PARTED = re.compile(r"(?:<br>\s*){2,}")
_BOXES = (
    (
        "key-points",
        re.compile(r"(?:^|[\s_-])(?:key-?points|takeaways?|highlights|at-a-glance)(?=$|[\s_-])", re.IGNORECASE),
    ),
    ("warning", re.compile(r"(?:^|[\s_-])(?:warning|caution|danger)(?=$|[\s_-])", re.IGNORECASE)),
    ("note", re.compile(r"(?:^|[\s_-])(?:note|callout|info-?box|admonition)(?=$|[\s_-])", re.IGNORECASE)),
)
_LONGEST_SUMMARY = 140
TakePicture = Callable[[str, str], str]


@dataclass
class Blocks:
    """Reads a tree of HTML. `take_picture(source, alt)` gives an address of our own, or nothing."""

    inline: Inline
    take_picture: TakePicture
    notes: list[str] = field(default_factory=list)
    line: int = 0
    _keeps_bold: int = 0

    def nodes(self, element: Element) -> list[Node]:
        return lists.with_typed_lists(self._read(element))

    def _read(self, element: Element) -> list[Node]:
        """Blocks, and as paragraphs the words that stand between them."""
        found: list[Node] = []
        run: list[str | Element] = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str) and _is_block(child):
                found.extend(self._paragraphs(run))
                self._block(child, found)
                run = []
            elif isinstance(child.tag, str):
                run.append(child)
            run.append(child.tail or "")
        found.extend(self._paragraphs(run))
        return found

    def _paragraphs(self, run: list[str | Element]) -> Iterator[Node]:
        html = self.inline.run(run)
        for part in _PARTED.split(html) if html else ():
            if part.strip():
                yield self._paragraph(part.strip())

    def _paragraph(self, html: str) -> Node:
        line = self._next()
        bold = None if self._keeps_bold else _BOLD.match(html)
        if bold and _names_a_section(bold[1]):
            return Heading(line, bold[1])
        return Paragraph(line, html)

    def _next(self) -> int:
        self.line += 1
        self.inline.line = self.line
        return self.line

    def _block(self, element: Element, found: list[Node]) -> None:
        readers: dict[str, Callable[[Element, list[Node]], None]] = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(("ul", "ol"), self._list),
            "p": self._p,
            "table": self._table,
            "blockquote": self._quote,
            "dl": self._definitions,
            "details": self._details,
            "figure": self._figure,
            "img": self._image,
            "picture": self._picture,
            "pre": self._code,
        }
        reader = readers.get(str(element.tag))
        if reader is not None:
            reader(element, found)
        elif kind := _box(element):
            parts = self.nodes(element)
            found.extend([Card(parts[0].line, kind, tuple(parts))] if _fits_box(parts) else parts)
        else:
            found.extend(self._read(element))

    def _heading(self, element: Element, found: list[Node]) -> None:
        for image in list(element.iter("img")):
            self._image(image, found)
        html = _without_bold(self.inline.html(element).replace("<br>", " "))
        if html.strip():
            number = shapes.numbered(html)
            found.append(Heading(self._next(), html, int(str(element.tag)[1]), number.number if number else ""))

    def _p(self, element: Element, found: list[Node]) -> None:
        if level := lists.word_level(element):
            for span in [s for s in element.iter("span") if "mso-list:ignore" in (s.get("style") or "").lower()]:
                span.text, span[:] = "", []
            item = Item(self._next(), self.inline.html(element))
            one = ListNode(item.line, (item,), ordered=lists.word_is_numbered(element))
            lists.put(found, one, level - 1)
        elif "title" in (element.get("class") or "").split():
            found.append(Heading(self._next(), _without_bold(self.inline.html(element)), 1))
        elif any(_is_block(child) for child in element if isinstance(child.tag, str)):
            found.extend(self._read(element))
        else:
            found.extend(self._paragraphs([element]))

    def _list(self, element: Element, found: list[Node]) -> None:
        if element.tag == "ol" and self._are_notes(element):
            return
        made = self._items(element)
        if not made.items:
            return
        name, level = lists.level_of(element)
        if name and level:
            lists.put(found, made, level)
        elif name and found and isinstance(found[-1], ListNode) and made.ordered and made.start > 1:
            lists.put(found, made, 0)
        else:
            found.append(made)

    def _items(self, element: Element) -> ListNode:
        self._keeps_bold += 1
        items: list[Item] = []
        for child in element:
            if child.tag in ("ul", "ol"):
                below = self._items(child)
                if items and below.items:
                    items[-1] = Item(items[-1].line, items[-1].html, (*items[-1].below, below))
                elif below.items:
                    items.extend(below.items)
            elif isinstance(child.tag, str):
                items.extend(self._item(child))
        self._keeps_bold -= 1
        start = element.get("start") or "1"
        return ListNode(
            self.line, tuple(items), element.tag == "ol", int(start) if start.isdecimal() and len(start) < 5 else 1
        )

    def _item(self, element: Element) -> Iterator[Item]:
        parts = self._read(element)
        texts = [part.html for part in parts if isinstance(part, Paragraph | Heading | Markup)]
        below = tuple(part for part in parts if isinstance(part, ListNode))
        if texts or below:
            yield Item(self.line, "<br>".join(texts), below)

    def _are_notes(self, element: Element) -> bool:
        """The notes at the end of a document, taken out: they are its references unless it has a list of them."""
        if not notes.are_notes(element):
            return False
        items = [child for child in element if child.tag == "li"]
        self.notes.extend(self.inline.html(item) if _is_flat(item) else self._joined(item) for item in items)
        return True

    def _joined(self, item: Element) -> str:
        self._keeps_bold += 1
        parts = [part.html for part in self._read(item) if isinstance(part, Paragraph | Heading)]
        self._keeps_bold -= 1
        return " ".join(parts)

    def _table(self, element: Element, found: list[Node]) -> None:
        if tables.is_layout(element):
            for cell in tables.cells_of(element):
                if tables.is_menu(cell):
                    words = " ".join(words_of(cell).split())
                    self.inline.left_out.append(LeftOut(self.line, words[:200], _("A menu of the former page.")))
                else:
                    found.extend(self._read(cell))
            return
        for image in list(element.iter("img")):
            self._image(image, found)
        found.append(Markup(self._next(), tables.html_of(element, self.inline)))

    def _quote(self, element: Element, found: list[Node]) -> None:
        if parts := self.nodes(element):
            found.append(Quote(self._next(), tuple(parts)))

    def _definitions(self, element: Element, found: list[Node]) -> None:
        """Its own terms and explanations, which may stand in groups; a list within is read with what it stands in."""
        for child in element:
            if child.tag == "dt" and (html := self.inline.html(child)):
                found.append(Paragraph(self._next(), f"<strong>{_without_bold(html)}</strong>"))
            elif child.tag == "div":
                self._definitions(child, found)
            elif child.tag != "dt":
                found.extend(self._read(child))

    def _details(self, element: Element, found: list[Node]) -> None:
        """What could be unfolded is always open (S14); the words to click on are its heading."""
        for child in element:
            if child.tag == "summary" and len(words_of(child)) <= _LONGEST_SUMMARY:
                found.append(Heading(self._next(), _without_bold(self.inline.html(child))))
                element.remove(child)
                break
        found.extend(self._read(element))

    def _code(self, element: Element, found: list[Node]) -> None:
        words = words_of(element)
        lines = [f"<code>{text(line.strip())}</code>" for line in words.splitlines() if line.strip()]
        if lines:
            found.append(Paragraph(self._next(), "<br>".join(lines)))

    def _figure(self, element: Element, found: list[Node]) -> None:
        if next(element.iter("table"), None) is not None or next(element.iter("img"), None) is None:
            found.extend(self._read(element))
            return
        caption = next(element.iter("figcaption"), None)
        words = self.inline.html(caption) if caption is not None else ""
        for image in element.iter("img"):
            self._image(image, found, words)
            words = ""

    def _picture(self, element: Element, found: list[Node]) -> None:
        for image in element.iter("img"):
            self._image(image, found)

    def _image(self, element: Element, found: list[Node], caption: str = "") -> None:
        line, source = self._next(), (element.get("src") or element.get("data-src") or "").strip()
        alt = " ".join((element.get("alt") or "").split())
        address = self.take_picture(source, alt)
        if address:
            told = f"<figcaption>{caption}</figcaption>" if caption else ""
            found.append(Markup(line, f'<figure><img src="{address}" alt="{escape(alt)}">{told}</figure>'))
            return
        if not source.startswith("data:image/svg"):
            shown = f"{alt} ({source[:120]})".strip()
            reason = _(
                "A picture that is not in the file. Pictures of other sites are not fetched: add it in the editor."
            )
            self.inline.left_out.append(LeftOut(line, shown, reason, "image"))
        if caption:
            found.append(Paragraph(line, caption))


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or next(element.iter(*BLOCKS), None) is not None


def _is_flat(element: Element) -> bool:
    return not any(_is_block(child) for child in element if isinstance(child.tag, str))


def _names_a_section(html: str) -> bool:
    words = re.sub(r"<[^<>]*>", "", html).strip()
    return shapes.looks_like_title(words) or shapes.looks_like_label(words) or shapes.looks_like_question(words)


def _without_bold(html: str) -> str:
    return html.replace("<strong>", "").replace("</strong>", "").strip()


def _box(element: Element) -> str:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return next((kind for kind, pattern in _BOXES if pattern.search(names)), "")


def _fits_box(parts: list[Node]) -> bool:
    """A box of paragraphs and lists, not a whole page that is called "info"."""
    return 0 < len(parts) <= 12 and not any(isinstance(part, Card | Quote) for part in parts)
