"""What a record of Crossref becomes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.outside import crossref
from articles.outside.asking import Budget
from articles.outside.statements import Statement
from tests.evidence_servers import Services, crossref_work, retraction

DOI = "10.5555/legs.1"


def test_a_record_becomes_a_work() -> None:
    work = crossref.work_of(crossref_work("10.5555/LEGS.1"))

    assert (work.doi, work.type, work.label) == (DOI, "other-research", "Journal article")
    assert dict(work.csl) == {
        "type": "article-journal",
        "title": "Walking for sore legs",
        "author": [{"family": "Ample", "given": "Ada"}, {"literal": "Sore Legs Group"}],
        "container-title": "Journal of Legs",
        "container-title-short": "J Legs",
        "issued": {"date-parts": [["2019", "3", "4"]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "publisher": "Leg Press",
        "ISSN": "1234-5678",
    }


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (
            "Effect of <i>E. legs</i> on CO<sub>2</sub> and 10<sup>9</sup> cells",
            "Effect of E. legs on CO₂ and 10⁹ cells",
        ),
        ("Pain at p<0.05 &amp; more", "Pain at p<0.05 & more"),
        ("<script>alert(1)</script>Legs", "Legs"),
        ("<jats:title>Legs</jats:title>\n  and   feet", "Legs and feet"),
    ],
)
def test_a_title_holds_no_markup(title: str, shown: str) -> None:
    assert crossref.work_of(crossref_work(DOI, title)).title == shown


def test_a_subtitle_belongs_to_the_title() -> None:
    work = crossref.work_of(crossref_work(DOI, "Legs", subtitle=["A trial"]))

    assert work.title == "Legs: A trial"


def test_a_book_is_a_book() -> None:
    work = crossref.work_of(crossref_work(DOI, type="monograph", ISBN=["978-0-306-40615-7"]))

    assert (work.type, work.csl["type"], work.isbn) == ("book", "book", "9780306406157")


def test_what_was_said_of_a_work_since_names_who_says_it() -> None:
    record = crossref_work(
        DOI,
        **{
            "updated-by": [
                retraction(),
                retraction("10.5555/legs.c", "correction", source="retraction-watch"),
                retraction("10.5555/legs.2", "new_version"),
            ],
        },
    )

    assert crossref.statements_of(record) == (
        Statement("retracted", "Crossref (publisher)", "10.5555/legs.r", "2024-05-06", "Retraction"),
        Statement("corrected", "Crossref (Retraction Watch)", "10.5555/legs.c", "2024-05-06", "Correction"),
    )


def test_a_notice_about_another_work_says_nothing_of_itself() -> None:
    record = crossref_work(DOI, **{"update-to": [retraction("10.5555/other")]})

    assert crossref.statements_of(record) == ()


def test_a_notice_under_the_own_doi_of_a_work_is_about_it() -> None:
    record = crossref_work(DOI, **{"update-to": [retraction(DOI, "withdrawal")]})

    assert [statement.kind for statement in crossref.statements_of(record)] == ["withdrawn"]


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("RETRACTED: Walking", ["retracted"]),
        ("Retracted article: Walking", ["retracted"]),
        ("WITHDRAWN: Walking", ["withdrawn"]),
        ("Why papers are retracted: a study", []),
        ("Retracted", []),
    ],
)
def test_a_title_that_says_it_is_a_statement_too(title: str, kinds: list[str]) -> None:
    assert [statement.kind for statement in crossref.statements_of(crossref_work(DOI, title))] == kinds


def test_a_reference_typed_freely_finds_works_with_how_likely_they_are(db: None, services: Services) -> None:
    services.found = [crossref_work("10.5555/other", "Running for other reasons"), crossref_work(DOI)]

    found = crossref.matches("Ample A. Walking for sore legs. J Legs 2019;12:101.", budget=Budget())

    assert [(match.work.doi, match.confidence) for match in found] == [(DOI, 1.0), ("10.5555/other", 0.47)]


def test_nothing_found_is_no_match(db: None, services: Services) -> None:
    assert crossref.matches("Nobody. Nothing.", budget=Budget()) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["DOI", "type", "title", "subtitle", "author", "issued", "updated-by", "update-to", "ISBN", "ISSN", "page"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_record_however_strange_is_a_fault(record: dict[str, Any]) -> None:
    crossref.work_of(record)
    crossref.statements_of(record)


@pytest.mark.shared_data
def test_the_record_of_a_paper_retracted_in_steps() -> None:
    folder = Path(os.environ["SHARED_DATA"]) / "data" / "references"
    record = json.loads((folder / "wakefield-crossref-work.trimmed.json").read_text())["message"]

    found = crossref.statements_of(record)

    assert [(one.kind, one.by, one.notice, one.on) for one in found] == [
        ("corrected", "Crossref (Retraction Watch)", "10.1016/s0140-6736(04)15715-2", "2004-03-06"),
        ("retracted", "Crossref (Retraction Watch)", "10.1016/s0140-6736(10)60175-4", "2010-02-06"),
        ("retracted", "Crossref (title)", "", ""),
    ]
