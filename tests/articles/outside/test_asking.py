"""How services are asked: politely, again where it helps, and with a sentence where it does not."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.db import connection

from articles.models import ServicePace
from articles.outside import client, crossref, ncbi
from articles.outside.asking import Budget, ServiceAway
from tests.evidence_servers import MOST_IN_A_SECOND, Bad, Services, crossref_work, pubmed_work

DOI = "10.5555/legs.1"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def legs(services: Services) -> Services:
    services.works[DOI] = crossref_work(DOI)
    services.papers["123"] = pubmed_work("123")
    return services


def title_of(budget: Budget | None = None) -> str:
    return str((crossref.by_doi(DOI, budget=budget or Budget()) or {})["title"][0])


def test_a_service_learns_who_asks(db: None, legs: Services) -> None:
    title_of()

    assert legs.agents == {"reviewboard (http://localhost:8000; mailto:library@legs.example)"}


def test_what_was_answered_is_not_asked_again(db: None, legs: Services) -> None:
    assert [title_of(), title_of()] == ["Walking for sore legs"] * 2
    assert len(legs.asked) == 1


def test_that_there_is_none_is_an_answer_and_kept(db: None, services: Services) -> None:
    assert [crossref.by_doi(DOI, budget=Budget()) for _time in range(2)] == [None, None]
    assert len(services.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_is_busy_is_asked_again_after_the_time_that_it_names(
    status: int, db: None, legs: Services
) -> None:
    legs.bad[DOI] = [Bad(status, {"Retry-After": "1"})]

    assert title_of() == "Walking for sore legs"
    assert len(legs.asked) == 2
    assert legs.asked[1][1] - legs.asked[0][1] > 0.9


def test_a_time_to_ask_again_may_be_a_date(db: None, legs: Services) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    legs.bad[DOI] = [Bad(429, {"Retry-After": when})]

    assert title_of() == "Walking for sore legs"


def test_a_service_that_wants_peace_for_long_is_left_alone_by_everybody(db: None, legs: Services) -> None:
    legs.bad[DOI] = [Bad(429, {"Retry-After": "600"})]

    with pytest.raises(ServiceAway, match="an error"):
        title_of(Budget(seconds=1))
    with pytest.raises(ServiceAway, match="wishes not to be asked"):
        title_of(Budget(seconds=0.2))

    assert len(legs.asked) == 1


def test_a_record_that_moved_is_followed(db: None, legs: Services) -> None:
    legs.bad["10.5555/old"] = [Bad(301, {"Location": "/crossref/works/10.5555%2Flegs.1"})]

    record = crossref.by_doi("10.5555/old", budget=Budget())

    assert (record or {})["DOI"] == DOI
    assert len(legs.asked) == 2


def test_a_record_that_moves_in_a_circle_takes_three_requests_and_no_more(db: None, services: Services) -> None:
    services.bad[DOI] = [Bad(301, {"Location": "/crossref/works/10.5555%2Flegs.1"})] * 10

    with pytest.raises(ServiceAway, match="in as many tries as are polite"):
        title_of()

    assert len(services.asked) == 3


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (Bad(200, JSON, b'{"message": {"DOI"', missing=100), "There was no answer."),
        (Bad(200, JSON, b'{"message": '), "its answer cannot be read."),
        (Bad(200, JSON, b"[" * 100_000), "its answer cannot be read."),
        (Bad(200, JSON, b"\xff\xfe"), "its answer cannot be read."),
        (Bad(200, JSON, b"[]"), "its answer cannot be read."),
        (Bad(200, JSON, b'{"message": []}'), "its answer cannot be read."),
        (Bad(200, {"Content-Type": "text/html"}, b"<h1>Hello</h1>"), "its answer cannot be read."),
        (Bad(403), "it answers with an error (403)."),
        (Bad(302, {"Location": "http://10.0.0.1/"}), "leads into a private network"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(bad: Bad, sentence: str, db: None, services: Services) -> None:
    services.bad[DOI] = [bad]

    with pytest.raises(ServiceAway) as away:
        title_of()

    assert sentence in str(away.value)
    assert str(away.value).startswith("Crossref cannot be asked at present: ")
    assert str(away.value).endswith("Try again later, or type the work by hand.")


def test_what_was_no_answer_is_not_kept(db: None, legs: Services) -> None:
    legs.bad[DOI] = [Bad(403)]
    with pytest.raises(ServiceAway):
        title_of()

    assert title_of() == "Walking for sore legs"


def test_a_slow_service_is_not_waited_for(db: None, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS_PER_STEP", 0.5)
    services.bad[DOI] = [Bad(after=4.0)]
    began = time.monotonic()

    with pytest.raises(ServiceAway):
        title_of()

    assert time.monotonic() - began < 3.5


def test_a_service_that_is_not_there_is_away(db: None, legs: Services, settings: object) -> None:
    settings.CROSSREF_URL = "http://127.0.0.1:9/crossref"  # type: ignore[attr-defined]

    with pytest.raises(ServiceAway):
        title_of()


def test_the_services_do_not_wait_for_each_other(db: None, legs: Services) -> None:
    ServicePace.objects.create(service="ncbi", free_at=datetime.now(UTC) + timedelta(hours=1))

    assert title_of() == "Walking for sore legs"
    with pytest.raises(ServiceAway):
        ncbi.by_pmid("123", budget=Budget(seconds=0.1))


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_are_never_more_than_three_in_a_second(services: Services, politely: None) -> None:
    def ask(number: int) -> None:
        try:
            crossref.by_doi(f"10.5555/many.{number}", budget=Budget(seconds=60))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(services.asked) == 8
    assert services.most_in_a_second("crossref") <= MOST_IN_A_SECOND


def test_a_password_of_the_environment_is_not_sent(db: None, legs: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "HTTP_PROXY", "http://127.0.0.1:9/")

    assert title_of() == "Walking for sore legs"
