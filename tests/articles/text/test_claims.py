"""Which sentences rest on a source word for word, and whether a quote names their numbers."""

from __future__ import annotations

import pytest

from articles.text.claims import claims
from articles.text.dialect import canonical


def found(html: str) -> list[tuple[str, list[str], tuple[str, ...]]]:
    return [
        (claim.sentence, [amount.text for amount in claim.amounts], claim.keys) for claim in claims(canonical(html))
    ]


def test_doses_percentages_and_thresholds_are_claims_and_times_are_not() -> None:
    html = (
        "<p>Walk for 20 minutes twice a day. Start at 300 mg<cite data-key='a b'></cite>. It helped 14.3 % of people. "
        "Do not give below 30.</p><p>Weigh in at 70 kg.</p>"
    )

    assert found(html) == [
        ("Start at 300 mg.", ["300 mg"], ("a", "b")),
        ("It helped 14.3 % of people.", ["14.3 %"], ("a", "b")),
        ("Do not give below 30.", ["below 30"], ("a", "b")),
    ]


def test_each_row_of_a_table_is_a_claim_of_its_own() -> None:
    html = (
        "<table><tbody><tr><td>Adults</td><td>500 mg</td></tr>"
        "<tr><td>Children<cite data-key='a'></cite></td><td>10 mg/kg</td></tr></tbody></table>"
    )

    assert [(amounts, keys) for _sentence, amounts, keys in found(html)] == [
        (["500 mg"], ("a",)),
        (["10 mg/kg"], ("a",)),
    ]


@pytest.mark.parametrize(
    ("quote", "lacking"),
    [
        ("Patients began with 0.5 g.", ()),
        ("Patients began with 500 milligrams of it.", ()),
        ("Patients began with 50 mg.", ("500 mg",)),
        ("Patients began with 500 µg.", ("500 mg",)),
        ("Patients began low.", ("500 mg",)),
    ],
)
def test_quote_names_the_same_number_and_unit_in_any_spelling(quote: str, lacking: tuple[str, ...]) -> None:
    (claim,) = claims(canonical("<p>Start at 500 mg.</p>"))

    assert claim.lacking(quote) == lacking


def test_text_without_an_amount_claims_nothing() -> None:
    assert found("<p>Rest.</p>") == []
