"""What strangers send, over the product's own server and the page layer: the right code, nobody else's text, nothing unpublished."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from articles.models import Person, Publication
from articles.publishing import pages
from tests.servers import database_url, running_site
from tests.universe import write

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "zyzzyva"
PATIENT, CLINICIAN = "6 weeks", "gabapentin"  # words of one text alone
PAGE = "/articles/leg-pain/patient/"
CHOOSE = "/articles/leg-pain/"
LONG = "x" * 10_000


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def words(self) -> str:
        return f"{self.headers}\n{self.body.decode(errors='replace')}"


@dataclass(frozen=True)
class Site:
    port: int
    pages: Path


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    """One server for all of these tests: what it answers with is put in its folder and its database by each."""
    folder = tmp_path_factory.mktemp("site")
    with running_site({"DATABASE_URL": database_url(), "DATA_FOLDER": str(folder)}) as port:
        yield Site(port, folder / "pages")


@pytest.fixture
def ask(site: Site, settings: Settings, publication: Publication, editor: Person) -> Ask:
    """ask(method, target, "Header: value", …): sent as it stands to a site whose draft says more than what is published."""
    settings.PAGE_STORE = site.pages
    pages.rebuild()
    write(publication.article, "patient", f"<p>Try {CANARY}.</p>", by=editor)
    return lambda method, target, *headers: answered(site.port, method, target, *headers)


def answered(port: int, method: str, target: str, *headers: str) -> Answer:
    lines = [f"{method} {target} HTTP/1.1", *headers, "Connection: close"]
    if not any(line.startswith("Host:") for line in headers):
        lines.append("Host: localhost")
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall("\r\n".join([*lines, "", ""]).encode("latin-1"))
        head, _, body = b"".join(received(client)).partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    return Answer(int(first.split()[1]), dict(_field(line) for line in rest), body)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()


def received(client: socket.socket) -> Iterator[bytes]:
    while chunk := client.recv(65536):
        yield chunk


ADDRESSES = {
    PAGE: 200,
    "/articles/leg-pain/patient": 301,
    "/articles/leg-pain/nobody/": 404,
    "/articles/leg-pain/student/": 302,
    "/articles/leg-pain/Patient/": 404,
    "/articles/LEG-PAIN/patient/": 404,
    "/articles/leg-pain/patient//": 404,
    "/articles//leg-pain/patient/": 404,
    "//articles/leg-pain/patient/": 404,
    "/./articles/leg-pain/patient/": 404,
    "/articles/leg-pain%00/patient/": 404,
    f"{PAGE}%00": 404,
    f"{PAGE}%0d%0aX:y": 404,
    "/articles/%ff/patient/": 404,
    "/articles/\xff/patient/": 400,
    # What a cache that goes by the end of an address would keep for everybody.
    f"{PAGE}x.css": 404,
    f"{PAGE};x.css": 404,
    f"{PAGE}%5cx.css": 404,
    "/articles/leg-pain/patient;x.css": 404,
    "/articles/leg-pain/patient.css": 404,
    "/articles/leg-pain/patient%2fx.css": 404,
    f"{CHOOSE}x.css": 404,
    # The server decodes it: another spelling of the same page, which is the same for everybody.
    "/articles/leg-pain/patient%2f": 200,
    "/articles/leg-pain/clinician/../patient/": 404,
    "/articles/leg-pain/clinician/%2e%2e/patient/": 404,
    f"{PAGE}?audience=clinician": 200,
    f"{PAGE}?q={LONG}": 200,
    f"{CHOOSE}?audience=%00": 302,
    f"{CHOOSE}?audience={LONG}": 302,
    f"/search/?q={LONG}": 200,
    "/search/?q=%22;%20drop": 200,
    "/search/?q=NEAR(": 200,
    "/search/?q=%00": 200,
    f"/search/?q={CANARY}": 200,
    "/c/%00": 404,
    "/c/..%2f..": 404,
    f"/c/{LONG}": 404,
    f"/{LONG}": 404,
    "/static/../../../etc/passwd": 404,
    "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd": 404,
    "/feed/?a=%00": 200,
    "*": 404,
}


def test_wrong_addresses_get_their_code_and_nobody_elses_text(ask: Ask) -> None:
    answers = {target: ask("GET", target) for target in ADDRESSES}

    assert {target: answer.status for target, answer in answers.items()} == ADDRESSES
    # The page of a search for the word repeats it.
    assert [target for target, answer in answers.items() if CANARY in answer.words and CANARY not in target] == []
    assert [target for target, answer in answers.items() if CLINICIAN in answer.words] == []
    assert [target for target, answer in answers.items() if PATIENT in answer.words and answer.status != 200] == []


# Of the page, and of what is Django's: there whoever would change something is first asked for a token, unless nothing
# here uses the method.
METHODS = {
    "HEAD": (200, 302),
    "OPTIONS": (405, 405),
    "TRACE": (405, 405),
    "POST": (405, 403),
    "PUT": (405, 405),
    "DELETE": (405, 405),
    "PROPFIND": (405, 405),
    "NONSENSE": (405, 405),
}


def test_methods_that_change_are_not_allowed_and_none_brings_words(ask: Ask) -> None:
    answers = {method: (ask(method, PAGE), ask(method, CHOOSE)) for method in METHODS}

    assert {method: (page.status, choice.status) for method, (page, choice) in answers.items()} == METHODS
    refused = [answer for pair in answers.values() for answer in pair if answer.status == 405]
    assert {answer.headers["allow"] for answer in refused} == {"GET, HEAD", "GET, HEAD, OPTIONS, POST"}
    assert [answer.body for pair in answers.values() for answer in pair if PATIENT in answer.words] == []


def test_conditions_are_understood_however_they_are_written(ask: Ask) -> None:
    tag = ask("GET", PAGE).headers["etag"]
    expected = {
        tag: 304,
        f"W/{tag}": 304,
        "*": 304,
        f'"x", {tag}': 304,
        f'"a,b" ,{tag},': 304,
        f'"x",W/{tag}': 304,
        tag.strip('"'): 200,
        f"w/{tag}": 200,
        f'"x" {tag}': 200,
        '"': 200,
        '""': 200,
        "W/": 200,
        "": 200,
        "\xff": 200,
        '"y",' * 1_000: 200,
    }

    found = {header: ask("GET", PAGE, f"If-None-Match: {header}") for header in expected}

    assert {header: answer.status for header, answer in found.items()} == expected
    assert {answer.body for answer in found.values() if answer.status == 304} == {b""}
    assert {answer.headers["etag"] for answer in found.values()} == {tag}


def test_headers_of_nonsense_bring_the_page_that_everybody_gets(ask: Ask) -> None:
    page = ask("GET", PAGE)
    headers = [
        *(f"Range: {value}" for value in ("bytes=0-9", "bytes=9-0", "bytes=999999-", "x=1", "bytes=0-0,2-3")),
        *(
            f"Accept-Encoding: {value}"
            for value in ("zstd", "identity;q=0", "*;q=0", "br;q=0", ";;;,,", LONG, "\xff\xfe", "br ; q = x", "gzip;q=-1")
        ),
        *(f"Cookie: {value}" for value in ("audience=clinician", "audience=%00", "=;;;=", "\x80\xff", "session=x; csrf=y")),
        'If-Match: "x"',
        "If-Modified-Since: yesterday",
        "X-Forwarded-Host: evil.example",
        "X-Original-URL: /articles/leg-pain/clinician/",
        "X-HTTP-Method-Override: DELETE",
        "Host: evil.example",
    ]  # fmt: skip

    found = {header: ask("GET", PAGE, header) for header in headers}

    unlike = {header: answer.status for header, answer in found.items() if answer.body != page.body}
    assert unlike == {}
    assert "set-cookie" not in "".join(answer.words for answer in found.values()).lower()


def test_choice_of_a_text_is_made_of_known_words_alone(ask: Ask) -> None:
    cookies = {
        "audience=clinician": "clinician",
        "audience=CLINICIAN": "patient",
        'audience="; drop': "patient",
        "audience=%00": "patient",
        "audience=//evil.example": "patient",
        f"audience={LONG[:6000]}": "patient",
        "=;;;=": "patient",
        "\x80\xff": "patient",
        "session=nonsense; csrf=;;": "patient",
    }

    found = {cookie: ask("GET", CHOOSE, f"Cookie: {cookie}").headers for cookie in cookies}

    assert {cookie: told["location"].split("/")[3] for cookie, told in found.items()} == cookies
    assert {told["cache-control"] for told in found.values()} == {"private, no-store"}
