import pytest

from articles.text.comparison import as_data, badge_sentence, classification, compare
from articles.text.comparison.data import classified
from articles.text.comparison.sentences import times_in_words


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (10, "ten times"), (0.1, "a tenth"), (2, "twice"), (0.5, "half"), (1000, "1,000 times"), (0.001, "a thousandth"),
        (1, "the same amount"), (1.5, "1.5 times"), (7, "seven times"), (1 / 30, "one part in 30"), (0.7, "0.7 times"),
        (1e-9, "one part in 1,000,000,000"), (12.4, "12 times"), (25, "25 times"),
    ],
)  # fmt: skip
def test_a_factor_is_said_as_people_say_it(factor: float, words: str) -> None:
    assert times_in_words(factor) == words


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Take 0.5 mg", "Take 5 mg", "0.5 mg → 5 mg, ten times"),
        ("Take 5 mg", "Take 0.5 mg", "5 mg → 0.5 mg, a tenth"),
        ("Take 5 mg", "Take 5 g", "5 mg → 5 g, 1,000 times"),
        ("Take 5 µg/kg", "Take 5 mg/kg", "5 µg/kg → 5 mg/kg, 1,000 times"),
        ("Take 10 mg/day", "Take 10 mg/week", "10 mg/day → 10 mg/week, a seventh"),
        ("Take it weekly", "Take it daily", "weekly → daily, seven times"),
        ("Take 1 tablet", "Take 1 drop", "1 tablet → 1 drop"),
        ("Wait six weeks", "Wait two weeks", "six weeks → two weeks, a third"),
        ("Wait 2 weeks", "Wait 14 days", "2 weeks → 14 days, the same amount"),
        ("In 1,5 mg", "In 15 mg", "1,5 mg → 15 mg, ten times"),
        ("Do not drive", "Do drive", "removed: not"),
    ],
)
def test_a_badge_says_what_was_what_is_and_how_much(old: str, new: str, sentence: str) -> None:
    badges = [badge for change in compare(f"<p>{old}.</p>", f"<p>{new}.</p>") for badge in change.badges]

    assert [badge_sentence(badge) for badge in badges] == [sentence]


def test_a_comparison_is_plain_data() -> None:
    changes = compare("<p>Take 0.5 mg.</p><p>Rest.</p>", "<p>Take 5 mg.</p><p>Rest.</p>")

    assert as_data(changes) == [
        {
            "kind": "changed",
            "old": {"key": changes[0].old.key, "kind": "p", "text": "Take 0.5 mg."},  # type: ignore[union-attr]
            "new": {"key": changes[0].new.key, "kind": "p", "text": "Take 5 mg."},  # type: ignore[union-attr]
            "words": [
                {"kind": "same", "text": "Take "},
                {"kind": "removed", "text": "0.5 mg"},
                {"kind": "added", "text": "5 mg"},
                {"kind": "same", "text": "."},
            ],
            "badges": [
                {
                    "kind": "number",
                    "old": "0.5 mg",
                    "new": "5 mg",
                    "factor": 10.0,
                    "sentence": "0.5 mg → 5 mg, ten times",
                }
            ],
        }
    ]
    assert classified(changes) == {"minor": False, "reasons": ["Number changed: 0.5 mg → 5 mg, ten times"]}


def test_s21_emphasis_of_ordinary_prose_is_minor_and_of_a_negation_is_not() -> None:
    ordinary = compare("<p>Rest <em>well</em> now.</p>", "<p>Rest well now.</p>")
    negation = compare("<p>Do <em>not</em> rest.</p>", "<p>Do not rest.</p>")

    assert (classification(ordinary).is_minor, classification(negation).is_minor) == (True, False)
