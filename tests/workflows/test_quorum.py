"""The approval rule, for all inputs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.quorum import (
    COUNTED_FOR,
    Interests,
    MalformedRule,
    Need,
    Rule,
    Seat,
    Standing,
    asks_lay_member,
    at_start,
    evaluate,
    lay_member_because,
)

VERDICTS = ["", "approve", "approve_with_comment", "abstain", "dissent", "changes_required"]
ROLES = ["chair", "member", "pharmacist", "lay_member"]
SCOPES = ["clinical_accuracy", "doses", "plain_language"]
TEXTS = ["patient", "clinician"]

some_seats = st.lists(
    st.builds(
        Seat,
        person=st.just(0),
        role=st.sampled_from(ROLES),
        verdict=st.sampled_from(VERDICTS),
        scopes=st.frozensets(st.sampled_from(SCOPES)),
        audiences=st.frozensets(st.sampled_from(TEXTS)),
        interests=st.sampled_from(Interests),
        second_factor=st.booleans(),
    ),
    max_size=8,
).map(lambda rows: [replace(seat, person=number) for number, seat in enumerate(rows)])
needs = st.builds(
    Need,
    role=st.sampled_from(["", *ROLES]),
    scope=st.sampled_from(["", *SCOPES]),
    audiences=st.lists(st.sampled_from(["patient", "student", "clinician"]), unique=True, max_size=2).map(tuple),
    count=st.integers(1, 2),
)
rules = st.builds(
    Rule,
    approvals=st.integers(1, 5),
    roles=st.dictionaries(st.sampled_from(ROLES), st.integers(1, 2), max_size=2).map(
        lambda d: tuple(sorted(d.items()))
    ),
    dissent_stops=st.booleans(),
    needs=st.lists(needs, max_size=2).map(tuple),
    majority=st.booleans(),
    chair_without_conflict=st.booleans(),
    second_factor=st.booleans(),
    lay_member_above=st.integers(0, 99),
)
texts = st.lists(st.sampled_from(TEXTS), unique=True, min_size=1)


def approving(seat: Seat) -> Seat:
    """The member signs all that there is to sign, as strongly as there is."""
    interests = Interests.CLEAR if seat.interests is not Interests.BARRED else seat.interests
    if not seat.may_still_sign:
        return replace(seat, interests=interests)
    everything = {"scopes": frozenset(SCOPES), "audiences": frozenset(TEXTS)}
    return Seat(seat.person, seat.role, "approve", **everything, interests=interests, second_factor=True)


@given(rules, some_seats, texts)
def test_met_is_what_the_rule_says_word_for_word(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    counted = [s for s in seats if s.verdict in COUNTED_FOR and (s.second_factor or not rule.second_factor)]
    enough = len(counted) >= rule.approvals
    roles = all(sum(seat.role == role for seat in counted) >= count for role, count in rule.roles)
    needs = all(
        sum(
            need.role in ("", seat.role) and (not need.scope or need.scope in seat.scopes) and text in seat.audiences
            for seat in counted
        )
        >= need.count
        for need in rule.needs
        for text in texts
        if not need.audiences or text in need.audiences
    )
    sitting = [seat for seat in seats if seat.verdict or seat.interests is not Interests.BARRED]
    majority = not rule.majority or 2 * len(counted) > len(sitting)
    chair = not rule.chair_without_conflict or any(
        seat.role == "chair" and seat.interests is Interests.CLEAR for seat in seats
    )
    stops = {"changes_required"} | ({"dissent"} if rule.dissent_stops else set())
    stopped = any(seat.verdict in stops for seat in seats)

    found = evaluate(rule, seats, texts).standing

    assert (found is Standing.MET) == (enough and roles and needs and majority and chair and not stopped)
    assert (found is Standing.STOPPED) == stopped


@given(rules, some_seats, texts)
def test_silence_is_never_consent(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    silent = [replace(seat, verdict="") for seat in seats]

    assert evaluate(rule, silent, texts).standing in {Standing.OPEN, Standing.IMPOSSIBLE}


@given(rules, some_seats, texts)
def test_open_becomes_met_when_all_silent_members_approve(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    if evaluate(rule, seats, texts).standing is not Standing.OPEN:
        return

    everybody = [approving(seat) for seat in seats]

    assert evaluate(rule, everybody, texts).standing is Standing.MET


@given(rules, some_seats, texts)
def test_impossible_stays_so_whatever_the_silent_members_do(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    if evaluate(rule, seats, texts).standing is not Standing.IMPOSSIBLE:
        return

    everybody = [approving(seat) for seat in seats]

    assert evaluate(rule, everybody, texts).standing is Standing.IMPOSSIBLE


@given(rules, some_seats, texts)
def test_impossible_becomes_met_when_those_who_are_named_are_added_and_approve(
    rule: Rule, seats: list[Seat], texts: list[str]
) -> None:
    result = evaluate(rule, seats, texts)
    if result.standing is not Standing.IMPOSSIBLE:
        return
    roles = [
        "chair" if lack.of_chair else lack.role or "statistician"
        for lack in result.to_add
        for _one in range(lack.count)
    ]

    added = [Seat(100 + number, role, interests=Interests.UNANSWERED) for number, role in enumerate(roles)]

    assert evaluate(rule, [approving(seat) for seat in [*seats, *added]], texts).standing is Standing.MET


@given(rules, some_seats, texts)
def test_a_further_approval_never_takes_back_what_was_met(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    if evaluate(rule, seats, texts).standing is not Standing.MET:
        return

    further = approving(Seat(100, "member", interests=Interests.UNANSWERED))

    assert evaluate(rule, [*seats, further], texts).standing is Standing.MET


@given(rules, some_seats, texts)
def test_whoever_reads_the_result_finds_a_reason(rule: Rule, seats: list[Seat], texts: list[str]) -> None:
    result = evaluate(rule, seats, texts)

    assert all(reason.endswith(".") for reason in result.reasons)
    assert result.reasons
    assert bool(result.to_add) == (result.standing is Standing.IMPOSSIBLE)


@given(rules)
def test_rule_survives_json(rule: Rule) -> None:
    assert Rule.from_json(rule.to_json()) == rule


def test_frozen_rule_of_the_first_release_is_read_and_written_as_it_was() -> None:
    frozen = (
        '{"approvals":2,"changes_required_stops":true,"dissent_stops":false,'
        '"review_days":14,"reviewed_again_after_days":365,"roles":{"pharmacist":1}}'
    )

    assert Rule.from_json(frozen).to_json() == frozen
    assert Rule.from_json(frozen) == Rule(approvals=2, roles=(("pharmacist", 1),))


def test_reasons_say_what_is_missing() -> None:
    rule = Rule(approvals=2, roles=(("pharmacist", 1),))

    result = evaluate(rule, [Seat(1, "chair", "approve"), Seat(2, "pharmacist")], ["patient"])

    assert result.standing is Standing.OPEN
    assert result.reasons == ("1 more approval is needed.", "Still needed: pharmacist (1).")


def test_reasons_say_what_is_met() -> None:
    result = evaluate(Rule(approvals=1), [Seat(1, "chair", "approve")], ["patient"])

    assert result.reasons == ("1 member approves; the rule asks for 1 approval.",)


def test_reasons_say_whom_to_add() -> None:
    rule = Rule(approvals=1, needs=(Need("lay_member", "plain_language", ("patient",)),))

    result = evaluate(rule, [Seat(1, "chair")], ["patient", "clinician"])

    assert result.standing is Standing.IMPOSSIBLE
    assert result.additions == ("1 lay member for plain language, of the text for “Patients, families and carers”",)


def test_a_need_for_a_text_that_the_version_lacks_needs_nobody() -> None:
    rule = Rule(approvals=1, needs=(Need("lay_member", "", ("patient",)),))

    result = evaluate(rule, [Seat(1, "chair", "approve")], ["clinician"])

    assert result.standing is Standing.MET


def test_a_sign_off_about_one_text_leaves_the_other_uncovered() -> None:
    rule = Rule(approvals=1, needs=(Need("pharmacist", "doses"),))
    signed = Seat(1, "pharmacist", "approve", frozenset({"doses"}), frozenset({"clinician"}))

    result = evaluate(rule, [signed, Seat(2, "pharmacist")], ["patient", "clinician"])

    assert result.reasons == (
        "Still needed: pharmacist for doses, of the text for “Patients, families and carers” (1).",
    )


def test_recusal_changes_the_base_of_a_majority() -> None:
    rule = Rule(approvals=1, majority=True)
    signed = [Seat(1, "chair", "approve"), Seat(2, "member", "approve")]
    barred = Seat(4, "member", interests=Interests.BARRED)

    of_four = evaluate(rule, [*signed, Seat(3, "member"), Seat(4, "member")], ["patient"])
    of_three = evaluate(rule, [*signed, Seat(3, "member"), barred], ["patient"])

    assert (of_four.standing, of_four.reasons) == (Standing.OPEN, ("1 more approval is needed.",))
    assert of_three.standing is Standing.MET


def test_too_few_members_cannot_be_asked() -> None:
    rule = Rule(approvals=3, seats=5)

    result = at_start(rule, [Seat(number, "member") for number in range(4)], ["patient"])

    assert (result.standing, result.reasons) == (Standing.IMPOSSIBLE, ("1 more member must be asked.",))
    assert result.additions == ("1 member",)
    assert at_start(rule, [Seat(1, "member")] * 2, ["patient"]).reasons == ("3 more members must be asked.",)
    assert at_start(rule, [Seat(n, "member") for n in range(5)], ["patient"]).standing is Standing.OPEN
    assert evaluate(rule, [Seat(number, "member") for number in range(4)], ["patient"]).standing is Standing.OPEN


def test_rule_in_words_names_every_part() -> None:
    rule = Rule(
        approvals=3,
        roles=(("pharmacist", 1),),
        needs=(Need("lay_member", "", ("patient",)),),
        seats=5,
        majority=True,
        chair_without_conflict=True,
        second_factor=True,
        dissent_stops=True,
        lay_member_above=20,
    )

    assert rule.in_words() == (
        "3 approvals by 5 members asked, of which 1 pharmacist, "
        "1 lay member, of the text for “Patients, families and carers”; more than half of the members; "
        "the chair without a conflict; signed with a second factor; "
        "a lay member for the patient text, if more than 20% of its words changed; a dissent stops it"
    )


OBJECT = "An approval rule is an object."
ROLES_SAY = "“roles” says how many of each role, at least one."
NEEDS_ARE = "“needs” is a list of role, scope, audiences and count."
NEED_NAMES = "A need names a role, a scope, and a count of at least 1."
NEED_AUDIENCES = "A need names audiences that exist."
SEATS_ARE = "“seats” is the number of members asked, at least the number of approvals."
SHARE_IS = "“lay_member_above” is a percentage from 1 to 99, or 0 for never."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, OBJECT),
        ([], OBJECT),
        ({}, "“approvals” is a number, at least 1."),
        *(
            ({"approvals": 1, name: wrong}, f"“{name}” is a number, at least 1.")
            for name in ("approvals", "review_days", "reviewed_again_after_days", "answer_days")
            for wrong in (0, True, "2")
        ),
        *(
            ({"approvals": 1, name: 1}, f"“{name}” is true or false.")
            for name in (
                *("changes_required_stops", "dissent_stops", "majority", "chair_without_conflict", "second_factor"),
            )
        ),
        ({"approvals": 1, "roles": {"chair": 0}}, ROLES_SAY),
        ({"approvals": 1, "roles": ["chair"]}, ROLES_SAY),
        ({"approvals": 1, "y": 1, "x": 1}, "Unknown part of an approval rule: x, y."),
        ({"approvals": 3, "seats": 2}, SEATS_ARE),
        ({"approvals": 3, "seats": -1}, SEATS_ARE),
        ({"approvals": 1, "lay_member_above": -1}, SHARE_IS),
        ({"approvals": 1, "lay_member_above": 100}, SHARE_IS),
        ({"approvals": 1, "lay_member_above": "20"}, SHARE_IS),
        ({"approvals": 1, "needs": {}}, NEEDS_ARE),
        ({"approvals": 1, "needs": [[]]}, NEEDS_ARE),
        ({"approvals": 1, "needs": [{"rank": "first"}]}, NEEDS_ARE),
        ({"approvals": 1, "needs": [{"count": 0}]}, NEED_NAMES),
        ({"approvals": 1, "needs": [{"role": 1}]}, NEED_NAMES),
        ({"approvals": 1, "needs": [{"scope": 1}]}, NEED_NAMES),
        ({"approvals": 1, "needs": [{"audiences": ["nurse"]}]}, NEED_AUDIENCES),
        ({"approvals": 1, "needs": [{"audiences": "patient"}]}, NEED_AUDIENCES),
    ],
)
def test_malformed_rule_is_refused_with_its_sentence(data: object, sentence: str) -> None:
    with pytest.raises(MalformedRule) as refused:
        Rule.from_data(data)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"approvals": 1}, Rule(1)),
        ({"approvals": 2, "seats": 2, "lay_member_above": 99}, Rule(2, seats=2, lay_member_above=99)),
        ({"approvals": 1, "needs": [{}]}, Rule(1, needs=(Need(),))),
        (
            {"approvals": 1, "needs": [{"audiences": ["patient", "student", "clinician"]}]},
            Rule(1, needs=(Need(audiences=("patient", "student", "clinician")),)),
        ),
    ],
)
def test_what_a_rule_does_not_say_is_as_usual_and_its_bounds_belong_to_it(data: object, rule: Rule) -> None:
    assert Rule.from_data(data) == rule


def test_a_need_says_its_scope_in_words() -> None:
    assert Need("pharmacist", "doses", (), 2).in_words() == "2 pharmacist for doses"


def test_a_chair_with_a_conflict_is_not_made_good_by_a_member_without() -> None:
    rule = Rule(1, chair_without_conflict=True)
    seats = [Seat(1, "chair", interests=Interests.BARRED), Seat(2, "member", "approve")]

    result = evaluate(rule, seats, ["patient"])

    assert (result.standing, result.reasons) == (
        Standing.IMPOSSIBLE,
        ("Still needed: the chair's answer about interests, without a conflict.",),
    )
    assert result.additions == ("1 a chair without a conflict",)


def members(**verdicts: int) -> list[Seat]:
    """So many members of each verdict; `silent` have not signed."""
    said = ["" if verdict == "silent" else verdict for verdict, count in verdicts.items() for _member in range(count)]
    return [Seat(number, "member", verdict) for number, verdict in enumerate(said)]


@pytest.mark.parametrize(
    ("seats", "standing", "reasons"),
    [
        (members(approve=1, silent=3), Standing.OPEN, ("2 more approvals are needed.",)),
        (
            members(approve=3, silent=1),
            Standing.MET,
            ("3 members approve; the rule asks for 1 approval; more than half of the members.",),
        ),
        (members(approve=2, abstain=4), Standing.IMPOSSIBLE, ("3 more approvals are needed.",)),
        (members(approve=1, silent=1, abstain=2), Standing.IMPOSSIBLE, ("1 more approval is needed.",)),
    ],
)
def test_more_than_half_counts_abstentions_and_whoever_is_added(
    seats: list[Seat], standing: Standing, reasons: tuple[str, ...]
) -> None:
    result = evaluate(Rule(1, majority=True), seats, ["patient"])

    assert (result.standing, result.reasons) == (standing, reasons)


def test_a_chair_who_has_not_answered_about_interests_is_waited_for() -> None:
    seats = [Seat(1, "chair", interests=Interests.UNANSWERED), Seat(2, "member", "approve")]

    result = evaluate(Rule(1, chair_without_conflict=True), seats, ["patient"])

    assert (result.standing, result.reasons) == (
        Standing.OPEN,
        ("Still needed: the chair's answer about interests, without a conflict.",),
    )


def test_what_stops_a_review_is_said() -> None:
    stopping = {
        verdict: evaluate(Rule(1, dissent_stops=True), [Seat(1, "member", verdict)], ["patient"])
        for verdict in ("changes_required", "dissent")
    }

    assert {verdict: (result.standing, result.reasons) for verdict, result in stopping.items()} == {
        "changes_required": (Standing.STOPPED, ("A member requires changes.",)),
        "dissent": (Standing.STOPPED, ("A member dissents.",)),
    }


def test_any_member_for_two_texts_is_said_in_words() -> None:
    assert Need(audiences=("patient", "student")).in_words() == (
        "1 member, of the text for “Patients, families and carers”, “Students”"
    )


def test_why_a_lay_member_is_asked_is_said_and_nothing_where_nobody_is() -> None:
    assert [lay_member_because(LAY_RULE, changed) for changed in (20, 21, 100)] == [
        "",
        "21% of its words changed since the last approved version",
        "it is new, or all of it changed since the last approved version",
    ]


def test_a_lay_member_is_asked_above_the_share_and_never_where_it_is_nought() -> None:
    assert [
        asks_lay_member(Rule(1, lay_member_above=above), changed) for above, changed in ((1, 2), (2, 2), (0, 100))
    ] == [
        True,
        False,
        False,
    ]
    assert evaluate(Rule(1), [Seat(1, "member", "approve")], ["patient"], changed=50).reasons == (
        "1 member approves; the rule asks for 1 approval.",
    )


LAY_RULE = Rule(1, lay_member_above=20)
CHAIR = Seat(1, "chair", "approve", audiences=frozenset({"patient", "clinician"}))


@pytest.mark.parametrize(
    ("changed", "standing"),
    [(0, Standing.MET), (20, Standing.MET), (21, Standing.OPEN), (100, Standing.OPEN)],
)
def test_a_lay_member_is_asked_where_more_of_the_patient_text_changed(changed: int, standing: Standing) -> None:
    seats = [CHAIR, Seat(2, "lay_member")]

    assert evaluate(LAY_RULE, seats, TEXTS, changed=changed).standing is standing


def test_the_reason_says_why_a_lay_member_is_asked() -> None:
    result = evaluate(LAY_RULE, [CHAIR, Seat(2, "lay_member")], TEXTS, changed=34)

    assert result.reasons == (
        (
            "Still needed: lay member, of the text for “Patients, families and carers” (1), "
            "because 34% of its words changed since the last approved version."
        ),
    )


def test_a_lay_member_who_approves_the_patient_text_meets_the_rule_and_the_reason_is_told() -> None:
    lay = Seat(2, "lay_member", "approve", audiences=frozenset({"patient"}))

    result = evaluate(LAY_RULE, [CHAIR, lay], TEXTS, changed=100)

    assert (result.standing, result.reasons[1]) == (
        Standing.MET,
        "A lay member approves the patient text: it is new, or all of it changed since the last approved version.",
    )


def test_a_lay_member_who_approves_another_text_does_not_meet_it() -> None:
    lay = Seat(2, "lay_member", "approve", audiences=frozenset({"clinician"}))

    assert evaluate(LAY_RULE, [CHAIR, lay], TEXTS, changed=34).standing is Standing.IMPOSSIBLE


def test_without_a_lay_member_a_great_change_cannot_be_approved() -> None:
    result = at_start(LAY_RULE, [Seat(1, "chair")], TEXTS, changed=34)

    assert (result.standing, result.additions) == (
        Standing.IMPOSSIBLE,
        ("1 lay member, of the text for “Patients, families and carers”",),
    )


def test_a_version_without_a_patient_text_needs_no_lay_member() -> None:
    assert evaluate(LAY_RULE, [CHAIR], ["clinician"], changed=100).standing is Standing.MET


@given(rule=rules, seats=some_seats, texts=texts, changed=st.integers(0, 100))
def test_a_greater_change_never_makes_approval_easier(
    rule: Rule, seats: list[Seat], texts: list[str], changed: int
) -> None:
    calm, great = (evaluate(rule, seats, texts, changed=share) for share in (0, changed))

    assert great.standing is not Standing.MET or calm.standing is Standing.MET
