"""From any HTML to the tree of the canonical text; what the sanitiser drops is gone before anything else looks."""

import re
from functools import lru_cache

import nh3
from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal
from articles.text.flow import blocks_of
from articles.text.tree import Element, parse
from articles.text.vocabulary import ATTRIBUTES, ELEMENTS, LARGEST_TEXT, PARTING, SILENCED, SPELLINGS, VOID

_SANITISER = nh3.Cleaner(
    tags=set(ELEMENTS | set(SPELLINGS) | PARTING),
    clean_content_tags=set(SILENCED),
    attributes={**{tag: set(names) for tag, names in ATTRIBUTES.items()}, "div": {"data-kind"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^>=])*+)>")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))[^>]*>")
# These end by themselves when the next one begins, so that leaving them open nests nothing.
_SELF_ENDING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}) | VOID
_DEEPEST = 150
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


class TextTooLong(Refusal):
    """The text is larger than the dialect takes."""


@lru_cache(maxsize=32)
def elements(html: str) -> tuple[Element, ...]:
    """The canonical text as a tree, for whatever reads it."""
    safe = within_limit(_HALF_SURROGATE.sub("", html))
    return blocks_of(parse(_SANITISER.clean(_bounded(safe))))


def within_limit(html: str) -> str:
    """The text itself, or `TextTooLong`."""
    if len(html.encode()) > LARGEST_TEXT:
        raise TextTooLong(_("This text is too long: a text may have up to 2 MB."))
    return html


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
        tag = TAG.match(html, start.start())
        if tag is None:
            return html[: start.start()] + html[start.start() :].replace("<", "&lt;")
        position = tag.end()
        name = tag[2].lower()
        step = -min(1, counts.get(name, 0)) if tag[1] else int(name not in _SELF_ENDING)
        counts[name] = counts.get(name, 0) + step
        depth += step
        if depth > _DEEPEST:
            return TAG.sub(" ", html)
    return html
