"""How much processor time some work takes, for tests of how it grows with the length of a text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def quickest(work: Callable[[], object], *, tries: int = 3) -> float:
    """Seconds of this process: of the try that other work of the machine, or looking through what other tests left, hindered least."""
    gc.disable()
    try:
        return min(_seconds(work) for _try in range(tries))
    finally:
        gc.enable()


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
