"""What is not ours: a mail server, services that know works, a program that is told; each can be away, and comes back with what it had."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message

from tests import evidence_servers, webhook_server
from tests.faults.mail_server import OK, MailServer
from tests.tiers import free_port

SLOWEST_ANSWER = 0.05  # seconds; whoever dies meanwhile has sent and not noted


class Mailbox(MailServer):
    """Notes when it took each message, just before it says so."""

    def __init__(self) -> None:
        super().__init__(free_port())
        self.taken: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def take(self, message: Message) -> bytes:
        answer = super().take(message)
        if answer != OK:
            return answer
        with self._lock:
            self.taken[str(message["Message-ID"])].append(time.monotonic())
        time.sleep(random.uniform(0, SLOWEST_ANSWER))
        return answer


class Around:
    """Everything outside. `mail_away()` and `services_away()` last as long as the block."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self.listener = webhook_server.Listener()
        self.services = evidence_servers.Services()
        self.services.works["10.1000/walk"] = evidence_servers.crossref_work("10.1000/walk", "A trial of walking")
        self._ports = free_port(), free_port()
        self._mail, self._others = ExitStack(), ExitStack()

    @property
    def environment(self) -> dict[str, str]:
        service = f"http://127.0.0.1:{self._ports[0]}"
        return {
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mailbox.port}",
            "CROSSREF_URL": f"{service}/crossref",
            "NCBI_URL": f"{service}/ncbi",
            "SERVICE_CONTACT": "library@legs.example",
            "REFERENCE_CHECKS": "on",
            "LINK_CHECK_LOOPBACK": "on",
        }

    @property
    def webhook(self) -> str:
        return f"http://127.0.0.1:{self._ports[1]}/taken"

    def __enter__(self) -> Around:
        self._mail_comes()
        self._services_come()
        return self

    def __exit__(self, *_: object) -> None:
        self._mail.close()
        self._others.close()

    def _mail_comes(self) -> None:
        self._mail.enter_context(self.mailbox.running())

    def _services_come(self) -> None:
        self._others.enter_context(evidence_servers.running(self.services, self._ports[0]))
        self._others.enter_context(webhook_server.webhook_server(self._ports[1], self.listener))

    @contextmanager
    def mail_away(self) -> Iterator[None]:
        self._mail.close()
        try:
            yield
        finally:
            self._mail_comes()

    @contextmanager
    def services_away(self) -> Iterator[None]:
        self._others.close()
        try:
            yield
        finally:
            self._services_come()

    def told(self) -> dict[str, int]:
        """By the id of each message of a webhook: how often it was taken."""
        found: dict[str, int] = defaultdict(int)
        for message in list(self.listener.received):
            found[message.headers["webhook-id"]] += 1
        return found
