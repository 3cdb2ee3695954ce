"""ORCID iDs: their check digit, their spellings, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.orcid import NoOrcid, check_digit, normal, validate_orcid

# Those that ORCID itself gives as examples in its documentation.
KNOWN = ("0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X")


@pytest.mark.parametrize("known", KNOWN)
def test_known_identifiers_are_taken_in_every_spelling(known: str) -> None:
    spellings = (known, known.lower(), known.replace("-", ""), f"https://orcid.org/{known}/", f" orcid.org/{known}")

    assert {normal(typed) for typed in spellings} == {known}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0000-0002-1825-0098", "its last digit does not fit"),
        ("0000-0002-1852-0097", "its last digit does not fit"),
        ("0000-0002-1825", "sixteen digits"),
        ("0000-0002-1825-00970", "sixteen digits"),
        ("X000-0002-1825-0097", "sixteen digits"),
        ("٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧", "sixteen digits"),
        ("nobody", "sixteen digits"),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(NoOrcid, match=said):
        normal(typed)


def test_nothing_stays_nothing() -> None:
    assert normal("  ") == ""


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, at: int, more: int) -> None:
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]

    assert check_digit(wrong) != check_digit(digits)


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 13))
def test_two_neighbours_that_changed_places_are_always_noticed(digits: str, at: int) -> None:
    turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]

    assert turned == digits or check_digit(turned) != check_digit(digits)


def test_a_field_holds_the_usual_spelling_alone() -> None:
    validate_orcid("0000-0002-1825-0097")

    with pytest.raises(NoOrcid, match="Write it as"):
        validate_orcid("0000000218250097")
