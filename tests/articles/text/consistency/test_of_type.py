"""What a text leaves out of what articles of its type say about safety: covered by a section, a sentence or a statement."""

from __future__ import annotations

import pytest
from django.utils import translation

from articles.text.consistency import Kind, Severity
from articles.text.consistency.of_type import _NAMED, uncovered
from articles.text.dialect import canonical
from articles.text.skeletons import SKELETONS, ArticleType, Safety, body, safety_of

REST = "<h2>What it is</h2><p>A sore knee after running.</p>"


def left_out(html: str, kind: ArticleType = ArticleType.MEDICINE, *, language: str = "en", note: str = "") -> set[str]:
    found = list(uncovered(canonical(REST + html), kind, language=language, note=note))
    assert {(flag.kind, flag.severity, flag.is_within) for flag in found} <= {
        (Kind.TYPE_SAFETY, Severity.WORTH_A_LOOK, True)
    }
    return {dict(flag.values)["subject"] for flag in found}


@pytest.mark.parametrize("kind", ArticleType)
@pytest.mark.parametrize("language", ["en", "de", "en-GB"])
def test_a_text_that_says_nothing_of_safety_is_told_every_topic_of_its_type(kind: ArticleType, language: str) -> None:
    assert left_out("", kind, language=language) == {topic.value for topic in safety_of(kind)}


def test_every_topic_has_words_that_name_it() -> None:
    assert set(_NAMED) == set(Safety)


@pytest.mark.parametrize(
    ("topic", "html"),
    [
        ("warning signs", "<h2>When to get help</h2><p>If you faint.</p>"),
        ("warning signs", '<aside data-kind="emergency"><p>Call for help.</p><ul><li>you faint</li></ul></aside>'),
        ("warning signs", "<p>Call an ambulance if your lips swell.</p>"),
        ("warning signs", "<h2>Notfälle</h2><p>Atemnot.</p>"),
        ("warning signs", "<p>Rufen Sie sofort Ihre Ärztin an, wenn das Bein taub wird.</p>"),
        ("contraindications", "<h2>Who should not have it</h2><p>People with a pacemaker.</p>"),
        ("contraindications", "<p>You must not have this test with a pacemaker.</p>"),
        ("contraindications", "<p>It is not suitable for people with asthma.</p>"),
        ("contraindications", "<p>Contraindications are covered elsewhere: they are not covered here.</p>"),
        ("contraindications", "<p>Sie dürfen es mit Asthma nicht nehmen.</p>"),
        ("pregnancy", "<p>Tell the staff if you are pregnant.</p>"),
        ("pregnancy", "<p>Pregnancy and breastfeeding are not covered here.</p>"),
        ("breastfeeding", "<p>Pregnancy and breastfeeding are not covered here.</p>"),
        ("breastfeeding", "<p>Für die Stillzeit gibt es keine Daten.</p>"),
        ("kidney function", "<h2>Kidneys and liver</h2><p>Nothing changes.</p>"),
        ("kidney function", "<p>Take half the dose if your kidneys work badly.</p>"),
        ("liver function", "<p>What to do with a bad liver is not dealt with here.</p>"),
        ("liver function", "<h2>Nieren und Leber</h2><p>Nichts ändert sich.</p>"),
        ("alcohol", "<p>Alcohol makes it worse.</p>"),
        ("driving", "<p>You can drive.</p>"),
        ("driving", "<p>Autofahren wird hier nicht behandelt.</p>"),
        ("stopping suddenly", "<h2>Stopping it</h2><p>Slowly, over a week.</p>"),
        ("stopping suddenly", "<p>This article does not cover stopping it.</p>"),
        ("overdose", "<h2>Missed or too much</h2><p>Ask your pharmacist.</p>"),
        ("allergy", "<p>Allergies are rare.</p>"),
    ],
)
def test_what_a_text_says_or_says_that_it_leaves_out_is_covered(topic: str, html: str) -> None:
    assert (topic in left_out(""), topic in left_out(html)) == (True, False)


@pytest.mark.parametrize(
    ("topic", "html"),
    [
        ("kidney function", "<p>The kidneys lie behind the belly.</p>"),
        ("stopping suddenly", "<p>Stop at a red light.</p>"),
        ("contraindications", "<p>Most people have it once.</p>"),
        ("warning signs", "<p>The pain goes away.</p>"),
        ("pregnancy", "<h2>Pregnancy</h2><h2>Outlook</h2><p>It heals.</p>"),
    ],
)
def test_a_word_of_anatomy_or_an_empty_section_covers_nothing(topic: str, html: str) -> None:
    assert topic in left_out(html)


def test_what_stands_above_every_text_counts() -> None:
    note = "Not for children. In pregnancy and while breastfeeding ask your doctor first."

    assert left_out("", ArticleType.CONDITION, note=note) == {"warning signs"}


@pytest.mark.parametrize("kind", ArticleType)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_template_that_is_not_filled_in_yet_has_its_prompts_alone_to_answer(kind: ArticleType, language: str) -> None:
    with translation.override(language):
        made = body(SKELETONS[kind])

    assert left_out(made, kind, language=language) == set()


def test_of_a_language_whose_words_are_not_known_nothing_is_said() -> None:
    assert left_out("", language="fr") == set()
