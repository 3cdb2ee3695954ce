"""Sections of two texts for two audiences: which goes with which, and which with none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.alignment import Pair, aligned, sections
from tests.stopwatch import quickest
from tests.tiers import ROOT

SAMPLES = ROOT / "workflows" / "samples" / "articles"


def sample(article: str, audience: str) -> str:
    return (SAMPLES / article / f"{audience}.html").read_text()


def headings(left: str, right: str) -> list[tuple[str, str]]:
    """The headings of each pair, the section above the first heading as "↑" and what has no partner as "–"."""
    ours, theirs = ([section.heading or "↑" for section in sections(text)] for text in (left, right))
    return [
        ("–" if pair.left is None else ours[pair.left], "–" if pair.right is None else theirs[pair.right])
        for pair in aligned(left, right)
    ]


def test_a_section_is_its_heading_with_what_follows_it() -> None:
    text = "<p>First.</p><h2>Treatment</h2><p>Rest.</p><h3>Drugs</h3><ul><li>One</li><li>Two</li></ul><h2>Outlook</h2>"

    found = [(section.heading, [block.text for block in section.blocks]) for section in sections(text)]

    assert found == [
        ("", ["First."]),
        ("Treatment", ["Rest.", "Drugs", "One", "Two"]),
        ("Drugs", ["One", "Two"]),
        ("Outlook", []),
    ]


def test_a_heading_in_a_box_begins_no_section() -> None:
    text = '<aside data-kind="note"><h3>Mind this</h3><p>One.</p></aside><h2>Treatment</h2>'

    assert [section.heading for section in sections(text)] == ["", "Treatment"]


def test_what_follows_an_answer_is_no_part_of_it() -> None:
    text = (
        '<h2>Questions</h2><section data-kind="question"><h3>Why?</h3><p>So.</p></section>'
        '<aside data-kind="next-step"><p>Book a test.</p></aside>'
    )

    found = {section.heading: [block.text for block in section.blocks] for section in sections(text)}

    assert found == {"": [], "Questions": ["Why?", "So.", "Book a test."], "Why?": ["So."]}


SICK = "It can make you feel sick at first, and it takes some weeks to work."
SLEEPY = "If you still hurt, you may get {}. Some people feel sleepy or dizzy."
TITRATE = (
    "Titrate {} to effect; reduce in renal impairment, taper on withdrawal and monitor sedation, oedema and misuse."
)


@pytest.mark.parametrize(
    ("drug", "partner"), [("gabapentin", "Second line"), ("pregabalin", "–")], ids=["the same drug", "another drug"]
)
def test_sections_that_name_the_same_drug_go_together(drug: str, partner: str) -> None:
    patient = f"<h2>First tablets</h2><p>Duloxetine. {SICK}</p><h2>Other tablets</h2><p>{SLEEPY.format(drug)}</p>"
    clinician = f"<h2>Second line</h2><p>{TITRATE.format('gabapentin')}</p>"

    found = dict(headings(patient, clinician))

    assert (found["First tablets"], found["Other tablets"]) == ("–", partner)


def test_sections_for_patients_and_professionals_meet_as_a_person_would_put_them() -> None:
    name = "lumbosacral-plexopathy-leg-pain"

    assert headings(sample(name, "patient"), sample(name, "clinician")) == [
        ("↑", "↑"),
        ("What is the lumbosacral plexus?", "Is it the plexus?"),
        ("What might you notice?", "–"),
        ("What causes it?", "Why is it damaged?"),
        ("How do doctors find the cause?", "–"),
        ("What can help?", "–"),
        ("Treating the cause", "Treat the cause"),
        ("Medicines for nerve pain", "Treat the pain"),
        ("Moving safely", "Rehabilitation"),
        ("What can you expect?", "Prognosis and follow-up"),
        ("Questions people ask", "Questions from practice"),
        ("Is this the same as sciatica?", "Can I use the evidence from sciatica?"),
        ("Will I need an operation?", "–"),
        ("–", "When has a drug failed?"),
    ]


def test_one_section_meets_what_the_other_text_parts_in_several() -> None:
    name = "lumbosacral-plexopathy-leg-pain"

    pairs = [pair for pair in headings(sample(name, "student"), sample(name, "patient")) if "–" not in pair]

    assert pairs == [
        ("↑", "↑"),
        ("Anatomy that you can use", "What is the lumbosacral plexus?"),
        ("Causes", "What causes it?"),
        ("Reasoning about treatment", "What can help?"),
        ("Test yourself", "Questions people ask"),
        ("Why does it matter whether leg pain comes from a root?", "Is this the same as sciatica?"),
    ]


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        (
            "gout-flare",
            "patient",
            "clinician",
            [
                ("↑", "↑"),
                ("What is a gout flare?", "–"),
                ("What can you do at once?", "–"),
                ("–", "Diagnosis"),
                ("Which medicines help?", "Treating the flare"),
                ("How can you prevent the next flare?", "After the flare"),
            ],
        ),
        (
            "iron-deficiency-anaemia-adults",
            "patient",
            "clinician",
            [
                ("↑", "↑"),
                ("What is it?", "–"),
                ("–", "Confirm it"),
                ("Why is your iron low?", "Find the cause"),
                ("Which tests might you have?", "–"),
                ("How do you take iron?", "Replace iron"),
                ("–", "Follow up"),
            ],
        ),
        (
            "migraine-attacks",
            "patient",
            "student",
            [
                ("↑", "↑"),
                ("What does an attack feel like?", "Criteria"),
                ("–", "Red flags"),
                ("What helps during an attack?", "Treating an attack"),
                ("Can attacks be prevented?", "–"),
                ("–", "Why ask how many days a month a patient takes painkillers?"),
            ],
        ),
    ],
)
def test_other_articles_meet_too(name: str, left: str, right: str, expected: list[tuple[str, str]]) -> None:
    assert headings(sample(name, left), sample(name, right)) == expected


def test_headings_alone_are_enough_where_their_words_say_the_same() -> None:
    left = "<h2>What helps</h2><p>Walk.</p><h2>What can you expect?</h2><p>To get well.</p>"
    right = "<h2>Treatment</h2><p>Exercise therapy.</p><h2>Prognosis</h2><p>Good.</p>"

    assert headings(left, right) == [("↑", "↑"), ("What helps", "Treatment"), ("What can you expect?", "Prognosis")]


def test_sections_with_nothing_in_common_have_no_partner() -> None:
    left, right = "<h2>Vaccines</h2><p>Given at birth.</p>", "<h2>Splints</h2><p>Worn overnight.</p>"

    assert headings(left, right) == [("↑", "↑"), ("Vaccines", "–"), ("–", "Splints")]


def test_an_empty_text_has_one_section_that_meets_the_opening() -> None:
    assert headings("", "<h2>Treatment</h2><p>Rest.</p>") == [("↑", "↑"), ("–", "Treatment")]


def test_a_thousand_headings_take_no_minutes() -> None:
    texts = ["".join(f"<h2>Part {number}</h2><p>{word} {number}</p>" for number in range(1000)) for word in ("a", "b")]

    assert quickest(lambda: aligned(texts[0], texts[1]), tries=1) < 10


paragraphs = st.sampled_from(["Rest for 6 weeks.", "Take 5 mg.", "Call us.", "Gabapentin helps."])
pieces = st.one_of(
    st.sampled_from(["Treatment", "What helps?", "Causes", "Tests", "Outlook"]).map(lambda words: f"<h2>{words}</h2>"),
    st.sampled_from(["Drugs", "Operation"]).map(lambda words: f"<h3>{words}</h3>"),
    paragraphs.map(lambda words: f"<p>{words}</p>"),
)
texts = st.lists(pieces, max_size=12).map("".join)


@given(left=texts, right=texts)
def test_every_section_stands_once_and_in_order(left: str, right: str) -> None:
    pairs = aligned(left, right)

    assert [pair.left for pair in pairs if pair.left is not None] == list(range(len(sections(left))))
    assert [pair.right for pair in pairs if pair.right is not None] == list(range(len(sections(right))))
    assert Pair(None, None) not in pairs


@given(text=texts)
def test_a_text_with_named_sections_meets_itself(text: str) -> None:
    assert aligned(text, text)[0] == Pair(0, 0)


@given(left=texts, right=texts)
def test_the_other_way_round_as_many_sections_meet(left: str, right: str) -> None:
    there, back = (
        sum(None not in (pair.left, pair.right) for pair in pairs)
        for pairs in (aligned(left, right), aligned(right, left))
    )

    assert there == back
