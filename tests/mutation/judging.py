"""Whether a test notices a mutant: each is tried in a copy of one process that has collected the tests and run none of them.

In the copy the function is given the changed code, and the tests that reach the changed statement run until one fails. Where none
does, but the statement was reached while modules were imported, a process that imports its module with the change judges.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest
from coverage import Coverage

from tests.mutation.mutants import Mutant

NOTICED, SURVIVED, TOO_SLOW, UNREACHED, AT_IMPORT = "noticed", "survived", "too slow", "no test", "at import"
# Seconds of processor: what a test may read anew, and how much slower than before it may be.
AT_LEAST, TIMES = 5, 5
MEMORY = 6 << 30
ARGUMENTS = ("-q", "-s", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", "--no-header")
# Functions of the standard library that hold ours: properties, cached functions, class methods.
INSIDE = ("fget", "func", "__func__", "__wrapped__")


class Judge:
    """A plugin that runs each mutant's tests in the place of all tests once."""

    def __init__(self, mutants: Sequence[Mutant], say: Callable[[Mutant, str], None], notes: Path) -> None:
        self.mutants, self.say, self.notes = mutants, say, notes
        self.coverage = self._coverage()
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.noticed_by: Counter[str] = Counter()
        self.in_copy = False
        self.stops_at_failure = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.coverage.stop()
        imported = _lines(self.coverage)
        items = {item.nodeid: item for item in session.items}
        self._prepare(session)
        seconds, reached = self._told_by(lambda: self._observe(session.items))
        if failed := [name for name in items if name not in seconds]:
            print("Left out, for they fail without any change:", *failed, sep="\n  ")
        assert len(failed) < len(items) / 10, "too many for a judgement"
        for mutant in self.mutants:
            self.say(mutant, self._judged(mutant, items, seconds, reached, imported))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not self.in_copy:
            return
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.add(report.nodeid)
        if report.failed and self.stops_at_failure:
            self.notes.write_text(report.nodeid, encoding="utf-8")
            os._exit(1)

    def _prepare(self, session: pytest.Session) -> None:
        """What all tests share is made once: one test runs, of those that share the fewest folders with others."""
        shallow = sorted(session.items, key=lambda item: len(item.listchain()))
        one = shallow[0]
        other = next((item for item in shallow if item.path != one.path), shallow[-1])
        session.config.hook.pytest_runtest_protocol(item=one, nextitem=other)
        _forget()

    def _observe(self, items: Sequence[pytest.Item]) -> tuple[dict[str, float], dict[str, dict[str, list[str]]]]:
        """How long each test takes that passes, and where it comes."""
        coverage = self._coverage()

        def begin(item: pytest.Item) -> None:
            _forget()  # what an earlier test has worked out is worked out by this one too
            coverage.switch_context(item.nodeid)

        _run(items, begin)
        coverage.stop()
        return {name: seconds for name, seconds in self.seconds.items() if name not in self.failed}, _lines(coverage)

    def _coverage(self) -> Coverage:
        files = sorted({str(mutant.path) for mutant in self.mutants})
        coverage = Coverage(data_file=None, config_file=False, include=files)
        coverage.start()
        return coverage

    def _told_by(self, work: Callable[[], Any]) -> Any:
        """What a copy of this process found out."""
        ended = _in_a_copy(lambda: self._tell(work))
        told = self.notes.read_text(encoding="utf-8")
        assert ended == 0, told
        return json.loads(told)

    def _tell(self, work: Callable[[], Any]) -> None:
        self.in_copy = True
        try:
            found = work()
        except BaseException:
            self.notes.write_text(traceback.format_exc(), encoding="utf-8")
            raise
        self.notes.write_text(json.dumps(found), encoding="utf-8")

    def _judged(
        self,
        mutant: Mutant,
        items: dict[str, pytest.Item],
        seconds: dict[str, float],
        reached: dict[str, Any],
        imported: dict[str, Any],
    ) -> str:
        path = str(mutant.path.resolve())
        lines = [str(line) for line in _statement(mutant)]
        if mutant.in_head:
            return AT_IMPORT
        is_imported = any(line in imported.get(path, {}) for line in lines)
        names = {name for line in lines for name in reached.get(path, {}).get(line, ()) if name in seconds}
        if not names:
            return AT_IMPORT if is_imported else UNREACHED
        # First what is quick, and what has noticed many others.
        chosen = sorted(names, key=lambda name: (seconds[name] / (1 + self.noticed_by[name] ** 2), name))
        self.notes.write_text("", encoding="utf-8")
        came_of_it = outcome(_in_a_copy(lambda: self._try(mutant, [items[name] for name in chosen], seconds)))
        self.noticed_by.update(filter(None, [self.notes.read_text(encoding="utf-8")]))
        return AT_IMPORT if is_imported and came_of_it == SURVIVED else came_of_it

    def _try(self, mutant: Mutant, items: list[pytest.Item], seconds: dict[str, float]) -> None:
        self.in_copy = self.stops_at_failure = True

        def begin(item: pytest.Item) -> None:
            _end_after(AT_LEAST + TIMES * seconds[item.nodeid])

        function = _function(sys.modules[mutant.module_name], mutant.function)
        function.__code__ = _code(mutant, function.__code__)
        _run(items, begin)


def alone(mutant: Mutant, tests: Sequence[str], seconds: float) -> str:
    """Judged by all tests in a process that has imported nothing of the project yet."""

    def work() -> None:
        sys.meta_path.insert(0, _Changed(mutant))
        _end_after(seconds)
        os._exit(int(pytest.main([*ARGUMENTS, "-x", *tests])))

    return outcome(_in_a_copy(work))


def outcome(code: int) -> str:
    if code == -signal.SIGPROF:
        return TOO_SLOW
    return NOTICED if code else SURVIVED


def _end_after(seconds: float) -> None:
    """Of processor: a machine that is busy, or a process that was held up, takes no time for this."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _in_a_copy(work: Callable[[], None]) -> int:
    """The code that a copy of this process ended with, or the signal, below nought."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    code = 1
    with suppress(BaseException):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        work()
        code = 0
    os._exit(code)


def _run(items: Sequence[pytest.Item], begin: Callable[[pytest.Item], None] = lambda item: None) -> None:
    for item, then in zip(items, [*items[1:], None], strict=True):
        begin(item)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=then)


@cache
def _remembering() -> list[Any]:
    """Functions of ours, and of tests, that keep their answers."""
    modules = [module for name, module in sys.modules.items() if name.startswith(("articles", "tests."))]
    kept = [value for module in modules for value in vars(module).values() if isinstance(value, type(_remembering))]
    return list({id(function): function for function in kept}.values())


def _forget() -> None:
    for function in _remembering():
        function.cache_clear()


def _lines(coverage: Coverage) -> dict[str, dict[str, list[str]]]:
    """By file and line, which tests came there; the keys are as JSON has them."""
    data = coverage.get_data()
    return {
        path: {str(line): found for line, found in data.contexts_by_lineno(path).items()}
        for path in data.measured_files()
    }


def _statement(mutant: Mutant) -> range:
    """The lines of the smallest statement around the change; of one that holds others, its own beginning."""
    best = range(mutant.line, mutant.line + 1)
    length = math.inf
    for node in ast.walk(ast.parse(mutant.module.code)):
        if not isinstance(node, ast.stmt) or node.end_lineno is None:
            continue
        body = getattr(node, "body", None)
        end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno
        if node.lineno <= mutant.line <= end and end - node.lineno < length:
            best, length = range(node.lineno, end + 1), end - node.lineno
    return best


def _function(module: ModuleType, name: str) -> Any:
    found: Any = module
    for part in name.split("."):
        found = vars(found)[part]
    while not hasattr(found, "__code__"):
        found = next(getattr(found, inside) for inside in INSIDE if hasattr(found, inside))
    return found


def _code(mutant: Mutant, like: CodeType) -> CodeType:
    module = compile(mutant.source, str(mutant.path.resolve()), "exec")
    return next(
        code
        for code in _codes(module)
        if code.co_qualname == like.co_qualname and code.co_firstlineno == like.co_firstlineno
    )


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


class _Changed(importlib.abc.MetaPathFinder):
    """Imports one module with its change."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.module_name:
            return None
        path = str(self.mutant.path.resolve())
        return importlib.util.spec_from_file_location(fullname, path, loader=_Loader(self.mutant, path))


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, mutant: Mutant, path: str) -> None:
        super().__init__(mutant.module_name, path)
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.source, self.path, "exec")
