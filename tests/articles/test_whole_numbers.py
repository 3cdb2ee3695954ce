import pytest

from articles.whole_numbers import number_in


@pytest.mark.parametrize(("typed", "number"), [("12", 12), ("007", 7), ("9" * 15, 999_999_999_999_999)])
def test_number_is_read(typed: str, number: int) -> None:
    assert number_in(typed) == number


@pytest.mark.parametrize("typed", ["", " 1", "-1", "1.5", "1e3", "١٢", "²", "twelve", "9" * 16, "9" * 5000])
def test_anything_else_is_no_row(typed: str) -> None:
    assert number_in(typed) == 0
