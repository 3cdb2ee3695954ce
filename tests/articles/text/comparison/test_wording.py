"""Which words stayed, and how much is spent on finding out."""

import pytest

from articles.text.comparison.changes import Word
from articles.text.comparison.wording import Effort, Run, count, runs, words
from articles.text.quantities import tokens


def told(old: str, new: str, effort: Effort | None = None) -> list[tuple[str, str]]:
    found = runs(tokens(old), tokens(new), effort or Effort())
    return [(word.kind, word.text) for word in words(old, new, found)]


def numbered(numbers: range, word: str = "w") -> str:
    return " ".join(f"{word}{number}" for number in numbers)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("", "a", [("added", "a")]),
        ("a", "", [("removed", "a")]),
        ("a b c", "a x c", [("same", "a "), ("removed", "b "), ("added", "x "), ("same", "c")]),
        ("a b", "a b c", [("same", "a b"), ("added", " "), ("added", "c")]),
        ("a b c", "a b", [("same", "a b"), ("removed", " "), ("removed", "c")]),
        ("a\nb", "a b", [("same", "a b")]),
        ("a\nb", "a c", [("same", "a"), ("removed", "\n"), ("added", " "), ("removed", "b"), ("added", "c")]),
        ("a\n", "a\n\n", [("same", "a"), ("removed", "\n"), ("added", "\n\n")]),
        ("a ", "a  ", [("same", "a  ")]),
        ("a a", "a a a", [("same", "a a"), ("added", " "), ("added", "a")]),
    ],
)
def test_words_that_stayed_went_and_came(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert told(old, new) == expected


def test_a_long_passage_is_cut_where_four_words_in_a_row_stand_once() -> None:
    """What stands between two such places is compared alone, as what stands before the first and behind the last is."""
    old = f"x {numbered(range(70))} {numbered(range(70), 'v')} y"
    new = f"a {numbered(range(70))} one {numbered(range(70), 'v')} b"

    assert told(old, new) == [
        ("removed", "x "),
        ("added", "a "),
        ("same", f"{numbered(range(70))} "),
        ("added", "one "),
        ("same", f"{numbered(range(70), 'v')} "),
        ("removed", "y"),
        ("added", "b"),
    ]


def test_where_two_long_passages_changed_places_one_of_them_stayed() -> None:
    first, second = numbered(range(80)), numbered(range(90), "v")

    assert told(f"x {first} {second} y", f"a {second} {first} b") == [
        ("removed", f"x {first} "),
        ("added", "a "),
        ("same", f"{second} "),
        ("removed", "y"),
        ("added", f"{first} b"),
    ]


def test_words_that_stand_in_a_row_more_than_once_cut_nothing() -> None:
    phrase = numbered(range(4))
    old = " ".join([f"x{number} {phrase}" for number in range(30)])
    new = " ".join([f"x{number} {phrase}" for number in range(1, 31)])

    assert [kind for kind, _text in told(old, new)] == ["removed", "same", "added", "same"]
    assert told(old, new)[0] == ("removed", f"x0 {phrase} ")


def test_what_is_too_much_to_compare_is_exchanged_whole() -> None:
    assert told("a x b y c", "a y b x c", Effort(left=0)) == [
        ("same", "a "),
        ("removed", "x b y "),
        ("added", "y b x "),
        ("same", "c"),
    ]


def test_effort_is_spent_by_pairs_of_equal_words_times_the_shorter_side() -> None:
    effort = Effort(left=20)

    assert effort.allows(["a", "b", "a"], ["a", "c"])
    assert effort.left == 16
    assert effort.allows(["a", "b", "a"], ["a", "a", "a", "a"]) is False
    assert effort.left == 16
    assert effort.allows(["a", "a"], ["a", "a", "a", "a"])
    assert effort.left == 0
    assert effort.allows(["a"], ["b"])


def test_no_passage_takes_more_than_its_share() -> None:
    many = ["a"] * 160

    assert Effort().allows(many[:150], many[:150])
    assert not Effort().allows(many, many)


@pytest.mark.parametrize(
    ("kinds", "number"),
    [
        ([], 0),
        ([("same", "a b")], 0),
        ([("removed", "a "), ("added", "b ")], 1),
        ([("removed", "a b c "), ("added", "d ")], 3),
        ([("added", "a."), ("same", "b"), ("removed", "c, d")], 3),
        ([("added", ".")], 0),
        ([("added", "5 mg of it")], 3),
    ],
)
def test_an_exchanged_word_counts_once(kinds: list[tuple[str, str]], number: int) -> None:
    assert count([Word(kind, text) for kind, text in kinds]) == number  # type: ignore[arg-type]


def test_runs_hold_every_word_of_both_once() -> None:
    assert runs(["a", "b", "c"], ["a", "x", "y", "c"], Effort()) == [
        Run(True, 0, 1, 0, 1),
        Run(False, 1, 2, 1, 3),
        Run(True, 2, 3, 3, 4),
    ]


def test_four_words_in_a_row_cut_where_they_end_a_passage() -> None:
    old = f"{numbered(range(130))} one two three four"
    new = f"{numbered(range(130), 'v')} one two three four {numbered(range(130), 'x')}"

    assert told(old, new, Effort(left=0)) == [
        ("removed", f"{numbered(range(130))} "),
        ("added", f"{numbered(range(130), 'v')} "),
        ("same", "one two three four"),
        ("added", " "),
        ("added", numbered(range(130), "x")),
    ]
