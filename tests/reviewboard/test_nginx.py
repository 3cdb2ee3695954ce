"""docs/nginx/reviewboard.conf with a real nginx: stored pages as the product itself would send them, the rest from the product."""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from wsgiref.simple_server import make_server

import brotli
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Person, Publication
from articles.publishing import pages
from articles.publishing.headers import security_headers
from articles.publishing.layer import Environ, PageLayer, StartResponse
from articles.publishing.remembering import ListLayer
from tests import tiers
from tests.browser.sharing import QuietWSGIRequestHandler, WebServer
from tests.servers import PATIENCE, wait_until
from workflows import actions

pytestmark = [pytest.mark.nginx, pytest.mark.django_db(transaction=True)]

EXAMPLE = tiers.ROOT / "docs" / "nginx" / "reviewboard.conf"
PAGE = "/articles/leg-pain/patient/"
DESK, OTHER_DESK, READERS = PORTS = ("8000", "8001", "8002")


class Lists(ListLayer):
    """Knows what it was asked for."""

    asked: list[str]

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return super().__call__(environ, start_response)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def product(transactional_db: None) -> Iterator[WebServer]:
    """What nginx hands on to, as wsgi.py puts it together."""
    with WebServer(WSGIHandler()) as server:
        server.set_app(PageLayer(WSGIHandler(), Path(settings.PAGE_STORE)))
        yield server
        server.finish()


@pytest.fixture
def ask(publication: Publication, product: WebServer, tmp_path: Path) -> Iterator[Ask]:
    """ask("/path", "HEAD", Header="value"): what nginx answers, with the article stored."""
    pages.rebuild()
    with nginx(tmp_path, dict.fromkeys(PORTS, product.server_port)) as asked:
        yield asked


@contextmanager
def nginx(folder: Path, ports: Mapping[str, int], *, without_https: int = 0) -> Iterator[Ask]:
    """The example, with what it finds where it looks for a web process on a port of its own."""
    port = tiers.free_port()
    (folder / "nginx.conf").write_text(_configuration(folder, port, ports, without_https or tiers.free_port()))
    process = subprocess.Popen([tiers.parts()["nginx"].where, "-c", str(folder / "nginx.conf"), "-p", str(folder)])

    def asked(path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in names.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        found = Answer(response.status, response.headers, response.read())
        connection.close()
        return found

    def answers() -> bool:
        try:
            return asked("/robots.txt").status == 200
        except OSError:
            return False

    try:
        wait_until(answers)
        yield asked
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _configuration(folder: Path, port: int, ports: Mapping[str, int], without_https: int) -> str:
    """The example, with what stands beside CHANGE changed."""
    text = EXAMPLE.read_text()
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{without_https};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("/srv/reviewboard/var/pages/live", f"{settings.PAGE_STORE}/live"),
        ("/srv/reviewboard/var/static/", f"{tiers.ROOT}/static/"),
        ("/var/lib/nginx/reviewboard", f"{folder}/lists"),
        ("server_name health.example;", "server_name _;"),
        ("proxy_set_header Host $host;", "proxy_set_header Host localhost;"),
    ):
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"ssl_certificate.*", "", text)
    text, count = re.subn(r"server 127\.0\.0\.1:(\d+)", lambda found: f"server 127.0.0.1:{ports[found[1]]}", text)
    assert count == 6
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    return (
        f"daemon off; worker_processes 1; user root; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{ worker_connections 64; }}\nhttp {{\naccess_log off;\n{paths}\n{text}\n}}\n"
    )


def stored(name: str) -> bytes:
    return (pages.store().live / "leg-pain" / name).read_bytes()


def test_a_stored_page_comes_from_the_folder_in_each_encoding(ask: Ask) -> None:
    plain = ask(PAGE)
    zipped = ask(PAGE, Accept_Encoding="gzip, deflate")
    small = ask(PAGE, Accept_Encoding="gzip, deflate, br;q=0.9")
    refused = ask(PAGE, Accept_Encoding="br;q=0, gzip;q=0.0, identity")

    page = stored("patient.html")
    assert (plain.status, plain.body, plain.headers["Content-Encoding"]) == (200, page, None)
    assert (gzip.decompress(zipped.body), zipped.headers["Content-Encoding"]) == (page, "gzip")
    assert (brotli.decompress(small.body), small.headers["Content-Encoding"]) == (page, "br")
    assert (refused.body, refused.headers["Content-Encoding"]) == (page, None)
    assert plain.headers["Content-Type"] == "text/html; charset=utf-8"


def test_s04_a_stored_page_has_the_headers_of_the_product(ask: Ask, settings: Settings) -> None:
    settings.SITE_URL = "https://health.example"

    answer = ask(PAGE)

    wanted = {**security_headers(), "Cache-Control": "public, max-age=60, s-maxage=300, must-revalidate"}
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert (answer.headers["Vary"], answer.headers["Last-Modified"]) == ("Accept-Encoding", None)


def test_head_is_the_page_without_its_words(ask: Ask) -> None:
    answer = ask(PAGE, "HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(stored("patient.html")))


def test_a_page_that_is_known_is_not_sent_again(ask: Ask) -> None:
    tag = ask(PAGE, Accept_Encoding="br").headers["ETag"]

    known = [tag, f"W/{tag}", f'"other", {tag}', f'{tag},"other"', "*"]
    unknown = ['"other"', tag[:-2], ask(PAGE).headers["ETag"], ask("/articles/leg-pain/clinician/").headers["ETag"], ""]
    assert [ask(PAGE, Accept_Encoding="br", If_None_Match=one).status for one in known] == [304] * 5
    assert [ask(PAGE, Accept_Encoding="br", If_None_Match=one).status for one in unknown] == [200] * 5


def test_a_new_release_has_another_tag(ask: Ask, publication: Publication, managing_editor: Person) -> None:
    before = ask(PAGE).headers["ETag"]
    told = "We are checking the advice on rest."
    actions.post_notice(publication.version, by=managing_editor, kind="concern", sentence=told, reason="a letter")

    pages.rebuild()
    after = ask(PAGE, If_None_Match=before)

    assert after.status == 200
    assert b"We are checking the advice on rest." in after.body


def test_the_audience_is_chosen_by_query_then_cookie_then_patient(ask: Ask) -> None:
    asked = [
        ask("/articles/leg-pain/?audience=clinician", Cookie="audience=patient"),
        ask("/articles/leg-pain/", Cookie="x=1; audience=clinician"),
        ask("/articles/leg-pain/"),
        ask("/articles/leg-pain/?audience=nonsense", Cookie="audience=%00;../etc"),
    ]

    assert [answer.status for answer in asked] == [302] * 4
    assert [re.sub(r"^http://[^/]+", "", answer.headers["Location"]) for answer in asked] == [
        "/articles/leg-pain/clinician/",
        "/articles/leg-pain/clinician/",
        "/articles/leg-pain/patient/",
        "/articles/leg-pain/patient/",
    ]
    assert {answer.headers["Cache-Control"] for answer in asked} == {"private, no-store"}


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_s02_a_choice_is_remembered_as_the_product_does(audience: str, ask: Ask, settings: Settings) -> None:
    settings.SITE_URL = "https://health.example"
    own = Client().get(f"/articles/leg-pain/?audience={audience}").cookies["audience"].OutputString()

    cookie = ask(f"/articles/leg-pain/?audience={audience}").headers["Set-Cookie"]

    assert sorted(cookie.split("; ")) == sorted(part for part in own.split("; ") if not part.startswith("expires="))


def test_an_audience_without_a_text_is_the_products_to_answer(ask: Ask) -> None:
    answer = ask("/articles/leg-pain/?audience=student")

    assert (answer.status, answer.headers["Location"]) == (302, "/articles/leg-pain/patient/#_no-student")


def test_a_page_that_was_taken_down_is_gone(ask: Ask, publication: Publication, managing_editor: Person) -> None:
    actions.retire(publication.version, by=managing_editor, reason="replaced")
    pages.rebuild()

    answer = ask(PAGE)

    assert answer.status == 410
    assert b"has been retired" in answer.body


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}style.css", f"{PAGE}%2fx.css", f"{PAGE};x.css", "/articles/leg-pain/patient%00/", "/articles/Leg-Pain/patient/",
        "/articles/leg-pain/nobody/", "/articles/leg-pain/patient/facts.json",
    ],
)  # fmt: skip
def test_an_address_that_only_looks_like_a_page_is_none(path: str, ask: Ask) -> None:
    answer = ask(path, Accept_Encoding="br", Cookie="audience=clinician")

    assert answer.status in (400, 404)
    assert "public" not in (answer.headers["Cache-Control"] or "")


def test_everything_else_comes_from_the_product(ask: Ask) -> None:
    home, sheet, desk = ask("/"), ask("/static/reader.css"), ask("/desk/")

    assert (home.status, b"Leg pain" in home.body) == (200, True)
    assert (sheet.status, sheet.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert desk.status == 302


def test_stored_pages_are_served_while_the_product_is_away(ask: Ask, product: WebServer) -> None:
    product.shutdown()
    product.server_close()

    assert ask(PAGE).status == 200
    assert ask("/articles/leg-pain/").status == 302


@pytest.fixture
def lists(ask: Ask, product: WebServer) -> Lists:
    """Home and its like as wsgi.py puts them together, to be kept ahead for a second."""
    product.set_app(lists := Lists(WSGIHandler(), looked_at_every=0, kept_ahead=1))
    lists.asked = []
    return lists


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/?letter=L", "/topics/"])
def test_s04_a_list_is_kept_for_its_seconds_and_no_longer(
    path: str, ask: Ask, lists: Lists, publication: Publication, managing_editor: Person
) -> None:
    answers = [
        ask(path),
        ask(path, Accept_Encoding="br"),
        ask(path, "HEAD"),
        ask(path),
        ask(path, Accept_Encoding="br"),
    ]
    asked = list(lists.asked)

    assert [answer.status for answer in answers] == [200] * 5
    assert asked == [f"GET {path.partition('?')[0]}"] * 2
    assert (
        answers[0].body == answers[3].body == brotli.decompress(answers[1].body) == brotli.decompress(answers[4].body)
    )
    assert {answer.headers["X-Accel-Expires"] for answer in answers} == {None}
    ids = {answer.headers["X-Request-ID"] for answer in answers}
    assert (len(ids), all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)) == (5, True)
    assert ask(path, If_None_Match=answers[0].headers["ETag"]).status == 304

    was_there = b"Leg pain" in answers[0].body
    actions.retire(publication.version, by=managing_editor, reason="replaced")
    began = time.monotonic()
    wait_until(lambda: b"Leg pain" not in ask(path).body)
    assert time.monotonic() - began < 5
    assert was_there is (path != "/topics/")


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, "__Host-session", settings.LANGUAGE_COOKIE_NAME])
def test_whoever_is_somebody_is_given_no_list_that_was_kept(name: str, ask: Ask, lists: Lists) -> None:
    ask("/")

    answers = [ask("/", Cookie=f"audience=student; {name}=de") for _time in range(3)]
    others = [ask("/", Cookie=f"audience=student; x{name}=de") for _time in range(3)]

    assert [answer.status for answer in answers + others] == [200] * 6
    assert len(lists.asked) == 4


def test_a_list_is_kept_for_each_language(ask: Ask, lists: Lists) -> None:
    wanted = ["de", "en", "de", "en"]

    answers = [ask("/articles/", Accept_Language=language) for language in wanted]

    assert [re.search(rb'<html[^>]* lang="(..)', answer.body)[1].decode() for answer in answers] == wanted  # type: ignore[index]
    assert len(lists.asked) == 2


def test_a_list_that_the_product_says_nothing_of_is_not_kept(ask: Ask, lists: Lists) -> None:
    answers = [ask("/?utm_source=mail") for _time in range(2)] + [ask("/topics/nowhere/") for _time in range(2)]

    assert [answer.status for answer in answers] == [200, 200, 404, 404]
    assert len(lists.asked) == 4


def test_nobody_outside_reads_metrics_or_what_is_not_ready(ask: Ask) -> None:
    assert [ask(path).status for path in ("/metrics", "/readyz", "/livez")] == [404, 404, 200]


def test_a_request_has_the_id_that_nginx_gave_it(ask: Ask) -> None:
    answer = ask("/accounts/login/", X_Request_ID="0" * 32)

    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert answer.headers["X-Request-ID"] != "0" * 32


def named(name: str) -> Callable[..., list[bytes]]:
    """A web process that says which one it is."""

    def application(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(len(name)))])
        return [name.encode()]

    return application


@pytest.fixture
def processes(transactional_db: None) -> Iterator[dict[str, WebServer]]:
    with ExitStack() as stack:
        servers = {name: stack.enter_context(WebServer(named(name))) for name in PORTS}
        for name, server in servers.items():
            server.set_app(named(name))
        yield servers


@pytest.mark.parametrize("path", ["/", "/search/?q=/desk/", "/articles/", PAGE, "/api/v1/articles/leg-pain", "/desks/"])
def test_readers_have_a_process_of_their_own(path: str, processes: dict[str, WebServer], tmp_path: Path) -> None:
    with nginx(tmp_path, {name: server.server_port for name, server in processes.items()}) as ask:
        assert {ask(path).body.decode() for _time in range(4)} == {READERS}


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/articles/1/edit/patient/", "/accounts/login/", "/api/work/v1/drafts"]
)
def test_the_desk_has_two_of_its_own(path: str, processes: dict[str, WebServer], tmp_path: Path) -> None:
    with nginx(tmp_path, {name: server.server_port for name, server in processes.items()}) as ask:
        assert {ask(path).body.decode() for _time in range(8)} == {DESK, OTHER_DESK}


@pytest.mark.parametrize(
    ("away", "path", "answers"),
    [
        ({READERS}, "/search/", {DESK, OTHER_DESK}),
        ({READERS, DESK}, "/search/", {OTHER_DESK}),
        ({DESK}, "/desk/", {OTHER_DESK}),
        ({DESK, OTHER_DESK}, "/desk/", {READERS}),
    ],
)
def test_while_one_begins_anew_another_answers(
    away: set[str], path: str, answers: set[str], processes: dict[str, WebServer], tmp_path: Path
) -> None:
    ports = {name: tiers.free_port() if name in away else server.server_port for name, server in processes.items()}

    with nginx(tmp_path, ports) as ask:
        for method in ("GET", "POST"):
            assert {ask(path, method).body.decode() for _time in range(4)} == answers


@contextmanager
def answering(port: int) -> Iterator[None]:
    with make_server("127.0.0.1", port, named(READERS), handler_class=QuietWSGIRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def test_a_process_that_is_back_is_asked_before_nginx_would_by_itself(tmp_path: Path) -> None:
    """Which is ten seconds after it was away."""
    away = {DESK: tiers.free_port(), OTHER_DESK: tiers.free_port(), READERS: tiers.free_port()}

    with ExitStack() as first, ExitStack() as running:
        first.enter_context(answering(away[READERS]))
        ask = running.enter_context(nginx(tmp_path, away))
        first.close()
        while_away = ask("/search/").status
        began = time.monotonic()
        running.enter_context(answering(away[READERS]))
        wait_until(lambda: ask("/search/").status == 200)
        took = time.monotonic() - began

    assert while_away == 502
    assert took < 8


def test_who_comes_without_https_is_sent_to_it(product: WebServer, tmp_path: Path) -> None:
    port = tiers.free_port()

    with (
        nginx(tmp_path, dict.fromkeys(PORTS, product.server_port), without_https=port),
        closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection,
    ):
        connection.request("GET", f"{PAGE}?audience=patient", headers={"Host": "health.example"})
        response = connection.getresponse()
        response.read()

    assert response.status == 301
    assert response.headers["Location"] == f"https://health.example{PAGE}?audience=patient"
