"""Two hundred sign-offs by twenty people over ten versions at once on PostgreSQL: none lost, none twice, no deadlock, short waits.

Measured twice. In the *crowd* each person is a process of their own, so that as much as can happens in one instant: nothing may
be lost, double or deadlocked. How long twenty processes wait on two cores is mostly the affair of their scheduler; people wait
for the workers of a server, which take their clicks in turn. So the longest wait is that of the *queue*: two workers a core, as
the operator's page says, each wait from the click to the answer.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from statistics import median

from benchmarks import databases
from benchmarks.children import Child, child

PEOPLE, VERSIONS = 20, 10
WORKERS = 2 * (os.cpu_count() or 1)
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
    crowd, errors = in_a_crowd(sites)
    queue = in_the_queue(sites[:WORKERS])
    return report(version, alone, crowd, queue, errors, first.ask("count"))


def in_a_crowd(sites: list[Child]) -> tuple[list[float], list[str]]:
    """Every person a process; seconds of each signature, and what went wrong."""
    at = time.time() + 1
    with ThreadPoolExecutor(PEOPLE) as threads:
        asked = [threads.submit(site.ask, "sign", person=number, at=at) for number, site in enumerate(sites)]
        answers = [done.result() for done in asked]
    waits = [wait for answer in answers for wait in answer["waits"]]
    return waits, [error for answer in answers for error in answer["errors"]]


def in_the_queue(workers: list[Child]) -> list[float]:
    """Everybody clicks at once, and again as soon as they have their answer; seconds from each click to its answer."""
    free = SimpleQueue[Child]()
    for worker in workers:
        free.put(worker)

    def answered(person: int, version: int) -> None:
        worker = free.get()
        worker.ask("sign_one", person=person, version=version)
        free.put(worker)

    def clicks(person: int) -> Iterator[float]:
        for step in range(VERSIONS):
            clicked = time.perf_counter()
            server.submit(answered, person, (person + step) % VERSIONS).result()
            yield time.perf_counter() - clicked

    # The threads of `server` take clicks in the order in which they come, one for each worker.
    with ThreadPoolExecutor(len(workers)) as server, ThreadPoolExecutor(PEOPLE) as people:
        return [wait for waits in people.map(lambda person: list(clicks(person)), range(PEOPLE)) for wait in waits]


def report(
    version: str,
    alone: list[float],
    crowd: list[float],
    queue: list[float],
    errors: list[str],
    found: Mapping[str, int],
) -> bool:
    usual, longest = median(alone), max(queue)
    print(
        f"\n{PEOPLE * VERSIONS} sign-offs by {PEOPLE} people over {VERSIONS} versions at once ({version}), without hashing:"
    )
    print(f"  alone {usual * 1000:.1f} ms (median of {len(alone)})")
    print(f"  {PEOPLE} processes: median {median(crowd) * 1000:.0f} ms, longest {max(crowd) * 1000:.0f} ms")
    print(f"  {WORKERS} workers: median {median(queue) * 1000:.0f} ms, longest {longest * 1000:.0f} ms")
    print(
        f"  longest ÷ alone: {longest / usual:.1f} (at most {LONGEST_WAIT}); of the processes {max(crowd) / usual:.1f}"
    )
    lost = 2 * PEOPLE * VERSIONS - found["sign_offs"]
    print(
        f"  deadlocks {found['deadlocks']}, counted twice {found['twice']}, lost {lost}, faults of the record {found['faults']}"
    )
    for error in errors:
        print(f"  {error}")
    wrong = (found["deadlocks"], found["twice"], lost, found["faults"], len(errors), found["approved"] - 2 * VERSIONS)
    return not any(wrong) and longest <= LONGEST_WAIT * usual
