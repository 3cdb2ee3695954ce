"""Tables: rows and cells as the page has them; one that only placed things on the page is no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext_lazy as _
from lxml.etree import _Element as Element

from articles.importing.html.inline import Inline, tidy
from articles.importing.html.words import words_of
from articles.refusals import Refusal

_BLOCKS_TEXT = "p div ul ol li h1 h2 h3 h4 h5 h6 blockquote table section article figure pre dl"
_BLOCKS = frozenset(_BLOCKS_TEXT.split())
_BESIDE_LISTS = re.compile(r"(?:<br>)?(</?[uo]l>)(?:<br>)?")
_MOST_CELLS = 20_000


def is_layout(table: Element) -> bool:
    """One cell alone, or one that holds headings or further tables: it placed blocks, and they are read as such."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = list(cells_of(table))
    if len(cells) <= 1:
        return True
    if any(cell.tag == "th" for cell in cells):
        return False
    return any(next(cell.iter("h1", "h2", "h3", "h4", "table"), None) is not None for cell in cells)


def rows_of(table: Element) -> Iterator[Element]:
    """Its own rows, not those of a table within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def cells_of(table: Element) -> Iterator[Element]:
    return (cell for row in rows_of(table) for cell in row if cell.tag in ("td", "th"))


def is_menu(cell: Element) -> bool:
    """A cell of a layout with nothing but links: a menu of the former page."""
    linked = [words_of(link) for link in cell.iter("a")]
    return len(linked) > 1 and len("".join(linked).strip()) * 10 >= len(words_of(cell).strip()) * 9


def html_of(table: Element, inline: Inline) -> str:
    """In the dialect's elements; the first row is a header where the page says so or where all of it is bold."""
    rows = [[(cell, _content(cell, inline)) for cell in row if cell.tag in ("td", "th")] for row in rows_of(table)]
    rows = [row for row in rows if any(content for _one, content in row)]
    if sum(map(len, rows)) > _MOST_CELLS:
        raise Refusal(_("This file has a table of more than 20,000 cells: it is a set of data, not an article."))
    is_headed = any(cell.tag == "th" for row in rows for cell, _said in row)
    by_look = not is_headed and len(rows) > 1 and all(_is_bold(content) for _one, content in rows[0])
    parts = [_caption(table, inline)]
    for place, row in enumerate(rows):
        parts.append(f"<tr>{''.join(_cell(cell, content, by_look and not place) for cell, content in row)}</tr>")
    return f"<table>{''.join(parts)}</table>"


def _cell(cell: Element, content: str, is_header: bool) -> str:
    holder = cell.getparent()
    group = holder.getparent() if holder is not None else None
    in_head = group is not None and group.tag == "thead"
    tag = "th" if is_header or in_head or cell.tag == "th" else "td"
    spans = "".join(
        f' {name}="{escape(value)}"'
        for name in ("colspan", "rowspan")
        if (value := (cell.get(name) or "").strip()).isdecimal() and 1 < int(value) < 1000
    )
    bare = content.removeprefix("<strong>").removesuffix("</strong>") if tag == "th" and _is_bold(content) else content
    return f"<{tag}{spans}>{bare}</{tag}>"


def _is_bold(content: str) -> bool:
    return content.startswith("<strong>") and content.endswith("</strong>") and content.count("<strong>") == 1


def _caption(table: Element, inline: Inline) -> str:
    found = next((child for child in table if child.tag == "caption"), None)
    html = inline.html(found) if found is not None else ""
    return f"<caption>{html}</caption>" if html else ""


def _content(cell: Element, inline: Inline) -> str:
    """Paragraphs and items of a cell as lines of it."""
    lines: list[str] = []
    run: list[str | Element] = [cell.text or ""]
    for child in cell:
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            lines.append(inline.run(run))
            lines.extend(_block_lines(child, inline))
            run = [child.tail or ""]
        else:
            run.extend((child, child.tail or ""))
    lines.append(inline.run(run))
    return tidy(_BESIDE_LISTS.sub(r"\1", "<br>".join(line for line in lines if line)))


def _block_lines(block: Element, inline: Inline) -> Iterator[str]:
    if block.tag in ("ul", "ol"):
        items = "".join(f"<li>{_content(item, inline)}</li>" for item in block if item.tag == "li")
        if items:
            yield f"<{block.tag}>{items}</{block.tag}>"
    elif any(child.tag in _BLOCKS for child in block):
        yield _content(block, inline)
    else:
        yield inline.html(block)
