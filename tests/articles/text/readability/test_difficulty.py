"""The composite: in order, in words, and as hard as people who wrote for experts and for everybody meant it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import mean, pstdev

import pytest

from articles.text.readability import Level, Score, score_of_plain
from articles.text.readability.counts import Counts
from articles.text.readability.difficulty import DALE_CHALL, SMOG, ZIPF, difficulty, level

COCHRANE, PLABA = "pairs-cochrane-val.jsonl", "pairs-plaba-train.jsonl"
EASY = "Rest your leg today. You can walk a little. Call us if it hurts more, or if your foot feels cold."
PLAIN = (
    "Sciatica is pain that runs down the leg because a nerve in the lower back is irritated. Most people recover within six "
    "weeks without an operation. Paracetamol or ibuprofen may help, and gentle exercise is better than staying in bed."
)
EXPERT = (
    "Lumbosacral radiculopathy is most commonly attributable to compression of a nerve root by herniated disc material. "
    "Epidural corticosteroid injections provide modest short-term analgesia without altering subsequent surgical rates (RR 0.94, "
    "95% CI 0.81 to 1.09)."
)


def scored(text: str) -> Score:
    found = score_of_plain(text)
    assert isinstance(found, Score)
    return found


def test_difficulty_says_in_words_what_it_says_in_figures() -> None:
    levels = [scored(text).level for text in (EASY, PLAIN, EXPERT)]

    assert levels == [Level.VERY_EASY, Level.EASY, Level.VERY_HARD]
    assert [str(level.label) for level in levels] == ["Very easy", "Easy", "Very hard"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 1), (14.9, 1), (15, 2), (34.9, 2), (35, 3), (54.9, 3), (55, 4), (69.9, 4), (70, 5), (100, 5)],
)
def test_levels_end_where_they_say(value: float, expected: int) -> None:
    assert level(value) == expected


def test_difficulty_stays_on_its_scale() -> None:
    hardest = Counts(
        sentences=1, words=100_000, syllables=500_000, polysyllables=100_000, unfamiliar=100_000, zipf=2, weighed=1
    )

    assert 0 < difficulty(Counts(sentences=100, words=200)) < 5
    assert 99 < difficulty(hardest) <= 100


def pairs(name: str) -> list[tuple[Score, Score]]:
    lines = (Path(os.environ["SHARED_DATA"]) / "data" / "readability" / name).read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    return [(scored(row["expert"]), scored(row["plain"])) for row in rows]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        (COCHRANE, "difficulty", 0.86),
        (PLABA, "difficulty", 0.98),
        (COCHRANE, "smog", 0.78),
        (PLABA, "smog", 0.92),
    ],
)
def test_the_text_for_experts_is_the_harder_one(name: str, value: str, wanted: float) -> None:
    found = pairs(name)

    ranked = sum(getattr(expert, value) > getattr(plain, value) for expert, plain in found)

    assert ranked / len(found) >= wanted


@pytest.mark.shared_data
def test_the_frozen_constants_are_those_of_the_texts() -> None:
    texts = [score for name in (COCHRANE, PLABA) for pair in pairs(name) for score in pair]
    reads: list[Callable[[Score], float]] = [lambda s: s.smog, lambda s: s.dale_chall, lambda s: s.zipf]

    fitted = [(mean(map(read, texts)), pstdev(map(read, texts))) for read in reads]

    assert fitted == [pytest.approx((norm.mean, norm.deviation), abs=0.001) for norm in (SMOG, DALE_CHALL, ZIPF)]
