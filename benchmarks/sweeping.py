"""A safety sweep over twenty thousand articles of three texts each, and its notice on a hundred of them, on both databases."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks import databases
from benchmarks.children import child

ARTICLES = 20_000
FOUND_WITHIN, VISIBLE_WITHIN = 2.0, 60.0

Figures = Mapping[str, float]


def run(folder: Path, articles: int = ARTICLES) -> bool:
    reached = []
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            environment = {"DATABASE_URL": make("sweep"), "DATA_FOLDER": str(folder / name)}
            with child(sys.executable, "benchmarks.sweep_site", environment) as site:
                filled = site.ask("fill", articles=articles)
                measured, started, posted = site.ask("measure"), site.ask("start"), site.ask("post")
        print("\n".join(report(name, filled, measured, started, posted)), flush=True)
        reached.append(is_reached(measured, started, posted))
    return all(reached)


def is_reached(measured: Mapping[str, Figures], started: Figures, posted: Figures) -> bool:
    slowest = max(started["seconds"], *(found["seconds"] for found in measured.values()))
    return slowest <= FOUND_WITHIN and posted["visible"] <= VISIBLE_WITHIN


def report(
    database: str, filled: Figures, measured: Mapping[str, Figures], started: Figures, posted: Figures
) -> list[str]:
    lines = [
        f"\n{database}: {filled['texts']:,.0f} texts, filled in {filled['seconds']:,.0f} s. Looked for, and found:"
    ]
    lines += [
        f"  {name}: {found['named']:,.0f} articles asked for and the first read in {found['seconds']:.2f} s; "
        f"all read, {found['articles']:,.0f} with {found['places']:,.0f} places, in {found['whole']:.2f} s"
        for name, found in measured.items()
    ]
    verdict = "reached" if is_reached(measured, started, posted) else "NOT reached"
    return [
        *lines,
        (
            f"  a word of nearly every article searched, kept and on record in {started['seconds']:.2f} s; "
            f"read to its end, {started['articles']:,.0f} articles, in {started['whole']:.1f} s"
        ),
        f"  {posted['notices']:,.0f} notices posted in {posted['posted']:.1f} s; after {posted['visible']:.1f} s all pages were stored",
        f"  found ≤ {FOUND_WITHIN:.0f} s and visible ≤ {VISIBLE_WITHIN:.0f} s: {verdict}",
    ]
