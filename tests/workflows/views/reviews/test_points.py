"""The page on which editors answer what members asked for."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Event, Person, Version
from tests.universe import CLINICIAN, answer_points, sign, write
from workflows.models import OpenPoint, Review

LOWER = CLINICIAN.replace("300 mg", "100 mg")


def url_of(version: Version) -> str:
    return f"/desk/articles/{version.article_id}/points/"


def answer_url() -> str:
    return f"/desk/points/{OpenPoint.objects.get().pk}/answer/"


def test_page_shows_who_asked_what_in_which_version(client: Client, returned_version: Version, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(url_of(returned_version))

    page = response.content.decode()
    assert [row.point.text for row in response.context["waiting"]] == ["The dose is too high."]
    assert "Clara Chair, version 1" in page
    assert "Changes required, " in page


def test_form_proposes_the_revision_that_the_draft_is_at(
    client: Client, returned_version: Version, editor: Person
) -> None:
    client.force_login(editor)

    def proposed() -> object:
        return client.get(url_of(returned_version)).context["waiting"][0].form["changed_in"].value()

    unchanged = proposed()
    revision = write(returned_version.article, "clinician", LOWER, by=editor).revision

    assert (unchanged, proposed()) == (None, revision)


def test_answering_takes_the_point_off_the_list(client: Client, returned_version: Version, editor: Person) -> None:
    revision = write(returned_version.article, "clinician", LOWER, by=editor).revision
    client.force_login(editor)

    answer = {"done": "changed", "changed_in": str(revision), "answer": "Now 100 mg."}
    response = client.post(answer_url(), answer, follow=True)

    page = response.content.decode()
    assert (response.redirect_chain, response.context["waiting"]) == ([(url_of(returned_version), 302)], [])
    assert f"Changed in revision {revision}:" in page
    assert "Nothing waits for an answer." in page


def test_not_changed_keeps_no_revision(client: Client, returned_version: Version, editor: Person) -> None:
    client.force_login(editor)

    client.post(answer_url(), {"done": "not_changed", "changed_in": "3", "answer": "As in the trial."})

    point = OpenPoint.objects.get()
    assert (point.answer, point.changed_in) == ("As in the trial.", 0)


@pytest.mark.parametrize(
    ("posted", "wrong"),
    [
        ({}, {"done": ["Choose one of them."], "answer": ["Fill this in."]}),
        ({"done": "changed", "answer": "Now 100 mg."}, {"changed_in": ["Say in which revision."]}),
        (
            {"done": "changed", "answer": "Now 100 mg.", "changed_in": "99"},
            {"changed_in": ["The draft has not been changed since this version. Change it first, or say why not."]},
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(
    posted: dict[str, str], wrong: dict[str, list[str]], client: Client, returned_version: Version, editor: Person
) -> None:
    client.force_login(editor)

    response = client.post(answer_url(), posted)

    assert (response.status_code, response.context["form"].errors) == (422, wrong)
    assert response.context["waiting"][0].form["answer"].value() == posted.get("answer")


def test_second_answer_from_an_old_page_is_refused(client: Client, returned_version: Version, editor: Person) -> None:
    answer_points(returned_version.article, by=editor)
    client.force_login(editor)

    response = client.post(answer_url(), {"done": "not_changed", "answer": "Something else."})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["This point was answered already."]
    assert "This point was answered already." in response.content.decode()


def test_auditor_reads_but_does_not_answer(client: Client, returned_version: Version, auditor: Person) -> None:
    client.force_login(auditor)

    page = client.get(url_of(returned_version)).content.decode()
    response = client.post(answer_url(), {"done": "not_changed", "answer": "As in the trial."})

    assert ("The dose is too high." in page, "/answer/" in page, response.status_code) == (True, False, 403)
    assert Event.objects.filter(kind="refused").count() == 1


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("administrator", 404), ("chair", 403)])
def test_others_are_not_shown_it(
    who: str, status: int, client: Client, returned_version: Version, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    answer = {"done": "not_changed", "answer": "As in the trial."}
    assert client.get(url_of(returned_version)).status_code == status
    assert client.post(answer_url(), answer).status_code == status


def test_stranger_is_asked_to_sign_in(client: Client, returned_version: Version) -> None:
    assert client.get(url_of(returned_version)).status_code == 302
    assert client.post(answer_url()).status_code == 302


def test_s29_getting_the_address_of_the_form_answers_nothing(
    client: Client, returned_version: Version, editor: Person
) -> None:
    client.force_login(editor)

    assert client.get(answer_url(), {"done": "not_changed", "answer": "From a link."}).status_code == 405


def test_query_count_is_the_same_with_one_point_and_with_thirty(
    client: Client, review: Review, chair: Person, editor: Person
) -> None:
    signed = sign(review, chair, "changes_required", "The dose is too high.")
    client.force_login(editor)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(url_of(review.version)).context
        return len(captured), len(shown["waiting"])

    one = queries()
    for number in range(29):
        OpenPoint.objects.create(review=review, sign_off=signed, text=f"Point {number}")

    assert (one, queries()) == ((9, 1), (9, 30))
