"""`manage.py` for tests that need it in a process of its own: copies of one process that has everything loaded.

To load the project takes longer than most commands. Each copy reads its settings from its own environment, as a new process does.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
from asgiref.local import Local
from django import conf
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.signals import setting_changed
from django.db import connections
from django.utils.log import configure_logging
from environs import EnvError

ROOT = Path(__file__).parent.parent
# Django's check of a deployment refuses it; who drives a browser in this process needs it.
OF_BROWSER_TESTS = "DJANGO_ALLOW_ASYNC_UNSAFE"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command said, and the code it ended with."""
    inherited = {name: value for name, value in os.environ.items() if name != OF_BROWSER_TESTS}
    return run_in({**inherited, **environment}, *arguments)


def run_in(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The same with these variables and no other."""
    asked = {"arguments": arguments, "environment": environment}
    with tempfile.TemporaryDirectory() as folder:
        process = _loaded()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({**asked, "folder": folder}) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        said = [Path(folder, name).read_text() for name in ("stdout", "stderr")]
    return subprocess.CompletedProcess(["manage.py", *arguments], code, *said)


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
    """Begins a copy for each line, and answers with the code that it ended with."""
    _load()
    for line in sys.stdin:
        copy = os.fork()
        if copy == 0:
            os._exit(_in_the_copy(json.loads(line)))
        _pid, status = os.waitpid(copy, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _load() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
    django.setup()
    importlib.import_module("reviewboard.urls")


def _in_the_copy(asked: Mapping[str, Any]) -> int:
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.setsid()
    with Path(asked["folder"], "stdout").open("w") as out, Path(asked["folder"], "stderr").open("w") as error:
        os.dup2(out.fileno(), 1)
        os.dup2(error.fileno(), 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
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
