"""Words of a draft by program: read as blocks, written on top of a revision, merged or refused with both texts."""

from __future__ import annotations

import pytest

from articles.models import Article, Person, Text, WorkingCopy
from tests.universe import PATIENT, SUMMARY, write
from tests.workflows.api.programs import Program, problem, program_of, sentences

BODY = '<h2>What helps</h2>\n<p>Most people get better in 8 weeks.<cite data-key="doe-2020"></cite></p>'


@pytest.fixture
def program(draft: Article, editor: Person) -> Program:
    return program_of(editor)


def address(article: Article) -> str:
    return f"/articles/{article.uuid}/texts/patient"


def typed(body: str, **more: object) -> dict[str, object]:
    return {"summary": SUMMARY, "body": body, "description": "About leg pain, patient.", **more}


def text_of(article: Article) -> Text:
    return article.texts.get(audience="patient")


def test_text_is_read_as_blocks_with_its_revision(draft: Article, program: Program) -> None:
    response = program.get(address(draft))

    told, text = response.json(), text_of(draft)
    assert (told["revision"], response["ETag"]) == (text.revision, f'"{text.revision}"')
    assert (told["body"], told["summary"]) == (text.body, text.summary)
    heading, paragraph = told["body_blocks"]
    assert (heading["kind"], heading["level"], heading["text"]) == ("h2", 2, "What helps")
    assert (paragraph["headings"], paragraph["text"]) == (["What helps"], "Most people get better in 6 weeks.")


def test_text_that_is_not_there_is_not_found(draft: Article, program: Program) -> None:
    assert program.get(f"/articles/{draft.uuid}/texts/student").status_code == 404


def test_text_is_saved_with_a_reason_in_the_name_of_the_person(
    draft: Article, editor: Person, program: Program
) -> None:
    base = text_of(draft).revision

    response = program.put(address(draft), typed(BODY, base_revision=base, note="Newer trial."))

    row = text_of(draft).history.latest("history_date")
    assert (response.status_code, response.json()["body"]) == (200, BODY)
    assert (row.history_user, row.history_change_reason.endswith("Newer trial.")) == (editor, True)
    assert response["ETag"] == f'"{text_of(draft).revision}"'


def test_what_others_saved_elsewhere_is_merged(draft: Article, other_editor: Person, program: Program) -> None:
    base = text_of(draft).revision
    write(draft, "patient", PATIENT + "\n<h2>Costs</h2>\n<p>Nothing.</p>", by=other_editor)

    response = program.put(address(draft), typed(BODY, base_revision=base))

    assert response.status_code == 200
    assert text_of(draft).body == BODY + "\n<h2>Costs</h2>\n<p>Nothing.</p>"


def test_conflict_answers_both_texts_and_saves_nothing(draft: Article, other_editor: Person, program: Program) -> None:
    base = text_of(draft).revision
    theirs = PATIENT.replace("6 weeks", "7 weeks")
    write(draft, "patient", theirs, by=other_editor)

    response = program.put(address(draft), typed(BODY, base_revision=base))

    told = problem(response)
    assert (response.status_code, text_of(draft).body) == (409, theirs)
    assert told["conflict"]["theirs"]["body"] == theirs
    assert told["conflict"]["theirs"]["revision"] == text_of(draft).revision
    assert told["conflict"]["yours"]["body"] == BODY
    (passage,) = told["conflict"]["passages"]
    assert ["6 weeks" in passage["before"], "7 weeks" in passage["theirs"], "8 weeks" in passage["yours"]] == [True] * 3
    # Rule 8: what was sent waits in the editor of its person too.
    assert WorkingCopy.objects.get().body == BODY


def test_with_if_match_nothing_is_merged(draft: Article, other_editor: Person, program: Program) -> None:
    tag = program.get(address(draft))["ETag"]
    first = program.put(address(draft), typed(BODY), If_Match=tag)
    write(draft, "patient", PATIENT, by=other_editor)

    late = program.put(address(draft), typed(BODY), If_Match=first["ETag"])

    assert (first.status_code, late.status_code) == (200, 412)
    assert text_of(draft).body == PATIENT


def test_change_that_is_based_on_nothing_is_asked_what_on(draft: Article, program: Program) -> None:
    response = program.put(address(draft), typed(BODY))

    assert (response.status_code, text_of(draft).body) == (428, PATIENT)
    assert "If-Match" in problem(response)["detail"]


def test_line_that_would_lose_something_is_refused_by_number(draft: Article, program: Program) -> None:
    response = program.put(address(draft), typed("<p>Fine.</p>\n<p onclick='x()'>No.</p>", base_revision=99))

    ((field, sentence),) = sentences(response)
    assert (response.status_code, field, sentence[:7]) == (422, "body", "Line 2:")
    assert text_of(draft).body == PATIENT


def test_work_that_the_library_lacks_cannot_be_cited(draft: Article, program: Program) -> None:
    response = program.put(address(draft), typed('<p>So.<cite data-key="nobody-1999"></cite></p>', base_revision=99))

    assert [field for field, _sentence in sentences(response)] == ["body"]
