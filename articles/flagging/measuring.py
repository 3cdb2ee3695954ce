"""What is measured of an article's texts at a check: how hard each is to read, and the hard words of the easiest. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from articles.audiences import Audience
from articles.flagging.noticing import Words
from articles.text import readability
from articles.text.readability import Score
from articles.text.terms import candidates


@dataclass(frozen=True, slots=True)
class Measured:
    """One text. Without a score `why_not` is the reason's word."""

    audience: Audience
    words: int
    rules: str
    difficulty: float | None = None
    smog: float | None = None
    why_not: str = ""


def levels(texts: Words) -> tuple[Measured, ...]:
    return tuple(_level(audience, html) for audience, html in texts.items())


def _level(audience: Audience, html: str) -> Measured:
    found = readability.score(html)
    if isinstance(found, Score):
        return Measured(audience, found.counts.words, found.version, round(found.difficulty, 1), round(found.smog, 1))
    return Measured(audience, found.counts.words, found.version, why_not=found.reason.value)


def hard_words(texts: Words) -> tuple[str, ...]:
    """Of the easiest text: whoever reads a harder one knows more words."""
    return candidates(next(iter(texts.values()))) if texts else ()
