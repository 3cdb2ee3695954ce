"""Which works are preprints, and which nobody but their author published."""

from __future__ import annotations

from typing import Any

import pytest

from articles.references.provenance import is_preprint, is_self_published, issuing_body

PERSON = {"given": "Ann", "family": "Lee"}


@pytest.mark.parametrize(
    ("csl", "doi", "label"),
    [
        ({"type": "article"}, "", "Manuscript"),
        ({"type": "article-journal"}, "10.1101/2021.03.04.21252945", ""),
        ({"type": "article-journal"}, "10.21203/rs.3.rs-12345/v1", ""),
        ({"type": "article-journal"}, "10.48550/arXiv.2101.00001", ""),
        ({"type": "article-journal", "container-title": "medRxiv"}, "", ""),
        ({"type": "article-journal"}, "", "Preprint"),
        ({"type": "article-journal", "genre": "preprint"}, "", ""),
    ],
)
def test_a_preprint_is_known_by_type_doi_server_or_label(csl: dict[str, str], doi: str, label: str) -> None:
    assert is_preprint(csl, doi=doi, label=label)


@pytest.mark.parametrize(
    ("csl", "doi"),
    [
        ({"type": "article-journal", "volume": "3"}, "10.1101/gr.123456.100"),
        ({"type": "article-journal", "volume": "3"}, "10.1016/s0000-0000(20)30001-1"),
        ({"type": "article", "volume": "12", "page": "3-9"}, ""),
        ({"type": "webpage"}, ""),
        ({}, ""),
        ("broken", ""),
    ],
)
def test_what_a_journal_printed_is_no_preprint(csl: Any, doi: str) -> None:
    assert not is_preprint(csl, doi=doi, label="Journal article")


@pytest.mark.parametrize(
    ("csl", "url"),
    [
        ({}, "https://example.org/pain"),
        ({"author": [PERSON]}, "https://example.org/pain"),
        ({"author": [PERSON], "publisher": "Ann Lee"}, "https://example.org/pain"),
        ({"author": [{"literal": "Pain Clinic"}], "publisher": "Medium"}, "https://painclinic.medium.com/doses"),
        ("broken", ""),
    ],
)
def test_a_web_page_with_nobody_behind_it_is_self_published(csl: Any, url: str) -> None:
    assert is_self_published(csl, type="web-page", url=url)


@pytest.mark.parametrize(
    ("csl", "more"),
    [
        ({"author": [{"literal": "Ministry of Health"}]}, {"type": "web-page"}),
        ({"author": [PERSON], "publisher": "Pain Society"}, {"type": "web-page"}),
        ({"author": [PERSON], "container-title": "Encyclopaedia of Pain"}, {"type": "web-page"}),
        ({}, {"type": "web-page", "guideline": "NG1"}),
        ({}, {"type": "web-page", "doi": "10.1000/x"}),
        ({}, {"type": "book"}),
        ({"publisher": "Pain Society"}, {"type": "web-page", "url": "https://[broken"}),
        ({"publisher": "Pain Society"}, {"type": "web-page", "url": "https://notmedium.com/"}),
    ],
)
def test_what_a_body_or_publisher_stands_behind_is_not_self_published(csl: Any, more: dict[str, str]) -> None:
    assert not is_self_published(csl, **more)


@pytest.mark.parametrize(
    ("csl", "body"),
    [
        ({"author": [PERSON, {"literal": "Pain  SOCIETY"}], "publisher": "A Press"}, "pain society"),
        ({"author": [PERSON], "publisher": "A Press"}, "a press"),
        ({"container-title": "Pain Site"}, "pain site"),
        ({"author": [PERSON]}, ""),
        ("broken", ""),
    ],
)
def test_a_guideline_is_issued_by_an_organisation(csl: Any, body: str) -> None:
    assert issuing_body(csl) == body
