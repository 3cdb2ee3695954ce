"""The tests' sixty searches over twenty thousand articles of three texts each, beside the ranking that the database has."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import databases
from benchmarks.children import child

ARTICLES = 20_000
MEDIAN, WORST = 0.030, 0.150


def run(folder: Path, articles: int = ARTICLES) -> bool:
    found: dict[str, Mapping[str, list[int]]] = {}
    reached = []
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            environment = {"DATABASE_URL": make("search"), "DATA_FOLDER": str(folder)}
            with child(sys.executable, "benchmarks.search_site", environment) as site:
                filled = site.ask("fill", articles=articles)
                measured = site.ask("measure")
        found[name] = measured["found"]
        print("\n".join(report(name, filled, measured)), flush=True)
        reached.append(is_reached(measured))
    return _agree(found) and all(reached)


def is_reached(measured: Mapping[str, Any]) -> bool:
    ours = list(measured["ours"].values())
    return median(ours) <= MEDIAN and max(ours) <= WORST


def report(database: str, filled: Mapping[str, float], measured: Mapping[str, Any]) -> list[str]:
    ours, theirs = list(measured["ours"].values()), list(measured["theirs"].values())
    slowest = max(measured["ours"], key=measured["ours"].__getitem__)
    verdict = "reached" if is_reached(measured) else "NOT reached"
    return [
        f"\n{database}: {filled['entries']:,.0f} texts to be found, filled in {filled['seconds']:,.0f} s; {len(ours)} searches.",
        f"  hits with marked passages: median {median(ours) * 1000:.1f} ms, worst {max(ours) * 1000:.0f} ms ({slowest})",
        f"  ten keys by the database's own ranking: median {median(theirs) * 1000:.1f} ms, worst {max(theirs) * 1000:.0f} ms",
        f"  ratio of the worst {max(ours) / max(theirs):.2f}",
        f"  median ≤ {MEDIAN * 1000:.0f} ms and worst ≤ {WORST * 1000:.0f} ms: {verdict}",
    ]


def _agree(found: Mapping[str, Mapping[str, list[int]]]) -> bool:
    if len(found) < 2:
        return True
    first, second = found.values()
    different = [typed for typed in first if first[typed] != second[typed]]
    print(
        f"\nBoth databases give the same hits in the same order for {len(first) - len(different)} of {len(first)} searches."
    )
    for typed in different:
        print(f"  not for {typed}: {first[typed]} / {second[typed]}")
    return not different
