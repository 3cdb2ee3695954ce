"""Which records are the same work."""

from __future__ import annotations

import pytest

from articles.references.duplicates import are_same, identities, likeness
from articles.references.works import Work


def work(
    title: str, year: str = "2020", author: str = "Doe", *, kind: str = "article-journal", **identifiers: str
) -> Work:
    csl = {"type": kind, "title": title, "author": [{"family": author}], "issued": {"date-parts": [[year]]}}
    return Work({name: value for name, value in csl.items() if value}, **identifiers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (work("Tea before bed in adults"), work("TEA before bed,  in adults.")),
        (work("Thé avant le coucher: une étude"), work("The avant le coucher — une etude")),
        (work("Tea before bed in adults"), work("Tea before bed in adults: a trial")),
        (work("Tea before bed in adults"), work("RETRACTED: Tea before bed in adults")),
        (work("Tea before bed"), work("Tea before bed", author="van der Doe")),
        (work("Tea before bed", doi="10.5555/a"), work("Tea before bed", pmid="1")),
    ],
)
def test_one_work_in_two_spellings(one: Work, other: Work) -> None:
    assert (likeness(one) == likeness(other), are_same(one, other)) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (work("Global burden of invented disease: heart"), work("Global burden of invented disease: lung")),
        (work("Tea before bed", doi="10.5555/a"), work("Tea before bed", doi="10.5555/b")),
        (work("Tea before bed", "2020"), work("Tea before bed", "2021")),
        (work("Tea before bed"), work("Tea before bed", author="Roe")),
        (work("Tea: a drink"), work("Tea: a plant")),
    ],
)
def test_two_works_that_look_alike(one: Work, other: Work) -> None:
    assert not (likeness(one) == likeness(other) and are_same(one, other))


def test_without_a_year_nothing_but_an_identifier_tells() -> None:
    assert likeness(work("Tea before bed", "")) == ""


def test_the_isbn_of_a_chapter_is_that_of_its_book() -> None:
    isbn = "9780306406157"

    found = [list(identities(work("Tea", kind=kind, isbn=isbn))) for kind in ("book", "chapter")]

    assert found == [[("isbn", isbn)], []]
