"""The desk's pages over a publisher's whole archive, beside the same pages over twenty articles."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import databases
from benchmarks.children import child

FEW = 20
WANTED = 0.150
PAGES = {
    "article": "article page",
    "history": "history page",
    "comparison": "one comparison",
    "editing": "editing page",
    "list": "list of articles",
}
Measured = Mapping[str, Mapping[str, float]]


def run(folder: Path, articles: int, revisions: int) -> bool:
    reached = True
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            few, _rows = measure(folder, make("few"), FEW, FEW * revisions // articles)
            many, rows = measure(folder, make("many"), articles, revisions)
        print("\n".join(report(name, rows, few, many)), flush=True)
        reached = reached and is_reached(few, many)
    return reached


def measure(folder: Path, url: str, articles: int, revisions: int) -> tuple[Measured, dict[str, float]]:
    with child(sys.executable, "benchmarks.large_site", {"DATABASE_URL": url, "DATA_FOLDER": str(folder)}) as site:
        rows = site.ask("fill", articles=articles, revisions=revisions)
        return site.ask("measure"), rows


def report(database: str, rows: Mapping[str, float], few: Measured, many: Measured) -> list[str]:
    filled = f"{rows['articles']:,} articles, {rows['revisions']:,} revisions, {rows['texts']:,} texts in the history"
    lines = [
        f"\n{database}: {filled}; filled in {rows['seconds']:,.0f} s.",
        "Server time in ms: median (and on the processor) and longest of different articles, the one with most revisions,",
        f"one of 3,000 words. Queries, and how many with {FEW} articles.",
        f"  {'':18}{'median':>8}{'(proc.)':>9}{'longest':>9}{'busiest':>9}{'3,000 w.':>9}{'queries':>9}{f'with {FEW}':>9}",
    ]
    return [*lines, *(_line(name, few[name], many[name]) for name in PAGES if name in many)]


def _line(name: str, few: Mapping[str, float], many: Mapping[str, float]) -> str:
    times = [many[kind] for kind in ("median", "processor", "longest", "busy", "long")]
    numbers = "".join(f"{seconds * 1000:{width}.0f}" for seconds, width in zip(times, (8, 9, 9, 9, 9), strict=True))
    verdict = "reached" if page_is_reached(few, many) else "NOT reached"
    return f"  {PAGES[name]:18}{numbers}{many['queries']:9}{few['queries']:9}   under {WANTED * 1000:.0f} ms: {verdict}"


def page_is_reached(few: Mapping[str, float], many: Mapping[str, float]) -> bool:
    return many["median"] < WANTED and many["queries"] <= few["queries"]


def is_reached(few: Measured, many: Measured) -> bool:
    return all(page_is_reached(few[name], many[name]) for name in many)
