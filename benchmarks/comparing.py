"""The comparison of two long texts with scattered edits, beside Wagtail's, and how both grow."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import databases, texts, wagtail
from benchmarks.answering import Taken
from benchmarks.children import Child, child

SIZES = (8_000, 16_000, 32_000)
WORDS_PER_EDIT = 40
ROUNDS = 5
WANTED = 0.5
# Twice the words may take twice the time, and what Python's own housekeeping and a busy machine add.
GROWTH = 1.5
REPEATED = 100_000
NO_HANG = 5.0


@dataclass(frozen=True)
class Figure:
    """What two texts of so many words take; `theirs` is None where Wagtail was not measured."""

    words: int
    edits: int
    ours: Taken
    theirs: Taken | None


def run(folder: Path, python_of_wagtail: str) -> bool:
    with ExitStack() as stack:
        make = stack.enter_context(databases.sqlite(folder))
        environment = {"DATABASE_URL": make("unused"), "DATA_FOLDER": str(folder)}
        ours = stack.enter_context(child(sys.executable, "benchmarks.our_site", environment))
        theirs = stack.enter_context(wagtail.site(python_of_wagtail, make("theirs"))) if python_of_wagtail else None
        if theirs:
            theirs.ask("prepare", body="<p>Nothing yet.</p>")
        figures = [measure(words, ours, theirs) for words in SIZES]
        repeated = asked(ours, texts.one_word_repeated(REPEATED), texts.one_word_repeated(REPEATED, 500)).seconds
    print("\n".join(report(figures, repeated)))
    return is_reached(figures, repeated)


def measure(words: int, ours: Child, theirs: Child | None) -> Figure:
    """Ours: the median of some rounds; Wagtail's, which takes long: of one for the larger texts."""
    before = texts.passages(words, seed=2)
    after = texts.edited(before, words // WORDS_PER_EDIT)
    old, new = texts.html(before), texts.html(after)
    own = _median([asked(ours, old, new) for _round in range(ROUNDS)])
    rounds = ROUNDS if words == SIZES[0] else 1
    other = _median([asked(theirs, old, new) for _round in range(rounds)]) if theirs else None
    return Figure(words, words // WORDS_PER_EDIT, own, other)


def asked(side: Child, old: str, new: str) -> Taken:
    return Taken(*side.ask("compare", old=old, new=new))


def _median(taken: list[Taken]) -> Taken:
    return Taken(median(one.seconds for one in taken), median(one.processor for one in taken))


def report(figures: list[Figure], repeated: float) -> list[str]:
    lines = [f"\nComparison of two texts with scattered edits; ours: medians of {ROUNDS} rounds, nothing remembered.\n"]
    lines += [_line(figure) for figure in figures]
    smallest, largest = figures[0], figures[-1]
    times = f"{largest.words // smallest.words} times the words take {growth(figures):.1f} times the processor"
    lines += [
        f"  {REPEATED // 1000} KB of one repeated word: {repeated:.2f} s",
        f"\n  under {WANTED} s for {smallest.words:,} words: {_reached(smallest.ours.seconds < WANTED)}",
        f"  {times}: {_reached(is_proportional(figures))}",
    ]
    return lines


def _line(figure: Figure) -> str:
    other = _shown(figure.theirs) if figure.theirs else "not measured"
    start = f"  {figure.words:6,} words, {figure.edits:4} edits: ours {_shown(figure.ours)}"
    return f"{start}   Wagtail {wagtail.VERSION} {other}"


def _shown(taken: Taken) -> str:
    return f"{taken.seconds:6.2f} s ({taken.processor:5.2f} s on the processor)"


def _reached(yes: bool) -> str:
    return "reached" if yes else "NOT reached"


def growth(figures: list[Figure]) -> float:
    """Of the time on the processor, which a busy machine changes less than that on the clock."""
    return figures[-1].ours.processor / figures[0].ours.processor


def is_proportional(figures: list[Figure]) -> bool:
    return growth(figures) <= GROWTH * figures[-1].words / figures[0].words


def is_reached(figures: list[Figure], repeated: float) -> bool:
    return figures[0].ours.seconds < WANTED and is_proportional(figures) and repeated < NO_HANG
