"""One function in several processes, which end with the process that started them, however that ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

import django
from django.db import connections
from django.utils.module_loading import import_string

_PATIENCE: Final = 30
_OPEN_FILES: Final = Path("/proc/self/fd")


class ProcessDied(Exception):
    """One of the processes ended in the middle of its work; what went wrong stands on its standard error."""


def at_once(function: str, batches: Iterable[Any], processes: int) -> Iterator[Any]:
    """What the function with this dotted name gives for each batch, as it comes. Raises `ProcessDied`. Not within a transaction:
    this process lets go of its connections to the database first, so that no other shares them.
    """
    todo, is_forked = iter(batches), _can_fork()
    connections.close_all()
    with ExitStack() as started:
        idle = [started.enter_context(_Worker(function, is_forked=is_forked)) for _number in range(processes)]
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


def _can_fork() -> bool:
    """A copy of this process has read Django already, which takes another one seconds; a copy of a thread's locks is locked for ever."""
    return sys.platform == "linux" and threading.active_count() == 1


class _Worker:
    def __init__(self, function: str, *, is_forked: bool) -> None:
        context: Any = multiprocessing.get_context("fork" if is_forked else "spawn")
        self.pipe, theirs = context.Pipe()
        do = _work_as_copy if is_forked else _work
        self._process = context.Process(target=do, args=(theirs, function), daemon=True)
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


def _work_as_copy(pipe: Connection, function: str) -> None:
    _let_go_of_files({0, 1, 2, pipe.fileno()})
    gc.freeze()  # what was there before is not looked through again and again
    _work(pipe, function)


def _let_go_of_files(kept: set[int]) -> None:
    """Locks and the ends of others' pipes, which would outlive the process that holds them. Their numbers stay taken, so that whoever
    closes one later closes no other file."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in [int(path.name) for path in _OPEN_FILES.iterdir()]:
        if number not in kept | {nothing} and _is_open(number):
            os.dup2(nothing, number)


def _is_open(number: int) -> bool:
    """The list was a file of its own while it was read."""
    return (_OPEN_FILES / str(number)).is_symlink()


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
