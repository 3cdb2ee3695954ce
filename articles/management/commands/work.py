"""`work`: do what is owed, over and over, without a broker. Ends after the work in hand on Ctrl-C or TERM."""

from __future__ import annotations

import argparse
import signal
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.translation import gettext_lazy as _

from articles import owed


class Command(BaseCommand):
    help = str(_("Do what is owed: messages, publications, pages. One process is enough without Redis."))
    # Where the page store is full, messages and publications are done all the same, and pages once there is space.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--only", action="append", metavar="KIND", help="one kind (may be given again), such as pages"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = [kind for kind in owed.registry().values() if not options["only"] or kind.kind in options["only"]]
        if options["once"]:
            while sum(owed.sweep(kind.kind) for kind in kinds):
                pass
            return
        self.stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        self._loop(kinds)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.stop.set()

    def _loop(self, kinds: list[owed.Owed]) -> None:
        next_look = {kind.kind: 0.0 for kind in kinds}
        while not self.stop.is_set():
            for kind in kinds:
                if time.monotonic() >= next_look[kind.kind]:
                    next_look[kind.kind] = time.monotonic() + kind.every.total_seconds()
                    owed.sweep(kind.kind)
            close_old_connections()
            self.stop.wait(0.2)
