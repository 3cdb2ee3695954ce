"""The words inside a block: which characters stay, where white space stands, which marks lie on what."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.text.tree import Element, Node
from articles.text.vocabulary import MARKS, POSITIONAL

Mark = tuple[str, str]  # tag and, for a link, its address
Marks = tuple[Mark, ...]

_WHITE = re.compile("[\\x09-\\x0d\\x1c-\\x20\\x85\\u2028\\u2029]+")
# Control characters, invisible and direction-changing characters, half surrogates and non-characters: they hide words
# from a reader or from a search, or reverse the order in which a dose is read.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufdd0-\\ufdef\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff"
    "\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
# ">" and this one character together are another letter (≯), so that no text may begin with it after a tag.
_OVERLAY = "\u0338"
_DEEPEST_POSITION = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Characters under the same marks, or one element that has no words (a citation, a line break)."""

    text: str = ""
    marks: Marks = ()
    atom: Element | None = None

    @property
    def is_space(self) -> bool:
        return self.text == " "

    @property
    def is_break(self) -> bool:
        return self.atom is not None and self.atom.tag == "br"


def tidy(text: str) -> str:
    """One line in Unicode's composed form (NFC), without unseen characters; U+00A0 stays."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _WHITE.sub(" ", text))).strip(" ")


def with_mark(marks: Marks, tag: str, address: str = "") -> Marks:
    """Marks in their one order. Superscripts nest (e to the x squared), a bold in a bold is one bold."""
    positions = sum(1 for mark in marks if mark[0] in POSITIONAL)
    if tag in POSITIONAL:
        return (*marks, (tag, "")) if positions < _DEEPEST_POSITION else marks
    if any(mark[0] == tag for mark in marks):
        return marks
    ranked = sorted([*marks[: len(marks) - positions], (tag, address)], key=lambda mark: MARKS.index(mark[0]))
    return (*ranked, *marks[len(marks) - positions :])


def inline(runs: Iterable[Run]) -> tuple[Node, ...]:
    """The runs of one block in canonical form; empty when there is nothing to read in them."""
    spaced = _spaced(_pieces(runs))
    placed = [_place(run, before, after) for before, run, after in _neighbours(spaced)]
    if not any(run.text.strip() or (run.atom and not run.is_break) for run in placed):
        return ()
    return tuple(_nested(_joined(placed)))


def _pieces(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if run.atom:
            yield Run(atom=run.atom)
            continue
        text = _seen(run.text)
        if text.startswith(" "):
            yield Run(" ", run.marks)
        if words := text.strip(" "):
            yield Run(words, run.marks)
            if text.endswith(" "):
                yield Run(" ", run.marks)


def _seen(text: str) -> str:
    # Most words are plain ASCII, in which nothing can hide.
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return _WHITE.sub(" ", _UNSEEN.sub("", text))


def _spaced(pieces: Iterable[Run]) -> list[Run]:
    """White space collapsed to one blank; none, and no line break, at the edges; no two breaks in a row."""
    kept: list[Run] = []
    for piece in pieces:
        at_edge = not kept or kept[-1].is_break
        if piece.is_space and kept and kept[-1].is_space:
            kept[-1] = Run(" ", _shared(kept[-1].marks, piece.marks))
        elif piece.is_break:
            _drop_end(kept, breaks=False)
            if kept and not kept[-1].is_break:
                kept.append(piece)
        elif not (piece.is_space and at_edge):
            kept.append(piece)
    _drop_end(kept, breaks=True)
    return kept


def _drop_end(kept: list[Run], *, breaks: bool) -> None:
    while kept and (kept[-1].is_space or (breaks and kept[-1].is_break)):
        kept.pop()


def _neighbours(runs: Sequence[Run]) -> Iterator[tuple[Run, Run, Run]]:
    nothing = Run()
    return zip([nothing, *runs], runs, [*runs[1:], nothing], strict=False)


def _place(run: Run, before: Run, after: Run) -> Run:
    """A blank belongs to no mark that ends or begins at it: "<b>a </b>b" is "<b>a</b> b"."""
    return Run(" ", _shared(run.marks, before.marks, after.marks)) if run.is_space else run


def _shared(first: Marks, *others: Marks) -> Marks:
    length = 0
    while length < len(first) and all(other[: length + 1] == first[: length + 1] for other in others):
        length += 1
    return first[:length]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    for marks, group in groupby(runs, key=lambda run: None if run.atom else run.marks):
        if marks is None:
            yield from group
            continue
        text = unicodedata.normalize("NFC", "".join(run.text for run in group))
        yield Run("\u00a0" + text if text.startswith(_OVERLAY) else text, marks)


def _nested(runs: Iterable[Run]) -> Iterator[Node]:
    for outermost, group in groupby(runs, key=lambda run: run.marks[:1]):
        if not outermost:
            yield from (run.atom or run.text for run in group)
            continue
        tag, address = outermost[0]
        inner = _nested(Run(run.text, run.marks[1:]) for run in group)
        yield Element(tag, {"href": address} if tag == "a" else {}, tuple(inner))
