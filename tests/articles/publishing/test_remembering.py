"""Pages with lists of articles that are kept: what is kept, for whom, and that nothing much older than what is live is answered."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from threading import Event
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions as desk
from articles.models import Article, Person, Publication, Topic, Version
from articles.publishing.layer import StartResponse
from articles.publishing.listed_state import listed_state
from articles.publishing.remembering import GOES_ON_FOR, ListLayer
from articles.publishing.store import etag
from tests.articles.publishing.test_layer import Answer
from tests.servers import PATIENCE, wait_until
from workflows import actions

LISTS = ("/", "/?audience=clinician", "/articles/", "/articles/?letter=L", "/topics/")


class Django:
    """Says how often it was asked, in the language that was wanted."""

    def __init__(self, status: str = "200 OK", **headers: str) -> None:
        self.asked, self.status, self.headers = 0, status, headers

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        own = {"Content-Type": "text/html; charset=utf-8", "X-Request-ID": str(self.asked), **self.headers}
        start_response(self.status, [(name.replace("_", "-"), value) for name, value in own.items()])
        return [f"page {self.asked} of {environ['PATH_INFO']}, ".encode(), b"the whole of it"]


class State:
    """Of the site, as a test sets it."""

    def __init__(self) -> None:
        self.now: Hashable = 1
        self.looks = 0

    def __call__(self) -> Hashable:
        self.looks += 1
        if isinstance(self.now, Exception):
            raise self.now
        return self.now


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
def django() -> Django:
    return Django()


@pytest.fixture
def layer(django: Django, state: State) -> ListLayer:
    return ListLayer(django, state=state, looked_at_every=0)


def ask(application: Callable[..., Iterable[bytes]], address: str, method: str = "GET", **headers: str) -> Answer:
    answer, (path, _, query) = Answer(), address.partition("?")

    def start(status: str, sent: list[tuple[str, str]], _error: object = None) -> Any:
        answer.status, answer.headers = status, dict(sent)

    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
    environ |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO()}
    environ.update({f"HTTP_{name.upper()}": value for name, value in headers.items()})
    answer.body = b"".join(application(environ, start))
    return answer


@pytest.mark.parametrize("address", [*LISTS, "/topics/nerves/", "/articles/?page=2&letter=L&audience=patient"])
def test_list_is_made_once(layer: ListLayer, django: Django, address: str) -> None:
    first, second = ask(layer, address), ask(layer, address)

    body = f"page 1 of {address.partition('?')[0]}, the whole of it".encode()
    assert first == second
    assert first == Answer(
        "200 OK",
        {
            "Content-Type": "text/html; charset=utf-8",
            "Vary": "Accept-Encoding",
            "Cache-Control": "no-cache",
            "X-Accel-Expires": "10",
            "ETag": etag(body),
            "Content-Length": str(len(body)),
        },
        body,
    )
    assert django.asked == 1


def test_another_state_of_the_site_is_another_page(layer: ListLayer, state: State) -> None:
    bodies = [ask(layer, "/").body]
    for state.now in (2, 2, 3, 1):
        bodies.append(ask(layer, "/").body)

    assert [body[:6] for body in bodies] == [b"page 1", b"page 2", b"page 2", b"page 3", b"page 4"]


def test_page_counts_as_made_for_what_was_there_before(state: State) -> None:
    """Something becomes live while Django makes the page: whether it stands there, nobody knows."""
    django = Django()

    def meanwhile(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        state.now = 2 if django.asked == 0 else state.now
        return django(environ, start_response)

    layer = ListLayer(meanwhile, state=state, looked_at_every=0)

    bodies = [ask(layer, "/").body[:6] for _time in range(3)]

    assert bodies == [b"page 1", b"page 2", b"page 2"]


def test_state_is_looked_at_ten_times_a_second(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state)
    for _time in range(50):
        ask(layer, "/")
    looks, state.now = state.looks, 2

    time.sleep(0.11)

    assert looks <= 3
    wait_until(lambda: ask(layer, "/").body[:6] == b"page 2")


def test_nobody_waits_for_a_look_soon_after_the_last_one(django: Django) -> None:
    seen, may_look = State(), Event()
    may_look.set()

    def slow() -> Hashable:
        assert may_look.wait(PATIENCE)
        return seen()

    layer = ListLayer(django, state=slow, looked_at_every=0.1)
    ask(layer, "/")
    may_look.clear()
    seen.now = 2
    time.sleep(0.11)

    assert [ask(layer, "/").body[:6] for _time in range(20)] == [b"page 1"] * 20
    may_look.set()
    wait_until(lambda: ask(layer, "/").body[:6] == b"page 2")
    assert seen.looks <= 10


def seen_by_a_look(layer: ListLayer, state: State, now: Hashable) -> None:
    """The site has another state, and somebody looked while others asked."""
    state.now, looks = now, state.looks
    time.sleep(0.11)
    wait_until(lambda: ask(layer, "/").status == "200 OK" and state.looks > looks)


def test_nobody_waits_for_a_page_that_became_another_a_moment_ago(django: Django, state: State) -> None:
    may_make = Event()
    may_make.set()

    def slow(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        assert may_make.wait(PATIENCE)
        return django(environ, start_response)

    layer = ListLayer(slow, state=state)
    ask(layer, "/")
    may_make.clear()
    seen_by_a_look(layer, state, 2)

    assert [ask(layer, "/").body[:6] for _time in range(20)] == [b"page 1"] * 20
    may_make.set()
    wait_until(lambda: ask(layer, "/").body[:6] == b"page 2")
    assert django.asked == 2


def test_however_often_the_site_changes_a_page_is_answered_only_so_long_after_its_own_state(
    django: Django, state: State
) -> None:
    layer = ListLayer(django, state=state)
    assert ask(layer, "/articles/").body[:6] == b"page 1"
    began = time.monotonic()
    for now in range(2, 30):
        seen_by_a_look(layer, state, now)

    assert time.monotonic() - began > 2
    assert ask(layer, "/articles/").body[:6] != b"page 1"


def test_of_a_state_two_before_the_last_the_page_is_answered_for_a_moment_too(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state)
    ask(layer, "/articles/")
    seen_by_a_look(layer, state, 2)
    seen_by_a_look(layer, state, 3)

    assert ask(layer, "/articles/").body[:6] == b"page 1"
    wait_until(lambda: ask(layer, "/articles/").body[:6] != b"page 1")


def test_a_page_that_cannot_be_made_again_is_answered_for_a_moment_alone(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state, looked_at_every=0.02)
    ask(layer, "/")
    django.status = "500 Internal Server Error"
    state.now = 2
    time.sleep(0.03)

    assert ask(layer, "/").body[:6] == b"page 1"
    wait_until(lambda: ask(layer, "/").status == "500 Internal Server Error")


def test_after_a_while_without_a_look_a_list_is_never_late(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state, looked_at_every=0.01)
    ask(layer, "/")
    state.now = 2
    time.sleep(GOES_ON_FOR * 0.01 + 0.02)

    assert ask(layer, "/").body[:6] == b"page 2"


def test_encodings_languages_and_hosts_have_pages_of_their_own(layer: ListLayer, django: Django) -> None:
    ask(layer, "/")
    packed = ask(layer, "/", accept_encoding="br", accept_language="en-GB,en;q=0.9")
    assert brotli.decompress(packed.body) == b"page 1 of /, the whole of it"

    assert ask(layer, "/", accept_language="de-AT,fr").body[:6] == b"page 2"
    assert ask(layer, "/", accept_language="de").body[:6] == b"page 2"
    assert ask(layer, "/", host="other.example.org").body[:6] == b"page 3"
    assert django.asked == 3


def test_unchanged_list_is_304_and_head_has_no_body(layer: ListLayer) -> None:
    known = ask(layer, "/").headers["ETag"]

    assert ask(layer, "/", if_none_match=known).status == "304 Not Modified"
    assert (ask(layer, "/", "HEAD").headers["ETag"], ask(layer, "/", "HEAD").body) == (known, b"")


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/", "POST", {}),
        ("/", "HEAD", {}),
        ("/?q=1", "GET", {}),
        (f"/?letter={'L' * 100}", "GET", {}),
        ("/search/", "GET", {}),
        ("/desk/", "GET", {}),
        ("/articles/leg-pain/", "GET", {}),
        ("/topics/nerves/feed/", "GET", {}),
        ("/", "GET", {"cookie": "audience=patient; session=abc"}),
        ("/", "GET", {"cookie": "a b; django_language=de"}),
    ],
)
def test_all_else_is_left_to_django(
    layer: ListLayer, django: Django, address: str, method: str, headers: dict[str, str]
) -> None:
    for _time in range(2):
        ask(layer, address, method, **headers)

    assert django.asked == 2


def test_reader_who_said_who_they_are_gets_what_is_kept(layer: ListLayer, django: Django) -> None:
    for cookie in ("audience=patient", "audience=student"):
        ask(layer, "/", cookie=cookie)

    assert django.asked == 1


@pytest.mark.parametrize(
    "django",
    [
        Django("404 Not Found"),
        Django("500 Internal Server Error"),
        Django(Set_Cookie="a=b"),
        Django(Cache_Control="private, no-store"),
        Django(Vary="Accept-Language, Cookie"),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state, looked_at_every=0)

    answers = [ask(layer, "/topics/nerves/") for _time in range(2)]

    assert [answer.body[:6] for answer in answers] == [b"page 1", b"page 2"]
    assert answers[0].status == django.status
    assert "ETag" not in answers[0].headers


def test_while_nothing_can_be_asked_readers_get_what_was_kept(
    layer: ListLayer, django: Django, state: State, caplog: pytest.LogCaptureFixture
) -> None:
    ask(layer, "/")
    state.now = OperationalError("the database is away")

    assert ask(layer, "/").body[:6] == b"page 1"
    assert ask(layer, "/articles/").body[:6] == b"page 2"

    told = [entry for entry in caplog.records if "because nothing can be asked" in str(entry.msg)]
    assert len(told) == 1
    assert django.asked == 2
    assert state.looks == 2  # not with every request


def test_no_more_is_kept_than_there_is_room_for(django: Django, state: State) -> None:
    layer = ListLayer(django, state=state, looked_at_every=0, most_bytes=500)
    for number in range(20):
        ask(layer, f"/?page={number}")

    ask(layer, "/?page=19")
    assert django.asked == 20
    ask(layer, "/?page=0")
    assert django.asked == 21


# With the product behind it.


@pytest.fixture
def product() -> Iterator[WSGIHandler]:
    """Its requests end no transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def topic(managing_editor: Person) -> Topic:
    return desk.add_topic("Nerves", by=managing_editor)


@pytest.fixture
def listed(publication: Publication, topic: Topic, editor: Person) -> Publication:
    desk.move_to_topic(publication.article, by=editor, topic=topic)
    return publication


def renamed_topic(row: Publication, request: pytest.FixtureRequest) -> None:
    topic, by = Topic.objects.get(), request.getfixturevalue("managing_editor")
    desk.change_topic(topic, by=by, name="Nerves and pain", parent=None)


def moved_out_of_its_topic(row: Publication, request: pytest.FixtureRequest) -> None:
    desk.move_to_topic(row.article, by=request.getfixturevalue("editor"), topic=None)


def another_title_and_address(row: Publication, request: pytest.FixtureRequest) -> None:
    article, by = row.article, request.getfixturevalue("editor")
    article.refresh_from_db()
    details = desk.Details(title="Legs in pain", slug="legs", audiences=["patient", "clinician"])
    desk.save_details(article, by=by, details=details, base_revision=article.revision)


def retired(row: Publication, request: pytest.FixtureRequest) -> None:
    actions.retire(row.version, by=request.getfixturevalue("managing_editor"), reason="Out of date.")


def retracted(row: Publication, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue("managing_editor")
    actions.retract(row.version, by=by, reason="Wrong.", told="The dose was wrong.")


def publisher_of_another_name(row: Publication, request: pytest.FixtureRequest) -> None:
    desk.set_publisher(desk.PublisherEntry(name="Heron Press"), by=request.getfixturevalue("administrator"))


def samples(row: Publication, request: pytest.FixtureRequest) -> None:
    Article.objects.filter(pk=row.article_id).update(is_sample=True)


CHANGES = (
    renamed_topic,
    moved_out_of_its_topic,
    another_title_and_address,
    retired,
    retracted,
    publisher_of_another_name,
    samples,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_list_is_older_than_what_is_live(
    product: WSGIHandler, listed: Publication, change: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    layer = ListLayer(product, looked_at_every=0)
    before = [ask(layer, address).body for address in LISTS]

    change(listed, request)

    after = [ask(layer, address).body for address in LISTS]
    assert after == [ask(product, address).body for address in LISTS]
    assert after != before


def test_what_is_published_is_listed_at_once(product: WSGIHandler, approved_version: Version) -> None:
    layer = ListLayer(product, looked_at_every=0)
    before = [b"Leg pain" in ask(layer, address).body for address in LISTS[:3]]

    actions.publish_due(approved_version.publications.get().pk)

    assert before == [False] * 3
    assert [b"Leg pain" in ask(layer, address).body for address in LISTS[:3]] == [True] * 3


def test_kept_list_takes_one_query_for_its_state(
    product: WSGIHandler, listed: Publication, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    layer = ListLayer(product, looked_at_every=0)
    ask(layer, "/")

    with django_assert_num_queries(1):
        assert b"Leg pain" in ask(layer, "/").body


def test_another_setting_is_another_state(listed: Publication, settings: Settings) -> None:
    states = [listed_state(), listed_state()]
    settings.SITE_URL = "https://other.example.org"

    assert states[0] == states[1]
    assert listed_state() != states[0]
