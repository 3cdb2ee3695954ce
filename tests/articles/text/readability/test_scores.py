"""Odd texts have a score or a reason, in time that is in proportion to their length."""

import subprocess
import sys

import pytest

from articles.text.readability import VERSION, Reason, Score, Unscored, score, score_of_plain
from articles.text.readability.counts import Counts
from tests.articles.text.markup import IMAGE
from tests.stopwatch import quickest
from tests.tiers import ROOT

PROSE = "Gabapentin is given for nerve pain. It was tried in 12 people; ten of them felt less pain after two weeks."


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", Reason.EMPTY),
        ("<p></p>", Reason.EMPTY),
        ("<p>Word</p>", Reason.TOO_SHORT),
        ("<p>Only four words here</p>", Reason.TOO_SHORT),
        ("<p>🙂🎉 🙂🎉 🙂🎉 🙂🎉 🙂🎉 🙂🎉</p>", Reason.EMPTY),
        ("<p>\x00\x01\x02 \x07\x07</p>", Reason.EMPTY),
        ("<p>https://example.org/a https://example.org/b</p>", Reason.EMPTY),
        ("<p>Το νερό είναι καθαρό και δροσερό σήμερα το πρωί.</p>", Reason.NOT_LATIN),
        ("<p>هذا الدواء آمن جدا لكل الناس في البيت.</p>", Reason.NOT_LATIN),
        ("<table><tr><td>Only a table stands here and it is long enough.</td></tr></table>", Reason.EMPTY),
        (
            f'<figure><img src="{IMAGE}" alt="A knee"><figcaption>A knee that is bent as far as it goes.</figcaption></figure>',
            Reason.EMPTY,
        ),
        ("<h2>References</h2><ol><li>Hart J. A long title of a paper about knees. 2001.</li></ol>", Reason.EMPTY),
    ],
)
def test_what_cannot_be_scored_has_a_reason(html: str, reason: Reason) -> None:
    found = score(html)

    assert isinstance(found, Unscored)
    assert (found.reason, found.version) == (reason, VERSION)


def test_a_reason_is_a_sentence() -> None:
    assert str(Reason.TOO_SHORT.sentence) == "Too short to score: there are fewer than five words."


@pytest.mark.parametrize("around", ["{}", "\x00{}\x07", "🙂 {} 🎉", "{}\r\n", "\ufeff{}"])
def test_signs_that_are_no_words_change_no_score(around: str) -> None:
    assert score_of_plain(around.format(PROSE)) == score_of_plain(PROSE)


def test_a_short_text_is_scored_and_called_rough() -> None:
    short, long = score_of_plain(PROSE), score_of_plain(f"{PROSE} " * 6)

    assert isinstance(short, Score)
    assert isinstance(long, Score)
    assert (short.is_rough, long.is_rough) == (True, False)


def test_an_empty_text_has_empty_counts() -> None:
    assert score("") == Unscored(Counts(), Reason.EMPTY)


def seconds(text: str) -> float:
    return quickest(lambda: score_of_plain(text), tries=1)


@pytest.mark.parametrize(
    "piece",
    ["word ", "a", "1", "1 ", "a-", "a.b@", "\n", "نص ", "🙂", "\x00", "well-known/", "a'"],
)
def test_two_megabytes_without_a_full_stop_take_no_more_than_their_share(piece: str) -> None:
    assert seconds(piece * (2_000_000 // len(piece))) < 10


@pytest.mark.parametrize("piece", [". ", "A. ", "word.Word ", "? "])
def test_nothing_but_full_stops_takes_no_more_than_its_share(piece: str) -> None:
    assert seconds(piece * (500_000 // len(piece))) < 10


def test_new_words_are_no_slower_by_their_number() -> None:
    thousands = [" ".join(f"w{number}x" for number in range(start, start + 20_000)) for start in (0, 100_000)]
    seconds(PROSE)

    first = seconds(thousands[0])

    assert seconds("\n".join(thousands)) < 6 * first + 0.5


READ = "lexicon.familiar_words(), lexicon.syllables_of_words(), lexicon.syllables_by_hand(), lexicon.syllables_of_endings()"


@pytest.mark.parametrize(
    ("before", "after", "most"),
    [
        ("import time; start = time.process_time()", "print(time.process_time() - start)", 0.3),
        ("import tracemalloc; tracemalloc.start()", "print(tracemalloc.get_traced_memory()[1] / 2**20)", 40),
    ],
    ids=["seconds", "megabytes"],
)
def test_the_lists_are_read_in_time_and_memory(before: str, after: str, most: float) -> None:
    code = f"from articles.text.readability import lexicon; {before}; {READ}; {after}"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert 0 < float(said) < most
