"""What the fixtures of `universe` build: built once by each worker, and put back by the same statements for every other test.

Every status is still reached through actions: the first test that asks for it runs them, and what they write is noted. Another
test that sets up the same fixtures in the same order gets the same rows and copies of the same objects. Where another fixture
came before, which may have written anything or moved the clock, they run as they stand.
"""

from __future__ import annotations

import datetime
import inspect
import io
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, models, transaction
from django.utils import timezone

T = TypeVar("T")
Statement = tuple[str, Any, bool]
Key = tuple[object, ...]

_WRITES = ("INSERT", "UPDATE", "DELETE")
# These of ours write no row, and leave the clock and the settings as every test has them; so do those of pytest.
_WITHOUT_ROWS = frozenset(
    {
        "as_often_as_tests_ask",
        "quick_passwords",
        "own_folders",
        "no_static_files",
        "make_person",
        "publisher_of_the_settings",
    }
)
_OF_PYTEST = ("_pytest.", "pytest_django.")
_BUILT: dict[Key, Built] = {}
_SO_FAR = pytest.StashKey["SoFar"]()


@dataclass(frozen=True)
class Built:
    """By one fixture after others: what it wrote; what it gave, and how it left what they gave; pictures and files so far."""

    statements: list[Statement]
    value: bytes
    files: dict[str, bytes]


@dataclass
class SoFar:
    """The fixtures of one test that were set up, in their order; None once something else came between."""

    names: tuple[str, ...] | None = ()
    values: list[Any] = field(default_factory=list)
    # Rows that were noted before midnight fit no others that were noted after it.
    day: datetime.date = field(default_factory=timezone.localdate)
    put_off: list[Callable[[], object]] = field(default_factory=list)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> Iterator[None]:
    if fixturedef.scope == "function" and not _is_neutral(fixturedef):
        _end(request.node)
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """A test may ask for another fixture once it has changed what these gave."""
    _end(item)


def _end(node: pytest.Item) -> None:
    """What comes from here on may change anything: first what was put off, in its order, then nothing is put back any more."""
    so_far = node.stash.setdefault(_SO_FAR, SoFar())
    so_far.names = None
    while so_far.put_off:
        so_far.put_off.pop(0)()


def put_off(request: pytest.FixtureRequest, do: Callable[[], object]) -> None:
    """For a fixture `without_rows`: done after the fixtures that are put back, before anything else of the test."""
    so_far = _so_far(request)
    if so_far.names is None:
        do()
    else:
        so_far.put_off.append(do)


def _is_neutral(fixturedef: pytest.FixtureDef[Any]) -> bool:
    name, build = fixturedef.argname, fixturedef.func
    if build.__module__.startswith(_OF_PYTEST):
        return not name.startswith("admin")
    return name in _WITHOUT_ROWS or hasattr(build, "is_built_once") or hasattr(build, "is_without_rows")


def _so_far(request: pytest.FixtureRequest) -> SoFar:
    return request.node.stash.setdefault(_SO_FAR, SoFar())


def without_rows(build: Callable[..., T]) -> Callable[..., T]:
    """For a fixture that writes no row, and leaves clock and settings as what is built here has them: those after it are put back."""
    build.is_without_rows = True  # type: ignore[attr-defined]
    return build


def built_once(build: Callable[..., T]) -> Callable[..., T]:
    """For a fixture that gives rows, or what is made of them."""

    @wraps(build)
    def fixture(request: pytest.FixtureRequest, **given: Any) -> T:
        so_far = _so_far(request)
        if so_far.names is None:
            return build(**given)
        if not so_far.names:
            _begin()
        so_far.names = (*so_far.names, build.__name__)
        # What is owed is worked off after the commit, which a test inside a transaction never reaches.
        key = (so_far.day, connection.in_atomic_block, so_far.names)
        value: T = _put_back(_BUILT[key], so_far.values) if key in _BUILT else _note(key, build, given, so_far)
        so_far.values.append(value)
        return value

    own = inspect.signature(build)
    asked = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    fixture.__signature__ = own.replace(parameters=[asked, *own.parameters.values()])  # type: ignore[attr-defined]
    fixture.is_built_once = True  # type: ignore[attr-defined]
    return fixture


def _note(key: Key, build: Callable[..., T], given: Mapping[str, Any], so_far: SoFar) -> T:
    noted = _Noted()
    with connection.execute_wrapper(noted):
        value = build(**given)
    if noted.is_whole and not Path(settings.PAGE_STORE).exists():
        _BUILT[key] = Built(noted.statements, _pickled(value, so_far.values), _files())
    else:
        # It is built anew each time, with hashes of its own: what comes after would not fit it.
        so_far.names = None
    return value


def _put_back(built: Built, before: Sequence[Any]) -> Any:
    # As each test makes words of its own otherwise, that no other has worked out before.
    for cache in caches.all():
        cache.clear()
    with transaction.atomic() if not connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        for sql, params, many in built.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
    for name, content in built.files.items():
        path = Path(settings.MEDIA_ROOT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    value, states = _Unpickler(io.BytesIO(built.value), before).load()
    for known, state in zip(before, states, strict=True):
        if state is not None:
            vars(known).clear()
            vars(known).update(state)
    return value


@dataclass
class _Noted:
    """What is written while a fixture is built; of something taken back the statements say nothing."""

    statements: list[Statement] = field(default_factory=list)
    is_whole: bool = True

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(_WRITES):
            self.statements.append((sql, list(params) if many else params, many))
        self.is_whole = self.is_whole and not sql.startswith("ROLLBACK")
        return execute(sql, params, many, context)


def _files() -> dict[str, bytes]:
    folder = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _pickled(value: object, before: Sequence[Any]) -> bytes:
    file = io.BytesIO()
    states = [vars(known) if isinstance(known, models.Model) else None for known in before]
    _Pickler(file, before).dump((value, states))
    return file.getvalue()


class _Pickler(pickle.Pickler):
    """What an earlier fixture gave is named by its place."""

    def __init__(self, file: io.BytesIO, before: Sequence[Any]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._places = {id(known): place for place, known in enumerate(before) if isinstance(known, models.Model)}

    def persistent_id(self, obj: Any) -> int | None:
        return self._places.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, before: Sequence[Any]) -> None:
        super().__init__(file)
        self._before = before

    def persistent_load(self, pid: Any) -> Any:
        return self._before[pid]


_sequences: list[str] = []


def _begin() -> None:
    """On PostgreSQL a sequence goes on where another test left it: rows would be known by other numbers."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            if not _sequences:
                cursor.execute("SELECT schemaname || '.' || sequencename, coalesce(last_value, 0) FROM pg_sequences")
                _sequences.append(
                    "SELECT "
                    + ", ".join(
                        f"setval('{name}', {max(last, 1)}, {'true' if last else 'false'})"
                        for name, last in cursor.fetchall()
                    )
                )
            cursor.execute(_sequences[0])
