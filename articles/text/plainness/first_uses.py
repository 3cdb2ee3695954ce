"""Medical words and abbreviations where they first stand, unless they are explained there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.drugs import drug
from articles.text.plainness.explaining import is_explained
from articles.text.plainness.findings import Kind
from articles.text.plainness.known import Known
from articles.text.plainness.lexicon import jargon, listed
from articles.text.plainness.passages import Passage, Span
from articles.text.plainness.plain_words import forms
from articles.text.readability.lexicon import zipf_of_words
from articles.text.readability.word_facts import is_familiar

# Endings of medical words; a word that is common or a drug is none.
_ENDINGS: Final = (
    *(
        "itis",
        "osis",
        "oses",
        "ectomy",
        "ectomies",
        "otomy",
        "ostomy",
        "plasty",
        "scopy",
        "pathy",
        "pathies",
        "aemia",
        "emia",
    ),
    *(
        "uria",
        "algia",
        "plegia",
        "paresis",
        "penia",
        "trophy",
        "lysis",
        "oma",
        "omata",
        "genesis",
        "megaly",
        "rrhoea",
        "rrhea",
    ),
)
_SHORTEST: Final = 8
_COMMON_FROM: Final = 3.0
_ABBREVIATION: Final = re.compile(r"(?<![\w.&/-])([A-Z]{2,6})s?(?![\w&/-]|\.[A-Z]| (?:trial|study|studies|trials)\b)")
_ROMAN: Final = listed("II III IV VI VII VIII IX XI XII")
# Said as words, or better known than what they stand for.
_EVERYDAY: Final = listed(
    "UK US USA EU UN NHS WHO GP TV OK ID AM PM DNA RNA HIV AIDS FAQ PDF SMS USB DVD CD PO GMT UTC BC AD COVID IQ PIN ABC"
)
_WORDS: Final = re.compile(r"[^\W_]+")
_QUESTION: Final = re.compile(r"what (?:is|are)\b", re.IGNORECASE)


def jargon_in(passage: Passage, known: Known, explained: set[str]) -> Iterator[Span]:
    """Words of our list and of the glossary that nobody has explained. `explained` grows by all that stand here."""
    if passage.is_heading:
        return
    places = sorted({*_listed(passage), *_in_glossary(passage, known)}, key=lambda found: (found[0], -found[1]))
    end = 0
    for start, stop, name, is_attached in places:
        if start < end or name in explained:
            continue
        end = stop
        explained.add(name)
        if not (is_attached or passage.is_other(passage.text[start:stop]) or _is_explained(passage, start, stop)):
            yield Span(Kind.JARGON, start, stop)


_Place = tuple[int, int, str, bool]


def _listed(passage: Passage) -> Iterator[_Place]:
    for sentence in passage.sentences:
        for word in sentence.words:
            if name := _jargon(word.low):
                yield word.start, word.end, name, False


@lru_cache(maxsize=16_384)
def _jargon(word: str) -> str:
    """The word in the singular if it is jargon, else nothing. What has a plain word is a hard word."""
    for name in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if name in jargon():
            return name
    last = word.rpartition("-")[2]
    is_medical = len(last) >= _SHORTEST and last.endswith(_ENDINGS)
    if not is_medical or word in forms() or drug(word) or zipf_of_words().get(last, 0) >= _COMMON_FROM:
        return ""
    return word


def _in_glossary(passage: Passage, known: Known) -> Iterator[_Place]:
    for found in known.matcher.find(passage.text):
        words = passage.text[found.start : found.end]
        if not (words.isupper() or all(is_familiar(word) for word in _WORDS.findall(words.lower()))):
            yield found.start, found.end, found.keys[0], known.explains(found.keys, passage.section)


def _is_explained(passage: Passage, start: int, end: int) -> bool:
    if any(
        _QUESTION.match(heading) and passage.text[start:end].lower() in heading.lower()
        for heading in passage.block.headings
    ):
        return True
    return is_explained(passage.text, start, end, _following(passage, start))


def _following(passage: Passage, start: int) -> str:
    place = bisect_right(passage.sentences, start, key=lambda sentence: sentence.start)
    return passage.sentences[place].text if place < len(passage.sentences) else ""


def abbreviations_in(passage: Passage, known: Known, met: set[str]) -> Iterator[Span]:
    """`met` grows by every abbreviation that stands here, so that each is looked at once."""
    if passage.is_heading or passage.text.isupper():
        return
    for found in _ABBREVIATION.finditer(passage.text):
        short = found[1]
        if short in met or short in _EVERYDAY or short in _ROMAN or _is_shouted(passage.text, found):
            continue
        met.add(short)
        start, end = found.span()
        if not (_is_spelled_out(passage.text, short, start, end) or _is_attached(passage, known, found[0])):
            yield Span(Kind.ABBREVIATION, start, end)


def _is_shouted(text: str, found: re.Match[str]) -> bool:
    """Among words in capitals: "DO NOT TAKE IT"."""
    before, after = text[: found.start()].split()[-1:], text[found.end() :].split(maxsplit=1)[:1]
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in (*before, *after))


def _is_spelled_out(text: str, short: str, start: int, end: int) -> bool:
    if _STANDS_FOR.match(text, end):
        return True
    before = _OPENS.search(text[max(0, start - _REACH) : start])
    return before is not None and _spells(before["words"], short)


_REACH: Final = 160
_STANDS_FOR: Final = re.compile(r"\s\((?=[^()]{0,80}[^\W\d_]{3})|,? (?:is short for|short for|stands? for|means?)\b")
_OPENS: Final = re.compile(
    r"(?P<words>[^()]*)(?:\((?:the |or |also called |often called )?|, or (?:an? )?|, (?:also )?called |[“\"])\Z"
)


def _spells(words: str, short: str) -> bool:
    """Whether the letters stand in this order in the last words, the first of them where a word begins."""
    last = [word.lower() for word in _WORDS.findall(words)][-2 * len(short) - 2 :]
    wanted = short.lower()
    return any(
        word.startswith(wanted[0]) and _in_order(wanted, "".join(last[place:])) for place, word in enumerate(last)
    )


def _in_order(wanted: str, letters: str) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


def _is_attached(passage: Passage, known: Known, words: str) -> bool:
    return any(known.explains(found.keys, passage.section) for found in known.matcher.find(words))
