"""The word lists beside this module, read once, when they are first asked for. `data/README.md` says where they are from."""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent / "data"
# Words that come more than 100 times in a million are familiar; `familiar.txt` names those that are not.
_FAMILIAR_FROM: Final = 5.0
_EXCEPTIONS: Final = "## except"


@cache
def syllables_of_words() -> Mapping[str, int]:
    """Of some 120,000 words in small letters the number of syllables (CMUdict)."""
    found: dict[str, int] = {}
    for number, words in _grouped("syllables.txt.gz"):
        found.update(dict.fromkeys(words, int(number)))
    return found


@cache
def zipf_of_words() -> Mapping[str, float]:
    """log10 of how often a word comes in a billion words of English, 2.5 to 7.7, to one decimal (wordfreq)."""
    found: dict[str, float] = {}
    for value, words in _grouped("rarity.txt.gz"):
        found.update(dict.fromkeys(words, float(value)))
    return found


@cache
def syllables_by_hand() -> Mapping[str, int]:
    """Of words that the dictionary lacks or has wrong, of units and of abbreviations that are said as words."""
    return {word: int(number) for word, number in map(str.split, _lines("overrides.txt"))}


@cache
def said_syllables() -> Mapping[str, int]:
    """Both: what was written by hand counts."""
    return {**syllables_of_words(), **syllables_by_hand()}


@cache
def syllables_of_endings() -> Mapping[str, int]:
    """Of endings of drugs and of medical words."""
    return {ending: int(number) for ending, number in map(str.split, _lines("endings.txt"))}


@cache
def familiar_words() -> frozenset[str]:
    """Base words that a child of ten reads without help."""
    everyday, _, others = (_DATA / "familiar.txt").read_text(encoding="utf-8").partition(_EXCEPTIONS)
    words = (word for line in everyday.splitlines() if not line.startswith("#") for word in line.split())
    frequent = (word for word, zipf in zipf_of_words().items() if zipf >= _FAMILIAR_FROM)
    return frozenset({*words, *frequent} - {*others.split()})


def _grouped(name: str) -> Iterator[tuple[str, list[str]]]:
    """Lines of a value and its words."""
    with gzip.open(_DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            value, *words = line.split()
            if value != "#":
                yield value, words


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
