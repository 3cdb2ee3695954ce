"""Events told as sentences, with the names of the people in them."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import record
from articles.models import Event, Person
from articles.record import SITE
from tests.universe import Administrators, change, sign
from workflows import actions
from workflows.actions.reviews.paper import OnPaper
from workflows.models import Board, Review
from workflows.record.sentences import KINDS, lines_of, name_of
from workflows.record.sentences.telling import Told


def told(stream: str, last: int = 0) -> list[str]:
    """The sentences of a chain, oldest first; of its last events alone if a number is given."""
    return [line.sentence for line in lines_of(Event.objects.filter(stream=stream).order_by("sequence"))][-last:]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_told_of_an_event_that_holds_nothing(kind: str) -> None:
    assert KINDS[kind].sentence(Told()) != ""
    assert name_of(kind) != ""


def test_why_a_retracted_work_may_be_cited_is_told() -> None:
    event = Told(version="2", basis="approved", cited=["doe-2020"], cited_why="The text is about it.")

    assert KINDS["publish"].sentence(event) == (
        "Version 2 published, citing what was retracted (doe-2020): The text is about it."
    )


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        ("moved_to_topic", {"topic": "Legs", "former_topic": ""}, "Moved to the topic Legs"),
        ("moved_to_topic", {"topic": "", "former_topic": "Legs"}, "Taken out of the topic Legs"),
        ("subject_codes_set", {"codes": ["ICD-10 M10.9 Gout"]}, "Subject codes: ICD-10 M10.9 Gout"),
        ("subject_codes_set", {"codes": []}, "Subject codes: none"),
        ("emergency_reviewed", {"emergency": "Ada", "was_right": True}, "Emergency of Ada reviewed: it was right"),
        ("emergency_reviewed", {"emergency": "Ada", "was_right": False}, "Emergency of Ada reviewed: it was not right"),
        (
            "thread_resolved",
            {"thread": "Ada", "version": 2, "audience": "patient"},
            "Thread of Ada on version 2, “Patients, families and carers” resolved",
        ),
        ("board.second_factor", {"second_factor_required": True}, "Members sign with a second factor from now on"),
        ("board.second_factor", {"second_factor_required": False}, "Members need no second factor to sign any more"),
        ("interests_declared", {"answer": "yes"}, "Declared the interests of the year"),
        ("interests_declared", {"answer": "none"}, "Declared no interests for the year"),
        ("reference.marked", {"reference": "doe-2020", "mark": "retracted"}, "doe-2020 marked: retracted"),
        ("reference.marked", {"reference": "doe-2020", "mark": ""}, "Mark of doe-2020 taken off"),
        ("reference.tagged", {"reference": "doe-2020", "tags": ["gait", "pain"]}, "doe-2020 tagged: gait, pain"),
        ("reference.tagged", {"reference": "doe-2020", "tags": []}, "Tags of doe-2020 taken off"),
        ("everything_exported", {"rows": 9, "log_ins": True}, "9 rows exported, log-ins among them"),
        ("everything_exported", {"rows": 9, "log_ins": False}, "9 rows exported, without log-ins"),
        ("image.described", {"shows_patient": True}, "What is said of an image changed; it shows a patient"),
        ("image.described", {"shows_patient": False}, "What is said of an image changed"),
        (
            "conflict_decided",
            {"disclosure": "Ada", "may_sign": True},
            "Decided that Ada may sign with a declared interest",
        ),
        (
            "conflict_decided",
            {"disclosure": "Ada", "may_sign": False},
            "Decided that Ada cannot sign, with a declared interest",
        ),
        ("signed", {"version": 2, "verdict": "dissent"}, "Signed version 2: dissent"),
        ("sign_off", {"version": 2, "status": "approved"}, "Version 2 approved"),
        ("sign_off", {"version": 2, "status": "changes_requested"}, "Changes requested to version 2"),
        (
            "point_answered",
            {"point": "Ada", "version": 2, "changed_in": None},
            "Answered what Ada asked for in version 2: not changed",
        ),
        (
            "point_answered",
            {"point": "Ada", "version": 2, "changed_in": 7},
            "Answered what Ada asked for in version 2: changed in revision 7",
        ),
        (
            "date_answered",
            {"assignment": "Ada", "due_on": "9 May 2026", "agreed": False},
            "Did not agree that Ada reviews by 9 May 2026",
        ),
    ],
)
def test_what_was_decided_is_told_each_way(kind: str, said: dict[str, object], sentence: str) -> None:
    assert KINDS[kind].sentence(Told(said)) == sentence


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        ("publish", {"version": "2", "basis": "pending"}, "Version 2 shown while it waits for review"),
        ("publish", {"version": "2", "basis": "approved"}, "Version 2 published"),
        (
            "refused",
            {"action": "renew", "why": "WrongDay"},
            "Tried and refused: review again, no change expected. The due date could not be taken.",
        ),
        (
            "refused",
            {"action": "answer_point", "why": "PermissionDenied"},
            "Tried and refused: answer a point. Their role does not allow it.",
        ),
        ("refused", {"action": "fly_away", "why": "Rain"}, "Tried and refused: fly away."),
    ],
)
def test_what_was_shown_and_what_was_tried_is_told(kind: str, said: dict[str, object], sentence: str) -> None:
    assert KINDS[kind].sentence(Told(said)) == sentence


def test_new_works_are_told_by_their_numbers() -> None:
    found = [KINDS["works_found"].sentence(Told(pmids=numbers)) for numbers in (["12"], ["12", "13"])]
    decided = KINDS["work_decided"].sentence(Told(pmid="12", choice="no-change"))

    assert found == ["PubMed asked again: one new work (PMID 12)", "PubMed asked again: 2 new works (PMID 12, 13)"]
    assert decided == "Decided about the new work PMID 12: no change is needed"


def test_people_in_a_review_are_named(review: Review, pharmacist: Person, managing_editor: Person) -> None:
    seat = review.assignments.get(person=pharmacist)
    day = review.due_on + datetime.timedelta(days=1)
    actions.move_deadlines(seat, by=managing_editor, due_on=day, answer_by=None, reason="He is away.")
    actions.revoke(sign(review, pharmacist), by=pharmacist, reason="I misread it.")

    assert told(review.version.article.stream, 3) == [
        f"Moved the due date of Paul Pharmacist to {day.day} {day:%B %Y}",
        "Signed version 1: approve",
        "Sign-off of version 1 by Paul Pharmacist taken back",
    ]


def test_members_of_a_board_are_named_and_who_proposed_what(
    board: Board, administrators: Administrators, outsider: Person
) -> None:
    change(board, "member_added", by=administrators, person=outsider.pk, role="member", term_from="2026-11-01")

    assert told(board.stream) == [
        "Board created",
        "Clara Chair joined the board: chair",
        "Paul Pharmacist joined the board: pharmacist",
        "Laura Lay joined the board: lay member",
        "Rule “two” added",
        "Board opened, as it was after entry 5",
        "Proposed: add a member",
        "Oscar Outsider joined the board: member, as Adam Administrator proposed",
    ]


def test_desk_roles_are_told_with_whose_they_are(outsider: Person, administrator: Person) -> None:
    actions_of_people(outsider, administrator)

    assert told(SITE, 2) == [
        "Oscar Outsider given the desk role “editor”",
        "Desk role “editor” of Oscar Outsider ended",
    ]


def actions_of_people(person: Person, by: Person) -> None:
    record.append(SITE, "role.granted", by=by, person=person.pk, role="editor")
    record.append(SITE, "role.ended", by=by, person=person.pk, role="editor")


def test_attempt_that_no_table_lists_is_told_and_its_page_opens(
    client: Client, review: Review, editor: Person, lay_member: Person
) -> None:
    paper = OnPaper(datetime.date(2026, 5, 9), "The dose is right.", b"%PDF-1.7")
    with pytest.raises(PermissionDenied):
        actions.enter_paper_review(review, by=editor, person=lay_member, paper=paper)
    article = review.version.article
    client.force_login(editor)

    assert told(article.stream, 1) == [
        "Tried and refused: enter a review given on paper. Their role does not allow it."
    ]
    assert client.get(f"/desk/articles/{article.pk}/").status_code == 200


def test_kind_of_another_release_stands_as_it_was_written(administrator: Person) -> None:
    record.append(SITE, "moon.landed", by=administrator, members=[10_000], due_on="2026-05-09")

    assert told(SITE, 1) == ["Moon landed"]


def test_name_that_is_gone_leaves_its_number(administrator: Person) -> None:
    record.append(SITE, "person.created", by=administrator, person=10_000)

    assert told(SITE, 1) == ["Account of no. 10000 made"]


def test_names_cost_one_query_for_one_event_and_for_thirty(
    administrator: Person, outsider: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(30):
        record.append(SITE, "person.created", by=administrator, person=outsider.pk)
    events = list(Event.objects.filter(kind="person.created").order_by("-sequence"))

    for shown in (events[:1], events[:30]):
        with django_assert_num_queries(1):
            lines_of(shown)
