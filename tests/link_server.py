"""A small real web server on loopback whose pages answer as the web does: well, moved, gone, broken, slowly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class _Pages(BaseHTTPRequestHandler):
    """`asked` holds method, path and Host of each request."""

    asked: ClassVar[list[tuple[str, str, str]]] = []
    # What it shows the first time, and from then on.
    turning: ClassVar[dict[str, tuple[str, str]]] = {
        "/turned": ("text/html; charset=utf-8", "application/pdf"),
        "/paper": ("application/pdf", "application/pdf"),
    }
    statuses: ClassVar[dict[str, int]] = {"/gone": 410, "/broken": 500, "/closed": 403, "/missing": 404}
    redirects: ClassVar[dict[str, tuple[int, str]]] = {
        "/old": (301, "/new"),
        "/older": (308, "/old"),
        "/oldest": (301, "/older"),
        "/settled": (301, "/today"),
        "/today": (302, "/new"),
        "/shifting": (302, "/old"),
        "/round": (301, "/round"),
        "/inside": (302, "http://10.0.0.1/"),
        "/file": (302, "file:///etc/passwd"),
        "/password": (302, "http://admin:admin@localhost/"),
        "/nowhere": (302, "http://["),
    }

    def _respond(self) -> None:
        is_first = all(path != self.path for _method, path, _host in self.asked)
        self.asked.append((self.command, self.path, self.headers["Host"]))
        if self.path == "/silent":
            self.close_connection = True
            return
        status, target = self.redirects.get(self.path, (self.statuses.get(self.path, 200), ""))
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        if self.path in self.turning:
            self.send_header("Content-Type", self.turning[self.path][not is_first])
        if self.path == "/endless":
            self.send_header("Content-Length", str(10**9))
        self.end_headers()

    def do_HEAD(self) -> None:
        self._respond()

    def do_GET(self) -> None:
        self._respond()

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@contextmanager
def link_server() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Its address and what it was asked."""
    _Pages.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", _Pages.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
