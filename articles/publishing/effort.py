"""What a text asks of its readers, in the words of its page's frame: how long it takes, how hard it is to read."""

from __future__ import annotations

from dataclasses import dataclass

from articles.manifest import FrozenText
from articles.publishing import wording
from articles.text.blocks import blocks
from articles.text.readability import Unscored, reading_minutes, score

# The formulas are made for English.
SCORED_LANGUAGE = "en"


@dataclass(frozen=True)
class Effort:
    """Whole minutes, 0 where there is nothing to read. `level` is empty where there is no score that one could stand by."""

    minutes: int = 0
    level: wording.Words = ""


def effort(text: FrozenText, audience: str, language: str) -> Effort:
    """Of the words as they were signed, with the tables in the minutes and without them in the level."""
    whole = f"{text.summary}\n{text.body}"
    words = sum(any(sign.isalnum() for sign in word) for block in blocks(whole) for word in block.text.split())
    return Effort(reading_minutes(words, audience), _level(whole, language)) if words else Effort()


def _level(whole: str, language: str) -> wording.Words:
    scored = score(whole) if language.split("-")[0] == SCORED_LANGUAGE else None
    if scored is None or isinstance(scored, Unscored) or scored.is_rough:
        return ""
    return wording.READING_LEVELS[scored.level]
