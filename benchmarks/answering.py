"""The children of a measurement: one request a line on standard input, one answer a line on standard output, both JSON."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


def answer(operations: Mapping[str, Callable[..., Any]]) -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(operations[request.pop("do")](**request)), flush=True)


class Taken(NamedTuple):
    """Seconds on the clock, and of them those that this process spent on the processor."""

    seconds: float
    processor: float


def taken(work: Callable[[], object]) -> Taken:
    """What the work takes, without the garbage of what came before it."""
    gc.collect()
    begin, begin_on_processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - begin, time.process_time() - begin_on_processor)
