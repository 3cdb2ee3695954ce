"""Two hundred sign-offs by twenty people over ten versions at once on PostgreSQL: none lost, none twice, no deadlock, short waits.

Each person is a process of their own, as two requests of one server share an interpreter and would measure that.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks import databases
from benchmarks.children import Child, child

PEOPLE, VERSIONS = 20, 10
LONGEST_WAIT = 25  # times the median of a signature that nobody else is in the way of


def run(folder: Path) -> bool:
    """Prints the figures; True if every one is reached."""
    kind = databases.kinds().get("PostgreSQL")
    if kind is None:
        print("\nSigning at once is measured on PostgreSQL alone.")
        return True
    with kind(folder) as make, ExitStack() as stack:
        environment = {"DATABASE_URL": make("signing"), "DATA_FOLDER": str(folder)}
        sites = [
            stack.enter_context(child(sys.executable, "benchmarks.signing_site", environment))
            for _person in range(PEOPLE)
        ]
        return measure(sites)


def measure(sites: list[Child]) -> bool:
    first = sites[0]
    version = first.ask("prepare", people=PEOPLE, versions=VERSIONS)["database"]
    alone = first.ask("sign_alone")
    for site in sites:
        site.ask("arrive")
    at = time.time() + 1
    with ThreadPoolExecutor(PEOPLE) as threads:
        asked = [threads.submit(site.ask, "sign", person=number, at=at) for number, site in enumerate(sites)]
        answers = [done.result() for done in asked]
    waits = [wait for answer in answers for wait in answer["waits"]]
    return report(
        version, alone, waits, [error for answer in answers for error in answer["errors"]], first.ask("count")
    )


def report(version: str, alone: list[float], waits: list[float], errors: list[str], found: dict[str, int]) -> bool:
    usual, longest = median(alone), max(waits)
    print(
        f"\n{PEOPLE * VERSIONS} sign-offs by {PEOPLE} people over {VERSIONS} versions at once ({version}), without hashing:"
    )
    print(
        f"  alone {usual * 1000:.1f} ms (median of {len(alone)}); at once {median(waits) * 1000:.1f} ms, longest {longest * 1000:.0f} ms"
    )
    print(f"  longest ÷ alone: {longest / usual:.1f} (at most {LONGEST_WAIT})")
    lost = PEOPLE * VERSIONS - found["sign_offs"]
    print(
        f"  deadlocks {found['deadlocks']}, counted twice {found['twice']}, lost {lost}, faults of the record {found['faults']}"
    )
    for error in errors:
        print(f"  {error}")
    wrong = (found["deadlocks"], found["twice"], lost, found["faults"], len(errors), found["approved"] - VERSIONS)
    return not any(wrong) and longest <= LONGEST_WAIT * usual
