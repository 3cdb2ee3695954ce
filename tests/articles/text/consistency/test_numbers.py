"""What numbers of a sentence are read as: equal amounts are equal, however they are written."""

from __future__ import annotations

import pytest

from articles.text.consistency.numbers import facts


def stated(sentence: str) -> list[tuple[str, str, str]]:
    return [(fact.dimension, str(fact.low), str(fact.high)) for fact in facts(sentence) if not fact.is_extra]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("500 mcg", "0.5 mg"),
        ("500 micrograms", "half a milligram"),
        ("1,000 mg", "1000 mg"),
        ("0.5 g", "500 mg"),
        ("5-10 mg", "5 to 10 mg"),
        ("between 5 and 10 mg", "5–10 mg"),
        ("BID", "every 12 hours"),
        ("twice a day", "2 times daily"),
        ("q6h", "four times a day"),
        ("on alternate days", "every other day"),
        ("14 out of every 100 people", "14%"),
        ("14 of 100 people", "14%"),
        ("10 mg/kg", "10 mg for each kilogram of body weight"),
        ("2 weeks", "fourteen days"),
        ("6 months", "half a year"),
        ("2.5 hours", "two and a half hours"),
        ("one tablet", "1 tablet"),
        ("38 °C", "38 degrees"),
        ("140/90 mmHg", "140 over 90"),
        ("aged 65 years", "if you are 65 or older"),
        ("week 2", "the second week"),
        ("4.16 per 100,000 people", "4.16 per 100 000 people"),
        ("t.d.s.", "3x/day"),
        ("5 mg nocte", "5 mg at night"),
        ("every 8 hrs", "every eight hours"),
        ("every second day", "every other day"),
        ("six-monthly", "twice a year"),
        ("5 mg/week", "5 mg per week"),
        ("one hundred and fifty mg", "150 mg"),
        ("1.5 million units", "1500000 units"),
        ("point five mg", "0.5 mg"),
        ("a quarter of a tablet", "0.25 tablet"),
        ("5 milligrammes", "5 mg"),
        ("a couple of tablets", "two tablets"),
        ("12\u00a0500 units", "12,500 units"),
        ("1 500 000 units", "1.5 million units"),
        ("1 in 10 or more", "1 or more people out of 10"),
        ("0.5 mL/kg/hour", "half a millilitre of urine per kilo each hour"),
        ("1–5 per 10,000", "Out of 10,000 courses, from one to five"),
        ("3 times a day", "three rounds a day"),
        ("4 times a day", "four times in a day"),
        ("BP 130/80", "130/80 mmHg"),
        ("two thousand five hundred mg", "2500 mg"),
        ("seven point five mg", "7.5 mg"),
        ("two teaspoonfuls", "10 mL"),
        ("800 international units", "800 units"),
        ("three quarters of an hour", "45 minutes"),
        ("an hour and a half", "90 minutes"),
        ("one-and-a-half tablets", "1.5 tablets"),
        ("for 6/52", "for six weeks"),
        ("another week", "a further week"),
        ("3 and 12 months", "three months and twelve months"),
        ("15 or more days", "15 days or more"),
        ("twenty-one days", "21 days"),
        ("200 to 300 mg", "between two hundred and three hundred milligrams"),
        ("one and a quarter milligrams", "1.25 mg"),
        ("0·5 mg", "0.5 mg"),
        ("2 × 500 mg", "two tablets of 500 mg"),
        ("two 5 mL spoonfuls", "10 mL"),
        ("20 mL an hour", "20 mL every hour"),
        ("25 breaths a minute", "25/min"),
        ("8-weekly", "every eight weeks"),
        ("2 sessions weekly", "two times a week"),
        ("300 mg per square metre", "300 mg/m²"),
        ("one person in every 1,000", "1 in 1,000"),
        ("NNT 20", "1 in 20"),
        ("half to one milligram", "0.5 to 1 mg"),
        ("5, 6 or 7 days", "5 to 7 days"),
        ("37+0 weeks", "37 weeks"),
    ],
)
def test_the_same_number_in_other_words_is_the_same(one: str, other: str) -> None:
    assert stated(one) == stated(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("14.3%", "1 in 7"), ("33%", "a third"), ("28%", "3 in 10"), ("12 weeks", "3 months"), ("4 weeks", "a month")],
)
def test_rounded_shares_and_months_count_as_equal(one: str, other: str) -> None:
    (left, *_more), (right, *_others) = facts(f"in {one} of them"), facts(f"in {other} of them")

    assert left.equals(right)


@pytest.mark.parametrize(
    ("one", "other"), [("6 weeks", "7 weeks"), ("10%", "12%"), ("5 mg", "5.5 mg"), ("5 mg", "5 mL")]
)
def test_other_amounts_do_not(one: str, other: str) -> None:
    (left, *_more), (right, *_others) = facts(one), facts(other)

    assert not left.equals(right)


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("if it is below 30 mL/min", -1),
        ("if it is 30 mL/min or less", -1),
        ("no more than 30 mg", -1),
        ("do not take more than 30 mg", -1),
        ("never more than 30 mg", -1),
        ("up to 30 mg", -1),
        ("≤30 mg", -1),
        ("over 30 mg", 1),
        ("30 mg or more", 1),
        ("at least 30 mg", 1),
        ("not less than 30 mg", 1),
        ("people older than 30", 1),
        ("you should not have it if it is more than 30 mg", 1),
        ("not licensed under 30 years", -1),
        ("30 mg at most", -1),
        ("30 mg at least", 1),
        ("do not give less than 30 mg", 1),
        ("do not apply more than 30 mg", -1),
        ("30 mg is the upper limit", -1),
        ("5% of your weight or more", 1),
        ("from 65 years of age", 1),
        ("not for a child above the age of 6 years", 1),
        ("within 1 hour of contact", -1),
        ("take 30 mg", 0),
        ("Carry on for 6 months at the very most.", -1),
        ("Carry on for 6 months at the very least.", 1),
        ("Not before the age of 6 months.", 1),
        ("Give it after the age of 6 months.", 1),
        ("Give it before the age of 6 months.", -1),
        ("Only allowed in the first 6 weeks.", -1),
        ("You need 10 mg of zolpidem or more.", 1),
        ("A score higher than −2.5.", 1),
    ],
)
def test_direction_of_a_threshold(sentence: str, direction: int) -> None:
    assert [fact.direction for fact in facts(sentence) if not fact.is_extra] == [direction]


def test_what_stands_in_brackets_goes_the_same_way() -> None:
    found = [fact.direction for fact in facts("below 10,000 IU (3,000 micrograms)") if not fact.is_extra]

    assert found == [-1, -1]


def test_nothing_of_nobody_is_no_share() -> None:
    assert stated("Of the 0 people asked, 0 were ill.") == [("number", "0", "0")]


def test_a_dose_with_its_spread_is_one_number() -> None:
    assert stated("80±15 years") == [("time", "42048000", "42048000")]


def test_tablets_times_their_strength_are_an_amount_too() -> None:
    extra = [(str(fact.low), str(fact.high)) for fact in facts("Take one or two 500 mg tablets.") if fact.is_extra]

    assert extra == [("500", "1000")]


def test_tablets_of_two_strengths_are_added() -> None:
    found = [fact for fact in facts("One 50 and one 25 microgram tablet.") if fact.is_extra and len(fact.parts) == 4]

    assert [(fact.dimension, str(fact.low)) for fact in found] == [("mass", "3/40")]


def test_what_stands_right_before_a_strength_is_how_many() -> None:
    found = [fact for fact in facts("Chew four 75 mg aspirin.") if fact.is_extra]

    assert [(fact.dimension, str(fact.low)) for fact in found] == [("mass", "300")]


def test_a_liquid_is_worked_out() -> None:
    (dose,) = [fact for fact in facts("Give 10 mL (125 mg in 5 mL).") if fact.is_extra and fact.dimension == "mass"]

    assert dose.low == 250


def test_morning_and_evening_are_twice_a_day() -> None:
    assert [str(fact.low) for fact in facts("One in the morning and one at night.") if fact.is_extra] == ["2"]


def test_what_is_no_number_of_its_own_is_left_out() -> None:
    assert stated("Vitamin B12, the L4 root, CYP3A4, in 2019, IL-6, CO₂") == []
