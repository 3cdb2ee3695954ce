"""The desk's pages about boards: set up, open, propose, decide."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Person, Topic, Version
from tests.universe import Administrators, PersonFactory, add_member, change
from workflows import actions
from workflows.models import ApprovalRule, Board, BoardChange, Membership, Review, SigningKey, SigningStatement
from workflows.quorum import Need


def paths(board: Board) -> list[str]:
    return ["/desk/boards/", f"/desk/boards/{board.pk}/", "/desk/boards/keys/", "/desk/rights/"]


@pytest.fixture
def proposed(board: Board, administrator: Person, outsider: Person) -> BoardChange:
    data = {"person": outsider.pk, "role": "member", "term_from": timezone.localdate()}
    return actions.propose_change(board, by=administrator, kind="member_added", data=data, reason="asked her")


def test_administrators_managing_editors_and_auditors_read_the_pages(
    client: Client, board: Board, proposed: BoardChange, administrator: Person, managing_editor: Person, auditor: Person
) -> None:
    for person in (administrator, managing_editor, auditor):
        client.force_login(person)
        found = [client.get(path).status_code for path in [*paths(board), f"/desk/boards/changes/{proposed.pk}/"]]
        assert found == [200] * 5


def test_others_do_not(client: Client, board: Board, proposed: BoardChange, editor: Person) -> None:
    client.force_login(editor)
    found = [client.get(path).status_code for path in [*paths(board), f"/desk/boards/changes/{proposed.pk}/"]]
    client.logout()

    assert found == [403, 404, 403, 403, 403]
    assert {client.get(path).status_code for path in paths(board)} == {302}


def test_member_sees_the_board_but_no_proposals(
    client: Client, board: Board, proposed: BoardChange, chair: Person
) -> None:
    client.force_login(chair)

    page = client.get(f"/desk/boards/{board.pk}/").content.decode()

    assert ("Clara Chair, MD" in page, "asked her" in page, "Add a member" in page) == (True, False, False)


def test_board_is_set_up_on_its_pages_and_opened_by_another(
    client: Client, administrator: Person, second_administrator: Person, chair: Person
) -> None:
    client.force_login(administrator)
    client.post("/desk/boards/new/", {"name": "Board of Nerves"})
    board = Board.objects.get()
    url = f"/desk/boards/{board.pk}/"
    today = timezone.localdate()
    client.post(f"{url}change/member_added/", {"person": chair.pk, "role": "chair", "term_from": today, "reason": "x"})
    rule = {
        "name": "one",
        "approvals": 1,
        "seats": 0,
        "review_days": 7,
        "answer_days": 5,
        "reviewed_again_after_days": 90,
        "reason": "x",
    }
    client.post(f"{url}change/rule_added/", {**rule, "is_default": "on", "changes_required_stops": "on"})
    by_founder = client.post(f"{url}open/", {"seen": actions.last_entry(board)})
    client.force_login(second_administrator)
    seen = client.get(url).context["seen"]

    opened = client.post(f"{url}open/", {"seen": seen})

    board.refresh_from_db()
    assert (by_founder.status_code, opened.status_code, board.opened_by) == (422, 302, second_administrator)


def test_pages_of_a_board_that_is_set_up_say_what_it_lacks(client: Client, administrator: Person) -> None:
    board = actions.create_board(by=administrator, name="Empty")
    client.force_login(administrator)

    page = client.get(f"/desk/boards/{board.pk}/")
    refused = client.post("/desk/boards/new/", {"name": "Empty"})

    assert ("It has no chair." in page.content.decode(), page.context["may_open"]) == (True, False)
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("kind", "posted"),
    [
        ("member_changed", {"role": "member", "specialty": "Neurology"}),
        ("member_ended", {"last_day": "2030-01-01"}),
        ("identity_verified", {"on": "2026-01-01", "how": "passport"}),
        (
            "rule_changed",
            {
                "name": "new name",
                "approvals": 2,
                "review_days": 7,
                "answer_days": 5,
                "reviewed_again_after_days": 90,
                "seats": 0,
                "is_default": "on",
            },
        ),
        ("statement", {"text": "I read it all."}),
        ("description", {"description": "Nerves."}),
        ("second_factor", {"second_factor_required": "on"}),
    ],
)
def test_change_is_typed_proposed_and_confirmed(
    client: Client,
    board: Board,
    rule: ApprovalRule,
    administrators: Administrators,
    chair: Person,
    kind: str,
    posted: dict[str, Any],
) -> None:
    about = rule.pk if kind.startswith("rule") else board.memberships.get(person=chair).pk
    url = f"/desk/boards/{board.pk}/change/{kind}/?about={about}"
    client.force_login(administrators[0])
    shown, without_reason = client.get(url), client.post(url, posted)
    done = client.post(url, {**posted, "reason": "as agreed"})
    proposal = BoardChange.objects.get()
    client.force_login(administrators[1])
    page = client.get(f"/desk/boards/changes/{proposal.pk}/")

    confirmed = client.post(f"/desk/boards/changes/{proposal.pk}/", {"step": "confirm"})

    proposal.refresh_from_db()
    assert (shown.status_code, without_reason.status_code, done.status_code) == (200, 422, 302)
    assert (page.context["may_decide"], confirmed.status_code, proposal.decision) == (True, 302, "confirmed")


def test_page_of_a_change_says_what_is_and_what_would_be(
    client: Client, board: Board, administrators: Administrators, pharmacist: Person
) -> None:
    row = board.memberships.get(person=pharmacist)
    data = {"membership": row.pk, "role": "statistician", "specialty": ""}
    proposal = actions.propose_change(board, by=administrators[0], kind="member_changed", data=data, reason="x")
    client.force_login(administrators[1])

    lines = client.get(f"/desk/boards/changes/{proposal.pk}/").context["lines"]

    changed = [(str(line.label), line.was, line.becomes) for line in lines if line.was and line.changes]
    assert changed == [("Role on the board", "Pharmacist", "Statistician")]


def test_proposal_is_declined_with_a_reason_or_taken_back(
    client: Client, proposed: BoardChange, administrators: Administrators
) -> None:
    url = f"/desk/boards/changes/{proposed.pk}/"
    client.force_login(administrators[0])
    own = client.post(url, {"step": "confirm"})
    client.force_login(administrators[1])
    without, declined = client.post(url, {"step": "decline"}), client.post(url, {"step": "decline", "reason": "no"})
    client.force_login(administrators[0])
    late = client.post(url, {"step": "take_back"})

    assert [answer.status_code for answer in (own, without, declined, late)] == [422, 422, 302, 422]


def test_own_proposal_is_taken_back(client: Client, proposed: BoardChange, administrator: Person) -> None:
    client.force_login(administrator)

    page = client.get(f"/desk/boards/changes/{proposed.pk}/")
    client.post(f"/desk/boards/changes/{proposed.pk}/", {"step": "take_back"})

    proposed.refresh_from_db()
    assert (page.context["may_take_back"], proposed.decision) == (True, "taken_back")


def test_topic_whose_number_no_column_holds_is_no_topic(
    client: Client, board: Board, administrators: Administrators
) -> None:
    client.force_login(administrators[0])

    response = client.post(f"/desk/boards/{board.pk}/change/rule_added/", {"topics": ["9" * 25]})

    assert response.context["form"].errors["topics"] == [
        "Select a valid choice. 0 is not one of the available choices."
    ]


def test_rule_with_needs_is_typed(client: Client, board: Board, administrators: Administrators) -> None:
    topic = Topic.objects.create(name="Nerves", slug="nerves")
    client.force_login(administrators[0])
    posted = {
        "name": "Doses", "approvals": 3, "seats": 3, "review_days": 7, "answer_days": 5, "reviewed_again_after_days": 90, "reason": "x",
        "role_chair": 1, "need_1_count": 1, "need_1_role": "lay_member", "need_1_scope": "plain_language",
        "need_1_audiences": ["patient"], "lay_member_above": 20, "classes": ["new", "update"], "topics": [topic.pk], "majority": "on",
    }  # fmt: skip

    client.post(f"/desk/boards/{board.pk}/change/rule_added/", posted)
    actions.confirm_change(BoardChange.objects.get(), by=administrators[1])

    rule = board.approval_rules.get(name="Doses")
    assert rule.rule.needs == (Need("lay_member", "plain_language", ("patient",)),)
    assert rule.rule.lay_member_above == 20
    assert (rule.rule.roles, rule.rule.seats, rule.rule.majority, rule.rule.changes_required_stops) == (
        (("chair", 1),),
        3,
        True,
        False,
    )
    assert rule.is_for == ["New article, Update", "Nerves"]
    assert client.get(f"/desk/boards/{board.pk}/change/rule_changed/?about={rule.pk}").status_code == 200


def test_unknown_kinds_and_rows_are_not_found(
    client: Client, board: Board, administrator: Person, managing_editor: Person
) -> None:
    client.force_login(administrator)
    base = f"/desk/boards/{board.pk}/change/"
    missing = [f"{base}sold/", f"{base}key_added/", f"{base}member_ended/?about=0", f"{base}rule_retired/?about=x"]
    found = [client.get(path).status_code for path in [*missing, "/desk/boards/keys/sold/"]]
    client.force_login(managing_editor)

    assert found == [404] * 5
    assert [client.get(path).status_code for path in (f"{base}statement/", "/desk/boards/new/")] == [403, 403]


def test_key_is_proposed_and_listed(client: Client, board: Board, administrators: Administrators) -> None:
    client.force_login(administrators[0])
    known = SigningKey.objects.create(key_id="k", public_key="x" * 44)

    wrong = client.post("/desk/boards/keys/key_added/", {"public_key": "x", "reason": "x"})
    client.post("/desk/boards/keys/key_added/", {"public_key": "A" * 43 + "=", "reason": "yearly"})
    page = client.get("/desk/boards/keys/")

    assert (wrong.status_code, BoardChange.objects.get().board) == (422, None)
    assert ([key.pk for key in page.context["keys"]], len(page.context["waiting"])) == ([known.pk], 1)
    assert client.get(f"/desk/boards/keys/key_ended/?about={known.key_id}").status_code == 200


def test_my_work_names_what_waits_for_the_other_administrator(
    client: Client, proposed: BoardChange, administrators: Administrators
) -> None:
    def titles(person: Person) -> list[str]:
        client.force_login(person)
        return [str(section.title) for section in client.get("/desk/").context["sections"]]

    assert ["Changes of boards to decide about" in titles(person) for person in administrators] == [False, True]


def test_query_counts_do_not_grow(
    client: Client, board: Board, administrators: Administrators, make_person: PersonFactory
) -> None:
    def queries() -> list[int]:
        counts = []
        for path in paths(board):
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts.append(len(captured))
        return counts

    client.force_login(administrators[0])
    change(board, "statement", by=administrators, text="I read it all.")
    add_member(board, make_person("First New"), "member", by=administrators)
    first = board.memberships.get(person__printed_name="First New")
    change(board, "identity_verified", by=administrators, membership=first.pk, on=timezone.localdate(), how="x")
    propose_end(board, first, administrators)
    few = queries()
    for number in range(29):
        add_member(board, make_person(f"Member {number}"), "member", by=administrators)
        propose_end(board, board.memberships.get(person__printed_name=f"Member {number}"), administrators)

    assert queries() == few
    assert SigningStatement.objects.count() == 1


def propose_end(board: Board, row: Membership, administrators: Administrators) -> None:
    data = {"membership": row.pk, "last_day": timezone.localdate()}
    actions.propose_change(board, by=administrators[0], kind="member_ended", data=data, reason="x")


@pytest.mark.parametrize(("who", "linked"), [("chair", True), ("pharmacist", False), ("managing_editor", False)])
def test_chair_alone_is_led_to_another_rule_for_what_waits(
    client: Client, board: Board, submitted_version: Version, who: str, linked: bool, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get(f"/desk/boards/{board.pk}/").content.decode()

    assert (f'href="/desk/versions/{submitted_version.pk}/rule/{board.pk}/"' in page) == linked


def test_nothing_is_to_be_chosen_once_the_review_runs(client: Client, review: Review, chair: Person) -> None:
    client.force_login(chair)

    page = client.get(f"/desk/boards/{review.board_id}/").content.decode()

    assert "/rule/" not in page


@pytest.mark.parametrize(
    ("who", "linked"), [("chair", True), ("managing_editor", True), ("pharmacist", False), ("editor", False)]
)
def test_navigation_offers_reports_to_chairs_too(
    client: Client, board: Board, who: str, linked: bool, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get("/desk/calendar/").content.decode()

    assert ('href="/desk/reports/"' in page) == linked


def test_navigation_costs_nothing_on_the_pages_of_an_editor(
    client: Client, board: Board, chair: Person, editor: Person, draft: Article
) -> None:
    def asks_for_boards(person: Person) -> bool:
        client.force_login(person)
        with CaptureQueriesContext(connection) as captured:
            client.get("/desk/messages/")
        return any("workflows_membership" in query["sql"] for query in captured)

    assert (asks_for_boards(editor), asks_for_boards(chair)) == (False, True)
