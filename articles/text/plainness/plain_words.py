"""Hard words, each with the plain word that takes its place in the same sentence, whatever the sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from articles.text.plainness import lexicon
from articles.text.plainness.explaining import is_explained
from articles.text.plainness.findings import Kind
from articles.text.plainness.inflection import Pair, noun_forms, verb_forms
from articles.text.plainness.known import Known
from articles.text.plainness.lexicon import listed
from articles.text.plainness.passages import Passage, Sentence, Span, Word

_OF_MEDICINE: Final = " of medicine"
_BE: Final = listed("am is are was were be been being isn't aren't wasn't weren't")
_HAVE: Final = listed("have has had having haven't hasn't hadn't")
_SUBJECTS: Final = listed("i you he she it we they who nurse doctor surgeon")
# After these a word that may be a noun is a verb.
_BEFORE_VERBS: Final = listed(
    "i you we they who to may might will can could should would must do don't not never always please people patients"
)
_AFTER_ORDERS: Final = listed("your the a an any")
_ADVERBS: Final = listed("not also always often usually never only just then")
_ARTICLES: Final = frozenset({"a", "an"})
_VOWELS: Final = tuple("aeio")
_BLANKS: Final = frozenset({" ", "\u00a0"})


@dataclass(frozen=True, slots=True)
class Form:
    """What may stand in a text, word by word; without a plain word it is a name and left alone."""

    words: tuple[str, ...]
    pair: Pair
    is_medical: bool = False
    is_verb_after: bool = False


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """By their first word, the longest first."""
    found: dict[str, list[Form]] = {}
    for heading, line in lexicon.sections("plain_words.txt"):
        for form in _read(heading, line):
            found.setdefault(form.words[0], []).append(form)
    return {first: tuple(sorted(some, key=lambda form: -len(form.words))) for first, some in found.items()}


def _read(heading: str, line: str) -> Iterator[Form]:
    kind = heading.removesuffix(_OF_MEDICINE)
    hard, _equals, plain = line.partition(" = ")
    for spelling in hard.split(", "):
        for pair in _pairs(kind, spelling, plain):
            yield Form(tuple(pair.hard.split()), pair, kind != heading, kind == "verbs after")


def _pairs(kind: str, hard: str, plain: str) -> Iterator[Pair]:
    if kind.startswith("verbs"):
        return verb_forms(hard, plain)
    return noun_forms(hard, plain) if kind == "nouns" else iter([Pair(hard, plain)])


def hard_words(passage: Passage, known: Known, explained: set[str], *, medicine: bool) -> Iterator[Span]:
    """`explained` grows by what this passage explains, in small letters."""
    for number, sentence in enumerate(passage.sentences):
        following = passage.sentences[number + 1].text if number + 1 < len(passage.sentences) else ""
        for place, form in _found(sentence, passage.text):
            if form.pair.plain and (medicine or not form.is_medical) and _is_meant(sentence, place, form):
                span = _span(passage.text, sentence, place, form)
                may_stay = form.is_medical and _is_explained(passage, span, form, known, explained, following)
                if not (may_stay or passage.is_other(passage.text[span.start : span.end])):
                    yield span


def _found(sentence: Sentence, text: str) -> Iterator[tuple[int, Form]]:
    """Each with the place of its first word; none overlaps another."""
    known, place, words = forms(), 0, sentence.words
    while place < len(words):
        some = known.get(words[place].low)
        form = next((form for form in some if _stands(form, words, place, text)), None) if some else None
        if form is not None:
            yield place, form
        place += len(form.words) if form is not None else 1


def _stands(form: Form, words: Sequence[Word], place: int, text: str) -> bool:
    if place + len(form.words) > len(words):
        return False
    return all(
        words[place + nth].low == wanted and text[words[place + nth - 1].end : words[place + nth].start] in _BLANKS
        for nth, wanted in enumerate(form.words[1:], 1)
    )


def _is_meant(sentence: Sentence, place: int, form: Form) -> bool:
    """Not part of a name, and a verb where it may be a noun."""
    words = sentence.words
    end = place + len(form.words)
    shown = [_shown(sentence, words[at]) for at in range(place, min(end + 1, len(words)))]
    if any(word[:1].isupper() for word in shown[1:]) or (place and shown[0][:1].isupper()):
        return False
    return not form.is_verb_after or _is_verb(words, place, form)


def _shown(sentence: Sentence, word: Word) -> str:
    return sentence.text[word.start - sentence.start : word.end - sentence.start]


def _is_verb(words: Sequence[Word], place: int, form: Form) -> bool:
    before = _before(words, place)
    if form.pair.form == "base":
        following = words[place + 1].low if place + 1 < len(words) else ""
        return before in _BEFORE_VERBS if place else following in _AFTER_ORDERS
    return before in {"ing": _BE, "past": _HAVE}.get(form.pair.form, frozenset())


def _before(words: Sequence[Word], place: int) -> str:
    """The word before, adverbs left out."""
    place -= 1
    while place > 0 and words[place].low in _ADVERBS:
        place -= 1
    return words[place].low if place >= 0 else ""


def _span(text: str, sentence: Sentence, place: int, form: Form) -> Span:
    words = sentence.words
    start, end = words[place].start, words[place + len(form.words) - 1].end
    plain, is_certain = _plain(words, place, form.pair)
    article = words[place - 1] if place and words[place - 1].low in _ARTICLES else None
    if article is not None and plain.startswith(("a ", "an ")):
        is_certain = False
    elif article is not None and text[article.end : start] in _BLANKS:
        wanted = "an" if plain.startswith(_VOWELS) else "a"
        start, plain = (start, plain) if wanted == article.low else (article.start, f"{wanted} {plain}")
    if text[start].isupper():
        plain = plain[:1].upper() + plain[1:]
    return Span(Kind.HARD_WORD, start, end, plain if is_certain else "", "" if is_certain else plain)


def _plain(words: Sequence[Word], place: int, pair: Pair) -> tuple[str, bool]:
    """ "was administered" is "was given", "she administered" "she gave"; of neither a person decides."""
    if not pair.participle or pair.participle == pair.plain:
        return pair.plain, True
    before = _before(words, place)
    if before in _BE or before in _HAVE:
        return pair.participle, True
    return pair.plain, before in _SUBJECTS


def _is_explained(passage: Passage, span: Span, form: Form, known: Known, explained: set[str], following: str) -> bool:
    """A medical word may stay once the text has said what it means."""
    word = " ".join(form.words)
    if word in explained:
        return True
    if is_explained(passage.text, span.start, span.end, following):
        explained.add(word)
    return word in explained or any(known.explains(found.keys, passage.section) for found in known.matcher.find(word))
