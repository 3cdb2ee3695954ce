"""Identifiers: one spelling each, and nothing that only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.identifiers import (
    Identifier,
    doi,
    dois_in,
    guideline,
    isbn,
    pmcid,
    pmcids_in,
    pmid,
    pmids_in,
    recognised,
    url,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10.1000/ABC.12", "10.1000/abc.12"),
        (" doi:10.1000/abc ", "10.1000/abc"),
        ("DOI 10.1000/abc.", "10.1000/abc"),
        ("https://doi.org/10.1000/abc", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/a%28b%29c", "10.1000/a(b)c"),
        ("https://doi-org.proxy.example.edu/10.1000/abc", ""),
        ("10.1016/S0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("10.1016/S0140-6736(97)11096-0)", "10.1016/s0140-6736(97)11096-0"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        ),
        ("arXiv:2101.01234v2", "10.48550/arxiv.2101.01234"),
        ("https://arxiv.org/abs/q-bio/0401001", "10.48550/arxiv.q-bio/0401001"),
        ("10.1/<script>", ""),
        ("10.1000/<script>alert(1)</script>", ""),
        ('10.1000/"onclick=', ""),
        ("10.1000/two words", ""),
        ("10.1000/", ""),
        ("11.1000/abc", ""),
        ("10.1000/" + "a" * 193, ""),
        ("", ""),
    ],
)
def test_a_doi_has_one_spelling_or_is_none(typed: str, expected: str) -> None:
    assert doi(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12345678", "12345678"),
        ("PMID: 0012345", "12345"),
        ("29768149 [pmid]", "29768149"),
        ("https://pubmed.ncbi.nlm.nih.gov/29768149/", "29768149"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/29768149", "29768149"),
        ("123456789", ""),
        ("0", ""),
        ("PMC123", ""),
        ("१२३", ""),
        ("12 34", ""),
    ],
)
def test_a_pmid_is_a_number_of_up_to_eight_digits(typed: str, expected: str) -> None:
    assert pmid(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PMC1234567", "PMC1234567"),
        ("pmcid: PMC1234567.2", "PMC1234567"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "PMC1234567"),
        ("1234567", ""),
        ("PMC", ""),
        ("PMC0", ""),
    ],
)
def test_a_pmcid_begins_with_its_letters(typed: str, expected: str) -> None:
    assert pmcid(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN-13: 978 0 306 40615 7", "9780306406157"),
        ("0-306-40615-2", "9780306406157"),
        ("0-8044-2957-X", "9780804429573"),
        ("0-306-40615-3", ""),
        ("978-0-306-40615-8", ""),
        ("9770306406157", ""),
        ("1532-6500", ""),
    ],
)
def test_an_isbn_has_thirteen_digits_and_a_right_check_digit(typed: str, expected: str) -> None:
    assert isbn(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("NICE ng 136", "NG136"),
        ("CG181", "CG181"),
        ("SIGN158", "SIGN 158"),
        ("SIGN guideline no. 158", "SIGN 158"),
        ("AWMF-Registernummer 013-001", "AWMF 013-001"),
        ("013/001", "AWMF 013-001"),
        ("version 3", ""),
    ],
)
def test_a_guideline_has_the_number_of_its_publisher(typed: str, expected: str) -> None:
    assert guideline(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://example.org/a?b=c&amp;d=e", "https://example.org/a?b=c&d=e"),
        ("javascript:alert(1)", ""),
        ("https://example.org/<script>", ""),
        ("www.example.org", ""),
        ("https://example.org/" + "a" * 600, ""),
    ],
)
def test_an_address_is_http_and_whole(typed: str, expected: str) -> None:
    assert url(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10.1000/abc", Identifier("doi", "10.1000/abc")),
        ("arxiv: 2101.01234", Identifier("doi", "10.48550/arxiv.2101.01234")),
        ("29768149", Identifier("pmid", "29768149")),
        ("PMC1234567", Identifier("pmcid", "PMC1234567")),
        ("978-0-306-40615-7", Identifier("isbn", "9780306406157")),
        ("NG136", Identifier("guideline", "NG136")),
        ("Smith 2019", None),
    ],
)
def test_what_is_typed_alone_is_recognised(typed: str, expected: Identifier | None) -> None:
    assert recognised(typed) == expected


def test_running_text_gives_each_of_its_identifiers_once() -> None:
    text = "See doi:10.1000/ABC (also https://doi.org/10.1000/abc), PMID: 123456; 2019; PMC1234567."

    found = dois_in(text), pmids_in(text), pmcids_in(text)

    assert found == (("10.1000/abc",), ("123456",), ("PMC1234567",))


@given(st.text() | st.from_regex(r"10\.[0-9]{3,9}/.{0,30}", fullmatch=True))
def test_what_a_doi_is_read_to_is_read_to_itself(typed: str) -> None:
    read = doi(typed)

    assert doi(read) == read
    assert "<script" not in read
    assert not set(read) & set('"\\ \t\n')


@given(st.text())
def test_no_text_is_too_odd_to_be_looked_through(typed: str) -> None:
    for read in (recognised, dois_in, pmids_in, pmcids_in, url):
        read(typed)
