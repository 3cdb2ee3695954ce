"""How the API answers at every address: to everybody, for reading alone, not too often, again only if it changed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from articles.models import Person, Publication, Topic
from tests.articles.views.test_machines import in_topic
from tests.built_once import without_rows

ROOT = "/api/v1"
ADDRESSES = ("/articles", "/articles/leg-pain", "/topics", "/glossary", "/openapi.json", "/nothing", "/")


@pytest.fixture(autouse=True)
@without_rows
def nobody_has_asked(db: None) -> None:
    cache.clear()


def problem(response: Any) -> dict[str, Any]:
    assert response["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    return told


def test_description_is_openapi_3_1_and_names_every_address(client: Client) -> None:
    told = client.get(f"{ROOT}/openapi.json").json()

    assert told["openapi"] == "3.1.0"
    assert {path: operations["get"]["operationId"] for path, operations in told["paths"].items()} == {
        "/api/v1/articles": "articles",
        "/api/v1/articles/{article}": "article",
        "/api/v1/articles/{article}/texts/{audience}": "text",
        "/api/v1/articles/{article}/references": "references",
        "/api/v1/articles/{article}/versions": "versions",
        "/api/v1/topics": "topics",
        "/api/v1/glossary": "glossary",
    }


def test_description_names_what_may_come_back_and_in_which_form(client: Client) -> None:
    told = client.get(f"{ROOT}/openapi.json").json()

    answers = told["paths"]["/api/v1/articles/{article}"]["get"]["responses"]
    assert {code: list(answer.get("content", {})) for code, answer in answers.items()} == {
        "200": ["application/json"],
        "301": [],
        "304": [],
        "404": ["application/problem+json"],
        "410": ["application/problem+json"],
        "422": ["application/problem+json"],
        "429": ["application/problem+json"],
        "503": ["application/problem+json"],
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_programs_of_every_site_may_read(client: Client, address: str) -> None:
    response = client.get(f"{ROOT}{address}", headers={"Origin": "https://example.org"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert (response["X-Robots-Tag"], response.cookies) == ("noindex", {})


@pytest.mark.parametrize("address", ADDRESSES)
def test_browser_that_asks_first_hears_that_it_may_read(client: Client, address: str) -> None:
    response = client.options(f"{ROOT}{address}")

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written(address: str, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, f"{ROOT}{address}", b"{}")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert problem(response)["detail"] == "This can only be read."


def test_person_who_is_signed_in_sees_what_everybody_sees(
    client: Client, publication: Publication, editor: Person
) -> None:
    before = client.get(f"{ROOT}/articles/leg-pain").json()

    client.force_login(editor)

    assert client.get(f"{ROOT}/articles/leg-pain").json() == before


@pytest.mark.parametrize("address", ["/articles", "/articles/leg-pain", "/topics", "/glossary", "/openapi.json"])
def test_program_that_has_it_already_gets_nothing_again(client: Client, publication: Publication, address: str) -> None:
    first = client.get(f"{ROOT}{address}")

    again = client.get(f"{ROOT}{address}", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=60, s-maxage=300, must-revalidate"
    assert again["Access-Control-Allow-Origin"] == "*"


def test_language_of_the_program_changes_nothing(client: Client, publication: Publication) -> None:
    answers = [
        client.get(f"{ROOT}/articles/leg-pain", headers={"Accept-Language": language}) for language in ("en", "de")
    ]

    assert answers[0]["ETag"] == answers[1]["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_answered_as_get_without_a_body(client: Client, publication: Publication, address: str) -> None:
    got, headed = client.get(f"{ROOT}{address}"), client.head(f"{ROOT}{address}")

    assert (headed.status_code, headed.content) == (got.status_code, b"")
    assert headed.get("ETag") == got.get("ETag")


@pytest.mark.parametrize(
    "address", ["", "/", "/nothing", "/articles/", "/articles/leg-pain/texts/patient/", "/articles/%00"]
)
def test_what_is_no_address_is_said_to_be_none_in_a_sentence(client: Client, address: str) -> None:
    response = client.get(f"{ROOT}/{address.lstrip('/')}")

    assert response.status_code in (404, 422)
    assert problem(response)["status"] == response.status_code


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=0", "The question is not understood: page: Input should be greater than or equal to 1."),
        ("per_page=101", "The question is not understood: per_page: Input should be less than or equal to 100."),
        (
            "audience=doctor",
            "The question is not understood: audience: Input should be 'patient', 'student' or 'clinician'.",
        ),
        (
            "changed_since=1764326400",
            "The question is not understood: changed_since: Value error, Give it as 2026-05-09.",
        ),
        ("reviewed_since=0", "The question is not understood: reviewed_since: Value error, Give it as 2026-05-09."),
        ("topic=%00", "The question is not understood: topic: String should match pattern '^[-a-zA-Z0-9_]{1,120}$'."),
    ],
)
def test_question_that_makes_no_sense_is_refused_in_a_sentence(client: Client, query: str, sentence: str) -> None:
    response = client.get(f"{ROOT}/articles?{query}")

    assert response.status_code == 422
    assert problem(response) == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": sentence,
    }


@pytest.mark.parametrize(
    "query",
    [
        "reviewed_since=nonsense",
        "reviewed_since=9999-12-31",
        "changed_since=0001-01-01T00:00:00%2B14:00",
        "changed_since=9999-12-31T23:59:59-12:00",
        "page=99999999999999999999",
        "page=1000000",
        "topic=" + "x" * 10_000,
        "x=" + "y" * 10_000,
        "topic=a&topic=b",
        "audience=%ff",
    ],
)
def test_no_question_breaks_it(client: Client, publication: Publication, query: str) -> None:
    assert client.get(f"{ROOT}/articles?{query}").status_code in (200, 404, 422)


@pytest.fixture
def paths(client: Client) -> dict[str, Any]:
    """As the description has them, which takes longer to write than most answers."""
    described: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()["paths"]
    return described


# What programs send: what is meant, and anything else.
ASKED = st.text(max_size=40) | st.sampled_from(["leg-pain", "patient", "2026-05-09", "1", "-1", "1e400", "\x00", "en"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_answer_is_one_that_is_declared(
    client: Client, publication: Publication, paths: dict[str, Any], data: st.DataObject
) -> None:
    cache.clear()
    path = data.draw(st.sampled_from(sorted(paths)))
    declared = paths[path]["get"]
    sent: dict[str, dict[str, str]] = {"path": {}, "query": {}}
    for parameter in declared.get("parameters", []):
        if parameter["in"] == "path" or data.draw(st.booleans()):
            sent[parameter["in"]][parameter["name"]] = data.draw(ASKED.filter(bool))

    address = path.format(**{name: quote(value, safe="") for name, value in sent["path"].items()})
    response = client.get(address, sent["query"])

    if "/" not in "".join(sent["path"].values()):  # else it is another address
        answer = declared["responses"][str(response.status_code)]
        assert list(answer.get("content", {})) in ([], [response["Content-Type"].split(";")[0]])


def test_who_asks_too_often_waits(client: Client, publication: Publication, settings: Settings) -> None:
    settings.API_PER_MINUTE = 2
    answers = [client.get(f"{ROOT}/articles") for _time in range(3)]
    elsewhere = client.get(f"{ROOT}/articles", REMOTE_ADDR="192.0.2.7")

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert answers[2]["Cache-Control"] == "no-store"
    assert problem(answers[2])["detail"] == "There were too many questions in this minute. Please wait."
    assert elsewhere.status_code == 200


def test_behind_a_proxy_each_reader_is_counted_alone_and_cannot_pass_for_another(
    client: Client, settings: Settings
) -> None:
    settings.API_PER_MINUTE, settings.BEHIND_PROXY = 1, True

    def asked(forwarded: str) -> int:
        return client.get(f"{ROOT}/articles", headers={"X-Forwarded-For": forwarded}).status_code

    assert [asked("192.0.2.1"), asked("192.0.2.2"), asked("203.0.113.9, 192.0.2.1")] == [200, 200, 429]


def test_no_address_of_a_reader_is_kept(client: Client, settings: Settings) -> None:
    client.get(f"{ROOT}/articles", REMOTE_ADDR="192.0.2.7")

    assert not [key for key in getattr(cache, "_cache", {}) if "192.0.2.7" in key]


def test_topics_are_those_that_hold_articles_and_those_above(client: Client, publication: Publication) -> None:
    legs = Topic.objects.create(name="Legs", slug="legs")
    knees = Topic.objects.create(name="Knees", slug="knees", parent=legs)
    Topic.objects.create(name="Secret plans", slug="secret-plans")
    in_topic(publication, knees)

    assert client.get(f"{ROOT}/topics").json() == {
        "topics": [
            {"slug": "knees", "name": "Knees", "parent": "legs", "articles": 1},
            {"slug": "legs", "name": "Legs", "parent": None, "articles": 0},
        ]
    }


@pytest.mark.parametrize(("address", "expected"), [("/topics", 2), ("/glossary", 1)])
def test_query_count_does_not_grow_with_the_rows(
    client: Client, publication: Publication, address: str, expected: int
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{ROOT}{address}").status_code == 200
        return len(captured)

    parent = None
    one = queries()
    for number in range(30):
        parent = Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}", parent=parent)
    assert parent is not None
    in_topic(publication, parent)

    assert (one, queries()) == (expected, expected)
    assert len(client.get(f"{ROOT}/topics").json()["topics"]) == 30
