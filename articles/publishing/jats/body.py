"""A text of the dialect as paragraphs and sections of JATS: headings become sections, boxes boxed text, citations xrefs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from articles.publishing.jats.elements import append, element, linked
from articles.text.reading import elements
from articles.text.tree import Element, Node
from articles.text.vocabulary import HEADINGS, LISTS, QUESTION

_MARKS: Final = {"strong": "bold", "em": "italic", "sub": "sub", "sup": "sup", "code": "monospace"}
_CELL_ATTRIBUTES: Final = ("colspan", "rowspan", "scope")


@dataclass(frozen=True)
class Setting:
    """`numbers` and `ids`: of each cited key, the same in all texts; `site`: what addresses of images begin with."""

    numbers: Mapping[str, int]
    ids: Mapping[str, str]
    site: str


def sections(html: str, setting: Setting, *, within: etree._Element) -> None:
    """Append the text to `within`, each heading with what follows it as a section."""
    open_sections: list[tuple[int, etree._Element]] = [(0, within)]
    for node in elements(html):
        if isinstance(node, Element) and node.tag in HEADINGS:
            level = int(node.tag[1])
            open_sections = [pair for pair in open_sections if pair[0] < level]
            section = element("sec", _inline("title", node.children, setting))
            open_sections[-1][1].append(section)
            open_sections.append((level, section))
        else:
            append(open_sections[-1][1], *_blocks([node], setting))


def _blocks(nodes: Iterable[Node], setting: Setting) -> list[etree._Element]:
    made = [_block(node, setting) for node in nodes if isinstance(node, Element) or node.strip()]
    return [block for block in made if block is not None]


def _block(node: Node, setting: Setting) -> etree._Element | None:
    if isinstance(node, str):
        return element("p", node)
    if node.tag in LISTS:
        return _list(node, setting)
    kinds = {"table": _table, "figure": _figure, "aside": _box, "section": _pair, "blockquote": _quotation}
    if node.tag in kinds:
        return kinds[node.tag](node, setting)
    if node.tag in HEADINGS:
        return element("p", _inline("bold", node.children, setting))
    return _inline("p", node.children, setting)


def _list(node: Element, setting: Setting) -> etree._Element:
    made = element("list", list_type="order" if node.tag == "ol" else "bullet")
    for number, item in enumerate(node.elements(), int(node.attributes.get("start", "1"))):
        # JATS has no first number of a list: it stands at each item where the list does not begin with 1.
        label = element("label", f"{number}.") if "start" in node.attributes else None
        made.append(element("list-item", label, *_mixed(item.children, setting)))
    return made


def _mixed(nodes: Sequence[Node], setting: Setting) -> list[etree._Element]:
    """Words of an item or a cell and the lists below them: words in a row are one paragraph."""
    made: list[etree._Element] = []
    words: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and (
            node.tag in LISTS or node.tag in ("p", "table", "figure", "aside", "blockquote")
        ):
            made += _paragraph(words, setting)
            words = []
            made += _blocks([node], setting)
        else:
            words.append(node)
    return made + _paragraph(words, setting)


def _paragraph(words: Sequence[Node], setting: Setting) -> list[etree._Element]:
    is_empty = all(isinstance(node, str) and not node.strip() for node in words)
    return [] if is_empty else [_inline("p", words, setting)]


def _table(node: Element, setting: Setting) -> etree._Element:
    parts = {part.tag: part for part in node.elements()}
    caption = parts.get("caption")
    shown = element("caption", _inline("p", caption.children, setting)) if caption else None
    rows = [_rows(parts[name], setting) for name in ("thead", "tbody") if name in parts]
    return element("table-wrap", shown, element("table", *rows))


def _rows(part: Element, setting: Setting) -> etree._Element:
    made = element(part.tag)
    for row in part.elements():
        made.append(element("tr", *(_cell(cell, setting) for cell in row.elements())))
    return made


def _cell(cell: Element, setting: Setting) -> etree._Element:
    attributes = {name: cell.attributes[name] for name in _CELL_ATTRIBUTES if name in cell.attributes}
    if any(isinstance(child, Element) and child.tag in {"p", *LISTS} for child in cell.children):
        return element(cell.tag, *_mixed(cell.children, setting), **attributes)
    made = _inline(cell.tag, cell.children, setting)
    for name, value in attributes.items():
        made.set(name, value)
    return made


def _figure(node: Element, setting: Setting) -> etree._Element:
    caption = next((part for part in node.elements() if part.tag == "figcaption"), None)
    image = next((part for part in node.elements() if part.tag == "img"), None)
    made = element("fig", element("caption", _inline("p", caption.children, setting)) if caption else None)
    if image is not None:
        alternative = image.attributes.get("alt", "")
        graphic = element("graphic", element("alt-text", alternative) if alternative else None)
        made.append(linked(graphic, setting.site + image.attributes.get("src", "")))
    return made


def _box(node: Element, setting: Setting) -> etree._Element:
    return element("boxed-text", *_blocks(node.children, setting), content_type=node.attributes.get("data-kind", ""))


def _pair(node: Element, setting: Setting) -> etree._Element:
    """A question and its answer: its heading is the question."""
    question = next((part for part in node.elements() if part.tag in HEADINGS), None)
    rest = [child for child in node.children if child is not question]
    caption = element("caption", _inline("title", question.children, setting)) if question else None
    return element("boxed-text", caption, *_blocks(rest, setting), content_type=QUESTION)


def _quotation(node: Element, setting: Setting) -> etree._Element:
    return element("disp-quote", *_mixed(node.children, setting))


def _inline(tag: str, nodes: Iterable[Node], setting: Setting) -> etree._Element:
    made = element(tag)
    for node in nodes:
        append(made, *([node] if isinstance(node, str) else _marked(node, setting)))
    return made


def _marked(node: Element, setting: Setting) -> list[etree._Element | str]:
    if node.tag == "cite":
        return _citation(node, setting)
    if node.tag == "br":
        return [" "]
    if node.tag == "a":
        return [linked(_inline("ext-link", node.children, setting), node.attributes.get("href", ""))]
    if node.tag == "dfn":
        made = _inline("named-content", node.children, setting)
        made.set("content-type", "term")
        return [made]
    return [_inline(_MARKS.get(node.tag, "styled-content"), node.children, setting)]


def _citation(node: Element, setting: Setting) -> list[etree._Element | str]:
    """ "[1, 3]", each number a link to its reference; a key that stands for no reference has none."""
    keys = [key for key in node.attributes.get("data-key", "").split() if key in setting.ids]
    made: list[etree._Element | str] = []
    for key in sorted(keys, key=lambda key: setting.numbers.get(key, 0)):
        made += [", "] if made else ["["]
        made.append(element("xref", str(setting.numbers.get(key, "")), ref_type="bibr", rid=setting.ids[key]))
    return [*made, "]"] if made else []
