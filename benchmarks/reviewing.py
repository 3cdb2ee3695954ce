"""The review page of a 5,000-word article, with few members and comments and with many."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import databases
from benchmarks.children import child

WORDS = 5_000
FEW, MANY = 3, 30
EDITS = 50
WANTED = 0.2
Measured = Mapping[str, float]


def run(folder: Path) -> bool:
    reached = True
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            few, many = (measure(folder, make(f"review{members}"), members) for members in (FEW, MANY))
        print("\n".join(report(name, few, many)), flush=True)
        reached = reached and is_reached(few, many)
    return reached


def measure(folder: Path, url: str, members: int) -> Measured:
    with child(sys.executable, "benchmarks.review_site", {"DATABASE_URL": url, "DATA_FOLDER": str(folder)}) as site:
        site.ask("prepare", words=WORDS, edits=EDITS, members=members)
        figures: Measured = site.ask("measure")
        return figures


def report(database: str, few: Measured, many: Measured) -> list[str]:
    return [
        f"\n{database}: review page of an article of {WORDS:,} words in two texts, compared with the approved version;",
        f"{EDITS} edits, a comment of each member. Server time, and of it on the processor. Prepared: when its review started.",
        *(line for members, figures in ((FEW, few), (MANY, many)) for line in _lines(members, figures)),
        f"  under {WANTED * 1000:.0f} ms with {FEW} members, nothing worked out before; with {MANY} no more queries: "
        + ("reached" if is_reached(few, many) else "NOT reached"),
    ]


def _lines(members: int, figures: Measured) -> list[str]:
    return [
        f"  {members} members, {figures['queries']:.0f} queries",
        _line("  nothing worked out before", figures["nothing"], figures["nothing_processor"]),
        _line("  prepared, to a new worker", figures["new"], figures["new_processor"]),
        _line("  prepared, shown before", figures["known"], figures["known_processor"]),
    ]


def _line(words: str, seconds: float, processor: float) -> str:
    return f"  {words:34} {seconds * 1000:6.0f} ms, {processor * 1000:6.0f} ms"


def is_reached(few: Measured, many: Measured) -> bool:
    return few["nothing"] < WANTED and many["queries"] <= few["queries"]
