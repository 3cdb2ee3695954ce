"""Rare words that a text does not explain; common words, names and drugs are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from articles.text.dialect import canonical
from articles.text.terms import candidates
from tests.articles.text.markup import HTML


def of(html: str) -> tuple[str, ...]:
    return candidates(canonical(html))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A sudden syncope is common.", ("syncope",)),
        ("The MRI showed a spasm.", ("MRI", "spasm")),
        ("Two MRIs and one MRI.", ("MRI",)),
        ("We do plasmapheresis. Plasmapheresis takes long.", ("plasmapheresis",)),
        ("Rest your leg and drink some water.", ()),
        ("Take gabapentin or pregabalin.", ()),
        ("The study by Devaraj was small.", ()),
        ("In 2021, 14 of 100 people.", ()),
        ("The pain eased after sugary, foul-smelling tea.", ()),
    ],
)
def test_what_few_people_know_is_found(text: str, words: tuple[str, ...]) -> None:
    assert of(f"<p>{text}</p>") == words


def test_words_of_medicine_are_no_forms_of_everyday_words() -> None:
    assert of("<p>Sciatica, phlebitis or a splint.</p>") == ("sciatica", "phlebitis", "splint")


def test_a_word_that_the_text_explains_is_none() -> None:
    assert of("<p>A <dfn>syncope</dfn> is a short faint. A syncope passes.</p>") == ()


def test_the_most_frequent_stand_first_up_to_a_number() -> None:
    html = canonical("<p>Syncope, then neuropathy. Neuropathy and syncope, neuropathy and ischaemia.</p>")

    assert candidates(html, most=2) == ("neuropathy", "syncope")


def test_tables_and_lists_of_sources_are_left_out() -> None:
    assert of("<table><tr><td>syncope</td></tr></table><h2>References</h2><p>On syncope.</p>") == ()


@given(HTML)
def test_anything_is_read_without_a_fault(html: str) -> None:
    assert len(candidates(canonical(html))) <= 40


def test_time_is_in_proportion_to_length() -> None:
    html = canonical("<p>" + "syncope " * 100_000 + "</p>")

    started = time.thread_time()
    candidates(html)

    assert time.thread_time() - started < 10
