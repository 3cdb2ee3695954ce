"""A pattern that is looked for where its first words stand finds what it finds everywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import quantities, sentences
from articles.text.beginnings import beginning, small
from articles.text.dosing import mentions

SPOKEN = """
    take give 10 mg 2.5 mL ½ half a tablet twice once or every 6 hours a day per week in the morning at night at bedtime as needed
    if required when necessary with food before meals after eating every meal on alternate days in 2 divided doses a single dose
    as one dose b.d. BD tds q6h q.i.d. PRN stat adults children aged 12 years and over under 5 weighing less than 40 kg eGFR below 30
    mL/min severe renal impairment not recommended for pregnant women by mouth IV i.v. into the muscle under the tongue on the skin
    SC subcut eye drops suppository inhaled PO p.o. pessary nasal gel . … ? ! < > ≥ – to / ( ) , ; fortnight 3 daily weekly biweekly
    up to at most 24 hours hourly nightly each evening 1,000 5 × 10⁹ .5
""".split()  # noqa: SIM905
WORDS = st.sampled_from([*SPOKEN, *(word.title() for word in SPOKEN), *(word.upper() for word in SPOKEN)])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "", "-"])), max_size=25).map(
    lambda pairs: "".join(f"{word}{gap}" for word, gap in pairs)
)


@pytest.mark.parametrize(
    ("whole", "first", "in_small"),
    [
        (mentions._ROUTE, mentions._ROUTE_FIRST, True),
        (mentions._FREQUENCY, mentions._FREQUENCY_FIRST, True),
        (mentions._POPULATION, mentions._POPULATION_FIRST, True),
        (quantities._QUANTITY, quantities._FIRST, False),
        (sentences._STOP, sentences._STOP_FIRST, False),
    ],
)
@given(text=TEXTS)
def test_first_words_miss_nothing(whole: re.Pattern[str], first: re.Pattern[str], in_small: bool, text: str) -> None:
    found = [match.span() for match in beginning(whole, first, text, in_small=in_small)]

    assert found == [match.span() for match in whole.finditer(text)]


@given(st.text())
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    lowered = small(text)

    assert len(lowered) == len(text)


def test_a_letter_that_becomes_two_stays() -> None:
    lowered = small("İN")

    assert lowered == "İn"
