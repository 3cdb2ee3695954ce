"""Why something is marked, in the words that an editor reads, and which words of the text an answer to it holds for."""

from __future__ import annotations

from html import escape

import pytest

from articles.text.consistency.flags import Passage
from articles.text.dialect import canonical
from articles.text.proofreading import numbers_of, proofread

BRITISH = numbers_of("GB", "999")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("She was 170 years old when she came.", "“170 years old”: nobody gets so old."),
        ("Children aged 45 years take half.", "“Children aged 45 years”: people of this age are not called so."),
        ("People aged 60 to 40 years.", "“aged 60 to 40 years”: the first age is the higher one."),
        ("She is 52 weeks pregnant.", "“52 weeks pregnant”: no pregnancy takes so long."),
        ("A fever of 58 °C.", "“58 °C”: no body has this temperature."),
        ("Boil it at 400 °C.", "“400 °C”: the scale ends before."),
        ("A blood pressure of 80/120 mmHg.", "“80/120”: the lower value stands first."),
        ("A blood pressure of 420/80 mmHg.", "“420/80”: no heart beats so hard."),
        ("An oxygen saturation of 120%.", "“oxygen saturation of 120%”: the scale ends before."),
        ("A BMI of 300 kg/m².", "“BMI of 300”: the scale ends before."),
        ("Walk 26 hours a day.", "“26 hours a day”: there is not so much time in it."),
        ("Call 911.", "911 is not the emergency number of this site’s readers. Theirs: 999."),
    ],
)
def test_the_reason_names_the_words_and_what_is_wrong_with_them(text: str, reason: str) -> None:
    found = proofread(canonical(f"<p>{escape(text, quote=False)}</p>"), BRITISH)

    assert [str(flag.why) for flag in found] == [reason]


def test_a_card_is_named_with_its_section_and_all_its_words() -> None:
    html = '<h2>Care</h2><p>Rest.</p><aside data-kind="urgent"><p>See a doctor.</p><p>Go today.</p></aside>'

    (flag,) = proofread(canonical(html), BRITISH)

    assert str(flag.why) == "The card “urgent” does not say for which signs."
    assert flag.left == Passage(0, flag.left.key, "See a doctor.\nGo today.", "Care", 1)
    assert flag.right == Passage(0)


def test_a_second_card_for_emergencies_says_why_one_is_enough() -> None:
    card = '<aside data-kind="emergency"><p>Call 999 now if you {}.</p></aside>'

    (flag,) = proofread(canonical(f"{card.format('faint')}<p>Rest.</p>{card.format('bleed')}"), BRITISH)

    assert flag.left.quote == "Call 999 now if you bleed."
    assert str(flag.why) == (
        "The card “emergency” does not say why there is a second one: one card for emergencies is read, two are not."
    )
