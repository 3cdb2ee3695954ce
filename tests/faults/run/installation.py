"""One installation as docs/many-servers.md takes it apart: databases, web hosts with stores of their own, workers by queue, two beats."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import tiers
from tests.faults.run.supervisor import Service

SLOW = "reference_check,new_works,webhook"
SIGNING_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
STORE_SIZE = "512m"
# A commit is with the kernel before it is answered, so that it outlives every process. Only a loss of power would want the disk too.
FIRST_LINES = "listen_addresses = ''\nmax_connections = 200\nfsync = off\n"
PATIENCE = 120.0
WEB = (
    *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "4"),
    *("--no-ws", "--log-level", "warning"),
)


@dataclass(frozen=True)
class Size:
    """How many web hosts and beats, and whether what waits for others has a worker of its own."""

    hosts: int = 2
    beats: int = 2
    by_queue: bool = True


class Installation:
    def __init__(self, folder: Path, size: Size, environment: dict[str, str]) -> None:
        self.folder, self.size = folder, size
        self.programs, self.user = "", ""
        self.ports = [tiers.free_port() for _host in range(size.hosts)]
        self.redis_port = tiers.free_port()
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.environment = {**self._environment(), **environment}
        self.has_small_stores = False

    def _environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgresql://postgres@/postgres?host={self.folder}/socket",
            "DATA_FOLDER": str(self.folder / "data"),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "SIGNING_KEY": SIGNING_KEY,
            "SITE_URL": "http://localhost:8000",
            "WORK_QUEUES": f"slow={SLOW}" if self.size.by_queue else "",
            "API_PER_MINUTE": "1000000",
            "LOG_LEVEL": "WARNING",
            "PYTHONUNBUFFERED": "1",
            "FAULT_CLOCK": str(self.clock),
            "PYTHONPATH": str(Path(__file__).parent / "clock"),
        }

    def store(self, host: int) -> Path:
        return self.folder / f"host{host}" / "pages"

    def of_host(self, host: int) -> dict[str, str]:
        """What is of this web host alone."""
        metrics = self.folder / f"metrics{host}"
        return {**self.environment, "PAGE_STORE": str(self.store(host)), "METRICS_FOLDER": str(metrics)}

    def databases(self) -> list[Service]:
        redis = [tiers.parts()["redis"].where, "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", ""]
        return [
            Service(
                "postgresql",
                [f"{self.programs}/postgres", "-D", str(self.folder / "cluster")],
                {},
                self.folder / "postgresql.log",
                self.user or None,
                # Without waiting for those who are connected.
                signal.SIGINT,
            ),
            self._service("redis", [*redis, "--appendonly", "no", "--dir", str(self.folder)]),
        ]

    def product(self) -> list[Service]:
        """Units by the names that docs/systemd/ has for them."""
        python, found = sys.executable, []
        for host, port in enumerate(self.ports):
            web = [python, *WEB, "--port", str(port), "reviewboard.wsgi:application"]
            found.append(self._service(f"web{host}", web, host))
            found.append(self._service(f"pages{host}", [python, "manage.py", "work", "--only", "pages"], host))
        queues = {"worker": "celery", "slow-worker": "slow"} if self.size.by_queue else {"worker": "celery"}
        for name, queue in queues.items():
            worker = ["-m", "celery", "-A", "reviewboard", "worker", "--queues", queue, "--loglevel", "WARNING"]
            found.append(self._service(name, [python, *worker, "--concurrency", "2" if queue == "celery" else "1"]))
        for number in range(self.size.beats):
            # Each host has a disk of its own, where its clock keeps what it did when.
            disk = {"DATA_FOLDER": str(self.folder / f"beat{number}")}
            beat = self._service(f"beat{number}", [python, "manage.py", "beat", "--every", "1"])
            found.append(Service(beat.name, beat.command, {**beat.environment, **disk}, beat.output))
        return found

    def stray_clock(self) -> Service:
        """A second clock that asks nobody for the lock."""
        schedule = str(self.folder / "stray-schedule")
        beat = [sys.executable, "-m", "celery", "-A", "reviewboard", "beat", "--schedule", schedule]
        return self._service("stray beat", [*beat, "--pidfile="])

    def _service(self, name: str, command: list[str], host: int = 0) -> Service:
        return Service(name, command, self.of_host(host), self.folder / f"{name.replace(' ', '-')}.log")

    @contextmanager
    def prepared(self) -> Iterator[None]:
        """The cluster's files, the folders, and where this process may a disk of its own for each store."""
        as_user = tiers.owner_of(self.folder)
        self.user = as_user[2] if as_user else ""
        self.programs = tiers.readable(tiers.parts()["postgres"].where, self.folder, as_user)
        initdb = [*as_user, f"{self.programs}/initdb", "-D", str(self.folder / "cluster"), "-U", "postgres"]
        subprocess.run(
            [*initdb, "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=self.folder
        )
        socket = self.folder / "socket"
        socket.mkdir()
        if self.user:
            shutil.chown(socket, self.user)
        with (self.folder / "cluster" / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{FIRST_LINES}unix_socket_directories = '{socket}'\n")
        try:
            self._make_disks()
            yield
        finally:
            self._unmount()

    def _make_disks(self) -> None:
        for host in range(self.size.hosts):
            disk = self.store(host).parent
            disk.mkdir()
            (self.folder / f"metrics{host}").mkdir()
            command = ["mount", "-t", "tmpfs", "-o", f"size={STORE_SIZE}", "tmpfs", str(disk)]
            if os.geteuid() == 0 and subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0:
                self.has_small_stores = True

    def _unmount(self) -> None:
        if self.has_small_stores:
            for host in range(self.size.hosts):
                subprocess.run(["umount", "--lazy", str(self.store(host).parent)], check=False)

    def wait_for_database(self) -> None:
        def answers() -> bool:
            with suppress(psycopg.OperationalError), psycopg.connect(self.environment["DATABASE_URL"]):
                return True
            return False

        wait_until(answers, "PostgreSQL")

    def manage(self, *arguments: str, host: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        environment = {**os.environ, **self.of_host(host)}
        return subprocess.run(command, check=False, cwd=tiers.ROOT, env=environment, capture_output=True, text=True)

    def kill_a_backend(self, choose: Callable[[list[int]], int]) -> None:
        """One server process of PostgreSQL, as the kernel does when memory is short: all connections break."""
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            mine = connection.info.backend_pid
            query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> %s ORDER BY pid"
            pids = [pid for (pid,) in connection.execute(query, [mine])]
        if pids:
            with suppress(ProcessLookupError):
                os.kill(choose(pids), signal.SIGKILL)


def wait_until(happened: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: nothing within {seconds:g} s")
        time.sleep(0.1)
