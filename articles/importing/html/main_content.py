"""Where the text of a page is, and what around it is not: by its elements, by their names, by where the words are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from lxml.etree import _Element as Element

from articles.importing.html.emphasis import is_hidden
from articles.importing.html.words import words_of
from articles.importing.imported import LeftOut
from articles.importing.reference_list import names_references
from articles.refusals import Sentence

_SILENT_TEXT = (
    "script style noscript template iframe object embed applet svg canvas audio video form button select textarea "
    "input link meta head map math dialog"
)
_SILENT = frozenset(_SILENT_TEXT.split())
_AROUND = frozenset({"nav", "header", "footer", "aside", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "alert"})
# Whole words of class and id: "share-buttons" but not "shared-care".
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|widget|share|sharing|sharedaddy|social|follow|cookies?"
    r"|consent|gdpr|newsletter|subscribe|signup|related|recommended|promo|promotion|advert|advertisement|ads?|sponsored"
    r"|banner|comments?|respond|pagination|pager|toc|table-of-contents|skip|skip-link|print|toolbar|popup|modal|byline"
    r"|post-meta|entry-meta|author-box|author-bio|tags|site-header|site-footer|masthead|feedback|rating|visually-hidden"
    r"|sr-only|screen-reader-text|jp-relatedposts|wp-block-buttons|contextual|node-links)(?=$|[\s_-])",
    re.IGNORECASE,
)
# A box of this page's own words, whatever else it is called.
_OWN = re.compile(
    r"(?:warning|caution|alert|key-?points|summary|note|callout|takeaway|references|footnotes)", re.IGNORECASE
)
_MAIN_NAMES = re.compile(
    r"(?:^|\s)(?:entry-content|post-content|article-body|article-content|article__body|articlebody|main-content|page-content"
    r"|field--name-body|rich-text|mw-parser-output|content-body)(?=$|\s)",
    re.IGNORECASE,
)
_MOST_OF_IT = 0.8
_SHOWN = 200
_AROUND_PAGE: Sentence = _("Part of the former page around the text: menus, forms, sharing, hints to other pages.")
_NEVER_SEEN: Sentence = _("Hidden on the former page.")
_BYLINE: Sentence = _("Who wrote or reviewed it. Contributors are entered with the article's details.")
_SCRIPTS: Sentence = _("A script or something that loads or draws. Texts cannot hold it.")


@dataclass
class Found:
    """The element that holds the text; everything that was not it is cut out of the tree."""

    main: Element
    left_out: list[LeftOut] = field(default_factory=list)


def find(body: Element) -> Found:
    found = Found(body)
    _cut(body, found)
    articles = [element for element in body.iter("article", "main") if _length(element)]
    articles += [element for element in body.iter("div", "section", "td") if _is_named_main(element)]
    whole = _length(body)
    best = max(articles, key=lambda element: (_length(element), element.tag == "article"), default=None)
    if best is not None and _length(best) * 2 >= whole:
        found.main = best
    else:
        found.main = _densest(body, whole)
        _note_rest(body, found)
    return found


def _is_named_main(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") == "main" or bool(_MAIN_NAMES.search(names)) or element.get("itemprop") == "articleBody"


def _cut(element: Element, found: Found, *, inside: bool = False) -> None:
    """Take out what is not the text; words that follow a cut element stay."""
    for child in list(element):
        reason = _BYLINE if child.get("class") == "rbFrame" else _reason(child, inside=inside)
        if reason is not None:
            _note(child, reason, found)
            _drop(child)
        else:
            _cut(child, found, inside=inside or child.tag in ("article", "main"))


def _reason(element: Element, *, inside: bool) -> Sentence | None:
    if element.tag in _SILENT:
        return _SCRIPTS
    if element.tag in ("body", "main", "article", "html"):
        return None
    if is_hidden(element):
        return _NEVER_SEEN
    if element.tag in (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "td",
        "th",
        "tr",
        "table",
        "sup",
        "a",
        "span",
        "strong",
    ):
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _has_references(element) or (inside and element.tag == "aside" and not _NAMES.search(names)):
        return None
    if element.tag in _AROUND and not (inside and element.tag == "header") and not _has_title(element):
        return _AROUND_PAGE
    if element.get("role") in _ROLES and not _OWN.search(names):
        return _AROUND_PAGE
    return _AROUND_PAGE if _NAMES.search(names) and not _OWN.search(names) and _is_small(element) else None


def _has_title(element: Element) -> bool:
    return element.tag == "header" and next(element.iter("h1"), None) is not None and _length(element) < 400


def _is_small(element: Element) -> bool:
    """A name such as "no-sidebar" on what holds the whole page says nothing."""
    return sum(1 for _paragraph in element.iter("p")) < 12 and next(element.iter("article", "main", "h1"), None) is None


def _has_references(element: Element) -> bool:
    return any(names_references(words_of(heading)) for heading in element.iter("h1", "h2", "h3", "h4", "h5", "h6"))


def _note(element: Element, reason: Sentence, found: Found) -> None:
    words = "" if element.tag in ("style", "link", "meta", "head") else " ".join(words_of(element).split())
    is_script = element.tag in ("script", "iframe", "object", "embed", "applet")
    if words or is_script:
        shown = f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words
        found.left_out.append(LeftOut(0, shown or f"<{element.tag}>", reason, "markup" if is_script else "furniture"))


def _note_rest(body: Element, found: Found) -> None:
    inside = {id(element) for element in found.main.iter()} | {id(element) for element in found.main.iterancestors()}
    for element in body.iter("p", "h1", "h2", "h3", "h4", "li"):
        if id(element) not in inside and (words := " ".join(words_of(element).split())):
            found.left_out.append(LeftOut(0, words[:_SHOWN], _AROUND_PAGE))


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    tail = f" {element.tail}" if element.tail else ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _densest(body: Element, whole: int) -> Element:
    """Down from the page as long as one part holds nearly all of its words, and headings stand there."""
    current = body
    while True:
        inner = next((c for c in current if isinstance(c.tag, str) and _length(c) >= whole * _MOST_OF_IT), None)
        rest_is_text = any(c.tag in ("p", "h1", "h2", "h3", "ul", "ol", "table") for c in current if c is not inner)
        if inner is None or rest_is_text or inner.tag in ("p", "table", "ul", "ol", "blockquote", "dl"):
            return current
        siblings = [c for c in current if c is not inner and isinstance(c.tag, str)]
        if any(_has_references(sibling) or next(sibling.iter("h1"), None) is not None for sibling in siblings):
            return current
        current = inner


def _length(element: Element) -> int:
    """Characters of running text; the words of links to other pages do not count."""
    linked = sum(len(words_of(link)) for link in element.iter("a") if not (link.get("href") or "").startswith("#"))
    return max(0, sum(len(str(text).strip()) for text in element.itertext()) - linked)
