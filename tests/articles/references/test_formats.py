"""Files as reference managers and databases write them, dirty ones too: one result for each record, never a crash."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.reference_files import opened
from articles.references import recognising
from articles.references.works import Record, Refused, Typed, Wanted, Work
from articles.refusals import Refusal
from tests.articles.references.written import written

_HERE = Path(__file__).parent
_EXPECTED = json.loads((_HERE / "expected.json").read_text(encoding="utf-8"))
_SHARED = json.loads((_HERE / "expected_shared.json").read_text(encoding="utf-8"))
_READERS = [
    recognising.RIS, recognising.NBIB, recognising.REFER, recognising.PUBMED, recognising.JATS, recognising.BIBTEX,
    recognising.CSL, recognising.LISTED, recognising.TYPED,
]  # fmt: skip
_RECORD = "TY  - JOUR\nTI  - Tea\nAU  - Müller, Jörg\nPY  - 2020\nDO  - 10.5555/tea\nER  - \n"


def read(data: bytes | str) -> list[Record]:
    return list(opened(io.BytesIO(data.encode() if isinstance(data, str) else data)).records)


def work(data: bytes | str) -> Work:
    (found,) = read(data)
    assert isinstance(found, Work), found
    return found


@pytest.mark.parametrize("name", sorted(_EXPECTED))
def test_exports_are_read_field_by_field(name: str) -> None:
    with (_HERE / "samples" / name).open("rb") as stream:
        source = opened(stream)
        found = {"format": source.format.name, "records": written(source.records)}

    assert found == _EXPECTED[name]


@pytest.mark.shared_data
@pytest.mark.parametrize("name", sorted(_SHARED))
def test_real_files_are_read_field_by_field(name: str) -> None:
    with (Path(os.environ["SHARED_DATA"]) / "data" / "references" / name).open("rb") as stream:
        source = opened(stream)
        found = {"format": source.format.name, "records": written(source.records, hashed=("title", "abstract"))}

    assert found == _SHARED[name]


@pytest.mark.parametrize(
    "data",
    [
        _RECORD.encode("utf-8-sig"),
        _RECORD.encode("utf-16"),
        _RECORD.encode("utf-16-le"),
        _RECORD.encode("utf-16-be"),
        _RECORD.encode("latin-1"),
        _RECORD.replace("\n", "\r\n").encode("cp1252"),
        _RECORD.replace("\n", "\r").encode(),
        _RECORD.replace("\n", "\r\n", 2).encode(),
    ],
    ids=["mark", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "windows", "old mac", "mixed line ends"],
)
def test_encodings_and_line_ends_are_told(data: bytes) -> None:
    found = work(data)

    assert (found.csl["author"], found.doi) == ([{"family": "Müller", "given": "Jörg"}], "10.5555/tea")


def test_a_file_of_two_encodings_is_read_line_by_line() -> None:
    data = _RECORD.encode() + _RECORD.replace("tea", "tea2").encode("latin-1")

    names = [record.csl["author"][0]["family"] for record in read(data) if isinstance(record, Work)]

    assert names == ["Müller", "Müller"]


def test_a_record_without_an_end_ends_where_the_next_begins() -> None:
    data = _RECORD.replace("ER  - \n", "") + _RECORD.replace("Tea", "Coffee").replace("ER  - \n", "")

    assert [(record.line, record.title) for record in read(data) if isinstance(record, Work)] == [
        (1, "Tea"),
        (6, "Coffee"),
    ]


def test_four_hundred_authors_are_all_kept() -> None:
    names = "".join(f"AU  - Author{number}, A.\n" for number in range(400))

    assert len(work(_RECORD.replace("AU  - Müller, Jörg\n", names)).csl["author"]) == 400


def test_the_content_tells_the_format_whatever_the_name_says() -> None:
    nbib = opened(io.BytesIO(b"\nPMID- 12345\nTI  - Tea.\n"))
    bibtex = opened(io.BytesIO(b"% Encoding: UTF-8\n@article{a, title={Tea}}"))
    single = opened(io.BytesIO(b'{"type": "book", "title": "Tea"}'))

    assert [nbib.format.name, bibtex.format.name, single.format.name] == ["nbib", "bibtex", "csl-json"]


def test_exports_of_several_databases_in_one_file_are_all_read() -> None:
    nbib = "PMID- 12345\nTI  - Milk.\nDP  - 2019 Mar\nFAU - Roe, B\n"
    refer = "%0 Journal Article\n%T Water\n%D 2018\n"

    found = [
        (record.title, record.year)
        for record in read(f"{_RECORD}\n{nbib}\n{refer}\n{_RECORD}")
        if isinstance(record, Work)
    ]

    assert found == [("Tea", "2020"), ("Milk", "2019"), ("Water", "2018"), ("Tea", "2020")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b" \r\n\t", "There is nothing in it."),
        (b"%PDF-1.7 ...", "This is a PDF file, not an export of references. Paste its list of references instead."),
        (b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04" * 30, "This is no text, so it holds no references."),
        (
            b"<!DOCTYPE html><html><p>Sign in</p></html>",
            "This is a web page or XML of another kind, not an export of references.",
        ),
    ],
)
def test_what_is_no_export_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data)

    assert str(refused.value) == sentence


def test_entities_are_neither_expanded_nor_followed() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]><PubmedArticleSet>'
    )
    record = (
        "<PubmedArticle><MedlineCitation><PMID>1</PMID>"
        "<Article><ArticleTitle>{}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )
    whole = (
        bomb
        + record.format("&b;")
        + record.format("&f;")
        + record.format("Tea &amp; cake&eacute;")
        + "</PubmedArticleSet>"
    )

    found = read(whole)

    assert [type(record).__name__ for record in found] == ["Refused", "Refused", "Work"]
    assert isinstance(found[2], Work)
    assert found[2].title == "Tea & cakeé"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Tea <script>alert(1)</script> &amp; <b>cake</b>", "Tea & cake"),
        ("p &lt; 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("CO<sub>2</sub>, 10<sup>9</sup>, e<sup>x</sup>", "CO₂, 10⁹, e^(x)"),
        ("&lt;i&gt;H. pylori&lt;/i&gt;", "H. pylori"),
        ("The <foo>bar</foo> of <IL-6", "The bar of <IL-6"),
        ("$\\beta_2$-agonists at $5", "β₂-agonists at $5"),
        ("a\u202eb\u0007c\u200bd", "abcd"),
    ],
)
def test_titles_are_plain_words(typed: str, expected: str) -> None:
    assert work(_RECORD.replace("Tea", typed)).title == expected


def test_a_false_doi_is_left_out_and_said() -> None:
    found = work(_RECORD.replace("10.5555/tea", "10.1/<script>"))

    assert (found.doi, [str(note) for note in found.notes]) == ("", ["“10.1/<script>” is no DOI and is left out."])


def test_a_title_that_does_not_fit_is_refused() -> None:
    assert read(_RECORD.replace("Tea", "T" * 601)) == [
        Refused(1, "The title is longer than 600 letters.", "T" * 80 + "…")
    ]


def test_a_record_as_long_as_a_file_costs_itself() -> None:
    long = _RECORD.replace("Tea", "Tea\n" + "word " * 220_000)

    found = read(long + _RECORD)

    assert [type(record).__name__ for record in found] == ["Refused", "Work"]


def test_a_record_is_read_before_the_next_is_there() -> None:
    """Nothing waits for the end of the file: that is what keeps memory constant."""

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked += 1
            return _RECORD.encode() * (size // len(_RECORD.encode()))

        def seek(self, *_where: int) -> int:
            return 0

    stream = Endless()
    records = opened(stream).records  # type: ignore[arg-type]
    found = [next(records) for _record in range(1_000)]

    assert (len(found), stream.asked) == (1_000, 2)


@given(st.binary(max_size=3_000))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    try:
        found = read(data)
    except Refusal:
        return
    assert all(isinstance(record, (Work, Wanted, Refused)) for record in found)


@pytest.mark.parametrize("format_", _READERS, ids=lambda format_: format_.name)
@given(st.data())
def test_no_text_is_too_odd_for_any_reader(format_: recognising.Format, data: st.DataObject) -> None:
    """Whole texts and texts of the signs and tags that the formats are made of, in pieces of any length."""
    signs = st.sampled_from(
        ["TY  - JOUR", "TI  - ", "ER  - ", "PMID- 1", "%0 Book", "%T ", "@article{", "title={", "}", '"', "#", ",", "=", "\\", "$",
         "<ref>",
         "</ref>", "<PubmedArticle>", "</PubmedArticle>", "<mixed-citation>", "&a;", "[", "]", "{", '{"title":', "\n", "\r", "a", "ß",
         "\x00",
         "\ud800", "10.1000/a", "<sub>", "2020"]
    )  # fmt: skip
    pieces = data.draw(st.lists(st.text(max_size=50) | st.lists(signs, max_size=30).map("".join), max_size=4))

    for record in format_.read(pieces):
        assert isinstance(record, (Work, Wanted, Typed, Refused))
        assert record.line >= 0
        if isinstance(record, Work):
            assert record.title.strip() == record.title != ""
