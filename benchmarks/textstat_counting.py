"""textstat's side, in a process with its own packages: `python -m benchmarks.textstat_counting`."""

from __future__ import annotations

import textstat

from benchmarks.answering import Taken, answer, taken


def scores(texts: list[str]) -> list[dict[str, float]]:
    return [_scores(text) for text in texts]


def _scores(text: str) -> dict[str, float]:
    return {
        "smog": textstat.smog_index(text),
        "flesch_kincaid": textstat.flesch_kincaid_grade(text),
        "flesch_ease": textstat.flesch_reading_ease(text),
        "dale_chall": textstat.dale_chall_readability_score(text),
        "fog": textstat.gunning_fog(text),
        "coleman_liau": textstat.coleman_liau_index(text),
        "ari": textstat.automated_readability_index(text),
    }


def sentences(texts: list[str]) -> list[int]:
    return [textstat.sentence_count(text) for text in texts]


def measure(texts: list[str]) -> Taken:
    """All scores of all texts, once the dictionary is read."""
    _scores("Read the dictionary, please, before anything is measured.")
    return taken(lambda: scores(texts))


answer({"scores": scores, "sentences": sentences, "measure": measure})
