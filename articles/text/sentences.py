"""Where sentences end. Version 1 of the rule; whatever counts sentences says with which version it did.

1. A line is a unit of its own, and so is a block: nobody else ends a heading or an item of a list that has no full stop.
2. A sentence ends after . ! ? … (and those of other scripts) with what closes there: quotes, brackets, marks of
   citations ("safe.12 The" too), signs like 🙂, if what follows does not begin with a small letter. A word that is
   small only in front (pH, mRNA) and the letter of a list ("b)") count as a beginning.
3. No full stop inside a number, an address or a run of letters ends anything; "gone.The" does, for a blank is missing.
4. A full stop after an abbreviation, an initial or the number of an item ends nothing, but where an abbreviation may
   stand last (etc., a.m., U.S., et al., 5 min.) what follows decides: `abbreviations` holds the words.
5. Before a small letter a full stop ends a sentence after a whole word only ("it hurts. call us"), a question mark
   only where no quote or bracket closes ("“Does it hurt?” she asked").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.abbreviations import (
    AFTER_TIMES,
    BEGINNING,
    CLOSING,
    ENDING,
    LEADING,
    LETTERED,
    NUMBERED,
    OF_A_KIND,
)
from articles.text.beginnings import beginning

VERSION: Final = 1

# Bounded where something else could go on for ever, so that the time is in proportion to the length.
_STOP: Final = re.compile(
    r"(?P<stop>[.!?…؟۔。！？।]+)"
    r"(?P<closing>[\"'”’»)\]}]{0,8})"
    r"(?P<note>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,9}|[ \u00a0]?\[\d[\d,;–\u00a0 -]{0,40}\]"
    r"|(?<=[^\W\d_]{2}\.)\d{1,3}(?:[,–-]\d{1,3}){0,8}(?=[ \u00a0]+[^\W\da-z_]))?"
    r"(?P<sign>(?:[ \u00a0]?[☀-➿\U0001f300-\U0001faff]\ufe0f?){1,8})?"
    r"|\n"
)
_STOP_FIRST: Final = re.compile(r"[.!?…؟۔。！？।\n]")
_BEFORE: Final = re.compile(r"[^\s(\[{\"“‘'«]+\Z")
_FOLLOWING: Final = re.compile(r"\s{0,20}[^\w\n]{0,20}([^\W_][\w.’'-]{0,30})")
_GLUED: Final = re.compile(r"[“‘\"(]?[A-Z](?:[a-z’']| [a-z])")
_BEFORE_GLUED: Final = re.compile(r"[a-z]{3}\Z")
_LONGEST_BEFORE: Final = 40
_ITEM: Final = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivx]{1,4})")
_LONGEST_ITEM: Final = 16
_ITEM_AHEAD: Final = re.compile(r"\s{0,20}\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")
_DOTTED: Final = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2}){1,5}")
_TIME: Final = re.compile(r"[ap]\.m", re.IGNORECASE)
_NUMBER_AHEAD: Final = re.compile(r"\d|[A-Z]\d{0,3}(?:[^\w]|\Z)|[IVX]{1,4}(?:[^\w]|\Z)")
_WHOLE_WORD: Final = re.compile(r"[^\W\d_]{4,}(?:[-’'][^\W\d_]+)?")
_LETTER_OF: Final = re.compile(r"([^\W\d_]+)[\s-]+\Z")


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of one block's text, without the blanks around them."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence that has a letter or a figure begins and ends."""
    found: list[tuple[int, int]] = []
    start = last = 0
    for end in (*sentence_ends(text), len(text)):
        # Only what is new is looked at: a text may be full stops and nothing else.
        if any(map(str.isalnum, text[last:end])):
            piece = text[start:end]
            found.append((end - len(piece.lstrip()), start + len(piece.rstrip())))
            start = end
        last = end
    return found


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentences reach in which something stands, with their blanks."""
    ends = sentence_ends(text)
    first, last = bisect_right(ends, start), bisect_left(ends, end)
    return ends[first - 1] if first else 0, ends[last] if last < len(ends) else len(text)


@lru_cache(maxsize=1024)
def sentence_ends(text: str) -> tuple[int, ...]:
    """Every place behind what ends a sentence. What stands between two of them may hold no words."""
    return tuple(_ends(text))


def _ends(text: str) -> Iterator[int]:
    start = 0
    for stop in beginning(_STOP, _STOP_FIRST, text, in_small=False):
        if stop["stop"] is None or _is_end(text, start, stop):
            start = stop.end()
            yield start


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    place = stop.end()
    if place < len(text) and not text[place].isspace():
        return _is_glued_end(text, stop)
    following = _FOLLOWING.match(text, place)
    if following is None:
        return True
    word = following[1]
    if stop["stop"] != ".":
        return _is_other_end(stop, text, word)
    before = _BEFORE.search(text, max(start, stop.start() - _LONGEST_BEFORE), stop.start())
    if before is None:
        return not word[0].islower()
    if stop.start() - start <= _LONGEST_ITEM and _ITEM.fullmatch(text, start, stop.start()) and not stop["closing"]:
        return False
    noted = bool(stop["note"]) and stop["note"][0].isdecimal()
    return _ends_after(before[0].rstrip("”’\"')]}"), word, text, before.start(), noted=noted)


def _is_glued_end(text: str, stop: re.Match[str]) -> bool:
    """ "gone.The", "(not by day).The": a capital right after a word in small letters or a bracket."""
    is_word = _BEFORE_GLUED.search(text, max(0, stop.start() - 3), stop.start())
    return bool((is_word or text[stop.start() - 1 : stop.start()] == ")") and _GLUED.match(text, stop.end()))


def _is_other_end(stop: re.Match[str], text: str, word: str) -> bool:
    """After a question mark, an exclamation mark or dots."""
    if "…" in stop["stop"] or ".." in stop["stop"]:
        return not word[0].islower() and word.partition("'")[0].partition("’")[0] != "I"
    return not stop["closing"] or not _is_small(word) or bool(_ITEM_AHEAD.match(text, stop.end()))


def _ends_after(before: str, word: str, text: str, place: int, *, noted: bool) -> bool:
    """Whether a full stop ends a sentence between `before` and `word`; `noted` where figures stand right behind it."""
    name = before if _is_shouted(before) and not _is_shouted(word) else before.lower()
    if len(before) == 1 and before.isupper():
        return not _is_small(word) and (word in BEGINNING or _is_letter_of(text, place))
    if name in LEADING or (noted and name in OF_A_KIND):
        return False
    if name in NUMBERED and _NUMBER_AHEAD.match(word):
        return False
    if _is_small(word) and not _ITEM_AHEAD.match(text, place + len(before) + 1):
        return name not in OF_A_KIND and bool(_WHOLE_WORD.fullmatch(before))
    if _DOTTED.fullmatch(before):
        return _ends_after_dotted(before, word)
    if name in ENDING and word[0].isdigit():
        return text[max(0, place - 2) : place].strip().isdecimal()
    return name not in CLOSING or name in ENDING or word in BEGINNING


def _ends_after_dotted(before: str, word: str) -> bool:
    """a.m., U.S., i.v.: what is in capitals may be the first part of a name."""
    if _TIME.fullmatch(before):
        return word not in AFTER_TIMES
    return before.islower() or word in BEGINNING


def _is_letter_of(text: str, place: int) -> bool:
    """ "vitamin D", "hepatitis B": the letter is no initial."""
    named = _LETTER_OF.search(text, max(0, place - _LONGEST_BEFORE), place)
    return named is not None and named[1].lower() in LETTERED


def _is_shouted(word: str) -> bool:
    """In capitals, so that it is no abbreviation among words in small letters: "in MS. The …", "with CF. However"."""
    return len(word) > 1 and word.isalpha() and word.isupper()


def _is_small(word: str) -> bool:
    """Small throughout, so that no sentence should begin with it: "and", but not "pH" or "mRNA"."""
    return word[0].islower() and not any(map(str.isupper, word[1:]))
