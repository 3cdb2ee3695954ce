"""Files of every kind come in with their title, headings, lists, tables and references, however they were written."""

from __future__ import annotations

import re
from html import unescape

import pytest

from articles.importing.converted import Converted
from articles.importing.converting import convert
from articles.text.dialect import elements
from tests.fixtures.moving_in.documents import Document
from tests.fixtures.moving_in.make import FIXTURES, content
from tests.fixtures.moving_in.marks import plain, tokens

TEXT = [name for name in FIXTURES if name.endswith(".txt")]
TABLED = [name for name in FIXTURES if name not in TEXT]


@pytest.fixture(scope="module")
def converted() -> dict[str, Converted]:
    return {name: convert(content(name), name) for name in FIXTURES}


def body(converted: Converted) -> str:
    return converted.texts[0].imported.body


def headings(html: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h([234])>(.*?)</h\1>", html)
    return [(int(level), unescape(re.sub(r"<[^<>]*>", "", words))) for level, words in found]


def items(html: str) -> list[tuple[int, str]]:
    """(depth, words) of every item outside tables."""
    found: list[tuple[int, str]] = []
    depth = -1
    for tag in re.finditer(r"<(/?)(ul|ol|li)\b[^>]*>([^\n]*)", html):
        if tag[2] == "li" and not tag[1]:
            found.append((depth, unescape(re.sub(r"<[^<>]*>", "", tag[3]))))
        elif tag[2] != "li":
            depth += -1 if tag[1] else 1
    return found


def tables(html: str) -> list[tuple[tuple[str, ...], ...]]:
    return [
        tuple(
            tuple(unescape(re.sub(r"<[^<>]*>", "", cell)) for cell in re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row))
            for row in re.findall(r"<tr>(.*?)</tr>", table)
        )
        for table in re.findall(r"<table>(.*?)</table>", html, re.DOTALL)
    ]


def bare(said: str) -> str:
    return re.sub(r"\[[\d,–]+\]", "", plain(said))


@pytest.mark.parametrize("name", FIXTURES)
def test_the_title_is_the_documents(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    title = converted[name].title

    assert title == document.title


@pytest.mark.parametrize("name", FIXTURES)
def test_headings_come_with_their_levels(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = headings(body(converted[name]))

    assert found == document.headings


@pytest.mark.parametrize("name", FIXTURES)
def test_lists_come_with_their_levels(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = items(body(converted[name]))

    assert found == [(depth, bare(said)) for depth, said in document.items]


@pytest.mark.parametrize("name", TABLED)
def test_tables_come_with_their_cells(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = tables(body(converted[name]))

    assert found == document.tables


@pytest.mark.parametrize("name", TABLED)
def test_the_first_row_of_a_table_is_its_header(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    headers = re.findall(r'<th scope="col">(.*?)</th>', body(converted[name]))

    assert headers == [cell for rows in document.tables for cell in rows[0]]


@pytest.mark.parametrize("name", FIXTURES)
def test_references_come_in_their_order(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = [reference.title for reference in converted[name].texts[0].imported.references]

    assert found == [title_of(entry) for entry in document.references]


def title_of(entry: str) -> str:
    return entry.split(". ")[1].split(" doi:")[0].rstrip(".")


@pytest.mark.parametrize("name", FIXTURES)
def test_citations_stand_where_they_stood(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = re.findall(r'<cite data-key="([^"]*)">', body(converted[name]))

    assert found == cited(document)


@pytest.mark.parametrize("name", FIXTURES)
def test_citations_are_bound_by_the_numbers_of_a_complete_list(name: str, converted: dict[str, Converted]) -> None:
    bindings = converted[name].texts[0].imported.bindings

    assert bindings.certain


def cited(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        for said in (
            block.words,
            *(words for _depth, words in block.items),
            *(cell for row in block.rows for cell in row),
        ):
            for kind, numbers, _address in tokens(said):
                if kind == "cite":
                    found.append(" ".join(f"unresolved:{number}" for number in expanded(numbers)))
    return found


def expanded(numbers: str) -> list[int]:
    found: list[int] = []
    for part in numbers.split(","):
        first, _dash, last = part.partition("–")
        found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("name", FIXTURES)
def test_paragraphs_keep_every_word(name: str, converted: dict[str, Converted]) -> None:
    document = FIXTURES[name][0]

    found = [unescape(re.sub(r"<[^<>]*>", "", words)) for words in re.findall(r"<p>(.*?)</p>", body(converted[name]))]

    assert [" ".join(words.split()) for words in found] == [
        bare(block.words) for block in document.blocks if block.kind == "p"
    ]


@pytest.mark.parametrize(
    "name",
    ["word-german.docx", "article-asthma.html", "drupal.html", "google-docs-asthma.html", "front-matter-toml.md"],
)
def test_marks_and_links_are_kept(name: str, converted: dict[str, Converted]) -> None:
    html = body(converted[name])

    found = re.findall(r"<(?:strong|em|sub|sup|a [^<>]*)>[^<>]*", html)

    assert found == [
        "<sub>2",
        "<sup>9",
        "<strong>common",
        "<em>prevented",
        '<a href="https://example.org/leaflet">the leaflet',
    ]


@pytest.mark.parametrize("name", FIXTURES)
def test_what_comes_in_is_canonical(name: str, converted: dict[str, Converted]) -> None:
    html = body(converted[name])

    assert elements(html)


def test_there_are_more_than_forty_fixtures_in_five_formats() -> None:
    kinds = {name.rsplit(".", 1)[1] for name in FIXTURES}

    assert (len(FIXTURES) >= 40, kinds) == (True, {"docx", "html", "htm", "md", "markdown", "txt", "json"})
