"""Styles whose elements remember: what they write is what the processor writes by itself, for whoever writes at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import citeproc
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from articles.references.formatting import STYLES, Style, formatted
from articles.references.style_sheets import StyleSheet

DOE: dict[str, Any] = {"family": "Doe", "given": "Jane M."}
DATE: dict[str, Any] = {"date-parts": [[2019, 5, 2]]}
WORKS: list[dict[str, Any]] = [
    {
        "type": "article-journal",
        "title": "Walking",
        "author": [DOE, {"family": "Roe", "given": "P"}],
        "container-title": "Sample J",
        "volume": "12",
        "page": "827-837",
        "issued": DATE,
    },
    {"type": "article-journal", "title": "Many", "author": [{"family": f"Poe{number}"} for number in range(30)]},
    {"type": "book", "title": "Legs", "editor": [DOE], "publisher": "Sample Press", "edition": "2", "issued": DATE},
    {"type": "chapter", "title": "Of legs", "container-title": "Bodies", "author": [DOE], "editor": [DOE, DOE]},
    {"type": "webpage", "title": "Guideline", "URL": "https://example.org", "issued": DATE, "accessed": DATE},
    {"type": "report", "title": "Report", "author": [{"literal": "Sample Society"}], "number": "7"},
    {"type": "thesis", "title": "Thesis", "author": [DOE], "publisher": "Sample University", "issued": DATE},
]


def written(sheet: CitationStylesStyle) -> list[str]:
    lists = [
        CitationStylesBibliography(sheet, CiteProcJSON([{**work, "id": "work"}]), formatter.html) for work in WORKS
    ]
    for made in lists:
        made.register(Citation([CitationItem("work")]))
    return [str(entry) for made in lists for entry in made.bibliography()]


@pytest.mark.parametrize("locale", [None, "en-US", "de-DE"])
@pytest.mark.parametrize("style", Style)
def test_what_is_remembered_changes_no_word(style: Style, locale: str | None) -> None:
    plain = written(CitationStylesStyle(str(STYLES / f"{style}.csl"), locale=locale, validate=False))
    sheet = StyleSheet(STYLES / f"{style}.csl", locale)

    assert [written(sheet) for _time in range(2)] == [plain, plain]
    assert len(plain) == len(WORKS)


def test_the_processor_itself_stays_as_it_is() -> None:
    StyleSheet(STYLES / "apa.csl", None)

    plain = CitationStylesStyle(str(STYLES / "apa.csl"), validate=False)

    assert type(plain.root) is citeproc.model.Style


def test_many_threads_write_what_one_writes() -> None:
    alone = [formatted(work, style) for style in Style for work in WORKS]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _time: [formatted(work, style) for style in Style for work in WORKS], range(8)))

    assert found == [alone] * 8
