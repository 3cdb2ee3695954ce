"""Tables beside files, names of files."""

from __future__ import annotations

import datetime

import pytest

from articles.importing.moving_table import day_of, read
from articles.importing.naming import Named, is_ignored, named
from articles.refusals import Refusal


def test_columns_are_known_by_several_names_and_any_delimiter() -> None:
    for sign in ",;\t":
        table = read(
            sign.join(("\ufeffFilename", "Old_addresses", "Reviewer")) + "\r\n" + sign.join(("a.md", "/a  /b", "Dr X"))
        )

        assert table.rows[0].values == {"file": "a.md", "addresses": "/a /b", "approved_by": "Dr X"}


def test_a_cell_with_line_ends_is_one_value() -> None:
    table = read('file,title\na.md,"Two\nlines"\n')

    assert table.rows[0].values["title"] == "Two lines"


def test_a_table_without_a_column_for_files_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read("title,slug\na,b\n")

    assert str(refused.value) == "The table has no column “file”."


def test_a_file_that_is_named_twice_counts_once() -> None:
    table = read("file,title\na.md,One\nA.md,Two\n")

    assert (table.by_file["a.md"].values["title"], [str(said) for said in table.remarks]) == (
        "One",
        ["Line 3 names “A.md” again and was not read."],
    )


def test_what_is_no_date_or_audience_is_a_remark() -> None:
    table = read("file,review due,audience\na.md,05/06/2024,dogs\n")

    assert (table.rows[0].values, [str(said) for said in table.rows[0].remarks]) == (
        {"file": "a.md"},
        ["“05/06/2024” is no date such as 2024-05-31.", "“dogs” is no audience."],
    )


@pytest.mark.parametrize("words", ["2024-05-31", "31.05.2024", "31 May 2024", "2024/05/31"])
def test_days_are_read_where_they_mean_one_day(words: str) -> None:
    assert day_of(words) == datetime.date(2024, 5, 31)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("gout.md", Named("gout", "")),
        ("Gout-patient.docx", Named("gout", "patient")),
        ("gout (professional).docx", Named("gout", "clinician")),
        ("gout.clinician.md", Named("gout", "clinician")),
        ("patients/gout.md", Named("gout", "patient")),
        ("site/HCP/gout.md", Named("site/gout", "clinician")),
        ("caring-for-patients.md", Named("caring-for", "patient")),
        ("patients.md", Named("patients", "")),
    ],
)
def test_names_say_article_and_audience(path: str, found: Named) -> None:
    assert named(path) == found


@pytest.mark.parametrize("path", ["__MACOSX/a.md", "a/.DS_Store", ".git/config", "Thumbs.db", "~$a.docx"])
def test_leftovers_of_systems_are_ignored(path: str) -> None:
    assert is_ignored(path)
