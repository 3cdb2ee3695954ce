"""How long a text takes and how hard it is, as its page says."""

import pytest

from articles.manifest import FrozenText
from articles.publishing.build import _sources
from articles.publishing.effort import effort

EASY = "<p>Rest your leg. Put a cold pack on it. Take a short walk each day. Call us if it gets worse.</p>"
HARD = (
    "<p>Electrodiagnostic evaluation differentiates radiculopathy from postganglionic lumbosacral plexopathy, notwithstanding "
    "concomitant polyneuropathy attributable to longstanding inadequately controlled diabetes mellitus.</p>"
)


@pytest.mark.parametrize(
    ("words", "audience", "expected"),
    [(1, "patient", 1), (175, "patient", 1), (176, "patient", 2), (714, "student", 3), (714, "clinician", 3)],
)
def test_patients_are_given_more_time(words: int, audience: str, expected: int) -> None:
    assert effort(FrozenText("", f"<p>{'leg ' * words}</p>"), audience, "en").minutes == expected


def test_words_of_bottom_line_and_tables_take_time_too() -> None:
    rows = "<tr><td>leg</td></tr>" * 100
    text = FrozenText(f"<p>{'leg ' * 100}</p>", f"<table><tbody>{rows}</tbody></table>")

    assert effort(text, "patient", "en").minutes == 2


@pytest.mark.parametrize(("body", "expected"), [(EASY * 6, "very easy"), (HARD * 6, "very hard")])
def test_difficulty_is_a_word(body: str, expected: str) -> None:
    assert effort(FrozenText("", body), "patient", "en").level == expected


@pytest.mark.parametrize(
    ("body", "language"), [(EASY, "en"), (EASY * 6, "de"), ("", "en"), ("<p>Ναι.</p>" * 200, "en")]
)
def test_no_score_that_one_could_stand_by_is_no_word(body: str, language: str) -> None:
    assert effort(FrozenText("", body), "patient", language).level == ""


def test_nothing_to_read_takes_no_time() -> None:
    assert effort(FrozenText("", "<p>– … *</p>"), "patient", "en").minutes == 0


def test_pages_of_other_scoring_data_are_made_anew() -> None:
    names = {path.name for path in _sources()}

    assert {"familiar.txt", "rarity.txt.gz", "difficulty.py"} - names == set()
