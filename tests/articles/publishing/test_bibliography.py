"""The reference list: names, sources and links."""

from typing import Any

import pytest

from articles.publishing.bibliography import Link, authors, links, source


def names(count: int) -> list[dict[str, str]]:
    return [{"family": f"Name{number}", "given": "Ann-Marie B."} for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ""),
        (names(1), "Name1 AMB"),
        (names(6), "Name1 AMB, Name2 AMB, Name3 AMB, Name4 AMB, Name5 AMB, Name6 AMB"),
        (names(7), "Name1 AMB, Name2 AMB, Name3 AMB, Name4 AMB, Name5 AMB, Name6 AMB, et al"),
        ([{"literal": "National Institute of Examples"}], "National Institute of Examples"),
        ([{"family": "Single"}], "Single"),
        (["nonsense", {}], ""),
    ],
)
def test_authors_are_named_as_the_field_does(given: list[Any], expected: str) -> None:
    assert authors(given) == expected


@pytest.mark.parametrize(
    ("csl", "expected"),
    [
        ({}, ""),
        ({"issued": {"date-parts": [["2020", "5"]]}}, "2020"),
        ({"publisher": "Example Press", "issued": {"date-parts": [["2020"]]}}, "Example Press 2020"),
        (
            {
                "container-title": ["Brain"],
                "volume": "125",
                "issue": "4",
                "page": "827-37",
                "issued": {"date-parts": [["2002"]]},
            },
            "Brain 2002;125(4):827–37",
        ),
        ({"container-title": "Brain", "issued": {"date-parts": []}}, "Brain"),
        ({"container-title": "Brain", "issued": "2002"}, "Brain"),
    ],
)
def test_source_holds_what_is_known(csl: dict[str, Any], expected: str) -> None:
    assert source(csl) == expected


def test_well_formed_identifiers_are_linked() -> None:
    found = links({"doi": "10.1000/x", "pmid": "12", "pmcid": "PMC34", "url": "https://example.org/a", "isbn": "978"})

    assert found == (
        Link("DOI", "https://doi.org/10.1000/x"),
        Link("PubMed", "https://pubmed.ncbi.nlm.nih.gov/12"),
        Link("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/PMC34"),
        Link("Web page", "https://example.org/a"),
    )


@pytest.mark.parametrize(
    "identifiers",
    [
        {"doi": "10.1/<script>"},
        {"doi": "javascript:alert(1)"},
        {"pmid": "12; drop"},
        {"pmcid": "34"},
        {"url": "javascript:alert(1)"},
        {"url": "https://example.org/ onclick=x"},
        {"doi": "", "url": ""},
    ],
)
def test_malformed_identifiers_are_not(identifiers: dict[str, str]) -> None:
    assert links(identifiers) == ()
