"""Codes of copies: every typing error is seen, and nothing about how it is typed matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.copy_codes import ALPHABET, LENGTH, checked, is_whole, new_code, shown, typed

CODES = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(checked)


def test_codes_are_whole_and_none_is_like_another() -> None:
    codes = [new_code() for _time in range(500)]

    assert (all(map(is_whole, codes)), len(set(codes))) == (True, 500)


def test_no_sign_can_be_taken_for_another() -> None:
    assert set("0O1IL2Z5S8BGV") & set(ALPHABET) == set()


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_seen(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]

    assert is_whole(wrong) == (wrong == code)


@given(CODES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_are_always_seen(code: str, one: int, other: int) -> None:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]

    assert is_whole("".join(signs)) == ("".join(signs) == code)


@given(CODES)
def test_code_is_known_however_it_is_typed(code: str) -> None:
    ways = (code, shown(code), shown(code).lower(), f" {code[:4]} {code[4:]} ")

    assert [typed(way) for way in ways] == [code] * 4


@pytest.mark.parametrize("text", ["", "K7Q", "0" * 9, "3" * 10, "x" * 10_000, "\x00", "'; DROP TABLE", "ÄÖÜ-ÄÖÜ-ÄÖÜ"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert typed(text) == ""
