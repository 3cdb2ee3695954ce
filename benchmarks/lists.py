"""Home, A to Z and topics as readers get them: made by Django for each request, and kept, beside an article's page from the store."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks import readers
from benchmarks.servers import Server, running

LISTS = {"home": "/", "A to Z": "/articles/", "topics": "/topics/"}
# Of an article's page from the store, so much is wanted: what ten looks a second take of one processor is left.
WANTED = 0.75


def run(folder: Path) -> bool:
    """Prints the figures; True if a kept list is answered as quickly as an article."""
    ours = readers.prepare(folder)
    live = folder / "pages" / "live"
    slug = min(link.name for link in live.iterdir() if (link / f"{readers.AUDIENCE}.html").exists())
    article = f"/articles/{slug}/{readers.AUDIENCE}/"
    variables = {**ours, "BENCHMARK_PAGE": f"{slug}/{readers.AUDIENCE}"}
    with ExitStack() as stack:
        kept = stack.enter_context(running("benchmarks.applications:layer", variables))
        made = stack.enter_context(running("benchmarks.applications:unkept", variables))
        servers: dict[str, tuple[Server, str]] = {"article": (kept, kept.address(article))}
        for name, path in LISTS.items():
            servers |= {f"{name}, made": (made, made.address(path)), f"{name}, kept": (kept, kept.address(path))}
        figures = readers.measure(servers)
    return report(figures)


def report(figures: Mapping[str, readers.Figures]) -> bool:
    print(
        f"\nLists of articles beside an article's page from the store; medians of {readers.ROUNDS} alternating rounds.\n"
    )
    print(f"  {'':20}{'requests/s':>12}{'of an article':>16}{'µs of server CPU':>18}")
    for name, one in figures.items():
        share, cost = readers.ratio(one, figures["article"]), median(one.costs) * 1e6
        print(f"  {name:20}{median(one.rates):12,.0f}{share:16.1%}{cost:18,.0f}")
    reached = all(readers.ratio(figures[f"{name}, kept"], figures["article"]) >= WANTED for name in LISTS)
    print(f"\n  kept lists: at least {WANTED:.0%} of an article: {'reached' if reached else 'NOT reached'}")
    return reached
