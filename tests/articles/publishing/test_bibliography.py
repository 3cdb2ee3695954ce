"""The reference list: works in the publisher's style, written once, and links."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.cache import caches

from articles.manifest import CitedReference
from articles.publishing import bibliography
from articles.publishing.bibliography import Entry, Link, in_style, links
from articles.references.formatting import Style


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


def entry(formatted: str, *found: Link) -> Entry:
    return Entry(
        key="doe",
        number=1,
        type="",
        is_as_stated=False,
        title="",
        formatted=formatted,
        links=found,
        places=(),
        used_in=(),
        mark="",
    )


DOI = Link("DOI", "https://doi.org/10.1000/a&b")
PUBMED = Link("PubMed", "https://pubmed.ncbi.nlm.nih.gov/12")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "A. doi:10.1000/a&amp;b",
            'A. <a href="https://doi.org/10.1000/a&amp;b" rel="external">doi:10.1000/a&amp;b</a>',
        ),
        (
            "A. https://doi.org/10.1000/a&amp;b",
            'A. <a href="https://doi.org/10.1000/a&amp;b" rel="external">https://doi.org/10.1000/a&amp;b</a>',
        ),
        (
            "A. PMID: 12; x",
            'A. <a href="https://pubmed.ncbi.nlm.nih.gov/12" rel="external">PMID: 12</a>; x',
        ),
    ],
)
def test_what_a_style_writes_out_is_the_link_and_the_rest_follow(written: str, shown: str) -> None:
    made = entry(written, DOI, PUBMED)

    assert made.shown == shown
    assert {link.label for link in made.other_links} == {"DOI", "PubMed"} - (
        {"PubMed"} if "PMID" in written else {"DOI"}
    )


def work(key: str, identifiers: Mapping[str, str] | None = None, **csl: Any) -> CitedReference:
    return CitedReference(key, "review", "confirmed", identifiers=identifiers or {}, csl={"type": "book", **csl})


def test_identifiers_of_the_library_are_written_and_malformed_ones_are_not() -> None:
    known = work("a", {"doi": "10.1000/x"}, title="A")
    wrong = work("b", {"doi": "10.1/<script>"}, title="B", DOI="10.1/<i>", URL="javascript:alert(1)")

    written = in_style([known, wrong], Style.APA, "en")

    assert written == {"a": "<i>A</i>. (n.d.). https://doi.org/10.1000/x", "b": "<i>B</i>. (n.d.)."}


def test_a_work_is_written_once_for_a_style_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["versions"].clear()
    asked: list[Style] = []
    real = bibliography.formatted

    def counted(csl: Mapping[str, Any], style: Style, language: str) -> str:
        asked.append(style)
        return real(csl, style, language)

    monkeypatch.setattr(bibliography, "formatted", counted)
    hundred = [work(f"w{number}", title=f"Title {number}") for number in range(100)]

    first, again = in_style(hundred, Style.VANCOUVER, "en"), in_style(hundred, Style.VANCOUVER, "en")

    assert (len(asked), first == again, first["w7"]) == (100, True, "Title 7.")
    in_style(hundred, Style.AMA, "en")
    assert len(asked) == 200
