"""From any HTML to the tree of the canonical text; what the sanitiser drops is gone before anything else looks."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import nh3
from django.utils.translation import gettext_lazy as _

from articles.refusals import Refusal
from articles.text.flow import blocks_of
from articles.text.tree import Element, parse, serialise
from articles.text.vocabulary import ATTRIBUTES, ELEMENTS, LARGEST_TEXT, PARTING, SILENCED, SPELLINGS, VOID

_SANITISER = nh3.Cleaner(
    tags=set(ELEMENTS | set(SPELLINGS) | PARTING),
    clean_content_tags=set(SILENCED),
    attributes={**{tag: set(names) for tag, names in ATTRIBUTES.items()}, "div": {"data-kind"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?>(?:=\s*\"[^\"]*\"|=\s*'[^']*'|=(?!\s*[\"'])|[^>=])*))>")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"<(?:[!?]|/(?![a-zA-Z]))[^>]*>")
# These end by themselves when the next one begins, so that leaving them open nests nothing.
_SELF_ENDING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}) | VOID
_DEEPEST = 150
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_HOLDER = re.compile(r"<(ul|ol|table|blockquote|figure|section|aside)[ >]")
# A passage that is longer is read with the whole text: it is nothing that a cache should hold.
_LONGEST_PASSAGE = 20_000


class TextTooLong(Refusal):
    """The text is larger than the dialect takes."""


@lru_cache(maxsize=32)
def canonical(html: str) -> str:
    """The text in the dialect. Idempotent. Raises `TextTooLong` above 2 MB (before or after), and nothing else."""
    safe = _safe(html)
    pieces = _canonical_passages(safe)
    return within_limit("\n".join(pieces) if pieces else serialise(whole(safe)))


@lru_cache(maxsize=32)
def elements(html: str) -> tuple[Element, ...]:
    """The canonical text as a tree, for whatever reads it.

    Canonical texts joined are a canonical text, so that a text whose every passage is one needs no reading as a whole; and
    a passage that stood in the text before the last change is known.
    """
    safe = _safe(html)
    pieces = _canonical_passages(safe)
    return tuple(chain.from_iterable(map(_known, pieces))) if pieces else whole(safe)


def _safe(html: str) -> str:
    return within_limit(_HALF_SURROGATE.sub("", html))


def _canonical_passages(safe: str) -> tuple[str, ...]:
    """The passages of a text that is canonical in each of them; none for any other, nor for a single passage."""
    pieces = tuple(passages(safe))
    return pieces if len(pieces) > 1 and all(map(_known, pieces)) else ()


def whole(safe: str) -> tuple[Element, ...]:
    """What the text holds, through sanitiser and parser in one piece."""
    return blocks_of(parse(_SANITISER.clean(_bounded(safe))))


def passages(html: str) -> Iterator[str]:
    """The outermost blocks of a canonical text; of any other, pieces that are not canonical."""
    lines: list[str] = []
    tag, depth = "", 0
    for line in filter(None, html.split("\n")):
        if not depth:
            opening = _HOLDER.match(line)
            tag = opening[1] if opening else ""
        lines.append(line)
        if tag:
            depth += line.startswith((f"<{tag}>", f"<{tag} ")) - line.endswith(f"</{tag}>")
        if depth <= 0:
            yield "\n".join(lines)
            lines, depth = [], 0
    if lines:
        yield "\n".join(lines)


@lru_cache(maxsize=4096)
def _known(passage: str) -> tuple[Element, ...]:
    """What a canonical passage holds; nothing for any other."""
    if len(passage) > _LONGEST_PASSAGE:
        return ()
    found = whole(passage)
    return found if serialise(found) == passage else ()


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
            return _flat(html)
    return html


def _flat(html: str) -> str:
    """Every tag a blank, up to one that never ends: looked for behind that, each "<" would be read to the end of the text."""
    words: list[str] = []
    position = 0
    while (start := _TAG_START.search(html, position)) and (tag := TAG.match(html, start.start())):
        words.append(html[position : start.start()])
        position = tag.end()
    return " ".join((*words, html[position:].replace("<", "&lt;")))
