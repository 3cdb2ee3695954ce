"""A save with everything that it does, beside Wagtail's `save_revision` of the same text, in alternating rounds."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import databases, texts, wagtail
from benchmarks.answering import Taken
from benchmarks.children import Child, child

WORDS = 3000
ROUNDS = 40
WARM = 3
WANTED = 1.0


@dataclass
class Figures:
    """One value for each round. `word`: one word changed; `nothing`: saved as it stood."""

    ours: list[Taken] = field(default_factory=list)
    theirs: list[Taken] = field(default_factory=list)
    word: list[Taken] = field(default_factory=list)
    nothing: list[Taken] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Ours to theirs, one for each round: below 1 we are faster."""
        return [ours.seconds / theirs.seconds for ours, theirs in zip(self.ours, self.theirs, strict=True)]


def run(folder: Path, python_of_wagtail: str) -> bool:
    """Prints the figures; True if we are not slower, or nothing could be compared."""
    print(
        f"\nSaving a text of {WORDS:,} words, one paragraph of it written anew; medians of {ROUNDS} alternating rounds."
    )
    print("Ours: permission, sanitising, citations, history, event, reason; nothing is remembered of the save before.")
    reached = True
    for kind in databases.kinds().values():
        with kind(folder) as make:
            version, figures = measure(folder, make, python_of_wagtail)
        print("\n".join(report(version, figures)))
        reached = reached and is_reached(figures)
    return reached


def measure(folder: Path, make: databases.MakeDatabase, python_of_wagtail: str) -> tuple[str, Figures]:
    figures = Figures()
    text = texts.passages(WORDS, seed=1)
    with ExitStack() as stack:
        environment = {"DATABASE_URL": make("ours"), "DATA_FOLDER": str(folder)}
        ours = stack.enter_context(child(sys.executable, "benchmarks.our_site", environment))
        version = ours.ask("prepare", body=texts.html(text))["database"]
        theirs = stack.enter_context(wagtail.site(python_of_wagtail, make("theirs"))) if python_of_wagtail else None
        if theirs:
            theirs.ask("prepare", body=texts.html(text))
        for number in range(1, WARM + ROUNDS + 1):
            kept = figures if number > WARM else Figures()
            text = _round(kept, number, text, ours, theirs)
    return version, figures


def _round(figures: Figures, number: int, text: texts.Passages, ours: Child, theirs: Child | None) -> texts.Passages:
    """Both save the same change, each first in every other round; then what only we are asked. The text that was saved last."""
    changed = texts.rewritten(text, number)
    sides = [(ours, figures.ours), *([(theirs, figures.theirs)] if theirs else [])]
    for side, taken in sides if number % 2 else reversed(sides):
        taken.append(_asked(side, "save", changed))
    one_word = texts.edited(changed, 1, seed=number)
    figures.word.append(_asked(ours, "save", one_word))
    figures.nothing.append(_asked(ours, "save_again", one_word))
    return one_word


def _asked(side: Child, do: str, text: texts.Passages) -> Taken:
    return Taken(*side.ask(do, body=texts.html(text)))


def report(database: str, figures: Figures) -> list[str]:
    lines = [f"\n{database}", _line("ours", figures.ours)]
    if figures.theirs:
        lines += [_line(f"Wagtail {wagtail.VERSION}, save_revision", figures.theirs), *_verdict(figures)]
    return [*lines, _line("ours, one word changed", figures.word), _line("ours, nothing changed", figures.nothing)]


def _verdict(figures: Figures) -> list[str]:
    ratios = figures.ratios
    medians = _median(figures.ours) / _median(figures.theirs)
    rounds = f"{median(ratios):.0%} by rounds (from {min(ratios):.0%} to {max(ratios):.0%})"
    reached = "reached" if is_reached(figures) else "NOT reached"
    return [f"  ours to Wagtail's: {medians:.0%} by the medians; {rounds}", f"  not slower than Wagtail: {reached}"]


def _median(taken: list[Taken]) -> float:
    return median(one.seconds for one in taken)


def _line(words: str, taken: list[Taken]) -> str:
    on_processor = median(one.processor for one in taken)
    return f"  {words:34} {_median(taken) * 1000:8.1f} ms, {on_processor * 1000:6.1f} ms of them on its processor"


def is_reached(figures: Figures) -> bool:
    return not figures.theirs or median(figures.ratios) <= WANTED
