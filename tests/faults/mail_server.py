"""A small SMTP server on loopback that can be away, refuse, or have something happen while it holds a message."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message

OK, SEND, REFUSED, BYE = b"250 ok\r\n", b"354 go on\r\n", b"451 try again later\r\n", b"221 bye\r\n"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: MailServer


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"QUIT":
                self.wfile.write(BYE)
                return
            self.wfile.write(self._message() if verb == b"DATA" else OK)

    def _message(self) -> bytes:
        self.wfile.write(SEND)
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        return self.server.mailbox.take(email.message_from_bytes(content))


class MailServer:
    """`messages` is what it was given; `refuses` and `meanwhile` are set by a test."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[Message] = []
        self.refuses = False
        self.meanwhile: Callable[[], object] = lambda: None

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    def take(self, message: Message) -> bytes:
        if self.refuses:
            return REFUSED
        self.messages.append(message)
        self.meanwhile()
        return OK

    @contextmanager
    def running(self) -> Iterator[None]:
        with _Server(("127.0.0.1", self.port), _Conversation) as server:
            server.mailbox = self
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()
