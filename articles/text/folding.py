"""One spelling for words that are looked for: "Ångström", "angstrom" and "ANGSTRÖM" are found by each other."""

import re
import unicodedata

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def folded(words: str) -> str:
    """Without case, accents and double spaces."""
    if words.isascii():
        # Most words are, and thousands of them are folded for one list.
        return " ".join(words.lower().split())
    parts = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare.translate(_LETTERS)).strip()
