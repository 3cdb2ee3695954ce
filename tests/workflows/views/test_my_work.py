"""My work: what waits for whom."""

from __future__ import annotations

import datetime
import uuid
from typing import TypeVar

import pytest
import time_machine
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions as desk
from articles.manifest import STATED
from articles.models import Article, Delivery, Person, Publication, Reference, Version
from tests.universe import PATIENT, Administrators, PersonFactory, add_member, answer_points, ask, change, sign, write
from workflows import actions
from workflows.models import Answer, Board, Disclosure, OpenPoint, Review
from workflows.views.work.my_work import SHOWN, Section

Row = TypeVar("Row", bound=Model)


def sections(client: Client, person: Person) -> dict[str, list[str]]:
    """Title of each section → what is to be done for each of its rows."""
    client.force_login(person)
    response = client.get("/desk/")
    found: list[Section] = response.context["sections"]
    return {str(section.title): [task.next_step for task in section.tasks] for section in found}


def client_page(client: Client, person: Person) -> str:
    client.force_login(person)
    return client.get("/desk/").content.decode()


def new_draft(by: Person, title: str) -> Article:
    details = desk.Details(title=title, question="What helps?", audiences=["patient"])
    article = desk.create_article(by=by, details=details)
    write(article, "patient", PATIENT, by=by)
    desk.set_byline(article, by=by, byline=[desk.Byline(role="author", person=by, none_of=STATED)])
    article.refresh_from_db()
    return article


def new_review(by: Person, title: str, managing_editor: Person, board: Board, *members: Person) -> Review:
    version = actions.submit(new_draft(by, title), by=by, change_note="")
    return ask(version, managing_editor, board, *members)


def test_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/desk/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/desk/")


def test_nothing_waits_for_somebody_without_a_role(client: Client, outsider: Person) -> None:
    client.force_login(outsider)
    response = client.get("/desk/")

    assert response.context["sections"] == []
    assert "Nothing waits for you" in response.content.decode()
    assert "/desk/articles/new/" not in response.content.decode()


def test_member_declares_interests_first(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)

    assert sections(client, chair) == {"Reviews to do": ["Declare your interests"]}
    assert f"/desk/reviews/{review.pk}/interests/" in client.get("/desk/").content.decode()


def test_member_who_declared_reads_and_signs(client: Client, review: Review, chair: Person) -> None:
    assert sections(client, chair) == {"Reviews to do": ["Read and sign"]}


def test_signed_review_waits_no_longer(client: Client, review: Review, chair: Person) -> None:
    sign(review, chair)

    assert sections(client, chair) == {}


def test_review_is_marked_overdue_the_day_after_its_due_date(client: Client, review: Review, chair: Person) -> None:
    def badge(day: datetime.date) -> str:
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC), tick=False):
            client.force_login(chair)
            (section,) = client.get("/desk/").context["sections"]
        return str(section.tasks[0].badge)

    assert (badge(review.due_on), badge(review.due_on + datetime.timedelta(days=1))) == ("", "overdue")


def test_declared_interest_waits_for_chair_and_managing_editor_alone(
    client: Client, review: Review, chair: Person, pharmacist: Person, managing_editor: Person
) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Advises a maker of gabapentin.")

    waiting = {"Declared interests to decide about": ["Decide whether they may sign"]}
    assert sections(client, managing_editor) == waiting
    assert sections(client, chair) == {"Reviews to do": ["Read and sign"], **waiting}
    assert sections(client, pharmacist) == {"Reviews to do": ["Wait for the decision about your interest"]}


def test_interest_taken_back_or_decided_waits_no_longer(
    client: Client, review: Review, pharmacist: Person, lay_member: Person, managing_editor: Person
) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    declared = actions.disclose(review, by=lay_member, answer=Answer.YES, details="A relative.")
    actions.decide_conflict(declared, by=managing_editor, may_sign=True, reason="Not related to the subject.")

    assert sections(client, managing_editor) == {}
    assert sections(client, lay_member) == {"Reviews to do": ["Read and sign"]}


def test_interest_of_somebody_who_stepped_back_waits_no_longer(
    client: Client, review: Review, pharmacist: Person, managing_editor: Person
) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")
    actions.recuse(review, by=pharmacist, reason="Conflict.")

    assert sections(client, managing_editor) == {}
    assert sections(client, pharmacist) == {}


def test_submitted_version_waits_for_the_managing_editor(
    client: Client, submitted_version: Version, managing_editor: Person, editor: Person
) -> None:
    assert sections(client, managing_editor) == {"Submitted, waiting for a review to start": ["Start the review"]}
    assert sections(client, editor) == {}


def test_draft_waits_for_its_handling_editor(
    client: Client, draft: Article, editor: Person, other_editor: Person
) -> None:
    assert sections(client, editor) == {"Drafts that you handle": ["Write and submit"]}
    assert sections(client, other_editor) == {}


def test_returned_version_waits_for_its_editor(client: Client, returned_version: Version, editor: Person) -> None:
    assert sections(client, editor) == {
        "Changes requested by a board": ["Answer the changes and submit again"],
        "Points of members to answer": ["Answer what Clara Chair asked for"],
    }
    point = OpenPoint.objects.get()
    assert (
        f"/desk/articles/{returned_version.article_id}/points/#point-{point.pk}"
        in client.get("/desk/").content.decode()
    )


def test_comment_on_an_approved_version_waits_for_its_editor_until_it_is_answered(
    client: Client, review: Review, chair: Person, pharmacist: Person, editor: Person
) -> None:
    sign(review, chair, "approve_with_comment", "Mention driving.")
    sign(review, pharmacist)

    waiting = sections(client, editor)
    answer_points(review.version.article, by=editor)

    assert waiting == {"Points of members to answer": ["Answer what Clara Chair asked for"]}
    assert sections(client, editor) == {}


def test_withdrawn_version_is_a_draft_again(client: Client, withdrawn_version: Version, editor: Person) -> None:
    assert sections(client, editor) == {"Drafts that you handle": ["Write and submit"]}


def test_approved_article_waits_once_its_draft_has_moved_on(
    client: Client, publication: Publication, editor: Person
) -> None:
    assert sections(client, editor) == {}

    write(publication.article, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)

    assert sections(client, editor) == {"Drafts that you handle": ["Write and submit"]}


def test_message_that_was_given_up_waits_for_the_managing_editor(
    client: Client, managing_editor: Person, submitted_version: Version, editor: Person
) -> None:
    Delivery.objects.update(given_up_at=timezone.now())

    step = "Tell them another way, and check their address"
    assert sections(client, managing_editor)["Messages that could not be delivered"] == [step]
    assert "Messages that could not be delivered" not in sections(client, editor)


@pytest.fixture
def everybody(make_person: PersonFactory, administrators: Administrators, board: Board) -> Person:
    """Editor, managing editor and member of the board in one, so that every section has rows."""
    person = make_person("Eva Everything", "editor", "managing_editor")
    day = timezone.localdate() - datetime.timedelta(days=1)
    add_member(board, person, "member", by=administrators, term_from=day)
    return person


def copied(row: Row, **changes: object) -> Row:
    """A further row like this one, written past history and actions, which this test is not about."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    made = type(row)(**{**values, **changes})
    type(row)._base_manager.bulk_create([made])
    return made


def copied_article(article: Article) -> Article:
    name = uuid.uuid4()
    return copied(article, uuid=name, slug=str(name))


def copied_version(version: Version) -> Version:
    return copied(version, article_id=copied_article(version.article).pk)


def test_statement_of_the_year_is_asked_for_from_a_month_before_it_runs_out(
    client: Client, board: Board, pharmacist: Person
) -> None:
    def asked(days: int) -> list[tuple[str, str]]:
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            client.force_login(pharmacist)
            sections = client.get("/desk/").context["sections"]
        return [(task.url, str(task.next_step)) for section in sections for task in section.tasks]

    assert [asked(days) for days in (0, 334, 336, 366)] == [
        [],
        [],
        [("/desk/interests/", "Declare them again")],
        [("/desk/interests/", "Declare them")],
    ]


def test_review_waits_for_interests_declared_anew(client: Client, review: Review, chair: Person) -> None:
    def step(days: int) -> tuple[str, str]:
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            client.force_login(chair)
            (found,) = [s for s in client.get("/desk/").context["sections"] if s.title == "Reviews to do"]
        return found.tasks[0].url, str(found.tasks[0].next_step)

    before, ran_out = step(0), step(366)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        actions.declare_interests(by=chair, interests=[])

    assert (before, ran_out, step(1)) == (
        (f"/desk/reviews/{review.pk}/", "Read and sign"),
        ("/desk/interests/", "Declare your interests of the year; they ran out"),
        (f"/desk/reviews/{review.pk}/interests/", "Answer the question about your interests again"),
    )


def test_statement_of_the_year_says_until_when_it_is_in_force_and_when_it_ran_out(
    client: Client, board: Board, pharmacist: Person
) -> None:
    def said(days: int) -> str:
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            client.force_login(pharmacist)
            (section,) = client.get("/desk/").context["sections"]
        return str(section.tasks[0].meta)

    last_day = Disclosure.objects.yearly().filter(person=pharmacist).get().expires_on
    assert last_day is not None
    written = f"{last_day.day} {last_day:%B %Y}"
    assert (said(340), said(400)) == (f"in force until {written}", f"ran out on {written}")


def test_signing_statement_waits_for_each_member_until_they_accept_it(
    client: Client, board: Board, administrators: Administrators, chair: Person, outsider: Person
) -> None:
    def waiting(person: Person) -> list[str]:
        return sections(client, person).get("Signing statements to accept", [])

    assert waiting(chair) == []
    change(board, "statement", by=administrators, text="I read every word.")
    step = ["Read and accept the signing statement"]
    assert (waiting(chair), waiting(outsider)) == (step, [])
    assert f'href="/desk/boards/{board.pk}/statement/"' in client_page(client, chair)
    assert board.statement is not None
    actions.accept_statement(board.statement, by=chair)
    assert waiting(chair) == []
    change(board, "statement", by=administrators, text="I read every word, twice.")

    assert waiting(chair) == step


def test_member_finds_their_board_and_the_chair_the_reports(
    client: Client, board: Board, chair: Person, pharmacist: Person, outsider: Person
) -> None:
    shown = {
        person.printed_name: (
            f'href="/desk/boards/{board.pk}/"' in client_page(client, person),
            'href="/desk/reports/"' in client_page(client, person),
        )
        for person in (chair, pharmacist, outsider)
    }

    assert shown == {
        "Clara Chair": (True, True),
        "Paul Pharmacist": (True, False),
        "Oscar Outsider": (False, False),
    }


def test_mark_said_to_be_a_mistake_waits_for_another_editor(
    client: Client, reference: Reference, editor: Person, other_editor: Person, auditor: Person
) -> None:
    desk.mark_reference(reference, by=editor, mark="retracted", source="PMID 1", reason="PubMed says so.")
    desk.doubt_mark(reference, by=editor, reason="Another paper.")

    waiting = [sections(client, person).get("Marks said to be mistakes") for person in (editor, other_editor, auditor)]

    assert waiting == [None, ["Say whether the mark is a mistake"], None]


def test_managing_editor_sees_dates_asked_for_and_invitations_without_an_answer(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist, lay_member)
    seats = {seat.person: seat for seat in review.assignments.select_related("person")}
    day = timezone.localdate() + datetime.timedelta(days=20)
    actions.propose_date(seats[pharmacist], by=pharmacist, due_on=day)
    actions.accept_invitation(seats[lay_member], by=lay_member)

    def waiting(days: int) -> list[tuple[str, str]]:
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            client.force_login(managing_editor)
            sections = client.get("/desk/").context["sections"]
        (found,) = [section for section in sections if section.title == "Invitations that wait for you"]
        return [(task.title.partition(":")[0], task.next_step) for task in found.tasks]

    assert (waiting(5), waiting(6)) == (
        [("Paul Pharmacist", "Agree to the date or keep it")],
        [
            ("Clara Chair", "Remind them, or ask somebody else"),
            ("Paul Pharmacist", "Agree to the date or keep it"),
        ],
    )


def test_of_many_drafts_the_first_are_shown_and_the_list_has_all(
    client: Client, editor: Person, other_editor: Person, reference: Reference
) -> None:
    draft = new_draft(editor, "Draft")
    for _number in range(SHOWN - 1):
        copied_article(draft)
    desk.add_co_editor(new_draft(other_editor, "Shared"), by=other_editor, person=editor)
    client.force_login(editor)

    page = client.get("/desk/")

    (section,) = page.context["sections"]
    assert (len(section.tasks), section.count) == (SHOWN, SHOWN + 1)
    assert f"The first {SHOWN} of {SHOWN + 1} are shown." in page.content.decode()
    assert client.get(section.all_url).context["page"].paginator.count == SHOWN + 1


def test_query_count_does_not_grow_with_the_rows(
    client: Client,
    everybody: Person,
    other_editor: Person,
    board: Board,
    reference: Reference,
    chair: Person,
    pharmacist: Person,
) -> None:
    def queries() -> tuple[int, list[int]]:
        with CaptureQueriesContext(connection) as captured:
            found = client.get("/desk/").context["sections"]
        return len(captured), [len(section.tasks) for section in found]

    client.force_login(everybody)
    actions.declare_interests(by=everybody, interests=[])
    review = new_review(other_editor, "To review", everybody, board, everybody, chair)
    declared = actions.disclose(review, by=chair, answer=Answer.YES, details="Shares.")
    submitted = actions.submit(new_draft(other_editor, "Submitted"), by=other_editor, change_note="")
    returned = new_review(everybody, "Returned", everybody, board, chair, pharmacist)
    actions.disclose(returned, by=pharmacist, answer=Answer.NONE)
    sign(returned, pharmacist, "changes_required", "The dose is too high.")
    returned.version.refresh_from_db()
    point = OpenPoint.objects.get()
    draft = new_draft(everybody, "Draft")
    day = timezone.localdate() + datetime.timedelta(days=3)
    task = actions.give_task(draft, by=everybody, kind="write", person=everybody, due_on=day)
    review.assignments.filter(person=everybody).update(answer_by=timezone.localdate() - datetime.timedelta(days=1))
    Delivery.objects.filter(pk=Delivery.objects.values("pk")[:1]).update(given_up_at=timezone.now())
    one = queries()
    for number in range(29):
        again = copied(review, version_id=copied_version(review.version).pk)
        for seat in review.assignments.all():
            copied(seat, review_id=again.pk)
        copied(declared, review_id=again.pk)
        copied_version(submitted)
        copied(point, review_id=copied(returned, version_id=copied_version(returned.version).pk).pk)
        copied(task, article_id=copied_article(draft).pk)
        copied(Delivery.objects.exclude(given_up_at=None)[0], message_id=str(number))

    assert (one, queries()) == ((27, [1] * 9), (27, [30] * 9))


@pytest.mark.parametrize(("who", "shown"), [("chair", False), ("editor", True), ("auditor", True)])
def test_navigation_offers_drafts_only_to_whoever_may_read_them(
    who: str, shown: bool, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    page = client.get("/desk/").content.decode()

    assert ('href="/desk/articles/"' in page, 'href="/desk/references/"' in page) == (shown, shown)
