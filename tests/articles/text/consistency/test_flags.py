"""What makes two flags the same, how they are sorted, and what they say."""

from __future__ import annotations

from dataclasses import replace

from articles.text.consistency import Flag, Kind, Passage, Severity, by_section, worst_first
from articles.text.consistency.wording import sentence

FLAG = Flag(
    Kind.DOSE,
    Severity.MUST_ANSWER,
    Passage(0, "aaaa", "Take 5 mg at night.", "Dose", 2),
    Passage(1, "bbbb", "Take 50 mg at night.", "How to take it", 4),
    (("left", "5 mg"), ("right", "50 mg")),
)


def test_flag_says_why_with_the_words_of_both_passages() -> None:
    assert str(FLAG.why) == "One passage says 5 mg, the other 50 mg."


def test_each_kind_has_a_name_and_a_sentence() -> None:
    words = {"left": "1 mg", "right": "2 mg", "subject": "heat", "drug": "warfarin", "detail": "A trial"}

    assert [kind for kind in Kind if not str(kind.label) or "{" in str(sentence(kind.value, words))] == []


def test_braces_in_a_text_stay_braces() -> None:
    flag = replace(FLAG, values=(("left", "{0} mg"), ("right", "{x}")))

    assert str(flag.why) == "One passage says {0} mg, the other {x}."


def test_fingerprint_stays_when_the_block_around_a_passage_or_its_section_changes() -> None:
    elsewhere = replace(FLAG, left=replace(FLAG.left, key="cccc", section="Doses", number=7))

    assert elsewhere.fingerprint == FLAG.fingerprint


def test_fingerprint_changes_with_either_passage() -> None:
    left = replace(FLAG, left=replace(FLAG.left, quote="Take 5 mg in the morning."))
    right = replace(FLAG, right=replace(FLAG.right, quote="Take 50 mg in the morning."))

    assert len({FLAG.fingerprint, left.fingerprint, right.fingerprint}) == 3


def test_the_same_thing_noticed_elsewhere_is_equal_and_has_another_fingerprint() -> None:
    again = replace(FLAG, left=replace(FLAG.left, quote="Begin with 5 mg."))

    assert (again.equality, again.fingerprint == FLAG.fingerprint) == (FLAG.equality, False)


def test_groups_follow_the_text_with_the_worst_first() -> None:
    note = replace(FLAG, severity=Severity.NOTE, left=replace(FLAG.left, section="A", number=1))
    look = replace(FLAG, severity=Severity.WORTH_A_LOOK)

    groups = by_section([note, look, FLAG])

    assert [(group.section, group.flags) for group in groups] == [("Dose", (FLAG, look)), ("A", (note,))]
    assert groups[0].worst is Severity.MUST_ANSWER


def test_flag_that_only_the_second_text_has_stands_in_its_section() -> None:
    missing = replace(FLAG, left=Passage(0))

    assert [group.section for group in by_section([missing])] == ["How to take it"]
    assert missing.passages == (missing.right,)


def test_worst_first_keeps_the_order_of_equals() -> None:
    look, other = replace(FLAG, severity=Severity.WORTH_A_LOOK), replace(FLAG, values=())

    assert worst_first([look, FLAG, other]) == (FLAG, other, look)


def test_flag_within_one_text_knows_it() -> None:
    assert (FLAG.is_within, replace(FLAG, right=FLAG.left).is_within) == (False, True)


def test_severity_has_words_for_people_and_machines() -> None:
    assert [(str(one.label), one.word) for one in Severity] == [
        ("must be answered", "must-answer"),
        ("worth a look", "worth-a-look"),
        ("note", "note"),
    ]
