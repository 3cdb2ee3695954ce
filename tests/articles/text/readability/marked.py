"""Reads `marked.txt`: each passage with its sentences and its words, as they were marked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

END, MEETING, INSIDE = "⏎", "|", "~"
NARROW = "\u202f"
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_SHIFTED = {"sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"), "sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")}
_POSITION = re.compile(r"<(sub|sup)>(\w+)</\1>")


@dataclass(frozen=True)
class Passage:
    """`text` is what a splitter gets; `sentences` and `words` (of each sentence) are what it must find."""

    kind: str
    text: str
    sentences: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]

    @property
    def is_html(self) -> bool:
        return self.text.startswith("<")


@cache
def passages() -> tuple[Passage, ...]:
    return tuple(_read((Path(__file__).parent / "marked.txt").read_text(encoding="utf-8").splitlines()))


def _read(lines: Iterable[str]) -> Iterator[Passage]:
    kind = ""
    for line in lines:
        if line.startswith("## "):
            kind = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            yield _passage(kind, line)


def _passage(kind: str, line: str) -> Passage:
    text = line.replace(MEETING, "").replace(INSIDE, NARROW)
    text = re.sub(rf" ?{END} ?(?=<)", "", text) if text.startswith("<") else text
    sentences = [_shown(part) for part in line.split(END)]
    return Passage(
        kind=kind,
        text=re.sub(r" {2}(?! )", " ", text.replace(END, "")).strip(),
        sentences=tuple(sentence.replace(MEETING, "").replace(INSIDE, NARROW) for sentence in sentences),
        words=tuple(tuple(_words(sentence)) for sentence in sentences),
    )


def _shown(part: str) -> str:
    """Without tags; what is lowered or raised as the one plain form of a text writes it."""
    part = _POSITION.sub(lambda found: found[2].translate(_SHIFTED[found[1]]), part)
    return " ".join(_TAG.sub("", part).split())


def _words(sentence: str) -> Iterator[str]:
    for chunk in re.split(rf"[ {MEETING}]", sentence):
        signs = [place for place, sign in enumerate(chunk) if sign.isalnum()]
        if signs:
            yield chunk[signs[0] : signs[-1] + 1].replace(INSIDE, NARROW)


def spans(sentences: Iterable[Iterable[str]]) -> set[tuple[int, int]]:
    """Where each piece begins and ends, counted in letters and figures, so that blanks and signs do not matter."""
    found: set[tuple[int, int]] = set()
    position = 0
    for piece in (piece for sentence in sentences for piece in sentence):
        size = sum(sign.isalnum() for sign in piece)
        found.add((position, position + size))
        position += size
    return found
