"""How many chained records and signatures `verify` recomputes in a second."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import databases
from benchmarks.answering import Taken
from benchmarks.children import child

EVENTS, SIGN_OFFS = 200_000, 6_000
ROUNDS = 3
WANTED = {"events": 20_000, "sign-offs": 3_000}


@dataclass(frozen=True)
class Rate:
    """Records a second: on the clock, and of the processor's time, which a busy machine changes less."""

    clock: float
    processor: float


def run(folder: Path) -> bool:
    reached = True
    for name, kind in databases.kinds().items():
        with kind(folder) as make:
            found = measure(folder, make("record"), EVENTS, SIGN_OFFS)
        print("\n".join(report(name, found)), flush=True)
        reached = reached and is_reached(found)
    return reached


def measure(folder: Path, url: str, events: int, sign_offs: int) -> Mapping[str, Rate]:
    environment = {"DATABASE_URL": url, "DATA_FOLDER": str(folder)}
    with child(sys.executable, "benchmarks.record_site", environment) as site:
        rows = site.ask("fill", events=events, sign_offs=sign_offs)
        numbers = {"events": rows["events"], "sign-offs": rows["sign_offs"]}
        return {
            part: _rate(number, [Taken(*site.ask("verify", part=part)) for _round in range(ROUNDS)])
            for part, number in numbers.items()
        }


def _rate(number: int, rounds: list[Taken]) -> Rate:
    return Rate(number / median(one.seconds for one in rounds), number / median(one.processor for one in rounds))


def report(database: str, found: Mapping[str, Rate]) -> list[str]:
    lines = [
        f"\n`verify` on {database}, {EVENTS:,} chained events and {SIGN_OFFS:,} signatures; medians of {ROUNDS} rounds.\n"
    ]
    return lines + [_line(part, rate) for part, rate in found.items()]


def _line(part: str, rate: Rate) -> str:
    verdict = "reached" if rate.clock >= WANTED[part] else "NOT reached"
    figures = f"{rate.clock:9,.0f} a second ({rate.processor:,.0f} of the processor's)"
    return f"  {part:10}{figures}   at least {WANTED[part]:,}: {verdict}"


def is_reached(found: Mapping[str, Rate]) -> bool:
    return all(rate.clock >= WANTED[part] for part, rate in found.items())
