"""`beat`: the clock of Celery, one on the whole site: whoever holds a lock of the database runs it, another waits to take over."""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Of PostgreSQL's advisory locks, all of which are numbers: "rbbeat" in ASCII.
LOCK: Final = 0x726262656174
LOOKED_AT_EVERY: Final = 5.0
PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = str(gettext_lazy("Run Celery's clock, unless another host does: then wait for its lock."))
    # Neither a full page store nor a fault of settings that concerns pages stops the clock of everything else.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=LOOKED_AT_EVERY, help="seconds between looks at the lock")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REDIS_URL:
            raise CommandError(_("REDIS_URL is empty: without Redis the process `work` is the clock."))
        self.stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        is_told = False
        while not self.stop.is_set():
            try:
                with _held() as is_ours:
                    if is_ours:
                        self._run(options["every"])
                    elif not is_told:
                        log.info("beat: another host is the clock")
                    is_told = not is_ours
            except DatabaseError as error:
                log.warning("beat: the database is away", error=type(error).__name__)
                connection.close()
            self.stop.wait(options["every"])

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()

    def _run(self, every: float) -> None:
        """As long as the lock is ours: PostgreSQL gives it to another when our session ends, for whatever reason."""
        log.info("beat: this host is the clock")
        command = [sys.executable, "-m", "celery", "-A", "reviewboard", "beat", "--schedule", str(_schedule())]
        process = subprocess.Popen(command, preexec_fn=_end_with(os.getpid()))
        try:
            while not self.stop.wait(every) and process.poll() is None:
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT 1")
        finally:
            process.terminate()
            process.wait()


@contextmanager
def _held() -> Iterator[bool]:
    """Whether the lock is ours while this lasts."""
    if connection.vendor != "postgresql":
        with (settings.DATA_FOLDER / "beat.lock").open("a") as file:
            yield _flocked(file)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (is_ours,) = cursor.fetchone()
    try:
        yield bool(is_ours)
    finally:
        connection.close()


def _flocked(file: Any) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _end_with(parent: int) -> Callable[[], None] | None:
    """For the child, before it is Celery: the kernel ends it when this process is killed, or two hosts would be the clock.

    Linux alone can; elsewhere it goes on until somebody looks.
    """
    if not sys.platform.startswith("linux"):
        return None
    kernel = ctypes.CDLL(None)

    def set_up() -> None:
        kernel.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return set_up


def _schedule() -> Any:
    return settings.DATA_FOLDER / "celerybeat-schedule"
