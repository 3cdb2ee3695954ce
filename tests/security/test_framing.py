"""Where one request ends and the next begins: at the server that docs/operator.md recommends nobody hides a second one in the first.

RFC 9112, sections 5.2, 6.1 and 6.3. What is wrong is refused and the connection closed, so that what follows is never read as a request.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import database_url, running_site

HIDDEN = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
START = b"POST /search/ HTTP/1.1\r\nHost: localhost\r\n"
LENGTH = b"Content-Length: %d\r\n" % (len(HIDDEN) + 5)
CHUNKED = b"Transfer-Encoding: chunked\r\n"
LAST_CHUNK = b"0\r\n\r\n"
AMBIGUOUS = {
    "length, then chunks": START + LENGTH + CHUNKED + b"\r\n" + LAST_CHUNK + HIDDEN,
    "chunks, then a length": START
    + CHUNKED
    + b"Content-Length: 4\r\n\r\n%x\r\n" % len(HIDDEN)
    + HIDDEN
    + b"\r\n"
    + LAST_CHUNK,
    "two lengths": START + b"Content-Length: 0\r\n" + LENGTH + b"\r\n" + HIDDEN,
    "a list of lengths": START + b"Content-Length: 0, %d\r\n\r\n" % len(HIDDEN) + HIDDEN,
    "a length with a sign": START + b"Content-Length: +0\r\n\r\n" + HIDDEN,
    "a length in hexadecimals": START + b"Content-Length: 0x0\r\n\r\n" + HIDDEN,
    "a blank before the colon": START + b"Content-Length : 0\r\n\r\n" + HIDDEN,
    "a folded length": START + b"Content-Length: 0\r\n 5\r\n\r\n" + HIDDEN,
    "folded chunks": START + b"Transfer-Encoding:\r\n chunked\r\n" + LENGTH + b"\r\n" + LAST_CHUNK + HIDDEN,
    "chunks before a blank": START + b"Transfer-Encoding : chunked\r\n" + LENGTH + b"\r\n" + LAST_CHUNK + HIDDEN,
    "nearly chunks": START + b"Transfer-Encoding: xchunked\r\n" + LENGTH + b"\r\n" + LAST_CHUNK + HIDDEN,
    "chunks, then none": START + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n" + LAST_CHUNK + HIDDEN,
    "a chunk in hexadecimals with a prefix": START + CHUNKED + b"\r\n0x0\r\n\r\n" + HIDDEN,
    "a chunk without an end": START + CHUNKED + b"\r\n10000000000000000\r\n\r\n" + HIDDEN,
    "a chunk of less than nothing": START + CHUNKED + b"\r\n-1\r\n\r\n" + HIDDEN,
    "half a line end": START + b"X: a\rTransfer-Encoding: chunked\r\n" + LENGTH + b"\r\n" + LAST_CHUNK + HIDDEN,
    "a zero byte": START + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
    "a body of a reading": b"GET /search/ HTTP/1.1\r\nHost: localhost\r\n"
    + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(HIDDEN)
    + HIDDEN,
}


@pytest.fixture
def port(transactional_db: None, tmp_path: Path) -> Iterator[int]:
    with running_site({"DATABASE_URL": database_url(), "DATA_FOLDER": str(tmp_path)}) as listening:
        yield listening


def answered(port: int, sent: bytes) -> tuple[list[int], bool]:
    """Codes of all answers until the server closed, and whether one of them is to the hidden request."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(sent)
        try:
            while chunk := client.recv(65536):
                received += chunk
        except ConnectionResetError:  # closed while bytes of ours were still on their way
            pass
    codes = re.findall(rb"^HTTP/1\.1 (\d{3}) ", received, flags=re.MULTILINE)
    return [int(code) for code in codes], b"User-agent: *" in received


def test_no_second_request_hides_in_a_first(port: int) -> None:
    plain = answered(port, START + b"Content-Length: 0\r\n\r\n" + HIDDEN)

    found = {name: answered(port, sent) for name, sent in AMBIGUOUS.items()}

    assert plain == ([403, 200], True)
    # The one answer may be lost where the server closes before all is sent.
    assert {name: codes for name, (codes, is_answered) in found.items() if is_answered or len(codes) > 1} == {}


def test_two_hosts_are_refused(port: int) -> None:
    codes, _ = answered(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")

    assert codes == [400]
