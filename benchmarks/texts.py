"""Texts of any length, the same in every run: exactly so many words, exactly so many edits."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

# In order of how often they come, as in any text: the first word is the commonest.
VOCABULARY = """
    the of and to in is a or with for may be pain that not are by on if as patients from after this treatment can have
    at it should when weeks more nerve most dose than symptoms has days which one before daily their who side blood no
    first risk people usually other muscle care until where without walking signs severe weakness improve clinic scan
    evidence start stop leg hip knee both each common rare early late review repeat tablet kidney liver test normal
    raised lower adult child older bladder numbness reflex sensation swelling fever infection diabetes pressure rest
    exercise sleep physiotherapy surgeon referral urgent mild moderate trial guideline benefit harm
"""
WORDS = VOCABULARY.split()
VOCABULARY_WORDS = frozenset(WORDS)
WEIGHTS = [1 / rank for rank in range(2, len(WORDS) + 2)]
EXCHANGED = ("altered", "modified", "revised", "amended", "corrected", "adapted", "updated")
UNITS = ("mg", "ml", "weeks", "days", "mmol/L", "%")
PARAGRAPH = 60
ITEM = 12
HEADING = 3
REFERENCES = 40


@dataclass(frozen=True)
class Passage:
    """One block: its tag, its words, and the number of the reference that it cites (0: none)."""

    tag: str
    words: tuple[str, ...]
    cites: int = 0

    def html(self) -> str:
        citation = f'<cite data-key="{key(self.cites)}"></cite>' if self.cites else ""
        return f"<{self.tag}>{' '.join(self.words)}{citation}</{self.tag}>"


Passages = tuple[Passage, ...]


def key(number: int) -> str:
    return f"reference-{number}"


def html(passages: Sequence[Passage]) -> str:
    """In the dialect's one spelling."""
    return "\n".join(blocks(passages))


def blocks(passages: Sequence[Passage]) -> list[str]:
    """The outermost blocks: items that follow one another stand in one list."""
    found: list[str] = []
    for is_item, group in groupby(passages, key=lambda passage: passage.tag == "li"):
        written = [passage.html() for passage in group]
        found += ["\n".join(("<ul>", *written, "</ul>"))] if is_item else written
    return found


def passages(words: int, seed: int) -> Passages:
    """A text of exactly so many words: headings, paragraphs that cite, and lists."""
    chance = random.Random(seed)  # noqa: S311  # the same text in every run
    made: list[Passage] = []
    left = words
    while left:
        made.append(_passage(len(made), left, chance))
        left -= len(made[-1].words)
    return tuple(made)


def _passage(place: int, left: int, chance: random.Random) -> Passage:
    tag, size = ("h2", HEADING) if place % 9 == 0 else ("li", ITEM) if place % 9 in (4, 5, 6) else ("p", PARAGRAPH)
    cites = chance.randint(1, REFERENCES) if tag == "p" else 0
    return Passage(tag, words_of(min(size, left), chance), cites)


def words_of(count: int, chance: random.Random) -> tuple[str, ...]:
    """So many words, one in twenty a number with its unit behind it."""
    words: list[str] = []
    for word in chance.choices(WORDS, WEIGHTS, k=count):
        if len(words) < count - 1 and chance.random() < 1 / 20:
            words += [str(chance.randint(1, 500)), chance.choice(UNITS)]
        elif len(words) < count:
            words.append(word)
    return tuple(words[:count])


def edited(text: Passages, edits: int, seed: int = 0) -> Passages:
    """The same text with exactly so many words exchanged, scattered evenly and never side by side."""
    chosen: dict[int, list[int]] = {}
    places = [(number, place) for number, passage in enumerate(text) for place in _open_to_edits(passage)]
    step = len(places) // edits
    assert step, "more edits than words that may be edited"
    for edit in range(edits):
        number, place = places[edit * step + seed % step]
        chosen.setdefault(number, []).append(place)
    return tuple(_exchanged(passage, chosen.get(number, ()), seed) for number, passage in enumerate(text))


def _open_to_edits(passage: Passage) -> list[int]:
    """Every second word of a paragraph, but numbers and their units."""
    words = passage.words if passage.tag == "p" else ()
    return [place for place in range(0, len(words), 2) if words[place] in VOCABULARY_WORDS]


def _exchanged(passage: Passage, places: Sequence[int], seed: int) -> Passage:
    words = list(passage.words)
    for place in places:
        words[place] = next(word for word in _from(seed + place) if word != words[place])
    return replace(passage, words=tuple(words))


def _from(start: int) -> list[str]:
    return [EXCHANGED[(start + step) % len(EXCHANGED)] for step in range(2)]


def rewritten(text: Passages, seed: int) -> Passages:
    """The same text with one of its paragraphs written anew, another one for each seed; the length stays."""
    chance = random.Random(seed)  # noqa: S311
    paragraphs = [number for number, passage in enumerate(text) if passage.tag == "p"]
    number = paragraphs[seed * 7 % len(paragraphs)]
    anew = replace(text[number], words=words_of(len(text[number].words), chance))
    return (*text[:number], anew, *text[number + 1 :])


def one_word_repeated(size: int, every: int = 0) -> str:
    """One paragraph of about so many bytes, all of one word; every so many-th is another."""
    words = ["other" if every and number % every == 0 else "word" for number in range(1, size // 5 + 1)]
    return f"<p>{' '.join(words)}</p>"
