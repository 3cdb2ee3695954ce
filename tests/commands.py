"""`manage.py` for tests that need it in a process of its own: copies of one process that has everything loaded.

To load the project takes longer than most commands. Each copy reads its settings from its own environment, as a new process does,
leads a session of its own, and may be killed.
"""

from __future__ import annotations

import atexit
import importlib
import json
import math
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from asgiref.local import Local
from django import conf
from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.signals import setting_changed
from django.db import connections
from django.utils.log import configure_logging
from environs import EnvError

from reviewboard import celery_app

ROOT = Path(__file__).parent.parent
# Django's check of a deployment refuses it; who drives a browser in this process needs it.
OF_BROWSER_TESTS = "DJANGO_ALLOW_ASYNC_UNSAFE"

# Seconds, in which a copy that ended is found.
LOOK = 0.02


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command said, and the code it ended with."""
    inherited = {name: value for name, value in os.environ.items() if name != OF_BROWSER_TESTS}
    return run_in({**inherited, **environment}, *arguments)


def run_in(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same with these variables and no other."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("stdout", "stderr")]
        code = begin(arguments, environment, *files).wait()
        said = [file.read_text() for file in files]
    return subprocess.CompletedProcess(["manage.py", *arguments], code, *said)


def begin(arguments: Sequence[str], environment: Mapping[str, str], output: Path, error: Path) -> Copy:
    """Begins a copy that adds what it says to these files."""
    code = output.with_name(f"ended-{uuid.uuid4().hex}")
    asked = {"arguments": arguments, "environment": environment, "code": code, "output": output, "error": error}
    process = _loaded()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asked, default=str) + "\n")
    process.stdin.flush()
    return Copy(int(process.stdout.readline()), code)


@dataclass(frozen=True)
class Copy:
    """Of `subprocess.Popen` what tests ask for. The code that it ended with stands in a file once it has ended."""

    pid: int
    code: Path

    @property
    def returncode(self) -> int | None:
        return int(self.code.read_text()) if self.code.exists() else None

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float = math.inf) -> int:
        until = time.monotonic() + timeout
        while (code := self.returncode) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("manage.py", timeout)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            if self.returncode is None:
                os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


_processes: list[subprocess.Popen[str]] = []


def _loaded() -> subprocess.Popen[str]:
    if not _processes:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.commands"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        _processes.append(process)
        atexit.register(_end, process)
    return _processes[0]


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()


def serve() -> None:
    """Begins a copy for each line and answers with its number; writes the code that it ended with to its file."""
    _load()
    codes: dict[int, Path] = {}
    while True:
        ready, _, _ = select.select([sys.stdin], [], [], LOOK if codes else None)
        if ready:
            line = sys.stdin.readline()
            if not line:
                return
            asked = json.loads(line)
            copy = os.fork()
            if copy == 0:
                os._exit(_in_the_copy(asked))
            codes[copy] = Path(asked["code"])
            print(copy, flush=True)
        for copy in list(codes):
            ended, status = os.waitpid(copy, os.WNOHANG)
            if ended:
                _write(codes.pop(copy), os.waitstatus_to_exitcode(status))


def _write(path: Path, code: int) -> None:
    """Whole or not at all, for whoever looks meanwhile; where the folder is gone, nobody does."""
    if path.parent.exists():
        half = path.with_suffix(".half")
        half.write_text(str(code))
        half.rename(path)


def _load() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
    django.setup()
    importlib.import_module("reviewboard.urls")


def _in_the_copy(asked: Mapping[str, Any]) -> int:
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    with Path(asked["output"]).open("a") as out, Path(asked["error"]).open("a") as error:
        os.dup2(out.fileno(), 1)
        os.dup2(error.fileno(), 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
        try:
            return _code_of(asked["arguments"])
        finally:
            sys.stdout.flush()
            sys.stderr.flush()


def _code_of(arguments: list[str]) -> int:
    try:
        try:
            _read_settings()
        except (ImproperlyConfigured, EnvError) as refused:
            sys.exit(str(refused))
        execute_from_command_line(["manage.py", *arguments])
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
        return ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except Exception:  # noqa: BLE001  told as the end of a process tells it
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _read_settings() -> None:
    """What was made of the loading process's settings is made anew."""
    before = conf.settings._wrapped
    importlib.reload(sys.modules["reviewboard.settings"])
    conf.settings._wrapped = conf.Settings("reviewboard.settings")
    celery_app.config_from_object("django.conf:settings", namespace="CELERY")
    if conf.settings.DJANGO_STRUCTLOG_CELERY_ENABLED:
        # With a broker, the id of a request goes with the messages that it owes.
        apps.get_app_config("django_structlog").ready()
    for handler in (connections, caches):
        vars(handler).pop("settings", None)
        handler._settings = None
        handler._connections = Local(handler.thread_critical)
    for name in dir(conf.settings):
        if name.isupper() and name != "DATABASES" and getattr(before, name, None) != getattr(conf.settings, name):
            setting_changed.send(sender=None, setting=name, value=getattr(conf.settings, name), enter=True)
    configure_logging(conf.settings.LOGGING_CONFIG, conf.settings.LOGGING)


if __name__ == "__main__":
    serve()
