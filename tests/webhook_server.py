"""A small real web server on loopback that takes messages of webhooks well, badly, slowly or not at all, by its path."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django.fixtures import Settings

STATUSES = {"/taken": 200, "/noted": 204, "/broken": 500, "/gone": 410, "/moved": 302, "/busy": 429}


@dataclass(frozen=True)
class Message:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """`received` holds what was posted, in order; whoever waits at `/slow` is let go by `let_go`."""

    address: str = ""
    received: list[Message] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.received.append(Message(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if self.path == "/slow":
                listener.let_go.wait(30)
            self.send_response(STATUSES.get(self.path, 200))
            if self.path == "/moved":
                self.send_header("Location", "/taken")
            if self.path == "/endless":
                self.send_header("Content-Length", str(10**9))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    return Handler


@contextmanager
def webhook_server(port: int = 0, listener: Listener | None = None) -> Iterator[Listener]:
    """On any free port, or again on the one it had before, with what it had received."""
    listener = listener or Listener()
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(listener))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    listener.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield listener
    finally:
        listener.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def listener(settings: Settings) -> Iterator[Listener]:
    """One on loopback, which this server may call for once."""
    settings.LINK_CHECK_LOOPBACK = True
    with webhook_server() as started:
        yield started
