"""The QR code that is drawn has the modules that the standard gives."""

import re
import string

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from articles.publishing import qr_masks
from articles.publishing.qr import QUIET, qr_code

ADDRESS = "https://health.example/c/K7Q-F3M-HTX"


def test_every_dark_module_is_drawn_and_no_other() -> None:
    found = qr_code(ADDRESS)

    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", found.path)
        for step in range(int(width))
    }
    rows = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert found.size == len(rows) + 2 * QUIET


def by_segno(words: str) -> list[list[int]]:
    return [list(row) for row in segno.make(words, error="m", micro=False).matrix]


@given(st.text(string.ascii_letters + string.digits + "/:.-?=&%", min_size=1, max_size=130))
def test_the_mask_is_the_one_that_segno_chooses(words: str) -> None:
    assert [list(row) for row in qr_masks.best(words)] == by_segno(words)


@pytest.mark.parametrize(
    "words", ["1", "https://health.example/c/" + "0" * 40, "https://health.example/c/" + "A" * 300]
)
def test_codes_of_every_size_are_as_segno_makes_them(words: str) -> None:
    assert [list(row) for row in qr_masks.best(words)] == by_segno(words)
