"""Products that hold several substances."""

from __future__ import annotations

import pytest

from articles.text.combinations import held_by, products_with, same_product


@pytest.mark.parametrize("asked", ["codeine", "Codeine"])
def test_products_are_found_by_what_they_hold(asked: str) -> None:
    assert products_with(asked)[:3] == ("co-codamol", "cocodamol", "solpadol")
    assert "nurofen-plus" in products_with(asked)


def test_a_brand_name_finds_what_its_substance_finds() -> None:
    assert products_with("tylenol") == products_with("paracetamol")


def test_a_product_has_its_other_names_and_says_what_it_holds() -> None:
    assert same_product("Septrin") == ("co-trimoxazole", "septrin", "bactrim")
    assert held_by("bactrim") == ("sulfamethoxazole", "trimethoprim")


def test_what_is_no_product_has_nothing() -> None:
    assert (products_with("walking"), same_product("walking"), held_by("walking")) == ((), (), ())


def test_nothing_stands_for_two_products() -> None:
    every = [
        name for substance in ("paracetamol", "metformin", "hydrochlorothiazide") for name in products_with(substance)
    ]

    assert len(every) == len(set(every))
