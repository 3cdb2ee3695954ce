"""What is known of a single word."""

import pytest

from articles.text.readability.word_facts import WordFacts, facts, is_familiar


@pytest.mark.parametrize(
    "word",
    ["walk", "walked", "walking", "stopped", "bigger", "biggest", "babies", "nurse's", "slowly", "tumbled", "earlier"],
)
def test_an_ending_leaves_a_familiar_word_familiar(word: str) -> None:
    assert is_familiar(word) is (word != "tumbled")


@pytest.mark.parametrize("word", ["placebo", "meta", "percent", "", "xq", "systemic"])
def test_other_words_are_not_familiar(word: str) -> None:
    assert not is_familiar(word)


def test_a_plain_word() -> None:
    assert facts("Tablets") == WordFacts(2, 7, False, False, facts("tablets").zipf, is_latin=True)


def test_the_mortar_of_a_sentence_is_not_weighed() -> None:
    assert [facts(word).zipf for word in ("the", "of", "with", "12", "I", "a")] == [None] * 6


def test_a_word_that_nobody_knows_is_as_rare_as_can_be() -> None:
    assert (facts("xyzzyxite").zipf, facts("OR").zipf, facts("double-xyzzyxite").zipf) == (2.0, 2.0, 2.0)


def test_figures_are_familiar_and_read_out() -> None:
    assert facts("0.73") == WordFacts(6, 3, False, False, None, is_latin=True)


@pytest.mark.parametrize(
    "word",
    [
        "https://example.org/a",
        "www.example.org",
        "ward.five@example.org",
        "example.org/help",
        "example.org",
        "doi:10.1000/1",
    ],
)
def test_an_address_is_not_read(word: str) -> None:
    assert not facts(word).is_read


def test_words_are_complex_if_three_syllables_are_not_due_to_an_ending() -> None:
    words = ["radiculopathy", "deposited", "interesting", "diseases", "bookkeeper", "six-year-old", "MRI", "1990"]

    assert [word for word in words if facts(word).is_complex] == ["radiculopathy", "deposited", "bookkeeper", "MRI"]


def test_words_in_other_letters_are_told_apart() -> None:
    assert [facts(word).is_latin for word in ("pain", "Ménière", "νερό", "دواء", "12")] == [
        True,
        True,
        False,
        False,
        True,
    ]
