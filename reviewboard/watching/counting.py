"""What each process counts: requests, the page store, errors. Read by `/metrics`, over all processes of this host.

With METRICS_FOLDER each process keeps its numbers in files of its own there (prometheus_client's multiprocess mode, which
`settings` turns on by the environment before this module is read); those of processes that ended are added up in one file, so that
no number ever falls. Without it the numbers are of this process alone.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector

# The desk answers within tenths; what takes ten seconds is a fault.
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LOCK: Final = "lock"
# No process has this number: the file of all that ended.
ENDED: Final = 0

requests = Counter(
    "reviewboard_requests", "Requests that Django answered, by name of the address.", ("route", "method", "status")
)
seconds = Histogram(
    "reviewboard_request_seconds", "Time that Django took to answer, in seconds.", ("route",), buckets=BUCKETS
)
store_answers = Counter(
    "reviewboard_page_store",
    "Requests for pages of articles: hit (answered from the store), miss (not stored), late (past its hour, so Django was asked).",
    ("answer",),
)
errors = Counter("reviewboard_errors", "Errors that were logged, by what went wrong and where.", ("kind", "logger"))


def count_store_answer(answer: str) -> None:
    store_answers.labels(answer).inc()


@contextmanager
def counted(folder: Path | None) -> Iterator[CollectorRegistry]:
    """What is counted on this host, to be read while this lasts: nobody adds files up meanwhile."""
    if folder is None:
        yield REGISTRY
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        add_up_ended(folder)
        registry = CollectorRegistry()
        MultiProcessCollector(registry, path=str(folder))
        yield registry


def add_up_ended(folder: Path) -> None:
    """Moves the numbers of processes that are no more into one file. Whoever calls it holds the lock."""
    for path in sorted(folder.glob("*_*.db")):
        kind, _, number = path.stem.rpartition("_")
        if not number.isdigit() or int(number) == ENDED or _is_alive(int(number)):
            continue
        total = MmapedDict(str(folder / f"{kind}_{ENDED}.db"))
        for key, value, _at, _place in MmapedDict.read_all_values_from_file(str(path)):
            total.write_value(key, total.read_value(key)[0] + value, 0.0)
        total.close()
        path.unlink()


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
