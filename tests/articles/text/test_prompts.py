"""Prompts are told from what a text says, whatever happened to their ends; the templates ask for what the checks look for."""

from __future__ import annotations

import pytest
from django.utils import translation

from articles.text import consistency
from articles.text.consistency import Kind
from articles.text.consistency.safety import _TOPICS
from articles.text.dialect import canonical
from articles.text.prompts import prompt, prompts
from articles.text.proofreading import proofread
from articles.text.skeletons import LABELS, SKELETONS, WITH_DOSES, ArticleType, Safety, Section, body, safety_of


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Rest the leg.</p>", []),
        (prompt("Say when."), ["Say when."]),
        ("<p>\u27e6Say when.</p><p>More.</p>", ["Say when."]),
        ("<p>\u27e6\u27e7</p>", [""]),
        ("<p>\u27e6One.\u27e7 and \u27e6two.\u27e7</p>", ["One.", "two."]),
    ],
)
def test_every_prompt_is_found_even_a_broken_one(html: str, found: list[str]) -> None:
    assert list(prompts(html)) == found


def test_words_of_a_prompt_break_out_of_nothing() -> None:
    assert prompt("a <b> \u27e7 & c") == "<p>\u27e6a &lt;b&gt; &amp; c\u27e7</p>"


@pytest.mark.parametrize("kind", ArticleType)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_template_is_in_the_dialect_and_full_of_prompts(kind: ArticleType, language: str) -> None:
    with translation.override(language):
        made = body(SKELETONS[kind])

    assert (canonical(made), len(list(prompts(made)))) == (made, len(SKELETONS[kind]))


@pytest.mark.parametrize("kind", ArticleType)
def test_every_type_says_when_to_get_help_and_who_must_not(kind: ArticleType) -> None:
    assert {Safety.WARNING_SIGNS, *WITH_DOSES} <= safety_of(kind)
    assert kind in LABELS


def test_a_medicine_speaks_about_everything_that_keeps_its_reader_safe() -> None:
    assert safety_of(ArticleType.MEDICINE) == frozenset(Safety)


def test_templates_and_checks_have_one_list_of_safety() -> None:
    assert set(_TOPICS) == {topic.value for topic in Safety} - {"warning signs", "contraindications"}


def test_each_prompt_that_is_left_is_noticed_once_at_its_place() -> None:
    made = body([Section("Symptoms", "What people notice. The common first."), Section("Causes", "What causes it.")])

    found = [(flag.values, flag.left.section) for flag in proofread(made) if flag.kind is Kind.PROMPT]

    assert found == [((("subject", "What people notice."),), "Symptoms"), ((("subject", "What causes it."),), "Causes")]
    assert consistency.Kind.PROMPT.value == "prompt"
