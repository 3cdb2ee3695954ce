"""What a summary of PubMed becomes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.outside import ncbi
from articles.outside.asking import Budget
from articles.outside.statements import Statement
from tests.articles.outside.test_crossref import JSON
from tests.evidence_servers import Services, pubmed_work


def test_a_summary_becomes_a_work() -> None:
    work = ncbi.work_of(pubmed_work("123"))

    assert (work.doi, work.pmid, work.pmcid) == ("10.5555/legs.1", "123", "PMC7654321")
    assert (work.type, work.label) == ("randomised-trial", "Randomized Controlled Trial")
    assert dict(work.csl) == {
        "type": "article-journal",
        "title": "Walking for sore legs",
        "author": [{"family": "Ample", "given": "A B"}, {"literal": "Sore Legs Group"}],
        "container-title": "Journal of legs",
        "container-title-short": "J Legs",
        "issued": {"date-parts": [["2019", "3", "4"]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "ISSN": "1234-5678",
    }


@pytest.mark.parametrize(
    ("pages", "whole"),
    [("637-41", "637-641"), ("637-641", "637-641"), ("e12-e15", "e12-e15"), ("99-101", "99-101"), ("7", "7"), ("", "")],
)
def test_pages_are_written_whole(pages: str, whole: str) -> None:
    assert ncbi.work_of(pubmed_work("123", pages=pages)).csl.get("page", "") == whole


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("2019 Mar 4", [["2019", "3", "4"]]),
        ("2019 Mar", [["2019", "3"]]),
        ("2019", [["2019"]]),
        ("2019 Mar-Apr", [["2019", "3"]]),
        ("2019 Winter", [["2019"]]),
        ("soon", None),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(said: str, parts: list[list[str]] | None) -> None:
    assert ncbi.work_of(pubmed_work("123", pubdate=said)).csl.get("issued", {}).get("date-parts") == parts


def test_a_notice_says_when_and_where() -> None:
    notice = "J Legs. 2024 May 6;13(1):1. doi: 10.5555/legs.r."
    rows = [
        {"refsource": "J Legs. 2019 Mar;12(3):99", "reftype": "Comment in", "pmid": 124, "note": ""},
        {"refsource": notice, "reftype": "Retraction in", "pmid": 125, "note": ""},
        {"refsource": "J Legs. 2023;1", "reftype": "Expression of concern in", "pmid": 126, "note": ""},
        {"refsource": "J Legs. 2018;1", "reftype": "Retraction of", "pmid": 127, "note": ""},
    ]
    summary = pubmed_work("123", references=rows, pubtype=["Journal Article", "Retracted Publication"])

    assert ncbi.statements_of(summary) == (
        Statement("retracted", "PubMed", "10.5555/legs.r", "2024-05-06", notice),
        Statement("concern", "PubMed", "PMID 126", "", "J Legs. 2023;1"),
    )


def test_a_retracted_publication_without_a_notice_is_retracted() -> None:
    summary = pubmed_work("123", pubtype=["Retracted Publication"])

    assert ncbi.statements_of(summary) == (Statement("retracted", "PubMed"),)


def test_a_paper_that_pubmed_does_not_have_is_none(db: None, services: Services) -> None:
    assert ncbi.by_pmid("999", budget=Budget()) is None


def test_a_paper_of_pubmed_central_has_a_pmid(db: None, services: Services) -> None:
    services.central["7654321"] = {"uid": "7654321", "articleids": [{"idtype": "pmid", "value": "123"}]}

    assert ncbi.pmid_of("PMC7654321", budget=Budget()) == "123"
    assert ncbi.pmid_of("PMC1", budget=Budget()) == ""


NAMES = ["uid", "pubdate", "title", "authors", "articleids", "references", "pubtype", "pages", "issn", "source"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_no_summary_however_strange_is_a_fault(summary: dict[str, Any]) -> None:
    ncbi.work_of(summary)
    ncbi.statements_of(summary)


@pytest.mark.shared_data
def test_the_summary_of_a_paper_retracted_in_steps() -> None:
    folder = Path(os.environ["SHARED_DATA"]) / "data" / "references"
    summary = json.loads((folder / "wakefield-ncbi-esummary.trimmed.json").read_text())["result"]["9500320"]

    found = ncbi.statements_of(summary)

    assert [(one.kind, one.notice, one.on) for one in found] == [
        ("retracted", "10.1016/s0140-6736(04)15715-2", "2004-03-06"),
        ("retracted", "10.1016/s0140-6736(10)60175-4", "2010-02-06"),
        ("concern", "10.1097/meg.0b013e328349d184", "2011-11"),
    ]
