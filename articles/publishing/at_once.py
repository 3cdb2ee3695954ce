"""One function in several processes, which end with the process that started them, however that ends."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from typing import Any, Final

import django
from django.utils.module_loading import import_string

# A process that is forked would share its parent's connections to the database.
_CONTEXT: Final = multiprocessing.get_context("spawn")
_PATIENCE: Final = 30


class ProcessDied(Exception):
    """One of the processes ended in the middle of its work; what went wrong stands on its standard error."""


def at_once(function: str, batches: Iterable[Any], processes: int) -> Iterator[Any]:
    """What the function with this dotted name gives for each batch, as it comes. Raises `ProcessDied`."""
    todo = iter(batches)
    with ExitStack() as started:
        idle = [started.enter_context(_Worker(function)) for _number in range(processes)]
        busy: dict[Any, _Worker] = {}
        while True:
            for worker, batch in zip(idle, todo, strict=False):
                worker.give(batch)
                busy[worker.pipe] = worker
            idle = []
            if not busy:
                return
            for pipe in wait(list(busy)):
                worker = busy.pop(pipe)
                yield worker.answer()
                idle.append(worker)


class _Worker:
    def __init__(self, function: str) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, function), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, batch: Any) -> None:
        try:
            self.pipe.send(batch)
        except OSError as error:
            raise ProcessDied from error

    def answer(self) -> Any:
        try:
            return self.pipe.recv()
        except EOFError as error:
            raise ProcessDied from error

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        """No more batches: it ends after the one in its hand."""
        self.pipe.close()
        self._process.join(_PATIENCE)


def _work(pipe: Connection, function: str) -> None:
    """In the new process: until there is nobody left who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    do = import_string(function)
    try:
        while True:
            pipe.send(do(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
