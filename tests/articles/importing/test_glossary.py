"""Terms from CSV and JSON: columns by many names, each row with its line, files that are neither refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.decoding import decode
from articles.importing.glossary import csv_of, read_terms
from articles.refusals import Refusal
from articles.text.terms import Wording


def words(text: str) -> list[tuple[int, Wording | str]]:
    return [(row.line, row.wording or row.refusal) for row in read_terms(text).rows]


@pytest.mark.parametrize(
    "text",
    [
        "term,patient\nrash,Spots on the skin.\n",
        "Term;Definition\nrash;Spots on the skin.\n",
        "don't say\tsay\nrash\tSpots on the skin.\n",
        '\ufeffdont_say,say\r\nrash,"Spots on the skin."\r\n',
        '\n[{"term": "rash", "plain_alternative": "Spots on the skin."}]',
        '\n{"terms": [{"Headword": "rash", "meaning": "Spots on the skin.", "synonyms": []}]}',
    ],
)
def test_columns_are_known_by_many_names(text: str) -> None:
    assert words(text) == [(2, Wording("rash", patient="Spots on the skin."))]


def test_every_column_is_read_and_what_is_not_is_named() -> None:
    source = read_terms(
        "key,term,which sense,language,patient,student,clinician,also called,acronym,colour\n"
        "x,stroke,brain,en,P.,S.,C.,brain attack; apoplexy,CVA,red\n"
    )

    assert source.rows[0].wording == Wording(
        "stroke", "brain", "en", "P.", "S.", "C.", ("brain attack", "apoplexy"), ("CVA",)
    )
    assert source.unread == ("colour",)


def test_each_row_has_its_line_and_what_is_wrong_with_it() -> None:
    found = words('term,patient\n\n"rash\nred",Spots.\n,Nothing.\nfever,\nx,<b>y</b>\n')

    assert found == [
        (3, Wording("rash red", patient="Spots.")),
        (5, "The term is missing."),
        (6, "The definition is missing."),
        (7, "A definition is plain text, without HTML."),
    ]


def test_json_rows_have_the_line_where_each_begins() -> None:
    found = words('[\n {"term": "a", "patient": "x"},\n\n {"term": 5, "patient": "x"},\n {"patient": ["x"]}\n]')

    assert found == [(2, Wording("a", patient="x")), (4, "“term” is not text."), (5, "“patient” is not text.")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no row in this file."),
        ("term,patient\n", "There is no row in this file."),
        ("a,b\nc,d\n", "No column holds the term. Name one of them “term”; there are: “a”, “b”."),
        ('[{"a": 1}]', "No column holds the term. Name one of them “term”; there are: “a”."),
        ("[]", "There is no row in this file."),
        ('{"a": {"b": 1}}', "The JSON must be a list of objects, each with a “term”."),
        ('[\n"x"]', "Line 2: each entry of the list must be an object with a “term”."),
        ('[{"term": "x", "patient": "y"},\n{"term": ', "The JSON breaks off or is wrong in line 2."),
        ('[{"term": "x"}\n{"term": "y"}]', "The JSON breaks off or is wrong in line 2."),
        ("[" * 100_000, "The JSON breaks off or is wrong in line 1."),
        ("term,patient\nx," + "y" * 200_000, "Line 2 cannot be read: field larger than field limit (131072)."),
        ("term\n" + "x\n" * 20_001, "There are more than 20000 rows in this file. Please split it."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_terms(text)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_guessed(encoding: str) -> None:
    text = "term,patient\nCrohn’s disease,Sores – in the gut; café.\n"

    assert words(decode(text.encode(encoding))) == [
        (2, Wording("Crohn’s disease", patient="Sores – in the gut; café."))
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "plain"])
def test_an_export_holds_no_formula_and_comes_back_as_it_was(cell: str) -> None:
    text = csv_of(("term", "patient"), [("x", cell)])

    written = text.split("\r\n")[1].split(",", 1)[1]
    assert written.strip('"') == (cell if cell == "plain" else f"'{cell}")
    assert words(text) == [(2, Wording("x", patient=cell.strip()))]


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rows = read_terms(text).rows
    except Refusal:
        return
    assert all(row.wording or row.refusal for row in rows)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "count", "first"),
    [("cdc-plain-language-thesaurus.json", 891, 2), ("plainlanguage-gov-simple-words.csv", 211, 2)],
)
def test_the_shared_files_are_read_whole(name: str, count: int, first: int) -> None:
    source = read_terms(decode((Path(os.environ["SHARED_DATA"]) / "data" / "glossary" / name).read_bytes()))

    assert (len(source.rows), source.rows[0].line) == (count, first)
    assert [row for row in source.rows if row.refusal] == []
    assert source.unread == ()
