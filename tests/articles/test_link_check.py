"""What a link is said to do, and what a request from this server never reaches."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from articles import link_check
from articles.link_check import State, check_link, recognised
from articles.text.vocabulary import LINK_ADDRESS
from tests.link_server import link_server

Asked = list[tuple[str, str, str]]


@pytest.fixture
def site(settings: Settings) -> Iterator[tuple[str, Asked]]:
    settings.LINK_CHECK_LOOPBACK = True
    with link_server() as started:
        yield started


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("10.1000/xyz123", "https://doi.org/10.1000/xyz123"),
        (" doi: 10.1000/xyz ", "https://doi.org/10.1000/xyz"),
        ("http://dx.doi.org/10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("PMID: 12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/"),
        ("jane@example.org", "mailto:jane@example.org"),
        ("mailto:jane@example.org", "mailto:jane@example.org"),
        ("example.org", "https://example.org"),
        ("www.example.org/a?b=1", "https://www.example.org/a?b=1"),
        ("https://example.org/10.1000/x", "https://example.org/10.1000/x"),
    ],
)
def test_what_people_type_becomes_a_whole_address(typed: str, address: str) -> None:
    assert recognised(typed) == address
    assert LINK_ADDRESS.fullmatch(address)


@pytest.mark.parametrize(
    "typed", ["", "words", "javascript:alert(1)", "ftp://example.org", "//example.org", "https://"]
)
def test_what_is_no_link_is_said_to_be_none(typed: str) -> None:
    assert check_link(typed).state == State.NOT_A_LINK


@pytest.mark.parametrize(
    ("path", "state", "sentence"),
    [
        ("/new", State.WORKS, "It works."),
        ("/no-head", State.WORKS, "It works."),
        ("/endless", State.WORKS, "It works."),
        ("/today", State.WORKS, "It works."),
        ("/closed", State.WORKS, "The site answers, but not to programs (403). Open it yourself to see."),
        ("/missing", State.NOT_FOUND, "There is no such page (not found)."),
        ("/gone", State.NOT_FOUND, "There is no such page (not found)."),
        ("/broken", State.NO_ANSWER, "The site answers with an error (500)."),
        ("/silent", State.NO_ANSWER, "There was no answer."),
        ("/round", State.NO_ANSWER, "It redirects again and again."),
        ("/nowhere", State.NO_ANSWER, "There was no answer."),
        ("/inside", State.UNSAFE, "It looks unsafe: it leads into a private network or to an unusual port."),
        ("/file", State.UNSAFE, "It leads to an address that is no page of the web."),
        ("/password", State.UNSAFE, "It leads to an address that is no page of the web."),
    ],
)
def test_what_a_link_does_is_said_in_words(path: str, state: State, sentence: str, site: tuple[str, Asked]) -> None:
    address = f"{site[0]}{path}"

    found = check_link(address)

    assert (found.state, str(found.sentence), found.address) == (state, sentence, address)


@pytest.mark.parametrize("path", ["/old", "/older"])
def test_what_moved_for_good_names_its_new_address(path: str, site: tuple[str, Asked]) -> None:
    found = check_link(f"{site[0]}{path}")

    assert (found.state, found.address) == (State.MOVED, f"{site[0]}/new")
    assert str(found.sentence) == f"It has moved to {site[0]}/new."


def test_what_is_only_redirected_now_stays_as_it_is(site: tuple[str, Asked]) -> None:
    found = check_link(f"{site[0]}/shifting")

    assert (found.state, found.address) == (State.WORKS, f"{site[0]}/shifting")


def test_no_more_than_five_redirects_are_followed(site: tuple[str, Asked]) -> None:
    check_link(f"{site[0]}/round")

    assert [path for _method, path, _host in site[1]] == ["/round"] * 6


def test_the_host_is_asked_by_its_name_at_the_address_that_was_looked_at(site: tuple[str, Asked]) -> None:
    port = site[0].rpartition(":")[2]

    check_link(f"http://localhost:{port}/new")

    assert site[1] == [("HEAD", "/new", f"localhost:{port}")]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1.2.3/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://93.184.216.34:22/",
        "https://93.184.216.34:8443/",
    ],
)
def test_nothing_inside_and_no_other_port_is_asked(address: str) -> None:
    found = check_link(address)

    assert found.state == State.UNSAFE


def test_loopback_is_closed_unless_a_test_opens_it(settings: Settings) -> None:
    assert settings.LINK_CHECK_LOOPBACK is False
    with link_server() as (address, asked):
        found = check_link(f"{address}/new")

    assert (found.state, asked) == (State.UNSAFE, [])


def test_private_networks_stay_closed_where_loopback_is_open(settings: Settings) -> None:
    settings.LINK_CHECK_LOOPBACK = True

    assert check_link("http://10.1.2.3/").state == State.UNSAFE


def test_a_name_that_nobody_has_is_no_answer() -> None:
    assert check_link("https://nobody.invalid/").state == State.NO_ANSWER


def test_a_host_that_answers_byte_by_byte_is_not_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LINK_CHECK_LOOPBACK = True
    monkeypatch.setattr(link_check, "SECONDS_IN_ALL", 0.5)
    with Dripping() as address:
        began = time.monotonic()
        found = check_link(address)

    assert (found.state, str(found.sentence)) == (State.NO_ANSWER, "There was no answer in time.")
    # For ever without the limit; a busy machine takes its time.
    assert time.monotonic() - began < 10


class Dripping:
    """A server that sends one letter of its header every tenth of a second."""

    def __enter__(self) -> str:
        self.stopped = threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._drip)
        self.thread.start()
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}/"

    def _drip(self) -> None:
        connection, _place = self.listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.stopped.wait(0.1):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.thread.join()
        self.listening.close()
