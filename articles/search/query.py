"""What a reader typed, as parts that a text must all have: words, "phrases" and the beginnings of words (hyper*).

Words that stand everywhere are left out where others are left. A name of the glossary or of a drug also stands for its other
names; which, is said on the page. Nothing else is added, and nothing is ever taken for something else (S10). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.search.stems import stems, word_stems
from articles.search.tables import Phrase
from articles.text.drugs import drug, generic, is_class, names_of
from articles.text.words import word_spans

LONGEST: Final = 200  # characters; what is longer is no search but a text
MOST_PARTS: Final = 12
LONGEST_NAME: Final = 6  # words of a name in a glossary
_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_STOPPED: Final = {
    "en": frozenset(
        [
            "a",
            "about",
            "am",
            "an",
            "and",
            "any",
            "are",
            "as",
            "at",
            "be",
            "been",
            "being",
            "but",
            "by",
            "can",
            "could",
            "did",
            "do",
            "does",
            "for",
            "from",
            "get",
            "had",
            "has",
            "have",
            "having",
            "he",
            "her",
            "him",
            "his",
            "how",
            "i",
            "if",
            "in",
            "into",
            "is",
            "it",
            "its",
            "me",
            "my",
            "of",
            "on",
            "or",
            "our",
            "she",
            "should",
            "so",
            "than",
            "that",
            "the",
            "their",
            "them",
            "there",
            "they",
            "this",
            "to",
            "too",
            "was",
            "we",
            "were",
            "what",
            "when",
            "where",
            "which",
            "who",
            "why",
            "will",
            "with",
            "would",
            "you",
            "your",
        ]
    ),
    "de": frozenset(
        [
            "aber",
            "als",
            "am",
            "an",
            "auch",
            "auf",
            "aus",
            "bei",
            "bin",
            "bis",
            "da",
            "dann",
            "das",
            "dem",
            "den",
            "der",
            "des",
            "die",
            "dies",
            "ein",
            "eine",
            "einem",
            "einen",
            "einer",
            "er",
            "es",
            "für",
            "habe",
            "haben",
            "hat",
            "ich",
            "ihr",
            "im",
            "in",
            "ist",
            "kann",
            "können",
            "man",
            "mein",
            "meine",
            "mich",
            "mir",
            "mit",
            "muss",
            "nach",
            "oder",
            "sein",
            "sich",
            "sie",
            "sind",
            "so",
            "über",
            "und",
            "von",
            "vor",
            "war",
            "was",
            "wenn",
            "wer",
            "wie",
            "wir",
            "wird",
            "wo",
            "zu",
            "zum",
            "zur",
        ]
    ),
}

# Stems of a name → other names of the same thing, as they are written.
Synonyms = Mapping[tuple[str, ...], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a text must have, in any of these phrases. `also` are the names that were added, as readers are told."""

    typed: str
    phrases: tuple[Phrase, ...]
    also: tuple[str, ...] = ()
    drug: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    typed: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...] = ()

    @property
    def phrases(self) -> list[tuple[Phrase, ...]]:
        return [part.phrases for part in self.parts]


@dataclass(frozen=True, slots=True)
class _Word:
    typed: str
    stems: tuple[str, ...]
    is_prefix: bool


def parse(
    typed: str,
    language: str,
    synonyms: Synonyms | None = None,
    *,
    others: Sequence[str] = (),
    longest: int = LONGEST,
) -> Query:
    """The query behind what was typed; one without parts where there is no word in it.

    A word is looked for as its own language stems it and as each of the `others` does, in which texts may stand.
    """
    typed = " ".join(typed.replace("\x00", " ").split())[:longest]
    parts: list[Part] = []
    left_out: list[str] = []
    place = 0
    for quoted in _QUOTED.finditer(typed):
        parts += _loose(typed[place : quoted.start()], language, synonyms or {}, left_out)
        parts += _exact(quoted[1], language)
        place = quoted.end()
    parts += _loose(typed[place:], language, synonyms or {}, left_out)
    if not parts:
        parts, left_out = [_part(word) for word in _words(typed, language)], []
    parts = [_in_others(part, others) for part in parts]
    return Query(typed, tuple(_once(parts))[:MOST_PARTS], tuple(dict.fromkeys(left_out)))


def _once(parts: Sequence[Part]) -> Iterator[Part]:
    seen = set()
    for part in parts:
        if part.phrases not in seen:
            seen.add(part.phrases)
            yield part


def _in_others(part: Part, languages: Sequence[str]) -> Part:
    if part.drug or part.phrases[0].is_prefix:
        return part
    typed = part.typed.strip("“”")
    found = (Phrase(tuple(stems(typed, language))) for language in languages)
    return replace(part, phrases=tuple(dict.fromkeys((*part.phrases, *(phrase for phrase in found if phrase.stems)))))


def _exact(quoted: str, language: str) -> list[Part]:
    words = tuple(stems(quoted, language))
    return [Part(f"“{quoted.strip()}”", (Phrase(words),))] if words else []


def _words(text: str, language: str) -> list[_Word]:
    found = []
    for start, end in word_spans(text):
        own = word_stems(text[start:end], language)
        if own:
            is_prefix = text[end : end + 1] == "*"
            found.append(_Word(text[start:end], _beginning(text[start:end]) if is_prefix else own, is_prefix))
    return found


def _beginning(word: str) -> tuple[str, ...]:
    """The beginning of a word is no word, so it has no stem."""
    return word_stems(word, "")


def _loose(text: str, language: str, synonyms: Synonyms, left_out: list[str]) -> Iterator[Part]:
    words = _words(text, language)
    place = 0
    while place < len(words):
        length = _named(words[place:], synonyms)
        taken = words[place : place + max(length, 1)]
        if length:
            yield _named_part(taken, language, synonyms)
        elif _is_stopped(taken[0], language):
            left_out.append(taken[0].typed)
        else:
            yield _part(taken[0], language)
        place += len(taken)


def _named(words: Sequence[_Word], synonyms: Synonyms) -> int:
    """How many of the first words are a name that has others; the longest name counts."""
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        first = words[:length]
        if not any(word.is_prefix for word in first) and sum((word.stems for word in first), ()) in synonyms:
            return length
    return 0


def _named_part(words: Sequence[_Word], language: str, synonyms: Synonyms) -> Part:
    own = sum((word.stems for word in words), ())
    typed = " ".join(word.typed for word in words)
    others = {tuple(stems(name, language)): name for name in synonyms[own]}
    others.pop(own, None)
    name = drug(typed) if len(words) == 1 else ""
    for other in _drug_names(name):
        others.setdefault(tuple(stems(other, language)), other)
    others.pop(own, None)
    return Part(typed, (Phrase(own), *map(Phrase, others)), tuple(others.values()), name)


def _part(word: _Word, language: str = "") -> Part:
    name = "" if word.is_prefix else drug(word.typed)
    others = {tuple(stems(other.replace("-", " "), language)): other for other in _drug_names(name)}
    others.pop(word.stems, None)
    phrases = (Phrase(word.stems, word.is_prefix), *map(Phrase, others))
    return Part(word.typed + ("*" if word.is_prefix else ""), phrases, tuple(others.values()), name)


def _drug_names(name: str) -> tuple[str, ...]:
    """Other names of the very substance; of a class ("NSAIDs") there are none."""
    return () if not name or is_class(generic(name)) else names_of(name)


def _is_stopped(word: _Word, language: str) -> bool:
    return not word.is_prefix and word.typed.lower() in _STOPPED.get(language.partition("-")[0].lower(), ())
