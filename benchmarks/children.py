"""A child that measures one side, and the questions that it is asked."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.servers import ROOT


@dataclass(frozen=True)
class Child:
    process: subprocess.Popen[str]

    def ask(self, do: str, **request: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise ChildEnded(" ".join(map(str, self.process.args)))
        return json.loads(line)


class ChildEnded(Exception):
    """It left without an answer; what went wrong stands above, on its standard error."""


@contextmanager
def child(python: str, module: str, environment: Mapping[str, str]) -> Iterator[Child]:
    process = subprocess.Popen(
        [python, "-m", module],
        cwd=ROOT,
        env={**os.environ, "LOG_LEVEL": "WARNING", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Child(process)
    finally:
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        process.wait(60)
        process.stdout.close()
