"""Which words of a line are in a glossary: whole words, the longest first, abbreviations as they are written.

A name is found whatever its case, and in its regular plural. An abbreviation is found exactly, or with a small "s" after
it: "MS" is not "ms". A blank and a hyphen inside a name are one ("follow-up", "follow up"). What a hyphen ties to
another word is another word: "stroke-like" is no stroke, "non-inflammatory" not inflammatory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articles.text.letters import equal

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a glossary holds under one key, as it may stand in a text."""

    key: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Letters `start` to `end` are words of each of these keys: of more than one where a word has several senses."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Branch:
    """What may follow after some words of a name: the gap before the next word and that word, as one."""

    next: dict[str, _Branch] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    gap: str  # what stands before it, a hyphen as a blank
    text: str


class Matcher:
    """All entries at once. A look at a line takes time in proportion to its length, times the words of the longest name."""

    def __init__(self, entries: Iterable[Entry], *, language: str = "en") -> None:
        self._names, self._abbreviations = _Branch(), _Branch()
        is_english = language.split("-")[0] == "en"
        for entry in entries:
            for name in entry.names:
                for form in _plurals(name) if is_english else (name,):
                    _plant(self._names, [(word.gap, word.text.casefold()) for word in _words(form)], entry.key)
            for short in entry.abbreviations:
                for form in (short, f"{short}s"):
                    _plant(self._abbreviations, [(word.gap, word.text) for word in _words(form)], entry.key)

    def find(self, line: str) -> tuple[Found, ...]:
        """Every place, in order; none overlaps another."""
        return tuple(self._found(equal(line)))

    def _found(self, line: str) -> Iterator[Found]:
        words, position = list(_words(line)), 0
        folded = [word.text.casefold() for word in words]
        exact = [word.text for word in words]
        while position < len(words):
            name_end, names = _longest(self._names, words, folded, position, line)
            short_end, shorts = _longest(self._abbreviations, words, exact, position, line)
            end = max(name_end, short_end)
            if end == position:
                position += 1
                continue
            keys = dict.fromkeys([*(names if name_end == end else ()), *(shorts if short_end == end else ())])
            yield Found(words[position].start, words[end - 1].end, tuple(keys))
            position = end


def _words(line: str) -> Iterator[_Word]:
    before = 0
    for found in _WORD.finditer(equal(line)):
        yield _Word(found.start(), found.end(), line[before : found.start()].replace("-", " "), found.group())
        before = found.end()


def _plurals(name: str) -> tuple[str, ...]:
    """The name and its regular plural: trials, biopsies, diagnoses. Others are synonyms."""
    lower = name.lower()
    if lower.endswith("sis"):
        return name, f"{name[:-2]}es"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return name, f"{name}es"
    if lower.endswith("y") and lower[-2:-1] not in tuple("aeiou"):
        return name, f"{name[:-1]}ies"
    return name, f"{name}s"


def _plant(root: _Branch, steps: Sequence[tuple[str, str]], key: str) -> None:
    branch = root
    for place, (gap, word) in enumerate(steps):
        branch = branch.next.setdefault(f"{gap if place else ''}{word}", _Branch())
    if branch is not root:
        branch.keys[key] = None


def _longest(
    root: _Branch, words: Sequence[_Word], texts: Sequence[str], first: int, line: str
) -> tuple[int, tuple[str, ...]]:
    """Behind which word the longest name ends that begins with the word `first`; `first` itself for none."""
    branch, end, keys = root, first, tuple[str, ...]()
    if texts[first] not in root.next or _is_tied(line, words[first].start - 1, -1):
        return end, keys
    for place in range(first, len(words)):
        step = branch.next.get(f"{words[place].gap if place > first else ''}{texts[place]}")
        if step is None:
            break
        branch = step
        if branch.keys and not _is_tied(line, words[place].end, 1):
            end, keys = place + 1, tuple(branch.keys)
    return end, keys


def _is_tied(line: str, place: int, direction: int) -> bool:
    """Whether a hyphen stands there with a letter or figure behind it."""
    beyond = place + direction
    if not (0 <= place < len(line) and 0 <= beyond < len(line)):
        return False
    return line[place] in "-\u2013" and line[beyond].isalnum()
