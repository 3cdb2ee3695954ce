"""rispy reading a file of references, in its own environment: `python -m benchmarks.rispy_reading`."""

from __future__ import annotations

import resource
from pathlib import Path

import rispy

from benchmarks.answering import Taken, answer, taken


def read(file: str) -> Taken:
    def work() -> None:
        with Path(file).open(encoding="utf-8") as stream:
            assert rispy.load(stream)

    return taken(work)


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    answer({"read": read, "memory": memory})
