"""A small real object store on loopback: it speaks as much of S3 as boto3 asks of it, and keeps what it is given."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from reviewboard import environment

MISSING = (
    b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>'
)
FULL = (
    b'<?xml version="1.0"?><Error><Code>ServiceUnavailable</Code><Message>Reduce your request rate.</Message></Error>'
)


@dataclass
class ObjectStore:
    """`kept`: key → content; `asked`: the headers of each request that wrote; `is_away`: everything is answered with 503.

    `deletes_nothing`: what deletes is answered so. `late`: key → how often it is still said to be missing, as if somebody were writing it.
    """

    address: str = ""
    kept: dict[str, bytes] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    is_away: bool = False
    deletes_nothing: bool = False
    late: dict[str, int] = field(default_factory=dict)


def _chunks_joined(body: bytes) -> bytes:
    """What boto3 sends in pieces (`aws-chunked`): each has its size in hexadecimal before it; the trailer is left out."""
    joined = b""
    while body:
        size, _line, body = body.partition(b"\r\n")
        length = int(size.partition(b";")[0], 16)
        if not length:
            break
        joined, body = joined + body[:length], body[length + 2 :]
    return joined


class Handler(BaseHTTPRequestHandler):
    """Set `store` in a class of its own for each server."""

    store: ObjectStore
    protocol_version = "HTTP/1.1"

    @property
    def key(self) -> str:
        """Behind the name of the bucket."""
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    def _say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _list(self) -> None:
        """What lies in one folder; all of it at once."""
        prefix = dict(parse_qsl(urlsplit(self.path).query)).get("prefix", "")
        found = (key for key in sorted(self.store.kept) if key.startswith(prefix) and "/" not in key[len(prefix) :])
        contents = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>" for key in found)
        listed = f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>"
        self._say(200, f'<?xml version="1.0"?>{listed}'.encode())

    def do_GET(self) -> None:
        if not self.key and not self.store.is_away:
            self._list()
            return
        content = None if self._is_late() else self.store.kept.get(self.key)
        if self.store.is_away or content is None:
            status, body = (503, FULL) if self.store.is_away else (404, MISSING)
            self._say(status, body)
            return
        tag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
        self._say(200, content, ETag=tag, Last_Modified="Sat, 28 Nov 2026 12:00:00 GMT")

    def _is_late(self) -> bool:
        self.store.late[self.key] = self.store.late.get(self.key, 0) - 1
        return self.store.late[self.key] >= 0

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.store.is_away:
            self._say(503, FULL)
            return
        is_in_pieces = "aws-chunked" in self.headers.get("Content-Encoding", "")
        self.store.kept[self.key] = _chunks_joined(body) if is_in_pieces else body
        self.store.asked.append({name.lower(): value for name, value in self.headers.items()})
        self._say(200, ETag='"kept"')

    def do_DELETE(self) -> None:
        if self.store.is_away or self.store.deletes_nothing:
            self._say(503)
            return
        self.store.kept.pop(self.key, None)
        self._say(204)

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""


@contextmanager
def running() -> Iterator[ObjectStore]:
    store = ObjectStore()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("HandlerOfStore", (Handler,), {"store": store}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    store.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def object_store(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    """Where this installation keeps its files, as MEDIA_STORE says it."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key-of-the-test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-test")
    with running() as store:
        described = environment.media_store(f"s3://bucket/site?endpoint_url={store.address}&region_name=eu")
        settings.STORAGES = {**settings.STORAGES, "default": described}
        yield store
        default_storage.connection.meta.client.close()
