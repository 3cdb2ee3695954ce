"""The two instruments: their items, what a machine decides of them, and the scores."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dialect import canonical
from articles.text.plainness import Known
from articles.text.rating import INSTRUMENTS, Answer, InstrumentKey, missing, scores, verdicts

CDC, PEMAT = InstrumentKey.CDC, InstrumentKey.PEMAT
YES, NO, NONE = Answer.YES, Answer.NO, Answer.NOT_APPLICABLE
PLAIN = "The nerve runs down the leg and it can hurt at night. "
GOOD = (
    '<aside data-kind="key-points">\n<ul>\n<li>Keep moving.</li>\n<li>Call your doctor if a foot drops.</li>\n</ul>\n</aside>\n'
    f"<h2>What helps</h2>\n<p>{PLAIN * 9}</p>\n<h2>What to do</h2>\n<p><strong>Take</strong> a walk each day.</p>"
)
BAD = f"<p>{PLAIN * 20} The tablets are taken. They are given by 3 in 20 and 4 in 30 people, and 5% of people utilise an MRI.</p>"


def decided(key: InstrumentKey, body: str, summary: str = "<p>Keep moving.</p>") -> dict[int, Answer]:
    parts = {"summary": canonical(summary), "body": canonical(body)}
    return {number: verdict.answer for number, verdict in verdicts(key, parts, Known()).items()}


def all_of(key: InstrumentKey, answer: Answer, **changes: Answer) -> dict[int, Answer]:
    """Every item so; `item4=…` otherwise."""
    found = {item.number: answer for item in INSTRUMENTS[key].items}
    return found | {int(name.removeprefix("item")): other for name, other in changes.items()}


def percents(key: InstrumentKey, answers: Mapping[int, Answer]) -> list[int | None]:
    return [one.percent for one in scores(INSTRUMENTS[key], answers)]


def test_the_index_has_twenty_items_and_pemat_for_print_twenty_four() -> None:
    numbers = {key: [item.number for item in one.items] for key, one in INSTRUMENTS.items()}

    assert numbers == {CDC: list(range(1, 21)), PEMAT: [*range(1, 13), *range(15, 27)]}


def test_items_may_be_not_applicable_where_the_guides_say_so() -> None:
    may = {key: [item.number for item in one.items if item.may_not_apply] for key, one in INSTRUMENTS.items()}

    assert may == {CDC: list(range(12, 21)), PEMAT: [6, 8, 9, 11, 16, 17, 18, 19, 24, 25]}


def test_score_is_the_share_of_the_items_that_apply() -> None:
    none_apply = {f"item{number}": NONE for number in range(12, 21)}

    assert percents(CDC, all_of(CDC, YES)) == [100]
    assert percents(CDC, all_of(CDC, YES, item7=NO, item11=NO)) == [90]
    assert percents(CDC, all_of(CDC, YES, item7=NO, **none_apply)) == [91]
    assert percents(PEMAT, all_of(PEMAT, YES, item1=NO, item20=NO, item24=NONE)) == [94, 83]
    assert percents(PEMAT, all_of(PEMAT, NO)) == [0, 0]


def test_without_a_main_message_its_place_and_look_give_no_point() -> None:
    assert percents(CDC, all_of(CDC, YES, item1=NO)) == [80]


def test_item_without_an_answer_or_with_one_that_it_may_not_have_is_missing() -> None:
    answers = all_of(CDC, YES, item3=NONE, item20=NONE)
    del answers[9]

    assert missing(INSTRUMENTS[CDC], answers) == [3, 9]
    with pytest.raises(ValueError, match=r"\[3, 9\]"):
        scores(INSTRUMENTS[CDC], answers)


@given(st.lists(st.sampled_from([YES, NO]), min_size=24, max_size=24), st.integers(0, 23))
def test_a_yes_more_never_lowers_a_score(given_answers: list[Answer], place: int) -> None:
    numbers = [item.number for item in INSTRUMENTS[PEMAT].items]
    answers = dict(zip(numbers, given_answers, strict=True))

    better = answers | {numbers[place]: YES}

    pairs = zip(percents(PEMAT, answers), percents(PEMAT, better), strict=True)
    assert all(before is not None and after is not None and before <= after for before, after in pairs)


def test_what_can_be_counted_of_a_good_text_is_decided_for_it() -> None:
    assert decided(CDC, GOOD) == {
        2: YES,
        3: YES,
        4: NO,
        5: YES,
        6: YES,
        8: YES,
        9: YES,
        12: YES,
        15: NONE,
        16: NONE,
        17: NONE,
        20: NONE,
    }
    assert decided(PEMAT, GOOD) == {
        5: YES,
        6: NONE,
        7: YES,
        8: YES,
        11: YES,
        12: YES,
        16: NONE,
        17: NONE,
        18: NONE,
        19: NONE,
        20: YES,
        21: YES,
        24: NONE,
        25: NONE,
    }


def test_what_can_be_counted_of_a_bad_text_is_decided_against_it() -> None:
    assert decided(CDC, BAD, summary="") == {
        2: NO,
        3: NO,
        4: NO,
        5: NO,
        6: YES,
        7: NO,
        8: NO,
        9: NO,
        15: NO,
        17: YES,
    }
    assert decided(PEMAT, BAD, summary="") == {
        3: NO,
        4: NO,
        5: YES,
        6: NO,
        7: YES,
        8: NO,
        9: NO,
        11: NO,
        12: NO,
        16: NONE,
        17: NONE,
        18: NONE,
        19: NONE,
        20: NO,
        21: NO,
        24: NONE,
        25: NONE,
    }


def test_active_voice_is_asked_of_the_bottom_line_and_of_calls_to_act() -> None:
    assert decided(CDC, "<p>It is taken.</p>")[6] == YES
    assert decided(CDC, "<p>If the tablets are taken, call.</p>")[6] == NO
    assert decided(CDC, GOOD, summary="<p>The tablets are taken.</p>")[6] == NO


def test_active_voice_is_there_if_four_sentences_of_five_have_it() -> None:
    four = "It helps. It hurts. It stops. It comes."

    assert decided(PEMAT, f"<p>{four} It is taken.</p>", summary="")[5] == YES
    assert decided(PEMAT, f"<p>{four} It is taken. It is given.</p>", summary="")[5] == NO


def test_pictures_tables_and_sums_leave_their_items_to_a_person() -> None:
    digest = "a" * 64
    body = (
        f'<figure><img alt="A leg" src="/images/{digest}.png"><figcaption>A leg</figcaption></figure>\n'
        "<table><tr><th>Day</th></tr><tr><td>1</td></tr></table>\n<p>Take 5 mg/kg a day.</p>"
    )

    assert {number for number in (16, 17, 18, 19, 24, 25) if number in decided(PEMAT, body)} == set()
    assert decided(PEMAT, body)[7] == NO
    assert decided(PEMAT, body.replace("<figcaption>A leg</figcaption>", ""))[17] == NO
    assert 4 not in decided(CDC, body)


def test_very_short_text_needs_no_parts_headings_or_summary() -> None:
    short = decided(PEMAT, "<p>Keep moving.</p>", summary="")

    assert [short[number] for number in (8, 9, 11)] == [NONE, NONE, NONE]


def test_every_verdict_is_an_answer_that_its_item_may_have_and_has_a_reason() -> None:
    for key, instrument in INSTRUMENTS.items():
        for body in (GOOD, BAD, "", "<p>Ωμέγα</p>"):
            found = verdicts(key, {"summary": "", "body": canonical(body)}, Known())
            for number, verdict in found.items():
                assert verdict.answer is not NONE or instrument.item(number).may_not_apply
                assert str(verdict.reason).strip()


def test_reasons_quote_what_was_found() -> None:
    found = verdicts(PEMAT, {"summary": "", "body": canonical(BAD)}, Known())

    assert str(found[3].reason) == "Found: “utilise”"
    assert str(found[4].reason) == "Not explained: “MRI”"
    assert str(found[5].reason) == "2 passive verbs in 22 sentences."
    assert str(found[8].reason) == "There is no heading."
