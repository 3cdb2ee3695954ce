"""Other words in place of quoted ones, inside one block: marks and citations around them stay as they were."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Literal

from django.utils.translation import gettext as _

from articles.refusals import Refusal
from articles.text.dialect import canonical, elements
from articles.text.quantities import tokens
from articles.text.quotes import Spot, fits, fold, occurrences
from articles.text.tree import Element, Node, serialise
from articles.text.vocabulary import BLOCKS, CELLS, LISTS, MARKS, POSITIONAL

PieceKind = Literal["same", "removed", "added"]

_HOLDERS = frozenset({"aside", "section"})
_INNER = BLOCKS - {"p"}  # in a list item: blocks of their own
_BORDERS = BLOCKS | CELLS | {"li", "caption", "figcaption"}
_ATOMS = frozenset({"cite", "img", "br"})
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_CLOSING = frozenset(".,;:!?)")
# Above this many words on one side what lies between common ends is exchanged whole: difflib's work grows squared.
_MOST_TOKENS = 3000


class WordsNotThere(Refusal):
    """The quoted words do not stand in the block, or not exactly once."""


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    text: str


def replaced(html: str, place: int, spot: Spot, words: str, *, behind: str | None = None) -> str:
    """The canonical text with `words` (plain; nothing: delete) for the quote in its block number `place`.

    `behind`: all of the block's text ahead of the quote, for whoever knows it; what stands around the quote may have changed then.
    A mark or a citation inside the quote stays where it still has words to lie on. Raises `WordsNotThere`.
    """
    reading = _Reading()
    _Walk(place, reading).nodes(elements(html))
    letters = _letters(reading.bits)
    start, end = _place(letters, spot, behind)
    exchange = iter(_exchanged(reading, letters, start, end, " ".join(words.split())))
    tree = _Walk(place, _Writing(exchange)).nodes(elements(html))
    return canonical(serialise(tree))


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Old and new words as one small comparison."""
    pieces: list[Piece] = []
    before, after = _TOKEN.findall(" ".join(old.split())), _TOKEN.findall(" ".join(new.split()))
    for kind, i, j, k, end in _steps(before, after):
        if kind == "equal":
            pieces.append(Piece("same", "".join(after[k:end])))
        else:
            pieces += [Piece("removed", "".join(before[i:j]))] if i < j else []
            pieces += [Piece("added", "".join(after[k:end]))] if k < end else []
    return tuple(pieces)


def words_brought(old: str, new: str) -> int:
    """How many words the new text has that are not the old one's."""
    added = (piece.text for piece in difference(old, new) if piece.kind == "added")
    return sum(any(sign.isalnum() for sign in token) for text in added for token in tokens(text))


_BORDER = Element("")
_Bit = str | Element


@dataclass(slots=True)
class _Reading:
    """Collects the bits of a block: words, atoms, borders between its paragraphs or cells; and how many marks lie on each."""

    bits: list[_Bit] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def __call__(self, bit: _Bit, marks: int) -> _Bit:
        self.bits.append(bit)
        self.marks.append(marks)
        return bit


@dataclass(slots=True)
class _Writing:
    exchange: Iterator[_Bit | None]

    def __call__(self, bit: _Bit, marks: int) -> _Bit | None:
        return next(self.exchange)


@dataclass(slots=True)
class _Walk:
    """Goes through a text in the order of `blocks` and gives each bit of one block to `visit`, whose answer stands for it."""

    left: int
    visit: Callable[[_Bit, int], _Bit | None]

    def nodes(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        return tuple(node if isinstance(node, str) else self.element(node) for node in nodes)

    def element(self, element: Element) -> Element:
        if element.tag in _HOLDERS:
            return replace(element, children=self.nodes(element.children))
        if element.tag in LISTS:
            return replace(element, children=tuple(self.item(item) for item in element.elements()))
        return replace(element, children=self.inside(element.children, 0)) if self.is_here() else element

    def item(self, item: Element) -> Element:
        here = any(_is_own(child) for child in item.children) and self.is_here()
        children: list[Node] = []
        for child in item.children:
            if isinstance(child, Element) and not _is_own(child):
                children.append(self.element(child))
            else:
                children.extend(self.inside([child], 0) if here else [child])
        return replace(item, children=tuple(children))

    def is_here(self) -> bool:
        self.left -= 1
        return self.left == -1

    def inside(self, nodes: Iterable[Node], marks: int) -> tuple[Node, ...]:
        answers: list[Node | None] = []
        for node in nodes:
            if isinstance(node, str) or node.tag in _ATOMS:
                answers.append(self.visit(node, marks))
                continue
            if node.tag in _BORDERS:
                self.visit(_BORDER, marks)
            inner = marks + (node.tag in MARKS or node.tag in POSITIONAL)
            answers.append(replace(node, children=self.inside(node.children, inner)))
        return tuple(answer for answer in answers if answer is not None)


def _is_own(child: Node) -> bool:
    return isinstance(child, str) or child.tag not in _INNER


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character and the number of the bit that it stands in; a border or a line break reads as a blank."""

    sign: str
    bit: int
    is_word: bool = True


def _letters(bits: Sequence[_Bit]) -> list[_Letter]:
    found: list[_Letter] = []
    for number, bit in enumerate(bits):
        if isinstance(bit, str):
            found.extend(_Letter(sign, number) for sign in bit)
        elif bit.tag in ("", "br"):
            found.append(_Letter("\n", number, is_word=False))
    return found


def _exchanged(reading: _Reading, letters: Sequence[_Letter], start: int, end: int, words: str) -> list[_Bit | None]:
    """The bits with other words in them; None for a citation that has nothing left to support."""
    marks = dict(enumerate(reading.marks))
    inner = _Inner(marks)
    inner.fill(letters[start:end], words)
    head, tail = _per_bit(letters[:start]), _per_bit(letters[end:])
    if not words and end < len(letters) and letters[end].sign in _CLOSING:
        _end_without_blank(head)
    inside = _range(letters[start:end]) if head or tail else range(len(reading.bits))
    return list(_assembled(reading.bits, head, inner.texts, tail, inside=inside))


def _place(letters: Sequence[_Letter], spot: Spot, behind: str | None) -> tuple[int, int]:
    """First and last letter of the quote, in the whole block, behind so much of it, or by the context around it."""
    folded = fold("".join(letter.sign for letter in letters))
    wanted = fold(spot.quote).letters
    if not spot.quote and folded.letters:
        return folded.places[0], folded.places[-1] + 1
    found = list(occurrences(folded.letters, wanted))
    if len(found) > 1 and behind is not None:
        found = [at for at in found if at == len(fold(behind).letters)]
    elif len(found) > 1:
        whole = folded.letters
        found = [at for at in found if fits(whole[:at], whole[at + len(wanted) :], spot.before, spot.after)]
    if len(found) != 1:
        raise WordsNotThere(_("The words that the suggestion replaces do not stand in the text as they did."))
    return folded.places[found[0]], folded.places[found[0] + len(wanted) - 1] + 1


def _range(quote: Sequence[_Letter]) -> range:
    return range(quote[0].bit, quote[-1].bit + 1)


def _per_bit(letters: Iterable[_Letter]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for letter in letters:
        if letter.is_word:
            texts[letter.bit] = texts.get(letter.bit, "") + letter.sign
    return texts


def _end_without_blank(head: dict[int, str]) -> None:
    """ "300 mg daily." without "daily" is "300 mg."."""
    if head:
        last = max(head)
        head[last] = head[last].rstrip(" ")


@dataclass(slots=True)
class _Inner:
    """The words inside the quote, each given to the bit whose marks it takes over."""

    marks: dict[int, int]
    texts: dict[int, str] = field(default_factory=dict)

    def fill(self, quote: Sequence[_Letter], words: str) -> None:
        runs = [quote[found.start() : found.end()] for found in _TOKEN.finditer("".join(at.sign for at in quote))]
        old = ["".join(letter.sign for letter in run) for run in runs]
        new = _TOKEN.findall(words)
        for kind, i, j, k, end in _steps(old, new):
            if kind == "equal":
                self.keep([letter for run in runs[i:j] for letter in run])
            elif k < end:
                self.add(self.bit_for(runs, i, j), "".join(new[k:end]))

    def keep(self, letters: Iterable[_Letter]) -> None:
        for letter in letters:
            if letter.is_word:
                self.add(letter.bit, letter.sign)

    def add(self, bit: int, text: str) -> None:
        self.texts[bit] = self.texts.get(bit, "") + text

    def bit_for(self, runs: Sequence[Sequence[_Letter]], i: int, j: int) -> int:
        """Exchanged words keep the marks of those they replace; new ones take the fewer marks of their neighbours."""
        known = [letter.bit for run in runs[i:j] for letter in run if letter.is_word]
        if known:
            return known[0]
        before = [letter.bit for run in runs[:i] for letter in run if letter.is_word]
        after = [letter.bit for run in runs[j:] for letter in run if letter.is_word]
        return min(before[-1:] + after[:1], key=lambda bit: self.marks[bit])


def _assembled(
    bits: Sequence[_Bit], head: dict[int, str], inner: dict[int, str], tail: dict[int, str], *, inside: range
) -> Iterator[_Bit | None]:
    supported = ""
    for number, bit in enumerate(bits):
        if isinstance(bit, str):
            text = head.get(number, "") + inner.get(number, "") + tail.get(number, "")
            supported += text
            yield text
        elif bit.tag == "cite" and number in inside and not supported.strip():
            yield None
        else:
            supported = "" if bit.tag == "cite" else supported
            yield bit


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """difflib's steps from one row of words to the other; signs of layout make no difference between two words."""
    a, b = [_key(token) for token in old], [_key(token) for token in new]
    if max(len(a), len(b)) > _MOST_TOKENS:
        yield "replace", 0, len(a), 0, len(b)
        return
    yield from SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _key(token: str) -> str:
    return fold(token).letters or (" " if token.isspace() else token)
