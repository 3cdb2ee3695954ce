"""Markdown to nodes, with markdown-it-py; bullets that Markdown does not know are taken for bullets all the same."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from articles.importing import shapes
from articles.importing.front_matter import read as read_front_matter
from articles.importing.imported import LeftOut
from articles.importing.lines import Line
from articles.importing.nodes import Heading, Item, ListNode, Markup, Node, Paragraph, Quote
from articles.importing.plain_text import escaped

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_TABLE = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?$")
_FENCE = re.compile(r"(?:```|~~~)")
_INLINE_SIGNS = re.compile(r"\*\*[^\s*][^*\n]{0,300}\*\*|\[[^\[\]\n]{1,300}\]\(https?://")
_KNOWN_SIGNS = frozenset("-*+")
_BOLD = re.compile(r"<strong>((?:(?!</?strong>).)+)</strong>$", re.DOTALL)
_QUESTION_LINE = re.compile(r"\n(?=(?:<strong>)?(?:Q|A|Question|Answer) ?\d{0,2}[.:])", re.IGNORECASE)


def is_markdown(lines: Sequence[Line], filename: str) -> bool:
    """By the file's name, else by signs that plain text does not have."""
    if PurePath(filename).suffix.lower() in _SUFFIXES:
        return True
    return has_structure(lines) or any(len(line.raw) < 5000 and _INLINE_SIGNS.search(line.raw) for line in lines)


def has_structure(lines: Sequence[Line]) -> bool:
    """Headings, tables or code as Markdown writes them; a text without is read by its shape."""
    headings = sum(shapes.atx_level(line.text) > 0 for line in lines)
    underlined = any(
        shapes.underline(below.text) and above.text and not shapes.bullet(above.text)
        for above, below in pairwise(lines)
    )
    first = next((line for line in lines if line.text), None)
    is_begun = first is not None and shapes.atx_level(first.text) > 0
    others = any(len(line.text) < 500 and (_TABLE.match(line.text) or _FENCE.match(line.text)) for line in lines)
    return headings > 1 or is_begun or underlined or others


def front_matter(lines: Sequence[Line]) -> tuple[str, int]:
    """The title that front matter states, and how many lines it takes."""
    found = read_front_matter(lines)
    return found.value("title"), found.taken


def inline(text: str) -> str:
    """Inline Markdown of one paragraph, for texts whose blocks are read by shape."""
    rendered: str = _PARSER.renderInline(text)
    return rendered


def parse(lines: Sequence[Line]) -> tuple[tuple[Node, ...], tuple[LeftOut, ...]]:
    reading = _Reading()
    tree = SyntaxTreeNode(_PARSER.parse("\n".join(_known_bullets(lines))))
    return reading.nodes(tree.children), tuple(reading.left_out)


def _parser() -> MarkdownIt:
    """Indented text is never program code in an article."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable("code")


_PARSER = _parser()


def _known_bullets(lines: Sequence[Line]) -> list[str]:
    """Each line with a bullet that Markdown knows; a bullet whose text stands on the next line gets it."""
    texts = [_known_bullet(line) for line in lines]
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1]
        found = shapes.bullet(line.text)
        if found and not found.text and following.text and not shapes.bullet(following.text):
            texts[index], texts[index + 1] = f"{' ' * line.indent}- {following.text}", ""
    return texts


def _known_bullet(line: Line) -> str:
    found = shapes.bullet(line.text)
    if found is None or found.sign in _KNOWN_SIGNS:
        return line.raw
    return f"{' ' * line.indent}- {found.text}"


@dataclass
class _Reading:
    left_out: list[LeftOut] = field(default_factory=list)

    def nodes(self, children: Sequence[SyntaxTreeNode]) -> tuple[Node, ...]:
        return tuple(node for child in children for node in self._node(child))

    def _node(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        readers: dict[str, Callable[[SyntaxTreeNode], tuple[Node, ...]]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": self._quote,
            "table": self._table,
            "html_block": self._markup,
            "fence": self._code,
        }
        reader = readers.get(node.type)
        return reader(node) if reader else ()

    def _heading(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        html = self._inline(node)
        number = shapes.numbered(html)
        return (Heading(_line(node), html, int(node.tag[1]), number.number if number else ""),) if html else ()

    def _paragraph(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        html = self._inline(node)
        bold = _BOLD.match(html)
        if bold and (shapes.looks_like_title(bold[1]) or shapes.looks_like_label(bold[1])):
            return (Heading(_line(node), bold[1]),)
        return tuple(_parted(html, _line(node)))

    def _list(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        items = tuple(self._item(child) for child in node.children)
        start = int(node.attrGet("start") or 1)
        return (ListNode(_line(node), items, ordered=node.type == "ordered_list", start=start),)

    def _item(self, node: SyntaxTreeNode) -> Item:
        parts = self.nodes(node.children)
        texts = [part.html for part in parts if isinstance(part, Paragraph | Heading | Markup)]
        below = tuple(part for part in parts if isinstance(part, ListNode))
        return Item(_line(node), "<br>".join(texts), below)

    def _quote(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        return (Quote(_line(node), self.nodes(node.children)),)

    def _table(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        return (Markup(_line(node), self._rendered(node.to_tokens(), _line(node))),)

    def _markup(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        return (Markup(_line(node), node.content),)

    def _code(self, node: SyntaxTreeNode) -> tuple[Node, ...]:
        code = "<br>".join(f"<code>{escaped(line)}</code>" for line in node.content.splitlines() if line.strip())
        return (Paragraph(_line(node), code),) if code else ()

    def _inline(self, node: SyntaxTreeNode) -> str:
        return "".join(self._rendered(child.to_tokens(), _line(node)) for child in node.children).strip()

    def _rendered(self, tokens: Sequence[Token], line: int) -> str:
        for token in tokens:
            if token.children:
                token.children = [child for child in token.children if not self._is_image(child, line)]
        rendered: str = _PARSER.renderer.render(list(tokens), _PARSER.options, {})
        return rendered

    def _is_image(self, token: Token, line: int) -> bool:
        if token.type != "image":
            return False
        text = f"{token.content} ({token.attrGet('src')})".strip()
        self.left_out.append(LeftOut(line, text, _("An image. Images are added in the editor."), "image"))
        return True


def _parted(html: str, line: int) -> Iterator[Paragraph]:
    """A question and its answer on neighbouring lines are two paragraphs."""
    pieces = _QUESTION_LINE.split(html) if _QUESTION_LINE.match(f"\n{html}") else [html]
    for piece in pieces:
        if piece.strip():
            yield Paragraph(line, piece)
        line += piece.count("\n") + 1


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 0
