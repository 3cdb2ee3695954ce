"""Running text with what lies on its words: marks and citations, each with its place in the plain form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from articles.text.plain import SIGNS, lines
from articles.text.quantities import Token, located
from articles.text.tree import Element, Node
from articles.text.vocabulary import MARKS, POSITIONAL

_START, _END, _CITED = SIGNS[0], SIGNS[1], SIGNS[2]
_SIGN = re.compile(f"([{SIGNS}])")


@dataclass(frozen=True, slots=True)
class Span:
    """A mark from one place of the text to another; `address` is a link's."""

    start: int
    end: int
    tag: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    place: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """`text` is the plain form of the nodes (`plain.lines`), to the letter."""

    text: str
    spans: tuple[Span, ...] = ()
    cites: tuple[Cite, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        return located(self.text)


def read(nodes: Sequence[Node]) -> Prose:
    """Signs are put where marks begin and end, the plain form is made, and the signs are taken out again."""
    if len(nodes) == 1 and isinstance(nodes[0], str):
        return Prose(nodes[0].strip(" \n"))
    marks: list[tuple[str, str]] = []
    cited: list[tuple[str, ...]] = []
    signed = lines(tuple(_signed(nodes, marks, cited)))
    return _unsigned(signed, marks, cited)


def _signed(nodes: Iterable[Node], marks: list[tuple[str, str]], cited: list[tuple[str, ...]]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "cite":
            cited.append(tuple(node.attributes["data-key"].split()))
            yield from (node, _CITED)
        elif node.tag in MARKS or node.tag in POSITIONAL:
            marks.append((node.tag, node.attributes.get("href", "")))
            # What is raised is written with other signs only if all of it can be, so nothing may stand between.
            inner = node if node.tag in POSITIONAL else _within(node, marks, cited)
            yield from (_START, inner, _END)
        else:
            yield _within(node, marks, cited)


def _within(node: Element, marks: list[tuple[str, str]], cited: list[tuple[str, ...]]) -> Element:
    return replace(node, children=tuple(_signed(node.children, marks, cited)))


def _unsigned(signed: str, marks: list[tuple[str, str]], cited: list[tuple[str, ...]]) -> Prose:
    text: list[str] = []
    place = 0
    spans: list[Span] = []
    cites: list[Cite] = []
    open_: list[tuple[int, tuple[str, str]]] = []
    coming_marks, coming_cites = iter(marks), iter(cited)
    for part in _SIGN.split(signed):
        if part == _START:
            open_.append((place, next(coming_marks)))
        elif part == _END:
            start, (tag, address) = open_.pop()
            spans.append(Span(start, place, tag, address))
        elif part == _CITED:
            cites.append(Cite(place, next(coming_cites)))
        else:
            text.append(part)
            place += len(part)
    return Prose("".join(text), tuple(sorted(spans, key=lambda span: span.start)), tuple(cites))
