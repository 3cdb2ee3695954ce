"""Figures in a text from right to left are put apart, with their units, and no word is changed. The Arabic is ours."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.manifest import FrozenText, Manifest
from articles.publishing.isolating import is_from_right, isolate
from articles.publishing.passages import Page, Setting
from articles.publishing.proof.lines import lines
from articles.text.dialect import canonical

TAKE, THEN = "خذ", "مرتين يوميا"
CLASSES = st.text(alphabet="خذم 05.,:;–-≥°µ%/()mgkCL²^ \u00a0", max_size=40)


def isolated(text: str) -> str:
    root = html.fragment_fromstring(text, create_parent="div")
    isolate(root)
    return "".join(html.tostring(child, encoding="unicode") for child in root)


def apart(text: str) -> list[str]:
    root = html.fragment_fromstring(isolated(text), create_parent="div")
    return [str(found.text_content()) for found in root.iter("bdi")]


@pytest.mark.parametrize(
    "words",
    [
        "300\u00a0mg",
        "5–10\u00a0mg",
        "≥\u00a038\u00a0°C",
        "1 of 10",
        "2.5 mg/kg/day",
        "10%",
        "1,000 IU",
        "−5 °C",
        "400 mg ibuprofen",
        "HbA1c 7.5%",
        "1/2",
    ],
)
def test_s12_a_figure_and_what_belongs_to_it_are_one(words: str) -> None:
    assert isolated(f"<p>{TAKE} {words} {THEN}.</p>") == f'<p>{TAKE} <bdi dir="ltr">{words}</bdi> {THEN}.</p>'


@pytest.mark.parametrize("words", ["7", "2.5", "1,000", "ibuprofen", "٣٠٠ مغ", "-", ""])
def test_what_cannot_come_to_stand_elsewhere_is_left_alone(words: str) -> None:
    assert apart(f"<p>{TAKE} {words} {THEN}.</p>") == []


def test_blanks_stops_and_brackets_around_a_figure_stay_outside() -> None:
    text = f"<p>{TAKE} (5 mg), 10 mg. {THEN}: 20 mg; 3 days.</p>"

    assert apart(text) == ["5 mg", "10 mg", "20 mg", "3 days"]


def test_raised_and_strong_figures_are_one_with_their_units() -> None:
    text = f"<p>{TAKE} 10<sup>9</sup>/L {THEN} <strong>300</strong> mg {TAKE} <strong>{TAKE} 5 mg</strong></p>"

    assert isolated(text) == (
        f'<p>{TAKE} <bdi dir="ltr">10<sup>9</sup>/L</bdi> {THEN} <bdi dir="ltr"><strong>300</strong> mg</bdi> {TAKE} '
        f'<strong>{TAKE} <bdi dir="ltr">5 mg</bdi></strong></p>'
    )


def test_cells_and_items_are_seen_to_each_for_itself() -> None:
    text = f"<ul><li>{TAKE} 5 mg<ul><li>10 mg</li></ul></li></ul><table><tbody><tr><td>20 mg</td></tr></tbody></table>"

    assert apart(text) == ["5 mg", "10 mg", "20 mg"]


@given(CLASSES, CLASSES)
def test_no_word_and_no_order_is_changed(first: str, second: str) -> None:
    root = html.fragment_fromstring("<p></p>", create_parent="div")
    root[0].text = first
    strong = html.Element("strong")
    strong.text, strong.tail = second, first
    root[0].append(strong)
    before = str(root.text_content())

    isolate(root)

    assert str(root.text_content()) == before
    assert len(list(root.iter("strong"))) == 1


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", True), ("he", True), ("en", False), ("de", False), ("xx", False), ("", False)]
)
def test_languages_from_right_to_left_are_known(language: str, expected: bool) -> None:
    assert is_from_right(language) is expected


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_has_them_where_its_language_asks_for_it_and_is_faithful(language: str, manifest: Manifest) -> None:
    text = FrozenText("", canonical(f"<p>{TAKE} 300 mg {THEN}.</p>"), "")
    page = Page(Setting("patient", {}, {}, "", language=language))

    shown = html.fragment_fromstring(page.decorate(text.body), create_parent="div")

    assert [found.get("dir") for found in shown.iter("bdi")] == (["ltr"] if language == "ar" else [])
    signed = html.fragment_fromstring(replace(text).body, create_parent="div")
    assert lines(shown, is_page=True) == lines(signed, is_page=False)
