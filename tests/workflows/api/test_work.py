"""Submitting, references and reports by program: the actions and refusals of the desk."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from articles import actions
from articles.draft import problems
from articles.models import Article, Delivery, Person, Reference, Version
from tests.evidence_servers import Services, crossref_work
from tests.universe import answer_flags, write
from tests.workflows.api.programs import Program, problem, program_of, sentences
from workflows.actions import give_task
from workflows.models import Review


@pytest.fixture
def program(draft: Article, editor: Person) -> Program:
    return program_of(editor)


def test_draft_is_submitted_as_at_the_desk(
    draft: Article, editor: Person, managing_editor: Person, program: Program
) -> None:
    actions.require_checked(draft)
    answer_flags(draft, by=editor)

    response = program.post(f"/articles/{draft.uuid}/submit", {})

    version = Version.objects.get()
    assert (response.status_code, response.json()["digest"]) == (201, version.digest)
    assert (version.submitted_by, version.status) == (editor, "submitted")
    assert [row.person for row in Delivery.objects.filter(kind="submitted")] == [managing_editor]


def test_everything_that_is_missing_is_named(draft: Article, editor: Person, program: Program) -> None:
    write(draft, "patient", "", by=editor)
    actions.require_checked(draft)
    answer_flags(draft, by=editor)

    response = program.post(f"/articles/{draft.uuid}/submit", {})

    draft.refresh_from_db()
    assert problem(response)["detail"] == "The article cannot be submitted yet:"
    assert [sentence for _field, sentence in sentences(response)] == problems(draft)
    assert Version.objects.count() == 0


def test_open_tasks_ask_for_a_reason_in_their_field(draft: Article, editor: Person, program: Program) -> None:
    due_on = timezone.localdate() + datetime.timedelta(days=5)
    give_task(draft, by=editor, kind="illustrate", person=editor, due_on=due_on)
    actions.require_checked(draft)
    answer_flags(draft, by=editor)

    refused = program.post(f"/articles/{draft.uuid}/submit", {})
    done = program.post(f"/articles/{draft.uuid}/submit", {"with_open_tasks": "The picture comes later."})

    assert sentences(refused) == [("with_open_tasks", "Illustrate")]
    assert done.status_code == 201


def test_library_is_listed_and_a_work_is_found_by_its_key(reference: Reference, program: Program) -> None:
    listed = program.get("/references?q=doe").json()
    one = program.get("/references/doe-2020").json()

    assert (listed["count"], listed["references"]) == (1, [one])
    assert (one["key"], one["title"]) == ("doe-2020", reference.title)
    assert program.get("/references/nobody-1999").status_code == 404


def test_work_is_added_once_by_its_identifier(services: Services, editor: Person, program: Program) -> None:
    services.works["10.5555/legs"] = crossref_work("10.5555/legs")

    first = program.post("/references", {"identifier": "https://doi.org/10.5555/legs"})
    again = program.post("/references", {"identifier": "10.5555/legs"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["key"] == again.json()["key"] == Reference.objects.get(doi="10.5555/legs").key


def test_identifier_that_nobody_knows_is_refused_by_its_field(services: Services, program: Program) -> None:
    unknown = program.post("/references", {"identifier": "10.5555/nothing"})
    none = program.post("/references", {"identifier": "walking"})

    assert [field for field, _sentence in sentences(unknown)] == ["identifier"]
    assert problem(none)["detail"] == "This is not a DOI, PMID or PMCID."


def test_librarian_adds_works_and_an_auditor_does_not(auditor: Person, make_person: object, services: Services) -> None:
    services.works["10.5555/legs"] = crossref_work("10.5555/legs")
    librarian = program_of(make_person("Only Librarian", "librarian"), "references")  # type: ignore[operator]

    found = [
        one.post("/references", {"identifier": "10.5555/legs"}).status_code
        for one in (program_of(auditor, "references"), librarian)
    ]

    assert found == [403, 201]


def test_work_is_put_on_the_list_of_an_article_once(draft: Article, editor: Person, program: Program) -> None:
    work = actions.add_reference(actions.ReferenceData(title="A trial of walking", type="book", pmid="77"), by=editor)
    address = f"/articles/{draft.uuid}/references"

    program.post(address, {"key": work.key})
    again = program.post(address, {"key": work.key})
    unknown = program.post(address, {"key": "nobody-1999"})

    assert [row["key"] for row in again.json()["references"]] == ["doe-2020", work.key]
    assert program.get(address).json() == again.json()
    assert sentences(unknown) == [("key", "The library has no such work.")]


def test_reviews_say_where_they_stand_and_what_is_missing(review: Review, draft: Article, program: Program) -> None:
    (told,) = program.get(f"/articles/{draft.uuid}/reports/reviews").json()["reviews"]

    assert (told["version"], told["board"], told["standing"]) == (1, review.board.name, "open")
    assert (told["asked"], told["signed"], bool(told["reasons"])) == (review.assignments.count(), 0, True)


def test_flags_and_levels_are_those_of_the_last_check(draft: Article, program: Program) -> None:
    before = program.get(f"/articles/{draft.uuid}/reports/flags").json()
    actions.require_checked(draft)

    flags = program.get(f"/articles/{draft.uuid}/reports/flags").json()
    levels = program.get(f"/articles/{draft.uuid}/reports/levels").json()["levels"]

    draft.refresh_from_db()
    assert (before["checked_at"], before["count"]) == (None, 0)
    assert (flags["checked_revision"], flags["count"]) == (draft.revision, draft.flags.standing().count())
    assert {flag["kind"] for flag in flags["flags"]} == set(draft.flags.standing().values_list("kind", flat=True))
    assert [level["audience"] for level in levels] == ["clinician", "patient"]
