"""Plain text to nodes: headings by their shape and surroundings, lists, paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from articles.importing import shapes
from articles.importing.imported import Unsure
from articles.importing.lines import Line
from articles.importing.lists import lists
from articles.importing.nodes import Heading, Node, Paragraph
from articles.importing.numbered_runs import numbered_headings
from articles.importing.pieces import Piece, pieces

Inline = Callable[[str], str]
_DEEPEST_INDENT = 3


def escaped(text: str) -> str:
    return escape(text, quote=False)


def parse(lines: Sequence[Line], inline: Inline = escaped) -> tuple[tuple[Node, ...], tuple[Unsure, ...]]:
    """The nodes, and the lines of which only a person can say whether they are headings."""
    found = pieces(lines)
    headings = numbered_headings(found)
    guessed: list[Piece] = []
    for index, piece in enumerate(found):
        if piece.is_marked or index in headings:
            continue
        if _is_heading(found, index):
            headings.add(index)
        elif _could_be_heading(found, index):
            headings.add(index)
            guessed.append(piece)
    return tuple(_nodes(found, headings, inline)), (*_question(guessed), *_columns(found))


def _question(guessed: Sequence[Piece]) -> tuple[Unsure, ...]:
    if not guessed:
        return ()
    question = _("Are these headings? Their place says so, not their spelling.")
    return (Unsure(guessed[0].line, "; ".join(piece.text for piece in guessed), question),)


def _columns(found: Sequence[Piece]) -> tuple[Unsure, ...]:
    """Text in columns loses them."""
    rows = [piece for piece in found if "\t" in piece.text]
    if not rows:
        return ()
    question = _("This looks like a table. Its columns are lost: please make it a table in the editor.")
    return (Unsure(rows[0].line, rows[0].text, question),)


def _is_heading(found: Sequence[Piece], index: int) -> bool:
    piece = found[index]
    if piece.level:
        return True
    if not piece.is_single or piece.indent > _DEEPEST_INDENT or index + 1 >= len(found):
        return False
    if shapes.looks_like_title(piece.bare):
        return True
    return shapes.looks_like_question(piece.bare) and _stands_alone(found, index) and not shapes.answer_of(piece.bare)


def _could_be_heading(found: Sequence[Piece], index: int) -> bool:
    """A few words in lower case: between blank lines, or between finished paragraphs, something must follow them."""
    piece = found[index]
    if not piece.is_single or piece.indent or index + 1 >= len(found):
        return False
    return shapes.looks_like_label(piece.bare) and _stands_alone(found, index)


def _stands_alone(found: Sequence[Piece], index: int) -> bool:
    piece, above = found[index], found[index - 1] if index else None
    is_begun = piece.after_blank or above is None or above.is_marked or shapes.ends_like_a_sentence(above.text)
    follower = found[index + 1]
    return is_begun and (piece.before_blank or follower.is_marked or shapes.ends_like_a_sentence(follower.text))


def _nodes(found: Sequence[Piece], headings: set[int], inline: Inline) -> Iterator[Node]:
    def kind(pair: tuple[int, Piece]) -> str:
        index, piece = pair
        return "heading" if index in headings else "list" if piece.is_marked else "paragraph"

    for name, group in groupby(enumerate(found), key=kind):
        members = [piece for _index, piece in group]
        if name == "list":
            yield from lists(members, inline)
        elif name == "heading":
            yield from (_heading(piece, inline) for piece in members)
        else:
            yield from (Paragraph(piece.line, inline(piece.text)) for piece in members)


def _heading(piece: Piece, inline: Inline) -> Heading:
    """The number stays in the words: a text may say "see 3."."""
    if piece.number is None:
        return Heading(piece.line, inline(piece.bare), piece.level, shapes.step(piece.bare))
    words = f"{piece.number.number}{piece.number.mark} {piece.text}"
    return Heading(piece.line, inline(words), piece.level, piece.number.number)
