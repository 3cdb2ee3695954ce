"""Processes that are started again when they die, with all that they had started, as systemd does."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.tiers import ROOT

LOOKED_AT_EVERY = 0.1
PATIENCE = 60.0


@dataclass
class Service:
    """One unit. `user` is who it runs as; `starts` counts, the first one too."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    output: Path
    user: str | None = None
    ended_by: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def start(self) -> None:
        with self.lock, self.output.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT if self.user is None else "/",
                env={**os.environ, **self.environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.user,
            )
            self.starts += 1

    @property
    def is_up(self) -> bool:
        with self.lock:
            return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def pids(self) -> list[int]:
        """Of the whole unit, the main process first; empty while it is down."""
        if not self.is_up:
            return []
        return [self.pid, *sorted(pid for pid in _in_session(self.pid) if pid != self.pid)]

    def clear_away(self) -> None:
        """What a unit that died has left behind is killed, before it is started again."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        with self.lock:
            if self.process is None:
                return
            self.process.send_signal(self.ended_by)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
            self.clear_away()
            self.process.wait()


def _in_session(leader: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return found


class Supervisor:
    """Starts services again `after` so many seconds, as RestartSec says."""

    def __init__(self, services: Sequence[Service], after: float) -> None:
        self.services = list(services)
        self._after = after
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor")

    def __enter__(self) -> Supervisor:
        for service in self.services:
            service.start()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        for service in reversed(self.services):
            service.stop()

    def _watch(self) -> None:
        died: dict[str, float] = {}
        while not self._stop.wait(LOOKED_AT_EVERY):
            for service in self.services:
                if service.is_up:
                    continue
                if service.name not in died:
                    died[service.name] = time.monotonic()
                    service.clear_away()
                elif time.monotonic() - died[service.name] >= self._after:
                    del died[service.name]
                    service.start()
