"""Conversion of strangers' files in a process that has little memory, little time, no secrets and no network.

One process waits, with everything loaded; for each file it makes a copy of itself that converts the file and ends. A file that
takes too long or too much ends its copy alone. Its sentences are in the language that is active here.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.importing.converted import Converted, unpacked
from articles.importing.exports import ExportedPage
from articles.refusals import Refusal

ROOT = Path(__file__).resolve().parents[2]
# Seconds beside those of the file itself, for loading at the first, and for a machine that does other work.
_STARTING = 120.0
LARGEST_ANSWER = 300 * 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """What one file may take: seconds of the clock and of the processor, and bytes of memory."""

    seconds: float = 60.0
    processor: int = 40
    memory: int = 1024 * 1024 * 1024


class Confined:
    """Use as a context: the process ends with it. Not to be shared by threads."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def convert(self, path: Path, name: str) -> Converted:
        """The file as an article. Raises `Refusal` with the sentence for this file, whatever happened to the process."""
        asked = {"path": str(path), "name": name, "language": get_language() or "", **vars(self.bounds)}
        answer = self._asked(json.dumps(asked).encode() + b"\n")
        if "refused" in answer:
            raise Refusal(str(answer["refused"]))
        try:
            return unpacked(answer["converted"])
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Refusal(_("This file could not be read.")) from None

    def expand(self, path: Path, name: str) -> list[ExportedPage]:
        """The pages of another system's export; none where the file is none. Raises `Refusal`."""
        asked = {"path": str(path), "name": name, "language": get_language() or "", **vars(self.bounds), "expand": True}
        answer = self._asked(json.dumps(asked).encode() + b"\n")
        if "refused" in answer:
            raise Refusal(str(answer["refused"]))
        try:
            return [ExportedPage(**row) for row in answer["exported"]]
        except (KeyError, TypeError):
            raise Refusal(_("This file could not be read.")) from None

    def _asked(self, line: bytes) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = _line(process.stdout, _STARTING + self.bounds.seconds)
        except (OSError, TimeoutError):
            answer = b""
        if not answer.endswith(b"\n"):
            self._end()
            return {"refused": _("This file could not be read: its conversion was stopped.")}
        found: dict[str, Any] = json.loads(answer)
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "articles.importing.confined_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=_environment(),
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _environment() -> dict[str, str]:
    """No secret of the site: neither keys nor the database's address."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}


def _line(stream: IO[bytes], seconds: float) -> bytes:
    """One line, read as it comes; `TimeoutError` where it does not come in time or is larger than any answer."""
    found: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if not selector.select(seconds):
                raise TimeoutError
            part = os.read(stream.fileno(), 1024 * 1024)
            found.append(part)
            size += len(part)
            if not part or part.endswith(b"\n"):
                return b"".join(found)
            if size > LARGEST_ANSWER:
                raise TimeoutError
