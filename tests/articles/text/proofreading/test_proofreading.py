"""What a careful reader would mark in one text is found; what only looks like it is left alone."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import given

from articles.text.consistency import Flag, Kind, Severity
from articles.text.dialect import canonical
from articles.text.proofreading import numbers_of, proofread
from tests.articles.text.markup import HTML

BRITISH = numbers_of("GB", "999")
MUST, LOOK, NOTE = Severity.MUST_ANSWER, Severity.WORTH_A_LOOK, Severity.NOTE
SAMPLES = sorted(path for path in Path("workflows/samples/articles").glob("*/*.html") if "summary" not in path.name)


def found(text: str) -> tuple[Flag, ...]:
    html = text if text.startswith("<") else f"<p>{escape(text, quote=False)}</p>"
    return proofread(canonical(html), BRITISH)


def told(text: str) -> list[tuple[Kind, Severity, str]]:
    return [(flag.kind, flag.severity, dict(flag.values)["left"]) for flag in found(text)]


@pytest.mark.parametrize(
    ("text", "quote", "severity"),
    [
        ("She was 170 years old when she came.", "170 years old", MUST),
        ("A 170-year-old man fell.", "170-year-old man", MUST),
        ("People aged 170 years need less.", "aged 170 years", MUST),
        ("Children aged 45 years take half.", "Children aged 45 years", LOOK),
        ("Infants aged 12 years were left out.", "Infants aged 12 years", LOOK),
        ("Adults aged 5 years were asked.", "Adults aged 5 years", LOOK),
        ("Women aged 65 to 18 years took part.", "aged 65 to 18 years", LOOK),
        ("Come in if you have a fever of 390 °C.", "390 °C", MUST),
        ("A fever of 102 °C is high.", "102 °C", MUST),
        ("Ring us at a fever above 38 °F.", "38 °F", MUST),
        ("Her temperature rose to 50 °C.", "50 °C", MUST),
        ("Cool it to −400 °C.", "−400 °C", MUST),
        ("Wear the splint for 50 hours a day.", "50 hours a day", MUST),
        ("Walk on 9 days a week.", "9 days a week", MUST),
        ("Rest for 90 minutes every hour.", "90 minutes every hour", MUST),
        ("It runs for 25 hours in every 24 hours.", "25 hours in every 24 hours", MUST),
        ("It helped 120% of people.", "120% of people", MUST),
        ("It helped 12 out of 10 of them.", "12 out of 10", MUST),
        ("It helped 12 out of 10.", "12 out of 10", MUST),
        ("It helped 2,000 people out of 1,000.", "2,000 people out of 1,000", MUST),
        ("The study closed on 31 April.", "31 April", MUST),
        ("An oxygen saturation of 105% is the aim.", "oxygen saturation of 105%", MUST),
        ("Keep the pH at 74.", "pH at 74", MUST),
        ("A Glasgow Coma Scale score of 18.", "Glasgow Coma Scale score of 18", MUST),
        ("Her blood pressure was 80/120 mmHg.", "80/120", MUST),
        ("A blood pressure of 1400/90 mmHg.", "1400/90", MUST),
        ("A heart rate of 700 bpm.", "heart rate of 700 bpm", MUST),
        ("She breathes fast: respiratory rate 300 per minute.", "respiratory rate 300 per minute", MUST),
        ("A body mass index of 250.", "body mass index of 250", MUST),
        ("She is 52 weeks pregnant.", "52 weeks pregnant", MUST),
        ("A blood pressure above 140 mg.", "blood pressure above 140 mg", LOOK),
        ("Her heart rate was 80 mmHg.", "heart rate was 80 mmHg", LOOK),
    ],
)
def test_what_cannot_be_is_flagged(text: str, quote: str, severity: Severity) -> None:
    assert told(text) == [(Kind.IMPOSSIBLE, severity, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "The hospital is 150 years old.",
        "A 150-year-old remedy.",
        "People aged 18 to 65 years took part.",
        "Children aged 2 to 17 years.",
        "Babies aged 6–12 months.",
        "Teenagers aged 13–19 years.",
        "Adult children aged 45 years.",
        "Children under 12 months.",
        "Children aged 6 months to 5 years.",
        "People aged 60, or 50 with a risk.",
        "Keep it below 25 °C.",
        "Steam at 134 °C for 3 minutes.",
        "Freeze at −80 °C.",
        "Keep it in the fridge at 2 to 8 °C. Fever is 38 °C or more.",
        "Walk for 150 minutes a week.",
        "Work for up to 48 hours a week.",
        "One day, 36 hours a day later than the other.",
        "Of those, 30 out of every 100 people.",
        "It helped 3 out of 1,000.",
        "It helped 12 out of 10,000, as one trial says.",
        "A dose of 150% of the usual one.",
        "Blood pressure fell by 10 mmHg to 120/80 mmHg.",
        "Keep blood pressure below 140/90 mmHg.",
        "Of 80/400 mg and the blood pressure nothing is said.",
        "For high blood pressure take 5 mg of amlodipine.",
        "A pH of 7.4.",
        "GCS 15/15.",
        "A BMI of 30 kg/m².",
        "40 weeks pregnant.",
        "An oxygen saturation of 92%.",
        "A fever for 3 days.",
    ],
)
def test_what_only_looks_impossible_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "number", "severity"),
    [
        ("Call 911.", "911", MUST),
        ("In an emergency dial 911 or go to hospital.", "911", MUST),
        ("Call your ambulance on 000.", "000", MUST),
        ("Call 999 or, in the United States, 911.", "911", LOOK),
        ("Emergency number: 112, or 911.", "911", LOOK),
    ],
)
def test_s16_number_of_another_country_is_flagged(text: str, number: str, severity: Severity) -> None:
    assert told(text) == [(Kind.EMERGENCY_NUMBER, severity, number)]


@pytest.mark.parametrize(
    "text",
    [
        "Call 999.",
        "Call 112 or 999.",
        "Call NHS 111 for advice.",
        "We had to call 112 patients.",
        "They were seen by 911 people.",
    ],
)
def test_s16_number_that_readers_can_call_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_s16_where_no_number_is_set_each_is_worth_a_look() -> None:
    flags = proofread(canonical("<p>Call 999.</p>"), numbers_of("", ""))

    assert [(flag.severity, str(flag.why)) for flag in flags] == [
        (LOOK, "999 is not the emergency number of this site’s readers. Theirs: not set.")
    ]


def test_s16_the_publishers_own_number_counts_first() -> None:
    assert numbers_of("US", "9 1 1") == ("911", "988", "211")


@pytest.mark.parametrize(
    ("card", "lacks"),
    [
        ("<p>Do not wait.</p>", [("who or where", MUST), ("when", LOOK), ("for which signs", LOOK)]),
        ("<p>Call 999.</p><ul><li>You faint</li></ul>", [("when", LOOK)]),
        ("<p>Call 999 now.</p>", [("for which signs", LOOK)]),
        ("<p>Get help at once if you faint.</p>", [("who or where", MUST)]),
        ("<p>Call 999 or go to A&amp;E at once if:</p><ul><li>you faint</li></ul>", []),
        ("<p>Send to the nearest emergency department now if there is:</p><ul><li>syncope</li></ul>", []),
    ],
)
def test_s16_emergency_card_says_who_when_and_for_which_signs(card: str, lacks: list[tuple[str, Severity]]) -> None:
    flags = found(f"<aside data-kind='emergency'>{card}</aside>")

    assert [(dict(flag.values)["subject"], flag.severity) for flag in flags] == lacks


def test_s16_a_card_for_an_appointment_without_a_time_is_worth_a_look() -> None:
    flags = found("<aside data-kind='see-someone'><p>Talk to your pharmacist.</p><ul><li>You itch</li></ul></aside>")

    assert [str(flag.why) for flag in flags] == ["The card “see someone” does not say when to ask for help."]
    assert [flag.severity for flag in flags] == [LOOK]


def test_s16_a_second_emergency_card_is_flagged() -> None:
    card = "<aside data-kind='emergency'><p>Call 999 now if you {}.</p></aside>"

    flags = found(card.format("faint") + card.format("bleed"))

    assert [(flag.kind, flag.left.quote) for flag in flags] == [(Kind.CARE_CARD, "Call 999 now if you bleed.")]


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


HEAD = ("Group", "Number", "Share")


@pytest.mark.parametrize(
    ("rows", "said", "sum_"),
    [
        ([HEAD, ("Men", "12", "40%"), ("Women", "18", "60%"), ("Total", "31", "100%")], "31", "30"),
        ([HEAD, ("Men", "12", "40%"), ("Women", "18", "62%"), ("Total", "30", "100%")], "100%", "102%"),
        ([HEAD, ("Men", "12", "40%"), ("Women", "18", "60%"), ("Total", "15", "100%")], "15", "30"),
        (
            [("Group", "n (%)"), ("A", "12 (40.0%)"), ("B", "18 (60.0%)"), ("Total", "30 (99.0%)")],
            "30 (99.0%)",
            "100.0%",
        ),
        ([("Group", "Men", "Women", "Total"), ("Asked", "1,000", "200", "1,300")], "1,300", "1200"),
        (
            [HEAD, ("A", "1", "x"), ("B", "2", "x"), ("Subtotal", "4", "x"), ("C", "5", "x"), ("Total", "8", "x")],
            "4",
            "3",
        ),
    ],
)
def test_total_that_does_not_add_up_is_worth_a_look(rows: list[tuple[str, ...]], said: str, sum_: str) -> None:
    flags = found(table(*rows))

    assert [(flag.kind, flag.severity, dict(flag.values)) for flag in flags] == [
        (Kind.TOTAL, LOOK, {"left": said, "right": sum_})
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ("Men", "12", "40%"), ("Women", "18", "60%"), ("Total", "30", "100%")],
        [HEAD, ("A", "10", "33.3%"), ("B", "10", "33.3%"), ("C", "10", "33.3%"), ("Total", "30", "100%")],
        [HEAD, ("A", "1", "x"), ("B", "2", "x"), ("Subtotal", "3", "x"), ("C", "5", "x"), ("Total", "8", "x")],
        [("Group", "Mean age"), ("Men", "40"), ("Women", "44"), ("Total", "42")],
        [("Test", "Normal"), ("Total cholesterol", "5"), ("LDL", "3"), ("HDL", "1")],
        [("Group", "Number"), ("Men", "12"), ("Women", "not known"), ("Total", "30")],
        [("Arm", "A", "B", "Total"), ("Mean age", "40", "44", "42")],
        [("Group", "Number"), ("Total", "30")],
    ],
)
def test_total_that_adds_up_or_is_no_sum_is_left_alone(rows: list[tuple[str, ...]]) -> None:
    assert told(table(*rows)) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Take 5.0 mg at night.", MUST),
        ("Give insulin, 10U.", MUST),
        ("The volume was 81.0 L.", LOOK),
        ("Take it QD.", LOOK),
        ("Take 5mg at night.", NOTE),
    ],
)
def test_notation_that_still_stands_there_is_flagged_as_gravely_as_it_is_misread(text: str, severity: Severity) -> None:
    assert [(kind, weight) for kind, weight, _quote in told(text)] == [(Kind.NOTATION, severity)]


def test_forms_of_one_rule_in_one_paragraph_are_one_flag() -> None:
    assert told("Take 5mg, then 10mg, then 5mg.") == [(Kind.NOTATION, NOTE, "“5mg”, “10mg”")]


def test_answer_about_notation_ends_when_the_words_around_change() -> None:
    first, second = found("Take 5mg at night."), found("Take 5mg at noon.")

    assert first[0].fingerprint != second[0].fingerprint


def test_names_that_are_taken_for_each_other_are_a_note_where_both_stand_there() -> None:
    both = found("<p>Hydralazine lowers blood pressure.</p><p>Hydroxyzine stops itching.</p>")

    assert [(flag.kind, flag.severity, flag.left.quote, flag.right.quote) for flag in both] == [
        (Kind.LOOK_ALIKE, NOTE, "Hydralazine lowers blood pressure.", "Hydroxyzine stops itching.")
    ]
    assert found("Hydralazine lowers blood pressure.") == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_articles_are_left_alone(path: Path) -> None:
    summary = path.with_name(f"{path.stem}.summary.html").read_text(encoding="utf-8")

    assert proofread(canonical(f"{summary}\n{path.read_text(encoding='utf-8')}"), BRITISH) == ()


@given(HTML)
def test_anything_is_read_without_a_fault(html: str) -> None:
    for flag in proofread(canonical(html), BRITISH):
        assert str(flag.why)


@pytest.mark.parametrize(
    "words",
    ["call ", "aged ", "blood pressure of ", "or call a a a a ", "1,", "pulse ", "1 out of ", "fever 40 °C "],
)
def test_time_is_in_proportion_to_length(words: str) -> None:
    text = canonical(f"<p>{words * 20_000}</p>")

    started = time.thread_time()
    proofread(text, BRITISH)

    assert time.thread_time() - started < 10


def test_a_table_of_totals_alone_takes_no_longer() -> None:
    text = canonical(table(("Group", "Number"), *[("Total", "1")] * 5_000))

    started = time.thread_time()
    proofread(text, BRITISH)

    assert time.thread_time() - started < 10
