"""What goes wrong, at random moments: each fault is one function; those that last end by themselves."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
import redis

from tests.faults.run.around import Around
from tests.faults.run.installation import Installation
from tests.faults.run.supervisor import Service, Supervisor

LASTS = (1.0, 6.0)  # seconds
JUMPS = (-7200, -300, 300, 7200)
PIECE = 1 << 20


@dataclass(frozen=True)
class Happened:
    what: str
    at: float


@dataclass
class Faults:
    """`every`: seconds between two, on average; `paced`: decisions between two, so that a slow machine gets on too. `log` says what
    happened when.
    """

    installation: Installation
    around: Around
    supervisor: Supervisor
    every: float
    seed: int
    paced: int = 0
    decided: Callable[[], int] = lambda: 0
    log: list[Happened] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.seed}/faults")
        self._stop = threading.Event()
        self._lasting: dict[str, threading.Thread] = {}
        self._thread = threading.Thread(target=self._run, name="faults")

    @contextmanager
    def happening(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join()
            for thread in self._lasting.values():
                thread.join()
            self.installation.clock.write_text("0")

    def _run(self) -> None:
        bag: list[str] = []
        while not self._stop.wait(self.chance.expovariate(1 / self.every)):
            # Each kind once, in any order, then each once again: a short run has many kinds too.
            bag = bag or self.chance.sample(sorted(self._kinds()), len(self._kinds()))
            self._wait_for_decisions()
            what = bag.pop()
            try:
                self._kinds()[what]()
            except Exception as error:  # noqa: BLE001  # told at the end, and the run fails
                self.failures.append(f"{what}: {type(error).__name__}: {error}")

    def _wait_for_decisions(self) -> None:
        wanted = self.decided() + self.paced
        while self.decided() < wanted and not self._stop.wait(0.1):
            pass

    def _kinds(self) -> dict[str, Callable[[], None]]:
        found = {f"kill {name}": lambda name=name: self._kill(name) for name in ("web", "worker", "pages", "beat")}
        found |= {
            "kill redis": lambda: self._kill("redis"),
            "empty redis": self._empty_redis,
            "kill a backend of postgresql": self._kill_backend,
            "kill postgresql": self._kill_postmaster,
            "restart postgresql": self._restart_postgresql,
            "mail away": lambda: self._last("mail away", self.around.mail_away),
            "mail refuses": lambda: self._last("mail refuses", self._mail_refuses),
            "services away": lambda: self._last("services away", self.around.services_away),
            "clock jumps": lambda: self._last("clock jumps", self._clock_wrong),
            "a clock too many": lambda: self._last("a clock too many", self._stray_clock),
        }
        if self.installation.has_small_stores:
            found["disk full"] = lambda: self._last("disk full", self._disk_full)
        return found

    def _note(self, what: str) -> None:
        self.log.append(Happened(what, time.monotonic()))

    def _services(self, name: str) -> list[Service]:
        return [one for one in self.supervisor.services if one.name.rstrip("0123456789").endswith(name)]

    def _kill(self, name: str) -> None:
        """Any process of one unit of this kind: the main one, or one that it started."""
        pids = self.chance.choice(self._services(name)).pids()
        if pids:
            self._note(f"kill {name}")
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(pids), signal.SIGKILL)

    def _empty_redis(self) -> None:
        with suppress(redis.RedisError), redis.Redis(port=self.installation.redis_port) as client:
            client.flushall()
            self._note("empty redis")

    def _kill_backend(self) -> None:
        with suppress(psycopg.OperationalError):
            self.installation.kill_a_backend(self.chance.choice)
            self._note("kill a backend of postgresql")

    def _kill_postmaster(self) -> None:
        (service,) = self._services("postgresql")
        if service.is_up:
            self._note("kill postgresql")
            with suppress(ProcessLookupError):
                os.kill(service.pid, signal.SIGKILL)

    def _restart_postgresql(self) -> None:
        (service,) = self._services("postgresql")
        if service.is_up:
            self._note("restart postgresql")
            with suppress(ProcessLookupError):
                os.kill(service.pid, signal.SIGINT)

    def _last(self, what: str, fault: Callable[[], object]) -> None:
        """For some seconds, beside whatever else happens; not twice at a time."""
        running = self._lasting.get(what)
        if running and running.is_alive():
            return
        self._note(what)
        seconds = self.chance.uniform(*LASTS)
        thread = threading.Thread(target=self._endure, args=(what, fault, seconds), name=what)
        self._lasting[what] = thread
        thread.start()

    def _endure(self, what: str, fault: Callable[[], object], seconds: float) -> None:
        try:
            with ExitStack() as stack:
                stack.enter_context(fault())
                self._stop.wait(seconds)
        except Exception as error:  # noqa: BLE001  # told at the end, and the run fails
            self.failures.append(f"{what}: {type(error).__name__}: {error}")

    @contextmanager
    def _mail_refuses(self) -> Iterator[None]:
        self.around.mailbox.refuses = True
        try:
            yield
        finally:
            self.around.mailbox.refuses = False

    @contextmanager
    def _clock_wrong(self) -> Iterator[None]:
        """Of every process of ours; the database's own is right."""
        self.installation.clock.write_text(str(self.chance.choice(JUMPS)))
        try:
            yield
        finally:
            self.installation.clock.write_text("0")

    @contextmanager
    def _stray_clock(self) -> Iterator[None]:
        clock = self.installation.stray_clock()
        clock.start()
        try:
            yield
        finally:
            clock.stop()

    @contextmanager
    def _disk_full(self) -> Iterator[None]:
        """Of one host's page store, to the last byte."""
        filler = self.installation.store(self.chance.randrange(self.installation.size.hosts)).parent / "filler"
        with filler.open("wb") as file:
            _fill(file.fileno())
            try:
                yield
            finally:
                filler.unlink()

    def counts(self) -> Counter[str]:
        return Counter(one.what for one in self.log)


def _fill(descriptor: int) -> None:
    size = 0
    for piece in (PIECE, 4096):
        with suppress(OSError):
            while True:
                os.posix_fallocate(descriptor, size, piece)
                size += piece
