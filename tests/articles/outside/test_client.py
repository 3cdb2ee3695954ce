"""What the client brings back from other servers, and where it never goes."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from articles.outside.addresses import Unsafe
from articles.outside.client import Limits, NoAnswer, fetch
from tests.link_server import link_server

Asked = list[tuple[str, str, str]]
INSIDE = "It looks unsafe: it leads into a private network or to an unusual port."
NO_PAGE = "It leads to an address that is no page of the web."


@pytest.fixture
def site(settings: Settings) -> Iterator[tuple[str, Asked]]:
    settings.LINK_CHECK_LOOPBACK = True
    with link_server() as started:
        yield started


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1.2.3/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://0.0.0.0/",
        "http://0/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::127.0.0.1]/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://192.0.0.1/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://[fc00::1]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::]/",
        "http://224.0.0.1/",
        "http://[ff02::1]/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://93.184.216.34:22/",
        "http://93.184.216.34:6379/",
        "https://93.184.216.34:8443/",
    ],
)
def test_nothing_inside_and_no_other_port_is_asked(address: str) -> None:
    with pytest.raises(Unsafe) as refused:
        fetch(address)

    assert str(refused.value.sentence) == INSIDE


@pytest.mark.parametrize(
    "address", ["http://0177.0.0.1/", "http://localhost./", "http://[::1%25lo]/", "http://①②⑦.0.0.1/"]
)
def test_other_spellings_of_this_machine_lead_nowhere(address: str) -> None:
    with pytest.raises((Unsafe, NoAnswer)):
        fetch(address)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "http://user:word@example.org/", "data:,x"],
)
def test_only_pages_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(Unsafe) as refused:
        fetch(address)

    assert str(refused.value.sentence) == NO_PAGE


@pytest.mark.parametrize("path", ["/inside", "/file", "/password"])
def test_a_redirect_to_what_may_not_be_asked_ends_there(path: str, site: tuple[str, Asked]) -> None:
    with pytest.raises(Unsafe):
        fetch(f"{site[0]}{path}")

    assert [asked for _method, asked, _host in site[1]] == [path]


def test_a_name_with_one_address_inside_is_not_asked_at_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    answers_with(monkeypatch, ["93.184.216.34", "10.0.0.1"])

    with pytest.raises(Unsafe):
        fetch("http://two.example/")


def test_a_name_is_resolved_once_for_each_hop_and_asked_at_that_address(
    site: tuple[str, Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name that leads elsewhere the second time it is looked up.
    looked_up = answers_with(monkeypatch, ["127.0.0.1"], then=["127.0.0.2"])
    port = site[0].rpartition(":")[2]

    answer = fetch(f"http://rebinding.example:{port}/new")

    assert (answer.status, looked_up) == (200, ["rebinding.example"])
    assert site[1] == [("GET", "/new", f"rebinding.example:{port}")]


def answers_with(monkeypatch: pytest.MonkeyPatch, places: list[str], then: list[str] | None = None) -> list[str]:
    """A name server of our own for names; connections to addresses are made as ever. Gives the names that were asked for."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def lookup(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not name.endswith(".example"):
            return real(host, port, *rest, **more)
        found = then if looked_up and then else places
        looked_up.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in found]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return looked_up


def test_the_answer_says_where_it_came_from_after_redirects(site: tuple[str, Asked]) -> None:
    answer = fetch(f"{site[0]}/older")

    assert (answer.status, answer.address) == (200, f"{site[0]}/new")


def test_no_more_redirects_than_allowed_are_followed(site: tuple[str, Asked]) -> None:
    with pytest.raises(NoAnswer, match="redirects again and again"):
        fetch(f"{site[0]}/round", limits=Limits(redirects=2))

    assert len(site[1]) == 3


def test_the_environment_names_no_proxy_for_us(site: tuple[str, Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")

    assert fetch(f"{site[0]}/new").status == 200


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "There was no answer."),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2000, "The answer is too large."),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b",
            "The answer is packed in a way that was not asked for.",
        ),
        (b"nonsense\r\n\r\n", "There was no answer."),
        (b"", "There was no answer."),
    ],
)
def test_what_is_not_whole_or_too_large_is_no_answer(sent: bytes, sentence: str, settings: Settings) -> None:
    settings.LINK_CHECK_LOOPBACK = True
    with raw_server(sent) as address, pytest.raises(NoAnswer) as failed:
        fetch(address, limits=Limits(most_bytes=1000))

    assert str(failed.value.sentence) == sentence


def test_a_body_that_never_ends_is_not_waited_for(settings: Settings) -> None:
    settings.LINK_CHECK_LOOPBACK = True
    began = time.monotonic()
    with raw_server(b"HTTP/1.1 200 OK\r\n\r\n", drips=True) as address, pytest.raises(NoAnswer) as failed:
        fetch(address, limits=Limits(seconds=0.5))

    assert str(failed.value.sentence) == "There was no answer in time."
    assert time.monotonic() - began < 4


def test_a_certificate_that_nobody_vouches_for_is_refused(settings: Settings, tmp_path: Any) -> None:
    settings.LINK_CHECK_LOOPBACK = True
    context = self_signed(tmp_path)
    with raw_server(b"HTTP/1.1 200 OK\r\n\r\n", context=context) as address, pytest.raises(NoAnswer) as failed:
        fetch(address.replace("http:", "https:"))

    assert str(failed.value.sentence) == "The certificate of the site is not in order."


def self_signed(folder: Any) -> ssl.SSLContext:

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    file = folder / "site.pem"
    file.write_bytes(
        made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def raw_server(sent: bytes, *, drips: bool = False, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Sends these bytes to whoever connects and hangs up, or goes on letter by letter."""
    listening = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve() -> None:
        try:
            connection, _place = listening.accept()
            with connection:
                connection.settimeout(5)
                talking = context.wrap_socket(connection, server_side=True) if context else connection
                talking.recv(65536)
                talking.sendall(sent)
                while drips and not stopped.wait(0.05):
                    talking.sendall(b"x")
        except OSError:
            return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        stopped.set()
        listening.close()
        thread.join()
