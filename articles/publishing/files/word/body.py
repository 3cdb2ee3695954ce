"""A text of the dialect as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from articles.models import Image
from articles.publishing.files.word import markup
from articles.publishing.wording import BOXES
from articles.text.labels import label
from articles.text.tree import Element, Node
from articles.text.vocabulary import BLOCKS, HEADINGS, LISTS

_MARKS: Final = frozenset({"strong", "em", "sup", "sub", "code"})
_DEEPEST: Final = 8  # levels of a list in Word are 0 to 8


@dataclass
class Body:
    """Writes blocks and keeps what the other parts of the document must name: links, pictures, lists.

    `lists` are (is ordered, first number), in the order of their numbers from 1.
    """

    numbers: Mapping[str, int]
    images: Mapping[str, Image]
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, tuple[str, Image]] = field(default_factory=dict)
    lists: list[tuple[bool, int]] = field(default_factory=list)
    _drawn: int = 0

    def blocks(self, nodes: Iterable[Node], *, style: str = "") -> str:
        return "".join(self._block(node, style) for node in nodes)

    def _block(self, node: Node, style: str) -> str:
        if isinstance(node, str):
            return markup.paragraph(markup.run(node), style=style)
        if node.tag in HEADINGS:
            return markup.paragraph(self._runs(node.children), style=f"Heading{int(node.tag[1]) - 1}")
        if node.tag in LISTS:
            return self._list(node, 0)
        kinds = {
            "table": self._table,
            "figure": self._figure,
            "aside": self._box,
            "section": self._pair,
            "blockquote": self._quotation,
        }
        if node.tag in kinds:
            return kinds[node.tag](node)
        return markup.paragraph(self._runs(node.children), style=style)

    def _pair(self, pair: Element) -> str:
        return self.blocks(pair.children)

    def _quotation(self, quoted: Element) -> str:
        return self.blocks(quoted.children, style="Quote")

    def _box(self, box: Element) -> str:
        """Between two lines, its label first, as the page has it."""
        kind = box.attributes.get("data-kind", "")
        named = markup.paragraph(markup.run(str(BOXES.get(kind, "")), ["strong"]), style="Box")
        return named + self.blocks(box.children, style="Box")

    def _list(self, node: Element, depth: int) -> str:
        self.lists.append((node.tag == "ol", int(node.attributes.get("start", "1"))))
        number = len(self.lists)
        return "".join(self._item(item, number, min(depth, _DEEPEST)) for item in node.elements())

    def _item(self, item: Element, number: int, depth: int) -> str:
        own = [child for child in item.children if isinstance(child, str) or child.tag not in BLOCKS]
        below = [child for child in item.children if isinstance(child, Element) and child.tag in BLOCKS]
        written = ""
        if own or not below or below[0].tag != "p":
            written = markup.paragraph(self._runs(own), style="ListParagraph", numbered=(number, depth))
        for place, child in enumerate(below):
            if child.tag in LISTS:
                written += self._list(child, depth + 1)
            elif not written and place == 0:
                runs = self._runs(child.children)
                written = markup.paragraph(runs, style="ListParagraph", numbered=(number, depth))
            else:
                written += self._block(child, "ListParagraph")
        return written

    def _figure(self, figure: Element) -> str:
        written = ""
        for child in figure.elements():
            if child.tag == "img":
                written += markup.paragraph(self._picture(child))
            elif child.tag == "figcaption":
                written += markup.paragraph(self._runs(child.children), style="Caption")
            else:
                written += self._block(child, "")
        return written

    def _picture(self, img: Element) -> str:
        image = self.images.get(img.attributes["src"])
        if image is None:
            return markup.run(f"[{img.attributes.get('alt', '')}]")
        self._drawn += 1
        relation, _image = self.pictures.setdefault(image.name, (f"rIdPicture{len(self.pictures) + 1}", image))
        alt = img.attributes.get("alt", "")
        return markup.picture(relation, self._drawn, alt=alt, width=image.width, height=image.height)

    def _table(self, table: Element) -> str:
        caption = "".join(
            markup.paragraph(self._runs(part.children), style="Caption")
            for part in table.elements()
            if part.tag == "caption"
        )
        rows = [
            (part.tag == "thead", row) for part in table.elements() if part.tag != "caption" for row in part.elements()
        ]
        # Column → rows that a cell above still reaches into, and its width.
        reaching: dict[int, tuple[int, int]] = {}
        written, widest = "", 1
        for is_header, row in rows:
            cells, width = self._cells(row, reaching)
            written += markup.row(cells, is_header=is_header)
            widest = max(widest, width)
        return caption + markup.table(written, columns=widest, has_header=any(is_header for is_header, _row in rows))

    def _cells(self, row: Element, reaching: dict[int, tuple[int, int]]) -> tuple[str, int]:
        written, column = "", 0
        for cell in row.elements():
            gap, column = _continued(column, reaching)
            written += gap
            columns, rows = (int(cell.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
            merge = "restart" if rows > 1 else ""
            written += markup.cell(self._mixed(cell.children), columns=columns, merge=merge, is_header=cell.tag == "th")
            if rows > 1:
                reaching[column] = (rows - 1, columns)
            column += columns
        gap, column = _continued(column, reaching)
        return written + gap, column

    def _mixed(self, nodes: Iterable[Node]) -> str:
        """What stands in a cell: words in a row are one paragraph, blocks their own. A cell ends with a paragraph."""
        written, own = "", list[Node]()
        for node in nodes:
            if isinstance(node, Element) and node.tag in BLOCKS:
                written += markup.paragraph(self._runs(own)) if own else ""
                written += self._block(node, "")
                own = []
            else:
                own.append(node)
        return written + (markup.paragraph(self._runs(own)) if own else "")

    def _runs(self, nodes: Iterable[Node], marks: tuple[str, ...] = ()) -> str:
        return "".join(markup.run(node, marks) if isinstance(node, str) else self._span(node, marks) for node in nodes)

    def _span(self, node: Element, marks: tuple[str, ...]) -> str:
        if node.tag == "cite":
            return markup.run(label(self.numbers[key] for key in node.attributes["data-key"].split()), marks)
        if node.tag == "br":
            return markup.line_break()
        if node.tag == "a":
            relation = self.links.setdefault(node.attributes["href"], f"rIdLink{len(self.links) + 1}")
            return markup.hyperlink(relation, self._runs(node.children, (*marks, "link")))
        if node.tag in _MARKS:
            return self._runs(node.children, (*marks, node.tag))
        return self._runs(node.children, marks)


def _continued(column: int, reaching: dict[int, tuple[int, int]]) -> tuple[str, int]:
    """Cells that only continue one from above, from this column on."""
    written = ""
    while column in reaching:
        rows, columns = reaching.pop(column)
        written += markup.cell("", columns=columns, merge="continue", is_header=False)
        if rows > 1:
            reaching[column] = (rows - 1, columns)
        column += columns
    return written, column
