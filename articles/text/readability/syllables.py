"""How many syllables a word has: by hand, by the dictionary, by its British spelling, its endings, then by rule."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.readability.lexicon import said_syllables, syllables_by_hand, syllables_of_endings
from articles.text.readability.spoken_numbers import of_number
from articles.text.readability.syllable_rule import by_rule, ends_in_hiss

_TYPED: Final = str.maketrans("’ʼ‘₀₁₂₃₄₅₆₇₈₉", "'''0123456789")
_PARTS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,:·\u202f]*")
_ADDRESS: Final = ("http://", "https://", "www.", "doi:")
_LONGEST: Final = 60
_LONGEST_SPELLED: Final = 5
_SHORTEST_ENDING, _LONGEST_ENDING = 3, 9
_SHORTEST_STEM: Final = 2
# What is written otherwise in the dictionary's American English, and said alike.
_BRITISH: Final = (
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"our(?=s?$|ed$|ing$|al$|ite$|able$|ful$|less$)"), "or"),
    (re.compile(r"is(?=e[sd]?$|ing$|ers?$|ation)"), "iz"),
    (re.compile(r"ys(?=e[sd]?$|ing$|ers?$)"), "yz"),
    (re.compile(r"(?<=[tb])re(?=[sd]?$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|ers?$)"), "l"),
    (re.compile(r"(?<=[lmn])ogue(?=s?$)"), "og"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"ph(?=ur)"), "f"),
)
_LOOKS_BRITISH: Final = re.compile(r"[ao]e|our|[iy]s[eai]|[bt]re|ll[ei]|ogue|ence|mme|phur")
# An initial read out: w is three syllables.
_LETTERS_OF_MANY: Final = {"w": 3}


@lru_cache(maxsize=65_536)
def of_word(word: str) -> int:
    """Of a word as it stands in a text, at least 1: the parts of "double-blind", the letters of "MRI", figures as read out."""
    if word.startswith(_ADDRESS):
        return 1
    bare = word[:_LONGEST].lower().translate(_TYPED)
    if (known := syllables_by_hand().get(bare)) is not None:
        return known
    return max(1, sum(_of_parts(bare, is_spelled_out(word))))


def is_spelled_out(word: str) -> bool:
    """An abbreviation that is read letter by letter: MRI, RCTs, HbA1c, mRNA; no longer one."""
    letters = [sign for sign in word.removesuffix("s") if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if not capitals or len(letters) > _LONGEST_SPELLED or not all(map(str.isascii, letters)):
        return False
    has_figures = any(map(str.isdigit, word))
    return has_figures if len(letters) == 1 else capitals * 2 > len(letters) - has_figures


def _of_parts(bare: str, spelled_out: bool) -> Iterator[int]:
    for part in _PARTS.findall(bare):
        if part[0].isdigit():
            yield of_number(part)
        elif spelled_out and part not in syllables_by_hand():
            yield sum(_LETTERS_OF_MANY.get(letter, 1) for letter in part.removesuffix("s") or part)
        else:
            yield of_letters(part)


def of_letters(part: str) -> int:
    """Of one part in small letters, without figures and hyphens."""
    return _in_dictionary(part) or _of_inflected(part) or _by_ending(part) or by_rule(part)


def _in_dictionary(part: str) -> int:
    return said_syllables().get(part) or _by_american_spelling(part)


def _by_american_spelling(part: str) -> int:
    if not _LOOKS_BRITISH.search(part):
        return 0
    found = said_syllables()
    spelled = part
    for pattern, american in _BRITISH:
        spelled = pattern.sub(american, spelled)
        if spelled in found:
            return found[spelled]
    return 0


def _of_inflected(part: str) -> int:
    """ "stenoses'", "nurse's", "biopsied", "titrating": the word that stands there without its ending is known."""
    for ending in ("'s", "s'", "'", "s"):
        if part.endswith(ending) and (base := _in_dictionary(part.removesuffix(ending))):
            return base + (ending != "'" and ends_in_hiss(part.removesuffix(ending)))
    if part.endswith("ed") and (base := _in_dictionary(part[:-2]) or _in_dictionary(part[:-1])):
        return base + part[:-2].endswith(("t", "d"))
    if part.endswith("ing") and (base := _in_dictionary(part[:-3]) or _in_dictionary(part[:-3] + "e")):
        return base + 1
    return 0


def _by_ending(part: str) -> int:
    """The longest ending of a drug or a medical word; a letter is added to the stem, so that its last e is no silent one."""
    endings = syllables_of_endings()
    word = part.removesuffix("s") if part not in endings and part.endswith("s") and not part.endswith("is") else part
    for size in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM), _SHORTEST_ENDING - 1, -1):
        if (known := endings.get(word[-size:])) is not None:
            return by_rule(word[:-size] + "b") + known
    return 0
