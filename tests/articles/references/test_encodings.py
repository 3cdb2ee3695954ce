"""Lines of text out of bytes, whatever their line ends and encodings, with numbers that a person finds again."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.encodings import LONGEST_LINE, Line, encoding_of, lines, text_pieces


def test_every_line_end_counts_once() -> None:
    found = list(lines(["a\r", "\nb\rc\n", "\n\x85d"]))

    assert found == [Line(1, "a"), Line(2, "b"), Line(3, "c"), Line(4, ""), Line(5, ""), Line(6, "d")]


@given(st.lists(st.text(alphabet="ab\r\n", max_size=6), max_size=8))
def test_lines_do_not_depend_on_where_the_pieces_are_cut(pieces: list[str]) -> None:
    assert list(lines(pieces)) == list(lines(["".join(pieces)]))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Müller".encode(), "utf-8"),
        ("Müller and Gößweinstein, naïve façade".encode("cp1252"), "cp1252"),
        ("“Tea” – 5 €".encode("cp1252"), "cp1252"),
        ("Müller".encode("utf-16"), "utf-16"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?><a>Łódź</a>'.encode("iso-8859-2"), "iso8859-2"),
    ],
)
def test_the_encoding_shows_itself(data: bytes, expected: str) -> None:
    assert encoding_of(data) == expected


def test_cyrillic_is_not_read_as_western() -> None:
    data = ("Журнал придуманной медицины и вымышленных исследований\n" * 5).encode("cp1251")

    assert "Журнал" in "".join(text_pieces(io.BytesIO(data)))


def test_a_line_without_end_is_handed_on_in_parts() -> None:
    data = ("ä" * LONGEST_LINE).encode()

    found = list(lines(text_pieces(io.BytesIO(data))))

    assert "".join(line.text for line in found) == "ä" * LONGEST_LINE
    assert max(len(line.text) for line in found) <= 2 * LONGEST_LINE


@given(st.binary(max_size=500))
def test_all_bytes_become_text(data: bytes) -> None:
    assert isinstance("".join(text_pieces(io.BytesIO(data))), str)
