"""What the dialect would leave out or read differently, by line, for whoever typed a text as HTML."""

import html as entities
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.reading import TAG, elements
from articles.text.tree import Element
from articles.text.vocabulary import (
    ASIDE_KINDS,
    ATTRIBUTES,
    CITATION_KEY,
    ELEMENTS,
    HEADINGS,
    IMAGE_ADDRESS,
    LINK_ADDRESS,
    QUESTION,
    SILENCED,
    SPELLINGS,
    VOID,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_START = re.compile(r"<[a-zA-Z/!?]")
_COMMENT = re.compile(r"<!--.*?-->|<(?:[!?]|/(?![a-zA-Z]))[^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_MOST = 100
# Where one of these is missing afterwards, it was empty or stood in a wrong place.
_STRUCTURE = ("heading", "li", "table", "blockquote", "figure", "section", "aside")


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    line: int
    closing: bool
    attributes: tuple[tuple[str, str], ...]

    def problem(self, sentence: "StrPromise", **words: str) -> Problem:
        shown = {name: word if len(word) <= 60 else word[:60] + "…" for name, word in words.items()}
        return Problem(self.line, format_lazy(sentence, tag=self.name, **shown))


def problems(html: str) -> list[Problem]:
    """At most 100, in the order of their lines; none when the dialect keeps everything that was typed."""
    source = html.replace("\r\n", "\n").replace("\r", "\n")
    proof = _Proof()
    for tag in _tags(source, proof.found):
        proof.read(tag)
        if len(proof.found) >= _MOST:
            return _in_order(proof.found)
    proof.finish()
    found = proof.found or list(_misplaced(proof.seen, html))
    return _in_order(found)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(sorted(found, key=lambda problem: problem.line)[:_MOST]))


def _tags(source: str, found: list[Problem]) -> Iterator[_Tag]:
    line, position = 1, 0
    while start := _START.search(source, position):
        line += source.count("\n", position, start.start())
        match = _COMMENT.match(source, start.start()) or TAG.match(source, start.start())
        if match is None:
            found.append(Problem(line, _("This “<” begins a tag that never ends. Write “&lt;” for “less than”.")))
            return
        position = match.end()
        if match.lastindex:  # a comment has no groups
            tag = _Tag(match[2].lower(), line, bool(match[1]), tuple(_attributes(match[3])))
            yield tag
            position = _after(tag, source, position)
        line += source.count("\n", match.start(), position)


def _after(tag: _Tag, source: str, position: int) -> int:
    """Where reading goes on: what is left out with everything in it is not looked into."""
    if tag.closing or tag.name not in SILENCED or tag.name in VOID:
        return position
    end = re.compile(f"</{re.escape(tag.name)}", re.IGNORECASE).search(source, position)
    return end.start() if end else len(source)


def _attributes(source: str) -> Iterator[tuple[str, str]]:
    for name, value in _ATTRIBUTE.findall(source):
        yield name.lower(), entities.unescape(value.strip("\"'"))


@dataclass(slots=True)
class _Proof:
    found: list[Problem] = field(default_factory=list)
    open_: list[_Tag] = field(default_factory=list)
    open_names: Counter[str] = field(default_factory=Counter)
    seen: list[_Tag] = field(default_factory=list)

    def read(self, tag: _Tag) -> None:
        if tag.closing:
            self.close(tag)
            return
        self.found.extend(_problems_of(tag))
        self.seen.append(tag)
        if tag.name not in VOID:
            self.open_.append(tag)
            self.open_names[tag.name] += 1

    def close(self, tag: _Tag) -> None:
        if not self.open_names[tag.name]:
            self.found.append(tag.problem(_("“</{tag}>” closes nothing.")))
            return
        while (inner := self.pop()).name != tag.name:
            self.found.append(inner.problem(_("“<{tag}>” is not closed.")))

    def pop(self) -> _Tag:
        tag = self.open_.pop()
        self.open_names[tag.name] -= 1
        return tag

    def finish(self) -> None:
        self.found.extend(tag.problem(_("“<{tag}>” is not closed.")) for tag in self.open_[:_MOST])


def _problems_of(tag: _Tag) -> Iterator[Problem]:
    if tag.name in SILENCED or (tag.name in VOID and tag.name not in ELEMENTS):
        yield tag.problem(_("“<{tag}>” is not allowed and is left out with everything in it."))
    elif tag.name not in ELEMENTS and tag.name not in SPELLINGS and tag.name != "div":
        yield tag.problem(_("“<{tag}>” is not allowed; only its words are kept."))
    else:
        yield from _attribute_problems(tag)
        yield from _missing(tag)


def _attribute_problems(tag: _Tag) -> Iterator[Problem]:
    allowed = {"data-kind"} if tag.name == "div" else ATTRIBUTES.get(tag.name, frozenset())
    for name, value in tag.attributes:
        if name not in allowed:
            yield tag.problem(_("“{name}” is not allowed on “<{tag}>” and is left out."), name=name)
        elif (sentence := _value_problem(name, value.strip())) is not None:
            yield tag.problem(sentence, value=value.strip())


def _value_problem(name: str, value: str) -> "StrPromise | None":
    if name == "href" and not LINK_ADDRESS.fullmatch(value):
        return _("The link to “{value}” is left out: a link begins with https://, http:// or mailto:.")
    if name == "src" and not IMAGE_ADDRESS.fullmatch(value):
        return _("The image “{value}” is left out: only images of this site are shown.")
    if name == "data-kind" and value.lower() not in {*ASIDE_KINDS, QUESTION}:
        return _("There is no kind “{value}”; the words would become plain paragraphs.")
    if name in {"start", "colspan", "rowspan"} and not re.fullmatch(r"[0-9]{1,4}", value):
        return _("“{value}” is not a number that can be used on “<{tag}>”.")
    return None


def _missing(tag: _Tag) -> Iterator[Problem]:
    attributes = dict(tag.attributes)
    if tag.name == "cite":
        yield from _key_problems(tag, attributes.get("data-key", "").split())
    elif tag.name in {"aside", "section"} and "data-kind" not in attributes:
        yield tag.problem(_("“<{tag}>” does not say its data-kind; the words would become plain paragraphs."))
    elif tag.name == "img" and "src" not in attributes:
        yield tag.problem(_("This “<{tag}>” names no image and is left out."))


def _key_problems(tag: _Tag, keys: list[str]) -> Iterator[Problem]:
    if not keys:
        yield tag.problem(_("This citation names no reference: give its key in data-key."))
    for key in keys:
        if not CITATION_KEY.fullmatch(key):
            yield tag.problem(
                _("“{key}” is no key of a reference: a key has a–z, 0–9, “:”, “.”, “_” and “-” only."), key=key
            )


def _misplaced(seen: Iterable[_Tag], html: str) -> Iterator[Problem]:
    kept = Counter(_kinds(elements(html)))
    for kind in _STRUCTURE:
        typed = [tag for tag in seen if _typed(tag) == kind]
        if len(typed) > kept[kind]:
            sentence = _("A “<{tag}>” from here on is empty or stands where it cannot; at most its words are kept.")
            yield typed[0].problem(sentence)


def _typed(tag: _Tag) -> str:
    """What the dialect makes of it: a box is one by its kind, whichever tag it has."""
    kind = dict(tag.attributes).get("data-kind", "").strip().lower()
    if tag.name in {"div", "section", "aside"} and kind:
        return "section" if kind == QUESTION else "aside"
    return _kind(tag.name)


def _kinds(nodes: Iterable[Element]) -> Iterator[str]:
    for element in nodes:
        yield _kind(element.tag)
        yield from _kinds(element.elements())


def _kind(tag: str) -> str:
    return "heading" if SPELLINGS.get(tag, tag) in HEADINGS else tag
