import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.quantities import Quantity, figures, join, quantities, tokens
from articles.text.units import standard

PIECES = [
    "10",
    "1,000",
    "2.5",
    "½",
    "mg",
    "mg/kg",
    "two",
    "tablets",
    "daily",
    " ",
    "\u00a0",
    "-",
    "–",
    "/",
    "<",
    ".",
    "word",
]
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


def pairs(text: str) -> list[tuple[str, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(text)]


def test_a_quantity_says_where_it_stands() -> None:
    assert quantities("Take 10–25mg at night") == (Quantity("10–25", "mg", 5, 12, "10–25mg"),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 mg", [("10", "mg")]),
        ("10\u00a0mg", [("10", "mg")]),
        ("10-mg tablet", [("10", "mg")]),
        ("1 500 000 units, 50 000 IU", [("1500000", "unit"), ("50000", "IU")]),
        ("1,000 mg, 1 000 mg, 1\u202f500 mg", [("1000", "mg"), ("1000", "mg"), ("1500", "mg")]),
        ("day 3 100 mg", [("100", "mg")]),
        ("0.5 mg/kg/day", [("0.5", "mg/kg/day")]),
        ("0.5 mg per kg per day", [("0.5", "mg/kg/day")]),
        ("10 mg/kg/24 h", [("10", "mg/kg/day")]),
        ("60 mL/min/1.73 m²", [("60", "mL/minute/1.73 m²")]),
        ("10 mcg, 10 μg, 10 micrograms", [("10", "µg")] * 3),
        ("1.5 to 2 g", [("1.5–2", "g")]),
        ("2-4 weeks, 2 — 4 wks", [("2–4", "week"), ("2–4", "week")]),
        ("5%, 5 percent", [("5", "%"), ("5", "%")]),
        ("120/80 mmHg", [("120/80", "mmHg")]),
        ("<5 mmol/L, ≥ 126 mg/dL", [("<5", "mmol/L"), ("≥126", "mg/dL")]),
        ("37.5 °C", [("37.5", "°C")]),
        ("100 units/kg, 400 IU, 5 U", [("100", "unit/kg"), ("400", "IU"), ("5", "unit")]),
        ("2½ tablets, ½ tablet", [("2½", "tablet"), ("½", "tablet")]),
        ("1,5 mg", [("1,5", "mg")]),
        ("10⁹ cells/L, 4.5 × 10⁹/L", [("10⁹", "cell/L"), ("4.5×10⁹", "/L")]),
        ("two tablets for six weeks", [("two", "tablet"), ("six", "week")]),
        ("two to three puffs", [("two–three", "puff")]),
        ("a 65-year-old", [("65", "year")]),
        ("24h", [("24", "hour")]),
        ("10 mg TID, b.i.d.", [("10", "mg"), ("", "tid"), ("", "bid")]),
        ("twice a day, once daily, every other day", [("", "twice/day"), ("", "once daily"), ("", "every other day")]),
        ("every 8 hours, q8h", [("8", "hour"), ("", "q8h")]),
        ("3 times a day", [("3", "time/day")]),
        ("10 mg.", [("10", "mg")]),
    ],
)
def test_quantities_of_medicine_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert pairs(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "in 2020",
        "14 out of every 100",
        "vitamin B12",
        "L4-5",
        "5 T cells",
        "10 Mg",
        "mg",
        "version 1.2.3 m",
        "10 milestones",
    ],
)
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert pairs(text) == []


def test_a_quantity_is_one_token() -> None:
    assert tokens("Don't take 1,000\u00a0mg, or <5 g/L (10 of 12).") == (
        *("Don't", "take", "1,000 mg", ",", "or", "<5 g/L", "(", "10", "of", "12", ")", "."),
    )


@given(WORDS)
def test_tokens_leave_out_white_space_only(text: str) -> None:
    def bare(words: str) -> str:
        return "".join(words.split())

    assert bare("".join(tokens(text))) == bare(text)


@given(WORDS)
def test_quantities_stand_where_they_say_in_order(text: str) -> None:
    found = quantities(text)

    assert [text[quantity.start : quantity.end] for quantity in found] == [quantity.text for quantity in found]
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_figures_are_all_numbers_with_or_without_a_unit() -> None:
    assert figures("5 or 10 mg in 1,200 people, CO₂") == (("5", ""), ("10", "mg"), ("1200", ""), ("CO₂", ""))


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>10 mg</p>", "<p>10\u00a0mg</p>"),
        ("<p>10mg and 10-mg</p>", "<p>10mg and 10-mg</p>"),
        ("<p>two tablets</p>", "<p>two\u00a0tablets</p>"),
        ("<p><strong>10</strong> mg</p>", "<p><strong>10</strong>\u00a0mg</p>"),
        ("<p>10<strong> mg</strong></p>", "<p>10<strong>\u00a0mg</strong></p>"),
        ("<p>&lt;5 mg</p>", "<p>&lt;5\u00a0mg</p>"),
        ('<p>x <img alt="10 mg"> <a href="https://example.org/10 mg">y</a></p>',) * 2,
        ("<p>10</p><p> mg</p>",) * 2,
        ("<p>10<sup>9</sup> 5<cite data-key='k'></cite> mg</p>",) * 2,
        ("<td>10</td><td> mg</td>",) * 2,
    ],
)
def test_s12_number_and_unit_stay_on_one_line(html: str, joined: str) -> None:
    assert join(html) == joined


@given(WORDS)
def test_joining_changes_blanks_only(text: str) -> None:
    html = f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>"

    joined = join(html)

    assert re.sub("\u00a0", " ", joined) == re.sub("\u00a0", " ", html)
    assert join(joined) == joined


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1 " * 10_000, "1-" * 10_000, "mg/" * 10_000, "one to " * 5_000, "." * 20_000]
)
def test_text_made_to_exhaust_a_pattern_is_read(text: str) -> None:
    assert "".join(" ".join(tokens(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("unit", "one"), [("mcg", "µg"), ("tablets", "tablet"), ("mg per day", "mg/day"), ("odd", "odd")]
)
def test_a_unit_has_one_spelling(unit: str, one: str) -> None:
    assert standard(unit) == one
