"""What the formulas know of one word, worked out once for each spelling."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from articles.text.readability.lexicon import familiar_words, zipf_of_words
from articles.text.readability.syllables import is_spelled_out, of_letters, of_word

POLYSYLLABLE: Final = 3
# A word that no list holds, and letters in capitals: that "or" is common says nothing about OR.
_UNKNOWN: Final = 2.0
# Words above this are the mortar of every sentence (the, of, with, not): some 70 of them.
_MORTAR_FROM: Final = 6.3
_ADDRESS: Final = re.compile(r"https?:|www\.|doi:|[^\s@]++@|(?:[\w-]{2,}\.)+[a-z]{2,}(?:/|\Z)", re.IGNORECASE)
_PART: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN: Final = re.compile(r"[a-zà-öø-ÿ]", re.IGNORECASE)
_APOSTROPHE: Final = str.maketrans("’ʼ", "''")
_LONGEST: Final = 60
# Endings that leave a familiar word familiar (Dale and Chall 1948), and what takes their place.
_ENDINGS: Final = (
    ("'s", ""), ("s'", "s"), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("ier", "y"), ("est", ""), ("est", "e"), ("iest", "y"), ("ly", ""),
    ("ily", "y"), ("n", ""),
)  # fmt: skip
_DOUBLING: Final = frozenset({"ed", "ing", "er", "est"})
_ENDINGS_BY_LETTER: Final = {
    letter: tuple((ending, instead, ending in _DOUBLING) for ending, instead in _ENDINGS if ending.endswith(letter))
    for letter in {ending[-1] for ending, _ in _ENDINGS}
}
_SHORTEST_BASE: Final = 2


class WordFacts(NamedTuple):
    """`letters` counts letters and figures. `zipf` is how common it is, None for figures and the mortar of every sentence.

    `is_complex` is Gunning's word of three syllables that are not due to an ending; `is_read` is False for an address.
    """

    syllables: int
    letters: int
    is_complex: bool
    is_unfamiliar: bool
    zipf: float | None
    is_latin: bool
    is_read: bool = True


@lru_cache(maxsize=65_536)
def facts(word: str) -> WordFacts:
    # Most words are letters and nothing else, in small ones or with one capital in front.
    if word.isascii() and word.isalpha() and (word.islower() or word.istitle()) and len(word) <= _LONGEST:
        return _of_letters(word.lower()) if len(word) > 1 else _OF_ONE_LETTER
    return _of_any(word)


def _of_letters(word: str) -> WordFacts:
    syllables = of_letters(word)
    zipf = zipf_of_words().get(word, _UNKNOWN)
    return WordFacts(
        syllables,
        len(word),
        syllables >= POLYSYLLABLE and not _has_ending(word, syllables),
        not is_familiar(word),
        zipf if zipf < _MORTAR_FROM else None,
        True,  # by place, which takes half the time
    )


def _of_any(word: str) -> WordFacts:
    if _ADDRESS.match(word):
        return WordFacts(0, 0, False, False, None, is_latin=True, is_read=False)
    letters = sum(map(str.isalnum, word))
    syllables = of_word(word)
    parts = _PART.findall(word[:_LONGEST].lower().translate(_APOSTROPHE))
    if not parts:
        return WordFacts(syllables, letters, False, False, None, is_latin=True)
    capitals = is_spelled_out(word)
    return WordFacts(
        syllables=syllables,
        letters=letters,
        is_complex=_is_complex(word.lower(), syllables, parts),
        is_unfamiliar=capitals or not all(map(is_familiar, parts)),
        zipf=_zipf(parts, capitals=capitals),
        is_latin=bool(_LATIN.search(word)),
    )


def _is_complex(word: str, syllables: int, parts: list[str]) -> bool:
    """Compounds of short words, and words whose third syllable is an ending, are not (Gunning 1952)."""
    if syllables < POLYSYLLABLE or (len(parts) > 1 and all(of_word(part) < POLYSYLLABLE for part in parts)):
        return False
    return not _has_ending(word, syllables)


def _has_ending(word: str, syllables: int) -> bool:
    return syllables == POLYSYLLABLE and word.endswith(("ed", "es", "ing"))


def _zipf(parts: list[str], *, capitals: bool) -> float | None:
    """Of the rarest part."""
    if capitals:
        return _UNKNOWN
    known = zipf_of_words()
    rarest = min(known.get(part) or known.get(part.removesuffix("'s"), _UNKNOWN) for part in parts)
    return rarest if rarest < _MORTAR_FROM else None


def is_familiar(part: str) -> bool:
    """Whether a child of ten reads it; an ending does not change that."""
    known = familiar_words()
    if part in known:
        return True
    for ending, instead, may_double in _ENDINGS_BY_LETTER.get(part[-1:], ()):
        if part.endswith(ending) and len(part) - len(ending) >= _SHORTEST_BASE:
            base = part[: -len(ending)] + instead
            # "stopped", "bigger": the letter that an ending doubled
            if base in known or (may_double and base[-1] == base[-2] and base[:-1] in known):
                return True
    return False


_OF_ONE_LETTER: Final = WordFacts(1, 1, False, False, None, is_latin=True)
