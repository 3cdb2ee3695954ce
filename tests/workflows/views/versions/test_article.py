"""The overview of an article: who may open it, what it says, what it offers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles.models import Article, Person, Publication, Version
from tests.universe import PATIENT, write
from workflows import actions
from workflows.models import Review


def offered(client: Client, article: Article, person: Person) -> list[str]:
    client.force_login(person)
    response = client.get(f"/desk/articles/{article.pk}/")
    assert response.status_code == 200
    return [str(offer.label) for offer in response.context["offers"]]


def test_stranger_is_asked_to_sign_in(client: Client, draft: Article) -> None:
    assert client.get(f"/desk/articles/{draft.pk}/").status_code == 302


def test_editors_and_auditors_may_open_it(
    client: Client, draft: Article, other_editor: Person, auditor: Person
) -> None:
    for person in (other_editor, auditor):
        client.force_login(person)
        assert client.get(f"/desk/articles/{draft.pk}/").status_code == 200


def test_member_of_its_review_goes_to_the_review_page_instead(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)

    assert client.get(f"/desk/articles/{review.version.article_id}/").status_code == 403


def test_somebody_without_a_part_in_it_does_not_learn_of_it(
    client: Client, review: Review, outsider: Person, administrator: Person
) -> None:
    for person in (outsider, administrator):
        client.force_login(person)
        assert client.get(f"/desk/articles/{review.version.article_id}/").status_code == 404


def test_unknown_article_is_not_found(client: Client, editor: Person) -> None:
    client.force_login(editor)

    assert client.get("/desk/articles/999/").status_code == 404


def test_draft_shows_what_is_missing(client: Client, editor: Person) -> None:
    article = desk.create_article(by=editor, details=desk.Details(title="New", audiences=["patient"]))
    client.force_login(editor)

    response = client.get(f"/desk/articles/{article.pk}/")

    assert response.context["problems"] == [
        "The text for “Patients, families and carers” is empty.",
        "No text cites a reference.",
        "The article has no author. Add one under Details, “Written by”.",
    ]


def test_version_with_the_board_shows_no_problems_of_the_draft(client: Client, review: Review, editor: Person) -> None:
    write(review.version.article, "patient", "", by=editor)
    client.force_login(editor)

    response = client.get(f"/desk/articles/{review.version.article_id}/")

    assert (response.context["problems"], response.context["ahead"]) == ([], True)


def test_members_and_their_state_are_shown(client: Client, review: Review, editor: Person, lay_member: Person) -> None:
    actions.recuse(review, by=lay_member, reason="Away.")
    client.force_login(editor)

    response = client.get(f"/desk/articles/{review.version.article_id}/")

    states = [(str(seat.assignment.person), str(seat.state)) for seat in response.context["members"]]
    assert states == [("Clara Chair", "Accepted"), ("Paul Pharmacist", "Accepted"), ("Laura Lay", "Recused")]


def test_draft_offers_submitting_to_editors_alone(
    client: Client, draft: Article, editor: Person, auditor: Person
) -> None:
    assert offered(client, draft, editor) == ["Submit version 1"]
    assert offered(client, draft, auditor) == []


def test_submitted_version_offers_by_role(
    client: Client, submitted_version: Version, editor: Person, managing_editor: Person
) -> None:
    assert offered(client, submitted_version.article, editor) == ["Withdraw"]
    assert offered(client, submitted_version.article, managing_editor) == ["Start review", "Withdraw"]


def test_approved_version_that_waits_for_its_date_can_be_published(
    client: Client, approved_version: Version, managing_editor: Person, editor: Person
) -> None:
    assert offered(client, approved_version.article, managing_editor) == ["Publish", "Reopen"]
    assert offered(client, approved_version.article, editor) == []


def test_live_version_can_be_retired_and_reopened(
    client: Client, publication: Publication, managing_editor: Person, editor: Person
) -> None:
    assert offered(client, publication.article, managing_editor) == ["Reopen", "Retire"]

    write(publication.article, "patient", PATIENT.replace("6", "8"), by=editor)

    assert offered(client, publication.article, managing_editor) == ["Submit version 2", "Reopen", "Retire"]


def test_returned_version_offers_the_next_one_once_the_draft_changed(
    client: Client, returned_version: Version, editor: Person
) -> None:
    assert offered(client, returned_version.article, editor) == []

    write(returned_version.article, "patient", PATIENT.replace("6", "8"), by=editor)

    assert offered(client, returned_version.article, editor) == ["Submit version 2"]


def test_older_events_are_shown_on_request(client: Client, draft: Article, editor: Person) -> None:
    for number in range(30):
        write(draft, "patient", f"{PATIENT}<p>Line {number}.</p>", by=editor)
    client.force_login(editor)

    few = client.get(f"/desk/articles/{draft.pk}/")
    everything = client.get(f"/desk/articles/{draft.pk}/?events=all")

    assert (len(few.context["entries"]), few.context["left_out"]) == (30, 4)
    assert (len(everything.context["entries"]), everything.context["left_out"]) == (34, 0)


def test_reading_leaves_no_trace(client: Client, review: Review, editor: Person) -> None:
    client.force_login(editor)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/desk/articles/{review.version.article_id}/")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("path", ["", "submit/"])
def test_post_to_the_overview_is_refused(client: Client, draft: Article, editor: Person, path: str) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/articles/{draft.pk}/{path}", {"change_note": ""})

    assert response.status_code == (405 if not path else 302)
