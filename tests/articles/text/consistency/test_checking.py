"""What the checks notice in whole texts, and what they leave alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given

from articles.text.blocks import blocks
from articles.text.consistency import Flag, Kind, Severity, checked, compared, whole
from articles.text.dialect import canonical
from tests.articles.text.markup import HTML
from tests.stopwatch import quickest

# Enough that a text is no short passage, and nothing that any check looks at.
FILLER = "".join(
    f"<p>Paragraph about the {word} of a garden.</p>"
    for word in ("soil", "trees", "roses", "hedges", "lawn", "pond", "gate", "paths")
)


def between(left: str, right: str, kind: Kind) -> list[Flag]:
    found = compared(canonical(left + FILLER), canonical(right + FILLER))
    return [flag for flag in found if flag.kind is kind]


def alone(html: str, kind: Kind) -> list[Flag]:
    return [flag for flag in checked(canonical(html)) if flag.kind is kind]


def said(flags: list[Flag]) -> list[tuple[str, str, str]]:
    return [(flag.severity.word, flag.left.quote, flag.right.quote) for flag in flags]


def test_dose_that_differs_shows_both_passages_and_their_sections() -> None:
    left = "<h2>Dose</h2><p>Give naproxen 250 mg twice daily.</p>"
    right = "<h2>How to take it</h2><p>Take 25 mg of naproxen twice a day.</p>"

    (flag,) = between(left, right, Kind.DOSE)

    assert (flag.severity, flag.left.section, flag.right.section) == (Severity.MUST_ANSWER, "Dose", "How to take it")
    assert (flag.left.quote, flag.right.quote) == (
        "Give naproxen 250 mg twice daily.",
        "Take 25 mg of naproxen twice a day.",
    )
    assert str(flag.why) == "One passage says 250 mg, the other 25 mg."


def test_drug_named_without_its_dose_is_left_alone() -> None:
    left = "<p>Give naproxen 250 mg twice daily or pregabalin 75 mg twice daily.</p>"
    right = "<p>Naproxen or pregabalin may help.</p>"

    found = compared(canonical(left + FILLER), canonical(right + FILLER))

    assert [flag for flag in found if flag.kind is not Kind.NO_SAFETY and flag.kind is not Kind.SECTION] == []


def test_dose_of_one_drug_given_to_another_is_noticed() -> None:
    left = "<p>Give pregabalin 75 mg.</p><p>Give naproxen 250 mg.</p>"
    right = "<p>Take 75 mg of pregabalin.</p><p>Take 75 mg of naproxen.</p>"

    assert said(between(left, right, Kind.DOSE)) == [
        ("must-answer", "Give naproxen 250 mg.", "Take 75 mg of naproxen.")
    ]


def test_dose_left_out_is_worth_a_look_where_the_text_gives_another_of_the_drug() -> None:
    left = "<p>Give naproxen 500 mg once.</p><p>Then naproxen 250 mg every 8 hours.</p>"

    (flag,) = between(left, "<p>Take 500 mg of naproxen once.</p>", Kind.MISSING_DOSE)

    assert (flag.severity, str(flag.why)) == (
        Severity.WORTH_A_LOOK,
        "The other text gives doses of naproxen too, but not 250 mg.",
    )


def test_number_that_is_new_in_the_plain_text_is_worth_a_look_and_one_that_is_missing_is_not() -> None:
    left, right = "<p>Roses bloom.</p><p>Wait for 3 weeks.</p>", "<p>Roses bloom for 17 days.</p>"

    assert said(between(left, right, Kind.NEW_NUMBER)) == [("worth-a-look", "Roses bloom.", "Roses bloom for 17 days.")]


@pytest.mark.parametrize("swap", [False, True])
def test_drug_in_one_text_only_is_worth_a_look_in_both_directions(swap: bool) -> None:
    texts = ["<p>Naproxen helps.</p>", "<p>Rest helps.</p>"]

    found = between(*(texts[::-1] if swap else texts), Kind.DRUG)

    assert [(flag.severity, dict(flag.values)["drug"]) for flag in found] == [(Severity.WORTH_A_LOOK, "naproxen")]


def test_brand_name_and_generic_name_are_one_drug() -> None:
    assert between("<p>Paracetamol helps.</p>", "<p>Tylenol helps.</p>", Kind.DRUG) == []


def test_plain_words_for_a_class_are_the_class() -> None:
    assert between("<p>Give an anticoagulant.</p>", "<p>You get a blood thinner.</p>", Kind.DRUG) == []


@pytest.mark.parametrize("swap", [False, True])
def test_what_one_text_advises_against_and_the_other_offers_must_be_answered(swap: bool) -> None:
    against = "<h2>Treatment</h2><ul><li>Avoid benzodiazepines.</li></ul>"
    offered = "<h2>What can help?</h2><ul><li>Benzodiazepines for short use in severe cases</li></ul>"
    texts = [against, offered]

    found = between(*(texts[::-1] if swap else texts), Kind.ADVICE)

    assert [(flag.severity.word, dict(flag.values)["subject"]) for flag in found] == [("must-answer", "benzodiazepine")]


def test_drug_that_is_refused_under_a_condition_and_offered_elsewhere_is_no_conflict() -> None:
    left = "<h2>Treatment</h2><p>Avoid naproxen in severe renal impairment.</p><p>Give naproxen to adults.</p>"
    right = "<h2>What can help?</h2><p>Naproxen may help.</p>"

    assert between(left, right, Kind.ADVICE) == []


@pytest.mark.parametrize("swap", [False, True])
def test_warning_signs_in_one_text_only_must_be_answered(swap: bool) -> None:
    texts = ["<p>Red flags:</p><ul><li>loss of bladder control</li></ul>", "<p>Backs hurt.</p>"]

    found = between(*(texts[::-1] if swap else texts), Kind.WARNING)

    assert [flag.severity for flag in found] == [Severity.MUST_ANSWER]


def test_a_warning_sign_that_the_other_text_does_not_name_is_worth_a_look() -> None:
    left = '<aside data-kind="emergency"><ul><li>loss of bladder control</li><li>a fever</li></ul></aside>'
    right = '<aside data-kind="emergency"><ul><li>you cannot hold your urine</li></ul></aside>'

    found = between(left, right, Kind.WARNING_SIGN)

    assert [dict(flag.values)["subject"] for flag in found] == ["a fever"]


def test_precaution_in_one_place_only_is_worth_a_look() -> None:
    left, right = "<p>Apply heat to the back.</p>", "<p>Use a heat pack, but not on numb skin.</p>"

    assert said(between(left, right, Kind.PRECAUTION)) == [
        ("worth-a-look", "Apply heat to the back.", "Use a heat pack, but not on numb skin.")
    ]


def test_thresholds_of_one_thing_that_differ_within_a_text_are_noticed() -> None:
    html = (
        "<p>Nerve stimulation is an option if exercise has failed for at least 6 weeks.</p>"
        "<ol><li>Late phase (over 12 weeks):<ul><li>Try nerve stimulation</li></ul></li></ol>"
    )

    (flag,) = alone(html, Kind.WITHIN)

    assert (flag.severity, flag.is_within) == (Severity.WORTH_A_LOOK, True)
    assert str(flag.why) == "About nerve stimulation the text says ≥ 6 weeks in one place and ≥ 12 weeks in another."


def test_two_upper_limits_of_a_drug_must_be_answered() -> None:
    html = (
        "<p>Take up to 3 g of paracetamol a day.</p><p>Roses.</p><p>Never take more than 4 g of paracetamol a day.</p>"
    )

    assert [flag.severity for flag in alone(html, Kind.WITHIN)] == [Severity.MUST_ANSWER]


def test_side_that_is_dropped_and_two_sides_of_one_thing_are_noticed() -> None:
    html = whole("<p>Hip fractures heal.</p>", title="Pain in both legs from a right hip fracture")

    found = [str(flag.why) for flag in alone(html.replace("Hip fractures heal", "A hip fracture heals"), Kind.SIDE)]

    assert found == [
        "Side of the body: both legs here, right hip fracture there.",
        "Side of the body: right hip fracture here, hip fracture there.",
    ]


@pytest.mark.parametrize(
    "words", ["Go there right away.", "It was left untreated.", "Find the right dose.", "All right."]
)
def test_words_that_are_no_side_are_left_alone(words: str) -> None:
    assert alone(f"<p>{words} Both legs hurt.</p>", Kind.SIDE) == []


def test_the_other_side_must_be_answered() -> None:
    left, right = "<p>The left kidney is removed.</p>", "<p>Your right kidney is taken out.</p>"

    assert [flag.severity for flag in between(left, right, Kind.SIDE)] == [Severity.MUST_ANSWER]


def test_strength_of_advice_that_differs_is_worth_a_look() -> None:
    left, right = "<p>Kidney blood tests must be repeated.</p>", "<p>Kidney blood tests may be repeated.</p>"

    assert said(between(left, right, Kind.STRENGTH)) == [
        ("worth-a-look", "Kidney blood tests must be repeated.", "Kidney blood tests may be repeated.")
    ]


def test_men_for_women_is_worth_a_look() -> None:
    left, right = "<p>Osteoporosis screening for women.</p>", "<p>Men get osteoporosis screening.</p>"

    assert [flag.severity for flag in between(left, right, Kind.POPULATION)] == [Severity.WORTH_A_LOOK]


def test_doses_without_a_word_about_who_must_not_take_them_are_noticed() -> None:
    found = alone("<p>Take naproxen 250 mg.</p>", Kind.NO_SAFETY)

    assert [dict(flag.values)["subject"] for flag in found] == ["contraindications", "pregnancy"]


def test_text_that_says_who_must_not_take_a_drug_and_speaks_of_pregnancy_is_left_alone() -> None:
    html = "<p>Take naproxen 250 mg.</p><p>Do not take naproxen if you have an ulcer or are pregnant.</p>"

    assert alone(html, Kind.NO_SAFETY) == []


def test_section_without_a_partner_and_sections_in_another_order_are_notes() -> None:
    left = "<h2>Causes</h2><p>Smoking damages bones.</p><h2>Treatment</h2><p>Calcium and exercise.</p><h2>Genetics</h2><p>Variants.</p>"
    right = (
        "<h2>What helps?</h2><p>Calcium and exercise.</p><h2>Why did I get it?</h2><p>Smoking damages your bones.</p>"
    )

    found = compared(canonical(left), canonical(right + "<h2>Gardens</h2>" + FILLER))

    notes = [(flag.kind, dict(flag.values)["subject"]) for flag in found if flag.severity is Severity.NOTE]
    assert notes == [
        (Kind.SECTION, "Genetics"),
        (Kind.SECTION, "Gardens"),
        (Kind.ORDER, "What helps?"),
    ]


def test_section_inherits_the_sources_of_its_partner() -> None:
    left = '<h2>Treatment</h2><p>Naproxen helps 3 in 10 people <cite data-key="a2020"></cite>.</p>'
    right = "<h2>What helps?</h2><p>Naproxen helps 3 in 10 people.</p>"

    assert between(left, right, Kind.CITATION) == []


def test_section_with_numbers_and_no_source_anywhere_is_a_note() -> None:
    left = (
        '<h2>Treatment</h2><p>Rest <cite data-key="a2020"></cite>.</p><h2>Outlook</h2><p>Most recover in 3 weeks.</p>'
    )
    right = "<h2>What to expect</h2><p>Most people recover in 3 weeks.</p>"

    assert [flag.severity for flag in between(left, right, Kind.CITATION)] == [Severity.NOTE]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("<p>Give naproxen 250 mg IM.</p>", "<p>Take 250 mg of naproxen by mouth.</p>"),
        ("<p>Give naproxen 250 mg on an empty stomach.</p>", "<p>Take 250 mg of naproxen with a meal.</p>"),
    ],
)
def test_another_way_of_giving_a_drug_must_be_answered(left: str, right: str) -> None:
    assert [flag.severity for flag in between(left, right, Kind.ROUTE)] == [Severity.MUST_ANSWER]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Start naproxen at 250 mg; maximum 500 mg.", "The most naproxen is 250 mg. You start with 500 mg."),
        ("Naproxen: adults 500 mg, children 250 mg.", "Children take 500 mg of naproxen and adults 250 mg."),
        ("Naproxen 500 mg; 250 mg from 65 years of age.", "Naproxen: 250 mg, or 500 mg if you are 65 or older."),
        (
            "Naproxen 500 mg daily, or 250 mg in patients over 60.",
            "Most people start on 250 mg of naproxen a day. If you are older than 60, it is 500.",
        ),
        ("The target is below 140/90, with diabetes below 130/80.", "Aim below 130/80, or below 140/90 with diabetes."),
    ],
)
def test_numbers_that_have_changed_places_must_be_answered(left: str, right: str) -> None:
    found = compared(canonical(f"<p>{left}</p>"), canonical(f"<p>{right}</p>"))

    assert [flag.kind for flag in found if flag.severity is Severity.MUST_ANSWER] == [Kind.SWAPPED]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Start naproxen at 250 mg; maximum 500 mg.", "The most naproxen is 500 mg. You start with 250 mg."),
        ("Start naproxen at 250 mg; maximum 500 mg.", "You start naproxen with 250 mg a day."),
        ("Start naproxen at 250 mg; maximum 500 mg.", "Take no more than 500 mg of naproxen."),
        (
            "Naproxen 1 g, maximum 4 g a day.",
            "Each naproxen tablet has 500 mg. Take two, and never more than eight a day.",
        ),
        ("Naproxen 600 mg daily in 2 divided doses.", "Take 300 mg of naproxen twice a day."),
        ("Naproxen 25–50 mg.", "Take 25 mg of naproxen, or 50 mg if that is too little."),
        ("Naproxen if the score is below 30.", "No naproxen if the score is 30 or more."),
    ],
)
def test_the_same_in_another_order_or_sum_is_left_alone(left: str, right: str) -> None:
    found = compared(canonical(f"<p>{left}</p>"), canonical(f"<p>{right}</p>"))

    assert [flag for flag in found if flag.severity is Severity.MUST_ANSWER] == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Aim for a glucose of 4–7 mmol/L.", "Keep your glucose between 4 and 7 mg/dL."),
        ("The lamp should give 10,000 lux.", "Your lamp must give 1,000 lux."),
        ("Start at 10 kcal/kg/day.", "Start with 100 kcal for every kilogram each day."),
        ("Lozenges: maximum 15 per day.", "With lozenges 50 in one day is the limit."),
        (
            "Offer it at the age of 50 or over.",
            "If you are younger than 50, you should have it; older people need not.",
        ),
        ("Never omit insulin, even if not eating.", "Ill and not eating? Leave out your insulin."),
        ("The risk falls from 5% to 2%.", "The risk goes from 2% to 5%."),
        ("Insulin should not be mixed.", "You can mix insulins."),
        ("Discontinue clopidogrel 7 days before surgery.", "Stop clopidogrel 7 days after surgery."),
    ],
)
def test_what_differs_beside_a_number_or_a_question_must_be_answered(left: str, right: str) -> None:
    found = compared(canonical(f"<p>{left}</p>"), canonical(f"<p>{right}</p>"))

    assert len([flag for flag in found if flag.severity is Severity.MUST_ANSWER]) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Fast overnight before the test.", "Have the test on an empty stomach, after a night without food."),
        ("Isotretinoin is unsuitable in pregnancy.", "Expecting a baby? You cannot use isotretinoin."),
        ("Antibiotics do not shorten the illness.", "It lasts as long with antibiotics as without."),
        ("Naproxen for up to 10 days.", "Naproxen stops after ten days."),
        ("Warfarin 7 mg.", "Warfarin: one 3 mg and four 1 mg tablets."),
        ("Attend A&E if bleeding does not stop.", "<p>Go to A&E if:</p><ul><li>the bleeding does not stop</li></ul>"),
    ],
)
def test_the_same_asked_added_or_listed_is_left_alone(left: str, right: str) -> None:
    found = compared(*(canonical(side if side.startswith("<") else f"<p>{side}</p>") for side in (left, right)))

    assert [flag for flag in found if flag.severity is Severity.MUST_ANSWER] == []


def test_stopping_without_advice_is_not_what_the_other_text_allows() -> None:
    left, right = "<p>Never stop naproxen without advice.</p>", "<p>You can stop naproxen without asking.</p>"

    assert [flag.kind for flag in compared(left, right) if flag.severity is Severity.MUST_ANSWER] == [Kind.NEGATION]


def test_statements_that_advise_nothing_are_no_yes_and_no() -> None:
    left, right = "<p>Naproxen was different from placebo.</p>", "<p>Naproxen did not differ from placebo.</p>"

    assert [flag for flag in compared(left, right) if flag.severity is Severity.MUST_ANSWER] == []


def test_raising_what_the_other_text_lowers_must_be_answered() -> None:
    left, right = "<p>Increase naproxen if potassium falls.</p>", "<p>Lower your naproxen if potassium falls.</p>"

    assert [flag.severity for flag in between(left, right, Kind.NEGATION)] == [Severity.MUST_ANSWER]


def test_worst_flags_come_first() -> None:
    left = "<p>Give naproxen 250 mg.</p><p>Aspirin.</p>"
    right = "<p>Take 25 mg of naproxen.</p><p>Warfarin.</p>"

    severities = [flag.severity for flag in compared(canonical(left + FILLER), canonical(right + FILLER))]

    assert severities == sorted(severities)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>One</p>",
        "<p>Το φάρμακο 5 mg δεν</p>",
        "<p>لا تأخذ 5 mg من الدواء</p>",
        "<p>💊 5 mg 💊</p>",
        "<table><tbody><tr><td>Naproxen</td><td>5 mg</td></tr></tbody></table>",
        "<p>½ ¼ 10⁹ &lt;5 ≥ ± 0 mg, 5 mg/0 mL, 1 in 0, 0%</p>",
    ],
)
def test_odd_texts_are_read_without_an_error(html: str) -> None:
    text = canonical(html)

    assert compared(text, text) == compared(text, text)
    assert [flag for flag in compared(text, text) if not flag.is_within and flag.severity is Severity.MUST_ANSWER] == []


@given(HTML, HTML)
def test_every_flag_quotes_what_stands_in_its_text(one: str, other: str) -> None:
    left, right = canonical(one), canonical(other)

    known = [{block.key for block in blocks(text)} | {""} for text in (left, right)]
    for flag in compared(left, right):
        assert flag.left.key in known[flag.left.text]
        assert flag.right.key in known[flag.right.text]
        assert str(flag.why)


@given(HTML)
def test_a_text_does_not_contradict_itself_in_another_copy(html: str) -> None:
    text = canonical(html)

    assert [flag for flag in compared(text, text) if flag.severity is Severity.MUST_ANSWER and not flag.is_within] == []


_IN_A_PROCESS = """
from articles.text.consistency import compared
left = "<p>Take apixaban, ramipril, bisoprolol, atorvastatin and aspirin in the morning.</p>"
right = "<p>Take what the doctor gave you in the morning.</p>"
print(compared(left, right))
"""


def test_every_process_notices_the_same_in_the_same_order() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _IN_A_PROCESS],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }

    assert len(said) == 1


@pytest.mark.slow
def test_time_grows_with_the_length() -> None:
    sentence = "Take 300 mg of gabapentin twice a day if your kidneys are not weak and you are over 65 years "

    def seconds(size: int) -> float:
        text = f"<p>{sentence * (size // len(sentence))}</p>"
        # What was read of a text is kept: only the first try tells.
        return quickest(lambda: compared(text, text), tries=1)

    seconds(10_000)
    short = seconds(20_000)

    # Ten times as long: about ten times the time, a hundred times if it grew with the square.
    assert seconds(200_000) < 25 * short
