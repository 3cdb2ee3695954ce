"""Words of a text that most people do not know, and that it does not explain: what the glossary may lack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final

from articles.text.drugs import drug
from articles.text.readability.lexicon import zipf_of_words
from articles.text.readability.passages import read_blocks
from articles.text.readability.word_facts import facts
from articles.text.words import word_spans

# Common words come more often: "inflammation" stands at 3.6, "infection" at 4.3 (log10 of times in a billion words).
_SELDOM: Final = 3.7
_SHORTEST: Final = 5
_LONGEST: Final = 40
_ABBREVIATION: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9]{1,5}")
_EXPLAINED: Final = re.compile(r"<dfn[^<>]*>([^<]*)</dfn>")
_ENDS: Final = ".!?:;\n|"


def candidates(html: str, *, most: int = 40) -> tuple[str, ...]:
    """The `most` frequent of a canonical text: words in small letters and in the singular, abbreviations as they stand.

    Names of drugs and of people, what a `dfn` explains, tables and lists of sources are left out.
    """
    explained = {
        word
        for match in _EXPLAINED.findall(html)
        for start, end in word_spans(unescape(match))
        if (word := _plain(unescape(match)[start:end]))
    }
    counted = Counter(word for block in read_blocks(html) for word in _hard(block.text) if word not in explained)
    return tuple(word for word, _count in counted.most_common(most))


def _hard(text: str) -> Iterator[str]:
    for start, end in word_spans(text):
        word = text[start:end]
        before = text[max(0, start - 4) : start].rstrip(" “\"(‘'")[-1:]
        is_name = word[:1].isupper() and not _ABBREVIATION.fullmatch(word) and start > 0 and before not in _ENDS
        plain = "" if is_name else _plain(word)
        if plain and _is_hard(plain):
            yield plain


def _plain(word: str) -> str:
    """The spelling under which a word is counted; empty for what is none."""
    if _ABBREVIATION.fullmatch(word.removesuffix("s")):
        return word.removesuffix("s")
    lowered = word.lower()
    if not lowered.replace("-", "").replace("’", "").isalpha():
        return ""
    known = zipf_of_words()
    singular = lowered.removesuffix("s")
    return singular if known.get(singular, 0.0) > known.get(lowered, 0.0) else lowered


@lru_cache(maxsize=16_384)
def _is_hard(word: str) -> bool:
    if _ABBREVIATION.fullmatch(word):
        return True
    if not _SHORTEST <= len(word) <= _LONGEST or drug(word):
        return False
    found = facts(word)
    is_seldom = found.is_latin and found.is_unfamiliar and found.zipf is not None and found.zipf < _SELDOM
    return is_seldom and not _is_made_of_common_words(word)


def _is_made_of_common_words(word: str) -> bool:
    """ "Sugary", "eased" and "foul-smelling" need no definition: whoever reads "sugar", "ease" and "smell" knows them."""
    return all(_is_common(part) or any(map(_is_common, _bases(part))) for part in word.split("-"))


def _is_common(word: str) -> bool:
    return zipf_of_words().get(word, 0.0) >= _SELDOM


def _bases(word: str) -> Iterator[str]:
    """What a word may be a form of: "eased" of "ease", "dripping" of "drip", "stickiest" of "sticky"."""
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= _SHORTEST_BASE:
            yield from (base, f"{base}e", f"{base[:-1]}y" if base.endswith("i") else base)
            if base[-1] == base[-2]:
                yield base[:-1]


# Endings of everyday words; those of medicine ("-itis", "-osis", "-ic") make other words.
_ENDINGS: Final = ("ed", "ing", "y", "ly", "er", "est", "ness", "less", "ful", "able", "s", "es")
_SHORTEST_BASE: Final = 3
