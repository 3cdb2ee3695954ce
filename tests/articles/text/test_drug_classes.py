"""Which classes a drug is in."""

from __future__ import annotations

import pytest

from articles.text.drug_classes import classes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ibuprofen", {"nsaid"}),
        ("Nurofen", {"nsaid"}),
        ("sumatriptan", {"triptan"}),
        ("clopidogrel", {"antiplatelet"}),
        ("paroxetine", {"antidepressant", "ssri"}),
        ("apixaban", {"doac", "anticoagulant"}),
        ("doac", {"anticoagulant"}),
        ("paracetamol", set()),
        ("nsaid", set()),
        ("", set()),
    ],
)
def test_classes_of_a_drug(name: str, expected: set[str]) -> None:
    assert classes(name) == expected
