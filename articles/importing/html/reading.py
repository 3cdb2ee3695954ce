"""A page of HTML to an article: its title, its text, its references, and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import lxml.html
from django.utils.translation import gettext_lazy as _
from lxml import etree
from lxml.etree import _Element as Element

from articles.importing import furniture
from articles.importing.assembling import assemble
from articles.importing.html import citations, main_content, notes, ours
from articles.importing.html.blocks import Blocks, TakePicture
from articles.importing.html.emphasis import Looks
from articles.importing.html.inline import Inline
from articles.importing.html.words import words_of
from articles.importing.imported import Imported, LeftOut
from articles.importing.lines import Line
from articles.importing.nodes import Heading, Item, ListNode, Node, Paragraph
from articles.refusals import Refusal

LONGEST = 5_000_000
_MOST_BLOCKS = 20_000
_SITE_NAME = re.compile(r"(?<!\s)\s+[|–—·»•-]\s+")
_META = {
    "description": "description", "og:description": "description", "og:url": "url", "article:section": "topic",
    "dc.title": "title", "og:title": "title", "citation_title": "title",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """`about` holds what the page says of itself: title, description, url, topic, language; `summary` where it is one of ours."""

    imported: Imported
    about: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""


def no_pictures(_source: str, _alt: str) -> str:
    return ""


def parse_page(source: str, *, title: str = "", take_picture: TakePicture = no_pictures) -> Page:
    """`title` is what is known from elsewhere. Raises `Refusal` for a page without words, and for one that is too long."""
    if len(source) > LONGEST:
        raise Refusal(_("This page is too long for an article: more than five million characters."))
    try:
        return _parsed(source, title, take_picture)
    except RecursionError:
        raise Refusal(_("This file is nested deeper than any article.")) from None


def _parsed(source: str, title: str, take_picture: TakePicture) -> Page:
    root = _tree(source)
    about = _about(root)
    body = root.find("body")
    if body is None:
        body = root
    own = ours.article_of(body)
    if own is not None:
        page = ours.read(own, take_picture)
        return Page(page.imported, about, page.summary)
    looks = Looks.of(root)
    stated = title or _title(body, about.get("title", ""))
    found = main_content.find(body)
    has_list = citations.has_list([words_of(h) for h in found.main.iter("h1", "h2", "h3", "h4", "p", "strong")])
    if has_list:
        notes.name_apart(found.main)
    else:
        notes.join_same(found.main)
    reading = Blocks(Inline(looks, about.get("url", "")), take_picture)
    nodes = reading.nodes(found.main)
    if len(nodes) > _MOST_BLOCKS:
        raise Refusal(_("This page is too long for an article: more than 20,000 paragraphs."))
    left_out = (*found.left_out, *reading.inline.left_out)
    return Page(_assembled(nodes, reading.notes, stated, left_out, has_list=has_list), about)


def _tree(source: str) -> Element:
    parser = lxml.html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refusal(_("There are no words in this file.")) from None
    return root


def _about(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name in _META and content:
            found.setdefault(_META[name], content)
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(
            ("http://", "https://")
        ):
            found["url"] = link.get("href") or ""
    named = root.find(".//title")
    if named is not None:
        found.setdefault("title", " ".join(words_of(named).split()))
    if language := root.get("lang"):
        found["language"] = language
    return found


def _title(body: Element, stated: str) -> str:
    """The only first heading, or the one that the page's name begins with; else that name without the site's."""
    headings = [h for h in body.iter("h1") if words_of(h).strip()]
    marked = [p for p in body.iter("p", "h1") if {"title", "rbTitle"} & set((p.get("class") or "").split())]
    named = marked[:1] or headings[:1] * (len(headings) == 1)
    if named:
        return _words(named[0])
    beginning = [_words(h) for h in headings if stated.startswith(_words(h))]
    if beginning:
        return beginning[0]
    return "" if headings and not stated else _SITE_NAME.split(stated)[0].strip()


def _words(element: Element) -> str:
    return " ".join(words_of(element).replace("\u00ad", "").split())


def _assembled(
    nodes: list[Node], noted: Sequence[str], stated: str, left_out: Sequence[LeftOut], *, has_list: bool
) -> Imported:
    rest, references = citations.split_off(nodes, noted)
    kept, gone = _without_furniture(rest)
    if noted and has_list and references.references:
        kept += [Heading(0, str(_("Notes")), 2), ListNode(0, tuple(Item(0, note) for note in noted), ordered=True)]
    if not any(not isinstance(node, Heading) for node in kept):
        raise Refusal(_("There are no words in this file."))
    title, kept = _take_title(kept, stated)
    return assemble(
        kept, references, title=title, left_out=(*left_out, *gone, *references.left_out), unsure=references.unsure
    )


def _take_title(nodes: list[Node], stated: str) -> tuple[str, list[Node]]:
    """The heading that says the title again is not part of the text."""
    for place, node in enumerate(nodes[:6]):
        if isinstance(node, Heading | Paragraph) and stated and _same(node.text, stated):
            return stated, [*nodes[:place], *nodes[place + 1 :]]
    return stated, nodes


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _without_furniture(nodes: Sequence[Node]) -> tuple[list[Node], list[LeftOut]]:
    """Lines of the former page that have no element of their own: "Share this page", "5 min read"."""
    lines = [line for node in nodes for line in _lines(node)]
    _kept, gone = furniture.split_off(lines)
    numbers = {passage.line for passage in gone}
    kept = [node for node in nodes if node.line not in numbers or not isinstance(node, Heading | Paragraph)]
    taken = {node.line for node in nodes} - {node.line for node in kept}
    return kept, [passage for passage in gone if passage.line in taken]


def _lines(node: Node) -> list[Line]:
    if isinstance(node, Heading):
        text = f"{'#' * max(node.level, 2)} {node.text}"
    elif isinstance(node, Paragraph):
        text = " ".join(node.text.split())
    else:
        text = "- …"
    return [Line(node.line, 0, text, text), Line(0, 0, "", "")]
