"""A work as it is cited: which identifiers are written, what makes its content another, and the record that others take."""

from typing import Any

import pytest

from articles.references.cited import as_work, content, well_formed, written_csl
from articles.references.works import Work

CSL: dict[str, Any] = {"type": "book", "title": "Legs", "volume": 2, "issued": {"date-parts": [[2019, 5]]}}


def test_identifiers_of_the_library_stand_before_those_of_the_record() -> None:
    csl = {**CSL, "DOI": "10.1000/old", "URL": ["https://example.org/a"], "PMID": 12}

    assert written_csl(csl, {"doi": "10.1000/new", "pmid": ""}) == {
        **CSL,
        "DOI": "10.1000/new",
        "URL": "https://example.org/a",
        "PMID": "12",
        "PMCID": "",
    }


def test_a_malformed_identifier_is_written_nowhere() -> None:
    given = {"doi": "10.1/<script>", "pmid": "12; drop", "pmcid": "34", "url": "javascript:alert(1)", "isbn": "978"}

    assert well_formed(given) == {}
    assert written_csl(CSL, given) == {**CSL, "DOI": "", "PMID": "", "PMCID": "", "URL": ""}


def test_well_formed_identifiers_are_kept_as_they_are() -> None:
    given = {"doi": "10.1000/x", "pmid": "12", "pmcid": "PMC34", "url": "https://example.org", "isbn": "9780306406157"}

    assert well_formed({**given, "guideline": "NG1", "unknown": "x"}) == given


@pytest.mark.parametrize(
    "csl",
    [
        {**CSL, "abstract": "We walked."},
        {**CSL, "note": "Ask Jane.", "keyword": "legs"},
        {**CSL, "volume": "2", "issued": {"date-parts": [["2019", "5"]]}},
        dict(reversed(list(CSL.items()))),
    ],
)
def test_what_no_style_writes_and_how_json_spells_it_is_no_other_content(csl: dict[str, Any]) -> None:
    assert content(csl, {}) == content(CSL, {"isbn": "9780306406157", "doi": ""})


@pytest.mark.parametrize(
    ("csl", "identifiers"),
    [
        ({**CSL, "title": "Arms"}, {}),
        ({**CSL, "volume": True}, {}),
        ({**CSL, "publisher": "Sample Press"}, {}),
        (CSL, {"doi": "10.1000/x"}),
        (CSL, {"url": "https://example.org"}),
    ],
)
def test_what_a_style_may_write_is_another_content(csl: dict[str, Any], identifiers: dict[str, str]) -> None:
    assert content(csl, identifiers) != content(CSL, {})


@pytest.mark.parametrize("csl", [None, [], "Legs", 4])
def test_a_record_that_is_none_has_no_words(csl: Any) -> None:
    assert content(csl, {}) == content({}, {})
    assert as_work(csl, {}) == Work(csl={})


def test_the_record_that_others_take_has_its_identifiers_beside_it() -> None:
    csl = {**CSL, "DOI": "10.1000/old", "ISBN": "9780306406157", "URL": "https://example.org"}

    taken = as_work(csl, {"isbn": "9780306406157"}, type_="book", label="Monograph")

    assert taken == Work(csl=CSL, type="book", label="Monograph", isbn="9780306406157")
