"""A new password that is known from a breach: asked by five signs of its digest, of a service that may be away."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Person
from articles.outside import breaches
from tests.universe import PASSWORD

pytestmark = pytest.mark.django_db

BREACHED, UNKNOWN = "correct horse battery staple", "seven herons over a wet meadow"
PADDING = "0018A45C4D1DEF81644B54AB7F969B88D65:0"


def digest_of(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@dataclass
class Service:
    """Answers as Pwned Passwords does: who has the first five signs of a SHA-1, by the rest of it, and lines that pad."""

    known: dict[str, int] = field(default_factory=dict)
    status: int = 200
    spoiled: bytes = b""
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def lines(self, first: str) -> bytes:
        digests = {digest_of(word): count for word, count in self.known.items()}
        found = [f"{digest[5:]}:{count}" for digest, count in digests.items() if digest.startswith(first)]
        return self.spoiled or "\r\n".join([PADDING, *found]).encode()


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    service = Service({BREACHED: 384})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append((self.path, self.headers["Add-Padding"]))
            body = service.lines(self.path.rpartition("/")[2])
            self.send_response(service.status)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.LINK_CHECK_LOOPBACK = True
    settings.PWNED_PASSWORDS_URL = f"http://127.0.0.1:{server.server_address[1]}/range"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": "articles.signing_in.passwords.NotBreached"}]
    yield service
    server.shutdown()
    thread.join()
    server.server_close()


def change(person: Person, password: str) -> str:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    words = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    return client.post("/accounts/password/change/", words, follow=True).content.decode()


def test_one_from_a_breach_is_refused_and_another_is_taken(service: Service, editor: Person) -> None:
    refused = change(editor, BREACHED)

    assert "known from a breach somewhere else" in refused
    assert Person.objects.get(pk=editor.pk).check_password(PASSWORD)

    change(editor, UNKNOWN)

    assert Person.objects.get(pk=editor.pk).check_password(UNKNOWN)


def test_only_five_signs_of_its_digest_leave_this_machine(service: Service) -> None:
    digest = digest_of(BREACHED)

    assert breaches.times_seen(BREACHED) == 384
    assert service.asked == [(f"/range/{digest[:5]}", "true")]


@pytest.mark.parametrize("bad", [{"status": 503}, {"status": 302}, {"spoiled": b"<html>"}, {"spoiled": b"\xff:1"}])
def test_where_nobody_answers_it_is_taken(service: Service, editor: Person, bad: dict[str, object]) -> None:
    for name, value in bad.items():
        setattr(service, name, value)

    change(editor, BREACHED)

    assert breaches.times_seen(BREACHED) is None
    assert Person.objects.get(pk=editor.pk).check_password(BREACHED)


def test_a_service_that_is_gone_and_one_inside_are_no_answer(service: Service, settings: Settings) -> None:
    settings.PWNED_PASSWORDS_URL = "http://127.0.0.1:9/range"
    gone = breaches.times_seen(BREACHED)
    settings.LINK_CHECK_LOOPBACK = False

    assert (gone, breaches.times_seen(BREACHED)) == (None, None)
