"""Asking PubMed what came for a strategy since a day, and what answers it may give."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from articles.outside.asking import Budget, ServiceAway
from articles.outside.new_works import NewWorks, added_since, works_by
from tests.evidence_servers import Bad, Services, pubmed_work, said

DAY = datetime.date(2026, 4, 14)


def asked(strategy: str = "leg pain[tiab]", most: int = 20) -> NewWorks:
    return added_since(strategy, DAY, most=most, budget=Budget())


def answers(services: Services, result: Any) -> None:
    services.bad["esearch.fcgi"] = [said(result)]


def test_what_entered_pubmed_since_the_day_is_found(db: None, services: Services) -> None:
    services.searches["leg pain[tiab]"] = [("11", datetime.date(2026, 4, 13)), ("12", DAY), ("13", DAY)]

    assert asked() == NewWorks(2, ("12", "13"))
    assert asked(most=1) == NewWorks(2, ("12",))


def test_lines_of_a_strategy_are_one_term(db: None, services: Services) -> None:
    services.searches["leg pain AND walking"] = [("12", DAY)]

    assert asked("leg pain\n  AND walking\n").pmids == ("12",)


def test_what_pubmed_left_out_of_the_search_is_told(db: None, services: Services) -> None:
    result = {
        "count": "0",
        "idlist": [],
        "errorlist": {"phrasesnotfound": ["legg"], "fieldsnotfound": ["tab"]},
        "warninglist": {"phrasesignored": ["of"], "outputmessages": ["No items found."]},
    }
    answers(services, {"esearchresult": result})

    assert asked() == NewWorks(0, (), ("legg", "tab", "of"))


def test_a_strategy_that_fits_into_no_request_is_not_asked(db: None, services: Services) -> None:
    with pytest.raises(ServiceAway, match="longer than a request may be"):
        asked("leg " * 1000)

    assert services.asked == []


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ([], "its answer cannot be read."),
        ({"esearchresult": []}, "its answer cannot be read."),
        ({"esearchresult": {"count": "many"}}, "its answer cannot be read."),
        ({"esearchresult": {"ERROR": "Search Backend failed"}}, "Search Backend failed"),
    ],
)
def test_an_answer_that_is_none_is_said(db: None, services: Services, result: Any, sentence: str) -> None:
    answers(services, result)

    with pytest.raises(ServiceAway, match=sentence):
        asked()


def test_numbers_that_are_none_are_left_out(db: None, services: Services) -> None:
    answers(services, {"esearchresult": {"count": "3", "idlist": ["12", "<script>", 13]}})

    assert asked().pmids == ("12", "13")


def test_a_service_that_is_busy_is_asked_again(db: None, services: Services) -> None:
    services.searches["leg pain[tiab]"] = [("12", DAY)]
    services.bad["esearch.fcgi"] = [Bad(429, {"Retry-After": "1"})]

    assert asked().pmids == ("12",)


def test_works_are_told_in_one_request_and_unknown_ones_are_left_out(db: None, services: Services) -> None:
    services.papers["12"] = pubmed_work("12")

    found = works_by(["12", "13"], budget=Budget())

    assert {number: work.title for number, work in found.items()} == {"12": "Walking for sore legs"}
    assert len(services.asked) == 1
