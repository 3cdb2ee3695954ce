"""A publisher's colour can be read wherever it stands, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import colours
from articles.colours import DARK, ENOUGH, LIGHT, Scheme

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(colours.contrast(one, other), 2) == ratio


@pytest.mark.parametrize(
    ("typed", "read"), [(" #512A60 ", "#512a60"), ("512a60", "#512a60"), ("#512", ""), ("red", ""), ("#512a60;", "")]
)
def test_a_colour_is_six_hexadecimal_digits(typed: str, read: str) -> None:
    assert colours.read(typed) == read


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@given(colour=COLOURS)
def test_the_nearest_colour_passes_everywhere(scheme: Scheme, colour: str) -> None:
    nearest = colours.nearest(colour, scheme)

    assert colours.least_contrast(nearest, scheme) >= ENOUGH
    assert colours.nearest(nearest, scheme) == nearest


def test_a_colour_that_passes_is_left_as_it_is() -> None:
    assert colours.nearest("#512a60", LIGHT) == "#512a60"
    assert colours.nearest("#d6b8e4", DARK) == "#d6b8e4"


def test_a_pale_orange_becomes_a_dark_orange_and_no_grey() -> None:
    assert colours.nearest("#ff9933", LIGHT) == "#a45200"


@pytest.mark.parametrize(
    ("scheme", "names"), [(LIGHT, ("paper", "ground", "tint")), (DARK, ("paper", "ground", "tint"))]
)
def test_the_grounds_are_those_of_the_style_sheet(scheme: Scheme, names: tuple[str, ...]) -> None:
    light, _media, dark = Path("styles/look/_tokens.scss").read_text().partition("@media")
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", light if scheme is LIGHT else dark))

    assert scheme.grounds == tuple("#ffffff" if tokens[name] == "#fff" else tokens[name] for name in names)


def test_shades_can_be_read_on_each_other() -> None:
    for colour, scheme in (("#0a5c36", LIGHT), ("#7fd6a5", DARK)):
        found = colours.shades(colour, scheme)
        for upper, lower in (
            ("--brand", "--brand-ground"),
            ("--on-brand", "--brand"),
            ("--on-brand", "--brand-strong"),
            ("--on-button", "--button-strong"),
        ):
            assert colours.contrast(found[upper], found[lower]) >= ENOUGH
