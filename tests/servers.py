"""Real servers and processes for tests that need them: Redis, and processes that share a test's database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.db import connection
from pytest_django.fixtures import Settings

from tests import commands, tiers
from tests.commands import Copy

Started = subprocess.Popen[bytes] | Copy
StartProcess = Callable[..., Started]
PATIENCE = 60.0


def wait_until(happened: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
    """Ask again and again; fails when it has not happened in time."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"nothing happened within {seconds} seconds")
        time.sleep(0.05)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installed Redis on a free port, else the one that fakeredis brings."""
    program = tiers.parts()["redis"].where
    port = tiers.free_port()
    url = f"redis://127.0.0.1:{port}/0"
    starts = _fake_redis(port) if program == "fakeredis" else _redis(program, port, tmp_path_factory.mktemp("redis"))
    with starts:
        wait_until(lambda: _answers(url))
        yield url


@contextmanager
def _redis(program: str, port: int, folder: Path) -> Iterator[None]:
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(folder),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def _fake_redis(port: int) -> Iterator[None]:
    fakeredis = pytest.importorskip("fakeredis")
    server = fakeredis.TcpFakeServer(("127.0.0.1", port), server_type="redis")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False


@pytest.fixture
def process_environment(transactional_db: None, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """The environment of a process that works on this test's database and folders."""
    return os.environ | {
        "DATABASE_URL": database_url(),
        "DATA_FOLDER": str(tmp_path),
        "EMAIL_URL": f"file:///{quote(str(tmp_path / 'mail'))}",
        "PAGE_STORE": str(settings.PAGE_STORE),
        "SIGNING_KEY": settings.SIGNING_KEY,
        "PYTHONUNBUFFERED": "1",
    }


def database_url() -> str:
    """Of the database of these tests."""
    described: Mapping[str, object] = connection.settings_dict
    name = quote(str(described["NAME"]))
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"postgresql://{described['USER']}@/{name}?host={described['HOST']}"


@contextmanager
def running_site(environment: Mapping[str, str]) -> Iterator[int]:
    """The product on its own server, page layer and all; its port."""
    port = tiers.free_port()
    options = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "2")
    command = [sys.executable, "-m", "granian", *options, "--log-level", "error", "reviewboard.wsgi:application"]
    process = subprocess.Popen(
        command, cwd=tiers.ROOT, env=os.environ | {"LOG_LEVEL": "CRITICAL"} | environment, start_new_session=True
    )
    try:
        wait_until(lambda: listens(port))
        yield port
    finally:
        process.terminate()
        _wait_for(process)


def listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def start_process(process_environment: dict[str, str], tmp_path: Path) -> Iterator[StartProcess]:
    """start_process("manage.py", "work", REDIS_URL="…"): ended with the test, its output in tmp_path/output.

    `manage.py` is a copy of a process that has everything loaded: to load it takes longer than most of what these processes do.
    """
    started: list[Started] = []

    def start(*arguments: str, **environment: str) -> Started:
        if arguments[0] == "manage.py":
            output = tmp_path / "output"
            output.touch()
            started.append(commands.begin(arguments[1:], process_environment | environment, output, output))
            return started[-1]
        with (tmp_path / "output").open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=tiers.ROOT,
                env=process_environment | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        _wait_for(process)


def _wait_for(process: Started) -> None:
    """A server that a busy machine does not let end in time is no failure of the test that is over."""
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
