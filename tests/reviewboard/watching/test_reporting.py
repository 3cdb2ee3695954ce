"""Sentry and OpenTelemetry: what they are told by a real request to a real server, and what not."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import brotli
import pytest

from tests.tiers import ROOT

CANARY = "canary7f3a"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}
FAILING = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()
from django.test import RequestFactory
from reviewboard.watching import reporting
import structlog
log = structlog.get_logger("tests.reporting")
password = "canary7f3a"
try:
    raise ValueError("to ada@example.org")
except ValueError:
    log.exception("failed", secret="/invitation/canary7f3a/")
if reporting.HAS_SENTRY:
    reporting.sentry_sdk.flush()
"""
TRACED = """
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
answer = Client().get("/robots.txt?q=canary7f3a", headers={"user-agent": "canary7f3a", "host": "localhost"})
from opentelemetry import trace
trace.get_tracer_provider().force_flush()
"""


class _Asked(BaseHTTPRequestHandler):
    told: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.told.append((self.path, UNPACK.get(self.headers["Content-Encoding"], bytes)(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing on standard error."""


@pytest.fixture
def service() -> Iterator[tuple[int, list[tuple[str, bytes]]]]:
    """A small server that takes what it is told."""
    told: list[tuple[str, bytes]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Asked", (_Asked,), {"told": told}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, told
    server.shutdown()
    server.server_close()


def run(script: str, folder: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_FOLDER": folder, **variables}
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_sentry_is_told_of_an_error_and_not_of_a_person(
    service: tuple[int, list[tuple[str, bytes]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    port, told = service

    done = run(FAILING, str(tmp_path_factory.mktemp("data")), SENTRY_DSN=f"http://key@127.0.0.1:{port}/1")

    (event,) = [body for path, body in told if path == "/api/1/envelope/"]
    assert done.returncode == 0
    assert b'"message":"failed ValueError"' in event
    assert [found for found in (CANARY, "ada@example.org") if found.encode() in event] == []


def test_telemetry_is_told_how_long_an_address_took_by_its_name(
    service: tuple[int, list[tuple[str, bytes]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    port, told = service

    done = run(TRACED, str(tmp_path_factory.mktemp("data")), OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}")

    assert (done.returncode, [path for path, _body in told]) == (0, ["/v1/traces"])
    assert b"GET articles:robots" in told[0][1]
    assert CANARY.encode() not in told[0][1]


ABSENT = """
import sys
from importlib.machinery import PathFinder
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("sentry_sdk", "opentelemetry"):
            raise ModuleNotFoundError(name)
        return None
sys.meta_path.insert(0, Absent())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *a: None if name.startswith(("sentry_sdk", "opentelemetry")) else found(name, *a)
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "reviewboard.settings"
import django
django.setup()
from django.test import Client
print(Client().get("/livez").status_code)
"""


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "200"),
        (
            {"SENTRY_DSN": "http://key@127.0.0.1:1/1"},
            "SENTRY_DSN is set, and sentry-sdk is not installed: `uv sync --extra sentry`.",
        ),
        (
            {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"},
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, and OpenTelemetry is not installed: `uv sync --extra telemetry`.",
        ),
    ],
)
def test_without_these_packages_only_their_settings_are_refused(
    tmp_path_factory: pytest.TempPathFactory, variables: dict[str, str], said: str
) -> None:
    done = run(ABSENT, str(tmp_path_factory.mktemp("data")), **variables)

    assert (done.stdout or done.stderr).strip().splitlines()[-1].rpartition("Refused: ")[2] == said
