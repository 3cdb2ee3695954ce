"""Words as the index has them: one stem for all forms of a word, the same on every database.

Every stem is small ASCII letters and figures, so that no tokeniser of a database has a say in where it ends. A drug's name is
never stemmed (S10): it stands as `articles.text.drugs` spells it. Stems are those of the Snowball algorithms (Porter 2001).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import snowballstemmer

from articles.text.drugs import drug, is_class
from articles.text.folding import folded
from articles.text.words import word_spans

_ALGORITHMS: Final = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch"}
_PIECES: Final = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)*")
_PLAIN: Final = re.compile(r"[a-z0-9]+")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_MICRO: Final = re.compile(r"^[µμ](?=(?:g|l|mol)\b)")
_POSSESSIVE: Final = re.compile(r"['’ʼ]s?\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A word where it stands in a text, with its stems: "beta-blocker's" has two."""

    start: int
    end: int
    stems: tuple[str, ...]


def stems(text: str, language: str) -> list[str]:
    """The stems of a text in reading order."""
    return [stem for found in occurrences(text, language) for stem in found.stems]


def occurrences(text: str, language: str) -> Iterator[Found]:
    """Each word of a text with its place, in characters. 10⁹ and 109 are two words (S11)."""
    for start, end in word_spans(text):
        yield Found(start, end, word_stems(text[start:end], language))


@lru_cache(maxsize=200_000)
def word_stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of one word: more where signs join several ("5-10", "mg/dL"), none where it is signs alone."""
    name = _drug(word)
    if name:
        return (_ascii(name),)
    bare = _POSSESSIVE.sub("", _plainly(word))
    return tuple(_stem(piece, language) for piece in _PIECES.findall(bare))


def _plainly(word: str) -> str:
    """ "10⁹" as "10x9", which no number is; accents and case away."""
    parted = re.sub(r"(?<=[^\W_])(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])", "x", word)
    return _MICRO.sub("mc", folded(unicodedata.normalize("NFC", parted.translate(_RAISED))))


def _stem(piece: str, language: str) -> str:
    if piece[0].isdigit():
        return _ascii(piece.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", piece) else piece.replace(",", "."))
    name = _drug(piece)
    if name:
        return _ascii(name)
    stemmer = _stemmer(language.partition("-")[0].lower())
    return _ascii(stemmer.stemWord(piece) if stemmer else piece)


def _drug(word: str) -> str:
    """A substance in its one spelling. A class ("vaccines") is a word like others, and names in two words are two."""
    name = drug(word)
    return "" if "-" in name or is_class(name) else name


def _ascii(stem: str) -> str:
    """Letters of other scripts by their numbers, a decimal point as "p": nothing that a tokeniser would part."""
    if _PLAIN.fullmatch(stem):
        return stem
    return "".join(_letter(letter) for letter in stem)


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else "p" if letter == "." else ""
    return f"u{ord(letter):05x}"


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_ALGORITHMS[language]) if language in _ALGORITHMS else None
