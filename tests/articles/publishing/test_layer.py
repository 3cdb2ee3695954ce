"""The page layer: what it answers itself, how, and what it leaves to Django."""

import gzip
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.publishing.layer import Application, PageLayer, StartResponse, acceptable
from articles.publishing.store import Release, Store, etag

PATIENT, CLINICIAN = "<p>for patients</p>" * 20, "<p>for clinicians</p>" * 20
RELEASE = Release(
    publication=7,
    slug="nerve-pain",
    pages={"patient": PATIENT, "clinician": CLINICIAN},
    headers={
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "public, max-age=60",
        "Vary": "Accept-Encoding",
    },
)
HOUR = timedelta(hours=1)


@dataclass
class Answer:
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def django(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("X-From", "django")])
    return [b"django"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.put({"nerve-pain": RELEASE})
    return store


@pytest.fixture
def layer(store: Store) -> PageLayer:
    return PageLayer(django, store.folder, looked_at_every=0)


def ask(application: Application, path: str, method: str = "GET", **headers: str) -> Answer:
    answer = Answer()

    def start(status: str, sent: list[tuple[str, str]], _error: object = None) -> Any:
        answer.status, answer.headers = status, dict(sent)

    environ = {"REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(path).decode("latin-1")}
    environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
    answer.body = b"".join(application(environ, start))
    return answer


def test_page_is_answered_from_the_folder(layer: PageLayer) -> None:
    answer = ask(layer, "/articles/nerve-pain/patient/")

    assert answer == Answer(
        "200 OK",
        {
            **RELEASE.headers,
            "ETag": etag(PATIENT.encode()),
            "Content-Length": str(len(PATIENT)),
        },
        PATIENT.encode(),
    )


def test_audiences_have_pages_of_their_own(layer: PageLayer) -> None:
    assert ask(layer, "/articles/nerve-pain/clinician/").body == CLINICIAN.encode()


def test_head_answers_what_get_does_but_no_body(layer: PageLayer) -> None:
    head = ask(layer, "/articles/nerve-pain/patient/", "HEAD")

    get = ask(layer, "/articles/nerve-pain/patient/")
    assert head == Answer(get.status, get.headers, b"")


def test_gzip_and_brotli_decode_to_the_same_page(layer: PageLayer) -> None:
    zipped = ask(layer, "/articles/nerve-pain/patient/", accept_encoding="gzip")
    brotlied = ask(layer, "/articles/nerve-pain/patient/", accept_encoding="gzip, deflate, br, zstd")

    assert (zipped.headers["Content-Encoding"], gzip.decompress(zipped.body)) == ("gzip", PATIENT.encode())
    assert (brotlied.headers["Content-Encoding"], brotli.decompress(brotlied.body)) == ("br", PATIENT.encode())


def test_encodings_have_etags_and_lengths_of_their_own(layer: PageLayer) -> None:
    answers = [ask(layer, "/articles/nerve-pain/patient/", accept_encoding=name) for name in ("identity", "gzip", "br")]

    assert len({answer.headers["ETag"] for answer in answers}) == 3
    assert [int(answer.headers["Content-Length"]) for answer in answers] == [len(answer.body) for answer in answers]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ("identity",)),
        ("gzip", ("gzip", "identity")),
        ("gzip, br", ("br", "gzip", "identity")),
        ("br;q=0.5, gzip;q=0.9", ("gzip", "br", "identity")),
        ("br;q=0, gzip", ("gzip", "identity")),
        ("*", ("br", "gzip", "identity")),
        ("*;q=0", ()),
        ("identity;q=0, gzip", ("gzip",)),
        ("identity, gzip;q=0.5", ("identity", "gzip")),
        ("GZIP;Q=1.0", ("gzip", "identity")),
        ("x-gzip", ("gzip", "identity")),
        ("br;q=nonsense", ("identity",)),
        ("br;q=nan", ("identity",)),
        (",,;", ("identity",)),
    ],
)
def test_encodings_are_tried_in_the_order_that_the_reader_accepts(header: str, expected: tuple[str, ...]) -> None:
    assert acceptable(header) == expected


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_accept_header_gives_known_encodings(header: str) -> None:
    assert set(acceptable(header)) <= {"br", "gzip", "identity"}


@pytest.mark.parametrize("pattern", ["{tag}", "W/{tag}", '"other", {tag}', "*", '"a",W/{tag},"b"'])
def test_unchanged_page_is_304_without_a_body(layer: PageLayer, pattern: str) -> None:
    tag = etag(PATIENT.encode())

    answer = ask(layer, "/articles/nerve-pain/patient/", if_none_match=pattern.format(tag=tag))

    assert answer == Answer(
        "304 Not Modified",
        {"Cache-Control": "public, max-age=60", "Vary": "Accept-Encoding", "ETag": tag},
        b"",
    )


@pytest.mark.parametrize("header", ['"other"', "nonsense", '"', ","])
def test_another_etag_gets_the_page(layer: PageLayer, header: str) -> None:
    assert ask(layer, "/articles/nerve-pain/patient/", if_none_match=header).status == "200 OK"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/",
        "/articles/nerve-pain/",
        "/articles/nerve-pain/patient",
        "/articles/nerve-pain/patient/extra/",
        "/articles/nerve-pain/nobody/",
        "/articles/nerve-pain/student/",
        "/articles/unknown/patient/",
        "/articles/../patient/",
        "/articles/%2e%2e/patient/",
        "/articles/..%2fnerve-pain/patient/",
        "/articles/nerve-pain%00/patient/",
        "/articles/nerve-pain/patient/%0a",
        "/articles/nerve-pain%0a/patient/",
        "/articles//patient/",
        "/articles/nerve-pain/any/",
        "/articles/" + "a" * 121 + "/patient/",
        "/articles/n%C3%A9rve/patient/",
        "//articles/nerve-pain/patient/",
        "/desk/",
    ],
)
def test_other_paths_are_left_to_django(layer: PageLayer, path: str) -> None:
    assert ask(layer, path).body == b"django"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_stored_page_can_only_be_read(layer: PageLayer, method: str) -> None:
    answer = ask(layer, "/articles/nerve-pain/patient/", method)

    assert answer == Answer("405 Method Not Allowed", {"Allow": "GET, HEAD", "Content-Length": "0"}, b"")


def test_other_methods_are_left_to_django_where_no_page_is_stored(layer: PageLayer) -> None:
    assert ask(layer, "/articles/unknown/patient/", "POST").body == b"django"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_path_leads_out_of_the_folder(layer: PageLayer, slug: str) -> None:
    assert ask(layer, "/articles/" + slug.encode().hex("%") + "/patient/").body == b"django"


def test_next_release_is_read_at_once(layer: PageLayer, store: Store) -> None:
    ask(layer, "/articles/nerve-pain/patient/")

    store.put({"nerve-pain": replace(RELEASE, pages={"patient": "<p>new</p>"})})

    assert ask(layer, "/articles/nerve-pain/patient/").body == b"<p>new</p>"
    assert ask(layer, "/articles/nerve-pain/clinician/").body == b"django"


def test_link_is_looked_at_again_after_a_tenth_of_a_second(store: Store) -> None:
    layer = PageLayer(django, store.folder)
    ask(layer, "/articles/nerve-pain/patient/")
    store.put({"nerve-pain": replace(RELEASE, pages={"patient": "<p>new</p>"})})

    deadline = time.monotonic() + 5
    while ask(layer, "/articles/nerve-pain/patient/").body != b"<p>new</p>" and time.monotonic() < deadline:
        time.sleep(0.01)

    assert 0 < deadline - time.monotonic() < 5


def test_link_that_is_gone_is_left_to_django(layer: PageLayer, store: Store) -> None:
    ask(layer, "/articles/nerve-pain/patient/")

    (store.live / "nerve-pain").unlink()

    assert ask(layer, "/articles/nerve-pain/patient/").body == b"django"


def test_removed_article_answers_410_with_its_notice_for_every_audience(layer: PageLayer, store: Store) -> None:
    store.put({"nerve-pain": replace(RELEASE, status=410, pages={"any": "<p>removed</p>"})})

    answers = [ask(layer, f"/articles/nerve-pain/{name}/") for name in ("patient", "student", "clinician")]

    assert [(answer.status, answer.body) for answer in answers] == [("410 Gone", b"<p>removed</p>")] * 3


def test_removed_article_is_never_304(layer: PageLayer, store: Store) -> None:
    store.put({"nerve-pain": replace(RELEASE, status=410, pages={"any": "<p>removed</p>"})})

    answer = ask(layer, "/articles/nerve-pain/patient/", if_none_match="*")

    assert answer.status == "410 Gone"


def test_former_slug_redirects_for_ever_to_the_same_audience(layer: PageLayer, store: Store) -> None:
    store.put({"old-name": replace(RELEASE, slug="old-name", status=301, location="nerve-pain", pages={"any": ""})})

    answer = ask(layer, "/articles/old-name/clinician/")

    assert (answer.status, answer.headers["Location"]) == ("301 Moved Permanently", "/articles/nerve-pain/clinician/")


def test_page_before_its_hour_is_answered_from_the_folder(layer: PageLayer, store: Store) -> None:
    store.put({"nerve-pain": replace(RELEASE, valid_until=datetime.now(UTC) + HOUR)})

    assert ask(layer, "/articles/nerve-pain/patient/").body == PATIENT.encode()


def test_page_past_its_hour_is_left_to_django(layer: PageLayer, store: Store) -> None:
    store.put({"nerve-pain": replace(RELEASE, valid_until=datetime.now(UTC) - HOUR)})

    assert ask(layer, "/articles/nerve-pain/patient/") == Answer("200 OK", {"X-From": "django"}, b"django")


def broken(_environ: dict[str, Any], _start_response: StartResponse) -> Iterable[bytes]:
    raise RuntimeError("the database is away")


def failing(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("503 Service Unavailable", [])
    return [b"no database"]


@pytest.mark.parametrize("application", [broken, failing])
def test_page_past_its_hour_is_better_than_none(store: Store, application: Application) -> None:
    store.put({"nerve-pain": replace(RELEASE, valid_until=datetime.now(UTC) - HOUR)})

    answer = ask(PageLayer(application, store.folder), "/articles/nerve-pain/patient/")

    assert (answer.status, answer.body) == ("200 OK", PATIENT.encode())


def test_answer_of_django_is_closed_when_it_is_held_back(store: Store) -> None:
    class Chunks(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    chunks = Chunks([b"late"])
    store.put({"nerve-pain": replace(RELEASE, valid_until=datetime.now(UTC) - HOUR)})

    def closing(_environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return chunks

    assert ask(PageLayer(closing, store.folder), "/articles/nerve-pain/patient/").body == b"late"
    assert chunks.closed


def test_release_that_vanished_is_left_to_django(layer: PageLayer, store: Store) -> None:
    shutil.rmtree(store.releases)

    assert ask(layer, "/articles/nerve-pain/patient/").body == b"django"


def test_release_that_cannot_be_read_is_left_to_django(layer: PageLayer, store: Store) -> None:
    (store.releases / RELEASE.name / "facts.json").write_text("{")

    assert ask(layer, "/articles/nerve-pain/patient/").body == b"django"


def test_empty_store_leaves_everything_to_django(tmp_path: Path) -> None:
    assert ask(PageLayer(django, tmp_path / "nothing"), "/articles/nerve-pain/patient/").body == b"django"


def test_memory_holds_no_more_than_its_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.publishing.layer.MOST_BYTES", 1)
    layer = PageLayer(django, store.folder)
    store.put({"back-pain": replace(RELEASE, slug="back-pain")})

    answers = [ask(layer, f"/articles/{slug}/patient/").body for slug in ("nerve-pain", "back-pain", "nerve-pain")]

    assert answers == [PATIENT.encode()] * 3
    assert len(layer._releases) == 1
