"""The approval rule, for all inputs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.quorum import COUNTED_FOR, MalformedRule, Rule, Seat, Standing, evaluate

VERDICTS = ["", "approve", "approve_with_comment", "abstain", "dissent", "changes_required"]
ROLES = ["chair", "member", "pharmacist", "lay_member"]
seats = st.lists(st.tuples(st.sampled_from(ROLES), st.sampled_from(VERDICTS)), max_size=8).map(
    lambda rows: [Seat(number, role, verdict) for number, (role, verdict) in enumerate(rows)]
)
rules = st.builds(
    Rule,
    approvals=st.integers(1, 5),
    roles=st.dictionaries(st.sampled_from(ROLES), st.integers(1, 2), max_size=2).map(
        lambda d: tuple(sorted(d.items()))
    ),
)


@given(rules, seats)
def test_met_needs_the_number_and_every_role_and_no_stop(rule: Rule, seats: list[Seat]) -> None:
    approving = [seat for seat in seats if seat.verdict in COUNTED_FOR]
    enough = len(approving) >= rule.approvals
    roles = all(sum(seat.role == role for seat in approving) >= count for role, count in rule.roles)
    stopped = any(seat.verdict == "changes_required" for seat in seats)

    assert (evaluate(rule, seats).standing is Standing.MET) == (enough and roles and not stopped)


@given(rules, seats)
def test_silence_is_never_consent(rule: Rule, seats: list[Seat]) -> None:
    silent = [Seat(seat.person, seat.role) for seat in seats]

    assert evaluate(rule, silent).standing in {Standing.OPEN, Standing.IMPOSSIBLE}


@given(rules, seats)
def test_open_becomes_met_when_all_silent_members_approve(rule: Rule, seats: list[Seat]) -> None:
    result = evaluate(rule, seats)
    if result.standing is not Standing.OPEN:
        return

    everybody = [Seat(seat.person, seat.role, seat.verdict or "approve") for seat in seats]

    assert evaluate(rule, everybody).standing is Standing.MET


@given(rules, seats)
def test_impossible_stays_so_whatever_the_silent_members_do(rule: Rule, seats: list[Seat]) -> None:
    result = evaluate(rule, seats)
    if result.standing is not Standing.IMPOSSIBLE:
        return

    everybody = [Seat(seat.person, seat.role, seat.verdict or "approve") for seat in seats]

    assert evaluate(rule, everybody).standing is Standing.IMPOSSIBLE


@given(rules)
def test_rule_survives_json(rule: Rule) -> None:
    assert Rule.from_json(rule.to_json()) == rule


def test_reasons_say_what_is_missing() -> None:
    rule = Rule(approvals=2, roles=(("pharmacist", 1),))

    result = evaluate(rule, [Seat(1, "chair", "approve"), Seat(2, "pharmacist")])

    assert result.standing is Standing.OPEN
    assert result.reasons == ("1 more approval is needed.", "Still needed: pharmacist (1).")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"approvals": 0},
        {"approvals": True},
        {"approvals": 1, "roles": {"chair": 0}},
        {"approvals": 1, "x": 1},
    ],
)
def test_malformed_rule_is_refused_with_a_sentence(data: object) -> None:
    with pytest.raises(MalformedRule) as refused:
        Rule.from_data(data)

    assert str(refused.value).endswith(".")
