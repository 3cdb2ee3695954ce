"""Forms that are easily misread are found and mended; what is written well is left alone."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from hypothesis import given

from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.notation import Rule, look_alikes, mended, slips
from tests.articles.text.markup import HTML
from tests.stopwatch import quickest

FORMS = Path(__file__).with_name("forms.jsonl")
SAMPLES = sorted(Path("workflows/samples/articles").glob("*/*.html"))


def forms() -> list[dict[str, str]]:
    return [json.loads(line) for line in FORMS.read_text(encoding="utf-8").splitlines()]


def paragraph(text: str) -> str:
    return canonical(f"<p>{escape(text)}</p>")


def test_there_are_two_hundred_forms_each_once() -> None:
    assert len(forms()) >= 200
    assert len({form["text"] for form in forms()}) == len(forms())


@pytest.mark.parametrize("form", forms(), ids=lambda form: form["id"])
def test_form_is_found_with_its_rule_and_its_mend(form: dict[str, str]) -> None:
    found = [(slip.quote, slip.instead) for slip in slips(paragraph(form["text"])) if form["rule"] in slip.rules]

    assert (form["found"], form["instead"]) in found


@pytest.mark.parametrize("form", forms(), ids=lambda form: form["id"])
def test_mended_text_has_nothing_left_to_mend(form: dict[str, str]) -> None:
    html = paragraph(form["text"])

    after = mended(html, slips(html))

    assert [slip.quote for slip in slips(after) if slip.instead] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_articles_are_left_alone(path: Path) -> None:
    assert slips(canonical(path.read_text(encoding="utf-8"))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ferritin below 15 µg/L means empty stores.",
        "The INR should be 2.0 to 3.0.",
        "It helped 20.0% of people.",
        "Sodium was 140.0 mmol/L.",
        "Give 1,200,000 units, 1,000 mg or 3600 mg.",
        "Take 5 mg. It helps.",
        "Take 5 mg.",
        "OD means overdose here; IT is a department; AS a rule, MS is a disease.",
        "See Smith & Jones, or write to a@example.org.",
        "A 3-T scan, an L4 root, vitamin D3, CYP3A4, T2 and 90/60 mmHg.",
        "Doses of 10–25 mg at 37 °C for 5 days, 50% of them.",
        "A half-life of 1.5 h and a pH of 7.40.",
        "Take 1 tablet twice a day with 200 mL of water.",
        "The year 2026, page 12000, 100000 people.",
        "SC joints hurt.",
    ],
)
def test_what_is_written_well_is_left_alone(text: str) -> None:
    assert slips(paragraph(text)) == ()


def test_one_click_mends_one_place_and_leaves_marks_and_citations() -> None:
    html = canonical('<p>Give <strong>300mg</strong> first <cite data-key="a2020"></cite>, then 300mg or .5 mg.</p>')
    first, second, third = slips(html)

    assert mended(html, [second]) == html.replace("then 300mg", "then 300 mg")
    assert mended(html, [first, third]) == html.replace("<strong>300mg", "<strong>300 mg").replace(".5 mg", "0.5 mg")


@pytest.mark.parametrize("which", [0, 1, 2])
def test_of_equal_sentences_the_one_that_was_meant_is_mended(which: int) -> None:
    """Each longer than the words that are noted around a slip, and with two of them near each other."""
    sentence = (
        "Whoever has sore legs after a long walk may take 5.0 mg once, then .5 mg a day for the whole of the next week."
    )
    html = paragraph(" ".join([sentence] * 3))

    written = mended(html, slips(html)[2 * which : 2 * which + 2])

    sentences = [sentence] * 3
    sentences[which] = sentence.replace("5.0 mg", "5 mg").replace(".5 mg", "0.5 mg")
    assert written == paragraph(" ".join(sentences))


def test_all_slips_of_several_blocks_are_mended_at_once() -> None:
    html = canonical("<h2>Dose 5mg</h2><ul><li>10U or 10U</li><li>5 cc, 5 cc</li></ul>")

    assert mended(html, slips(html)) == canonical(
        "<h2>Dose 5 mg</h2><ul><li>10 units or 10 units</li><li>5 mL, 5 mL</li></ul>"
    )


def test_what_a_person_has_to_decide_stays_as_it_is() -> None:
    html = paragraph("D/C aspirin.")

    assert mended(html, slips(html)) == html


def test_slip_of_a_text_that_was_changed_since_is_not_mended() -> None:
    found = slips(paragraph("Give 300mg now."))

    assert mended(paragraph("Give nothing."), found) == paragraph("Give nothing.")


def test_slip_says_what_is_wrong_and_what_to_write() -> None:
    (slip,) = slips(paragraph("Give 1.0 mg."))

    assert (slip.rule, str(slip.why)) == (
        Rule.TRAILING_ZERO,
        "A zero behind the point: 1.0 mg is read as 10 mg. Write “1 mg”.",
    )


def test_answer_holds_until_the_words_around_change_and_may_cover_the_same_form_elsewhere() -> None:
    (one,), (same,), (other,) = (
        slips(canonical(html)) for html in ("<p>Give 5mg.</p>", "<h2>Roses</h2><p>Give 5mg.</p>", "<p>Take 5mg.</p>")
    )

    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert one.equality == other.equality


def test_look_alikes_are_noted_once_and_say_whether_both_stand_there() -> None:
    found = look_alikes(
        canonical("<h2>Drugs</h2><p>Hydralazine, hydroxyzine, hydralazine and warfarin; vincristine.</p>")
    )

    assert [(note.drug, note.others, note.is_beside, note.section) for note in found] == [
        ("hydralazine", ("hydroxyzine",), True, "Drugs"),
        ("hydroxyzine", ("hydralazine",), True, "Drugs"),
        ("vincristine", ("vinblastine",), False, "Drugs"),
    ]
    assert str(found[2].why) == "vincristine is taken for vinblastine when it is read quickly."


@given(HTML)
def test_every_slip_stands_where_it_says(html: str) -> None:
    text = canonical(html)

    words = {block.key: block.text for block in blocks(text)}
    assert all(words[slip.key][slip.start :].startswith(slip.quote) for slip in slips(text))


@pytest.mark.slow
def test_time_grows_with_the_length() -> None:
    def seconds(size: int) -> float:
        text = f"<p>{'Give 300mg or .5 mg of 1000000 units QD ' * (size // 40)}</p>"
        return quickest(lambda: slips(text))

    # Ten times as long: about ten times the time, a hundred times if it grew with the square.
    assert seconds(200_000) < 25 * seconds(20_000)


def test_a_slip_names_its_section_and_above_the_first_heading_none() -> None:
    html = canonical("<p>Give 300mg.</p><h2>Later</h2><p>Give 5mg.</p>")

    assert [one.section for one in slips(html)] == ["", "Later"]
