"""Every condition and every order of the list of articles over twenty thousand of them, and one deed on five thousand."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import databases
from benchmarks.children import child

ARTICLES, AT_ONCE = 20_000, 5_000
WANTED = 0.150

Figures = Mapping[str, Mapping[str, float]]


def run(folder: Path, articles: int = ARTICLES) -> bool:
    reached = []
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            environment = {"DATABASE_URL": make("articles"), "DATA_FOLDER": str(folder / name)}
            with child(sys.executable, "benchmarks.articles_site", environment) as site:
                filled = site.ask("fill", articles=articles)
                measured, admin, export = site.ask("measure"), site.ask("admin"), site.ask("export")
                bulk = site.ask("bulk", articles=min(AT_ONCE, articles // 2))
        print("\n".join(report(name, filled, measured, admin, export, bulk)), flush=True)
        reached.append(is_reached(measured) and not bulk["waiting"])
    return all(reached)


def is_reached(measured: Figures) -> bool:
    """Any condition in any order, and the same queries wherever something is found, but one more where topics are looked through."""
    queries = [found[name] for found in measured.values() if found["found"] for name in ("fewest", "most")]
    return max(found["longest"] for found in measured.values()) <= WANTED and max(queries) - min(queries) <= 1


def report(
    database: str,
    filled: Mapping[str, float],
    measured: Figures,
    admin: Figures,
    export: Mapping[str, float],
    bulk: Mapping[str, Any],
) -> list[str]:
    verdict = "reached" if is_reached(measured) else "NOT reached"
    return [
        f"\n{database}: {filled['articles']:,.0f} articles, filled in {filled['seconds']:,.0f} s.",
        "A page of the list in ms, over every order:",
        f"  {'':28}{'longest':>8}{'(proc.)':>9}{'median':>8}{'queries':>9}{'found':>9}",
        *(_line(name, found) for name, found in measured.items()),
        f"  under {WANTED * 1000:.0f} ms, whatever is chosen: {verdict}",
        "  The rows alone in Django's own list, with the same columns, no page made of them:",
        *(f"  {name:28}{found['seconds'] * 1000:8.0f}{found['queries']:26.0f}" for name, found in admin.items()),
        f"  as a file: {export['lines']:,.0f} lines in {export['seconds']:.1f} s",
        f"  another topic for {bulk['done']:,} articles: begun in {bulk['begun']:.1f} s, done in {bulk['seconds']:.0f} s,",
        f"  in turns of at most {bulk['longest']:.0f} s; {bulk['already']:,} were so already, {bulk['refused']:,} refused",
    ]


def _line(name: str, found: Mapping[str, float]) -> str:
    times = [found[kind] * 1000 for kind in ("longest", "processor", "median")]
    numbers = "".join(f"{value:{width}.0f}" for value, width in zip(times, (8, 9, 8), strict=True))
    return f"  {name:28}{numbers}{found['most']:9.0f}{found['found']:9,.0f}"
