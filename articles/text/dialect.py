"""The one gate of a text: what comes in as any HTML goes on as the dialect, in its one canonical spelling.

One block per line, lists inside lists not indented, white space collapsed, U+00A0 kept, `&amp; &lt; &gt;` the only
entities in words, attributes in alphabetical order. `articles.text.vocabulary` says which elements there are.
"""

import re
from functools import lru_cache

import nh3
from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal
from articles.text.flow import blocks_of
from articles.text.problems import Problem, problems
from articles.text.tree import Element, parse, serialise
from articles.text.vocabulary import (
    ASIDE_KINDS,
    ATTRIBUTES,
    DIALECT_VERSION,
    ELEMENTS,
    IMAGE_ADDRESS,
    LARGEST_TEXT,
    PARTING,
    SILENCED,
    SPELLINGS,
    VOID,
)

__all__ = [
    "ASIDE_KINDS",
    "DIALECT_VERSION",
    "Problem",
    "TextTooLong",
    "canonical",
    "elements",
    "image_digests",
    "is_canonical",
    "problems",
]

_SANITISER = nh3.Cleaner(
    tags=set(ELEMENTS | set(SPELLINGS) | PARTING),
    clean_content_tags=set(SILENCED),
    attributes={**{tag: set(names) for tag, names in ATTRIBUTES.items()}, "div": {"data-kind"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^>=])*+)>")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))[^>]*>")
# These end by themselves when the next one begins, so that leaving them open nests nothing.
_SELF_ENDING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}) | VOID
_DEEPEST = 150
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


class TextTooLong(Refusal):
    """The text is larger than the dialect takes."""


def canonical(html: str) -> str:
    """The text in the dialect. Idempotent. Raises `TextTooLong` above 2 MB (before or after), and nothing else."""
    return _within_limit(serialise(elements(html)))


def is_canonical(html: str) -> bool:
    return canonical(html) == html


@lru_cache(maxsize=32)
def elements(html: str) -> tuple[Element, ...]:
    """The canonical text as a tree, for whatever reads it."""
    safe = _within_limit(_HALF_SURROGATE.sub("", html))
    return blocks_of(parse(_SANITISER.clean(_bounded(safe))))


def _within_limit(html: str) -> str:
    if len(html.encode()) > LARGEST_TEXT:
        raise TextTooLong(_("This text is too long: a text may have up to 2 MB."))
    return html


def image_digests(html: str) -> tuple[str, ...]:
    """SHA-256 of each image that the text shows, once each, in order of appearance."""
    found = (IMAGE_ADDRESS.fullmatch(address) for address in _image_addresses(elements(html)))
    return tuple(dict.fromkeys(match[1] for match in found if match))


def _image_addresses(nodes: tuple[Element, ...]) -> list[str]:
    addresses: list[str] = []
    for element in nodes:
        if element.tag == "img":
            addresses.append(element.attributes["src"])
        addresses.extend(_image_addresses(tuple(element.elements())))
    return addresses


def _bounded(html: str) -> str:
    """HTML that a parser reads to its end, in linear time.

    A tag or comment without its end would swallow what follows ("if <b 5 mg"), so its "<" is read as one; and what is
    nested deeper than anybody writes loses its tags, because html5ever would need minutes for it.
    """
    finished = html.rfind("-->") + 3
    html = _COMMENT.sub("", html[:finished]) + html[finished:].replace("<!--", "&lt;!--")
    finished = html.rfind(">") + 1
    html = _DECLARATION.sub("", html[:finished]) + html[finished:].replace("<", "&lt;")
    return _shallow(html)


def _shallow(html: str) -> str:
    counts: dict[str, int] = {}
    depth = position = 0
    while start := _TAG_START.search(html, position):
        tag = _TAG.match(html, start.start())
        if tag is None:
            return html[: start.start()] + html[start.start() :].replace("<", "&lt;")
        position = tag.end()
        name = tag[2].lower()
        step = -min(1, counts.get(name, 0)) if tag[1] else int(name not in _SELF_ENDING)
        counts[name] = counts.get(name, 0) + step
        depth += step
        if depth > _DEEPEST:
            return _TAG.sub(" ", html)
    return html
