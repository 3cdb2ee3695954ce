"""The consistency of two long texts: how long it takes, how it grows, and what is found of the lists of errors and rewordings."""

from __future__ import annotations

import json
import time
from html import escape
from pathlib import Path
from statistics import median

from articles.text.consistency import Flag, Severity, compared
from articles.text.dialect import canonical
from benchmarks import texts

WORDS = 3_000
LARGE = 12 * WORDS
ROUNDS = 7
WANTED = 0.150
# Twelve times the words may take twelve times the time, and what a busy machine adds.
GROWTH = 1.5
LISTS = Path("tests/articles/text/consistency/lists")
FOUND, LEFT_ALONE = 0.95, 0.02


def run() -> bool:
    measured(WORDS, seed=100)
    small = [measured(WORDS, seed) for seed in range(ROUNDS)]
    large = [measured(LARGE, seed) for seed in range(50, 53)]
    growth = median(cpu for _wall, cpu in large) / median(cpu for _wall, cpu in small)
    wall = median(wall for wall, _cpu in small)
    best = min(cpu for _wall, cpu in small)
    shares = [(name, *share(name)) for name in sorted(path.stem for path in LISTS.glob("*.jsonl"))]
    print(f"\nConsistency of two texts; medians of {ROUNDS} rounds, each with texts not read before.\n")
    print(
        f"  {WORDS:,} words each: {best * 1000:.0f} ms on the processor at best,"
        f" {median(cpu for _wall, cpu in small) * 1000:.0f} ms as a rule, {wall * 1000:.0f} ms on the clock"
    )
    print(f"  under {WANTED * 1000:.0f} ms on the processor: {_reached(best < WANTED)}")
    times = LARGE // WORDS
    print(f"  {times} times the words take {growth:.1f} times the processor: {_reached(growth < GROWTH * times)}")
    for name, found, count in shares:
        said = f"{found} of {count} must be answered ({found / count:.1%})"
        print(f"  {name}: {said}: {_reached(_is_reached(name, found, count))}")
    return best < WANTED and growth < GROWTH * times and all(_is_reached(*one) for one in shares)


def measured(words: int, seed: int) -> tuple[float, float]:
    """Seconds on the clock and on the processor for two texts of so many words."""
    left, right = (texts.html(texts.passages(words, seed=2 * seed + side)) for side in (0, 1))
    wall, processor = time.perf_counter(), time.process_time()
    compared(left, right)
    return time.perf_counter() - wall, time.process_time() - processor


def share(name: str) -> tuple[int, int]:
    """How many pairs of a list give a flag that must be answered, of how many."""
    pairs = [json.loads(line) for line in (LISTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return sum(any(map(_must_be_answered, _compared(pair))) for pair in pairs), len(pairs)


def _compared(pair: dict[str, str]) -> tuple[Flag, ...]:
    return compared(*(_html(pair[side]) for side in ("clinician", "patient")))


def _html(passage: str) -> str:
    return canonical(passage if passage.lstrip().startswith("<") else f"<p>{escape(passage)}</p>")


def _must_be_answered(flag: Flag) -> bool:
    return flag.severity is Severity.MUST_ANSWER


def _is_reached(name: str, found: int, count: int) -> bool:
    return found >= FOUND * count if name.startswith("injected") else found <= LEFT_ALONE * count


def _reached(yes: bool) -> str:
    return "reached" if yes else "NOT reached"
