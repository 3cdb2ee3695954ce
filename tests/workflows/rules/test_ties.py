"""What ties a member to an article, by names alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.ties import Interest, Kind, Tie, institutions, named_interests, shared_institutions

TEXT = "Leg pain\nStart gabapentin at 300 mg. Funded by Example Pharma and the Walking Society."


@pytest.mark.parametrize(
    ("affiliation", "named"),
    [
        ("", set()),
        ("Department of Neurology, University of Example, Example City", {"university of example"}),
        ("Dept. of Neurology; The Example Hospital", {"example hospital"}),
        ("Charité, Berlin", {"charité"}),
        ("Neurology Unit, Acme Clinics (fictional)", {"neurology unit", "acme clinics"}),
        ("Chair of Medicine, Universität Musterstadt", {"universität musterstadt"}),
    ],
)
def test_institutions_are_found_among_departments_and_places(affiliation: str, named: set[str]) -> None:
    assert institutions(affiliation) == named


def test_same_institution_is_found_whatever_the_department() -> None:
    others = ["Section of Pain, university of  example", "Other Hospital, Example City", ""]

    found = list(shared_institutions("Department of Neurology, University of Example, Example City", others))

    assert found == [Tie(Kind.INSTITUTION, "University of Example")]


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ("University of Example, Springfield", "Example Hospital, Springfield"),
        ("Department of Neurology, University of Example", "Department of Neurology, University of Sample"),
        ("", ""),
        ("Example Hospital", ""),
    ],
)
def test_same_town_or_same_kind_of_department_is_no_tie(mine: str, other: str) -> None:
    assert list(shared_institutions(mine, [other])) == []


@pytest.mark.parametrize(
    ("entity", "details", "found"),
    [
        ("Example Pharma Ltd", "", [Tie(Kind.COMPANY, "Example Pharma Ltd")]),
        ("Other GmbH; example pharma", "", [Tie(Kind.COMPANY, "example pharma")]),
        ("Other", "lectures on Gabapentin", [Tie(Kind.DRUG, "gabapentin")]),
        ("Walking", "", [Tie(Kind.COMPANY, "Walking")]),
        ("Walk", "", []),
        ("Ex", "", []),
        ("Other", "lectures on naproxen", []),
    ],
)
def test_declared_entities_and_drugs_are_found_in_the_article(entity: str, details: str, found: list[Tie]) -> None:
    assert list(named_interests([Interest("consulting", entity, details)], TEXT)) == found


def test_one_tie_is_named_once() -> None:
    twice = [Interest("consulting", "Example Pharma", "gabapentin"), Interest("stock", "Example Pharma", "gabapentin")]

    assert list(named_interests(twice, TEXT)) == [Tie(Kind.COMPANY, "Example Pharma"), Tie(Kind.DRUG, "gabapentin")]


def test_tie_says_what_it_is_about() -> None:
    assert Tie(Kind.INSTITUTION, "Example Hospital").sentence == (
        "They share an institution with a contributor: Example Hospital"
    )


@given(st.text(max_size=80))
def test_whoever_shares_a_whole_affiliation_shares_every_institution_in_it(affiliation: str) -> None:
    ties = list(shared_institutions(affiliation, [affiliation]))

    assert len(ties) == len(institutions(affiliation))
