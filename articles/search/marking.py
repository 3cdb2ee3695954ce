"""Which words of a passage were searched for. The words themselves stay as they were signed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.search.stems import Found, occurrences
from articles.search.tables import Phrase


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_marked: bool = False


def marked(text: str, parts: Sequence[Sequence[Phrase]], language: str) -> tuple[Piece, ...]:
    """The text in pieces that, joined, are the text."""
    found = list(occurrences(text, language))
    pieces: list[Piece] = []
    place = 0
    for start, end in _merged(sorted(_places(found, [phrase for part in parts for phrase in part]))):
        if text[place:start]:
            pieces.append(Piece(text[place:start]))
        pieces.append(Piece(text[start:end], is_marked=True))
        place = end
    if text[place:]:
        pieces.append(Piece(text[place:]))
    return tuple(pieces)


def _places(found: Sequence[Found], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int]]:
    run = [(stem, word) for word in found for stem in word.stems]
    for phrase in phrases:
        length = len(phrase.stems)
        for place in range(len(run) - length + 1):
            if _is_at(phrase, [stem for stem, _word in run[place : place + length]]):
                yield run[place][1].start, run[place + length - 1][1].end


def _is_at(phrase: Phrase, stems: Sequence[str]) -> bool:
    if phrase.is_prefix:
        return tuple(stems[:-1]) == phrase.stems[:-1] and stems[-1].startswith(phrase.stems[-1])
    return tuple(stems) == phrase.stems


def _merged(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    open_: tuple[int, int] | None = None
    for start, end in places:
        if open_ and start <= open_[1]:
            open_ = (open_[0], max(end, open_[1]))
        else:
            if open_:
                yield open_
            open_ = (start, end)
    if open_:
        yield open_
