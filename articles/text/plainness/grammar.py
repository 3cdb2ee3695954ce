"""Sentences that are hard by how they are built: long, passive, with two negatives, with nouns in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from articles.text.plainness.findings import Kind
from articles.text.plainness.lexicon import irregular_participles, listed, nouns, states
from articles.text.plainness.passages import Line, Sentence, Span, Word


def long_sentences(line: Line, limit: int) -> Iterator[Span]:
    for sentence in line.sentences:
        if (count := len(sentence.words)) > limit:
            values = (("words", str(count)), ("limit", str(limit)))
            yield Span(Kind.LONG_SENTENCE, sentence.start, sentence.end, size=count, values=values)


_BE: Final = listed("am is are was were be been being isn't aren't wasn't weren't")
_HELPERS: Final = listed(
    "may might can could should would must will shall has have had cannot can't couldn't shouldn't won't haven't hasn't hadn't"
)
_BETWEEN: Final = listed(
    "not also always often usually never still then only sometimes now just being been already again first"
)
_ARE_THERE: Final = frozenset({"there", "it's"})
_MOST_BETWEEN: Final = 3


def passives(line: Line) -> Iterator[Span]:
    if not line.is_heading:
        for sentence in line.sentences:
            yield from _passives(sentence.words, line.text)


def _passives(words: Sequence[Word], text: str) -> Iterator[Span]:
    place = 0
    while place < len(words):
        end = _participle_after(words, place) if words[place].low in _BE else None
        if end is None or _is_description(words, place, end, text):
            place += 1
            continue
        yield Span(Kind.PASSIVE, words[_first(words, place)].start, words[end].end)
        place = end + 1


def _participle_after(words: Sequence[Word], place: int) -> int | None:
    for at in range(place + 1, min(place + 2 + _MOST_BETWEEN, len(words))):
        if _is_participle(words[at].low):
            return at
        if not _is_between(words[at].low):
            return None
    return None


@lru_cache(maxsize=8192)
def _is_participle(word: str) -> bool:
    if word in states():
        return False
    return word in irregular_participles() or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))


def _is_between(word: str) -> bool:
    return word in _BETWEEN or (word.endswith("ly") and len(word) > 4)


def _is_description(words: Sequence[Word], place: int, end: int, text: str) -> bool:
    """ "There is limited evidence", "these are coated tablets": the participle belongs to the noun behind it."""
    if place and words[place - 1].low in _ARE_THERE:
        return True
    following = words[end + 1] if end + 1 < len(words) else None
    return following is not None and following.low in nouns() and text[words[end].end : following.start] == " "


def _first(words: Sequence[Word], place: int) -> int:
    """Where the verb begins: "should also have been"."""
    first = at = place
    while at > 0 and place - at <= _MOST_BETWEEN:
        at -= 1
        if words[at].low in _HELPERS or words[at].low in _BE:
            first = at
        elif not _is_between(words[at].low):
            break
    return first


_NOT: Final = listed(
    "not isn't aren't wasn't weren't don't doesn't didn't cannot can't couldn't won't wouldn't shouldn't never"
)
_NEGATIVE: Final = listed(
    "uncommon unusual unlikely infrequent insignificant impossible inadequate unreasonable unaware dissimilar incorrect ineffective "
    "irrelevant inconsistent unimportant unnecessary unknown unsafe unpleasant unhelpful inappropriate unsuccessful unrelated"
)
_NOBODY: Final = listed("nobody none nothing nowhere")
_LEAST: Final = frozenset({"fewer", "less"})
_AT_LEAST: Final = "at least"
_REACH: Final = 4


def double_negatives(line: Line) -> Iterator[Span]:
    for sentence in line.sentences:
        if any(word.low in _TRIGGERS for word in sentence.words):
            yield from _double_negatives(sentence.words, line.text)


_TRIGGERS: Final = _NOT | _NOBODY | {"no", "fail"}


def _double_negatives(words: Sequence[Word], text: str) -> Iterator[Span]:
    place = 0
    while place < len(words):
        found = _double(words, place, text)
        if found is None:
            place += 1
            continue
        first, last, instead = found
        yield Span(Kind.DOUBLE_NEGATIVE, words[first].start, words[last].end, instead)
        place = last + 1


def _double(words: Sequence[Word], place: int, text: str) -> tuple[int, int, str] | None:
    """First and last word of two negatives, and what to write instead where one wording has the same meaning."""
    low, following = words[place].low, [word.low for word in words[place + 1 : place + 3]]
    if low in {"no", "not"} and following[1:] == ["than"] and following[0] in _LEAST:
        return place, place + 2, _AT_LEAST
    if low in _NOT and following[:1] and following[0] in _NEGATIVE:
        return place, place + 1, ""
    if low == "not" and following == ["fail", "to"]:
        return (place - 1 if place and words[place - 1].low == "do" else place), place + 2, ""
    if low == "not" and following[:1] == ["without"]:
        return place, place + 1, ""
    seconds = {"without"} if low in {"never", "cannot", "can't"} else {"not"} if low in _NOBODY else set()
    return _within_reach(words, place, text, seconds)


def _within_reach(words: Sequence[Word], place: int, text: str, seconds: set[str]) -> tuple[int, int, str] | None:
    """The second negative among the next words, unless a sign parts them."""
    for at in range(place + 1, min(place + 1 + _REACH, len(words))) if seconds else ():
        if text[words[at - 1].end : words[at].start] not in {" ", "\u00a0"}:
            return None
        if words[at].low in seconds:
            return place, at, ""
    return None


def noun_chains(line: Line, too_many: int) -> Iterator[Span]:
    if not line.is_heading:
        for sentence in line.sentences:
            for chain in _chains(sentence, line.text):
                if len(chain) >= too_many:
                    values = (("words", str(len(chain))),)
                    yield Span(Kind.NOUN_CHAIN, chain[0].start, chain[-1].end, size=len(chain), values=values)


def _chains(sentence: Sentence, text: str) -> Iterator[list[Word]]:
    chain: list[Word] = []
    for word in sentence.words:
        if chain and text[chain[-1].end : word.start] != " ":
            yield chain
            chain = []
        if _is_noun(word.low):
            chain.append(word)
        elif chain:
            yield chain
            chain = []
    yield chain


_NOUN_ENDINGS: Final = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ology", "therapy", "ship")
_NO_NOUNS: Final = listed("since hence once implement complement supplement comment mention position question function")
_SHORTEST_NOUN: Final = 7


@lru_cache(maxsize=8192)
def _is_noun(word: str) -> bool:
    if word in nouns():
        return True
    single = word.removesuffix("s")
    return len(single) >= _SHORTEST_NOUN and single.endswith(_NOUN_ENDINGS) and single not in _NO_NOUNS
