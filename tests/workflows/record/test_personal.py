"""What is held about a person: all of it, nothing that opens a door, and nobody else's."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions as desk
from articles import notifications
from articles.models import Delivery, Event, Person, SavedFilter
from tests.universe import sign
from workflows import actions
from workflows.actions.reviews.paper import OnPaper
from workflows.models import Disclosure, PrivateNote, Review, SignOff
from workflows.record import personal


def taken(person: Person, by: Person | None = None) -> dict[str, list[Any]]:
    """Each file of the archive, its lines read."""
    target = io.BytesIO(b"".join(actions.hand_out_data(person, by=by or person)))
    with zipfile.ZipFile(target) as archive:
        return {
            name: [json.loads(archive.read(name))]
            if name.endswith(".json")
            else [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
        }


def test_she_gets_what_she_signed_declared_noted_and_was_told(review: Review, chair: Person) -> None:
    sign_off = sign(review, chair)
    PrivateNote.objects.create(person=chair, version=review.version, body="Ask about the dose.")

    found = taken(chair)

    assert found["account.json"][0]["email"] == "clara.chair@example.org"
    assert [row["statement"] for row in found["about/workflows_signoff.jsonl"]] == [sign_off.statement]
    assert [row["body"] for row in found["about/workflows_privatenote.jsonl"]] == ["Ask about the dose."]
    assert len(found["about/workflows_disclosure.jsonl"]) == Disclosure.objects.filter(person=chair).count()
    assert len(found["about/articles_delivery.jsonl"]) == Delivery.objects.filter(person=chair).count()
    done = Event.objects.filter(actor=chair)
    assert {event["kind"] for event in found["events.jsonl"]} >= set(done.values_list("kind", flat=True))


def test_contents_say_how_long_each_table_is_kept_and_why(review: Review, chair: Person) -> None:
    (contents,) = taken(chair)["contents.json"]

    seats = next(one for one in contents["tables"] if one["table"] == "workflows_assignment")
    assert (contents["person"], seats["rows_about"], seats["kept"]) == (str(chair.uuid), 1, "for ever")
    assert seats["why"].startswith("A board must be able to say years later")


def test_nothing_that_opens_a_door_is_in_it(chair: Person) -> None:
    Authenticator.objects.create(user=chair, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})

    found = taken(chair)

    assert "JBSWY3DPEHPK3PXP" not in json.dumps(found)
    assert chair.password not in json.dumps(found)
    assert [row["type"] for row in found["about/mfa_authenticator.jsonl"]] == ["totp"]


def test_tokens_for_programs_are_told_without_what_opens(editor: Person) -> None:
    made = desk.make_token(by=editor, name="our site", scopes=["read"], days=9)

    (row,) = taken(editor)["about/articles_worktoken.jsonl"]

    assert (row["name"], made.token.token_hash in json.dumps(row)) == ("our site", False)


def test_nothing_of_others_is_in_it(review: Review, chair: Person, pharmacist: Person) -> None:
    sign(review, pharmacist, comment="Maximum dose checked twice.")
    PrivateNote.objects.create(person=pharmacist, version=review.version, body="My own thoughts.")

    found = json.dumps(taken(chair))

    assert [words for words in ("checked twice", "My own thoughts", pharmacist.email) if words in found] == []


def test_of_what_she_did_to_things_of_others_it_says_which_and_when(review: Review, managing_editor: Person) -> None:
    found = taken(managing_editor)

    (row,) = found["named/workflows_review.jsonl"]
    assert (row["row"], row["as"], "manifest" in json.dumps(found)) == (review.pk, ["opened_by"], False)


def test_that_it_was_taken_is_on_record(chair: Person, managing_editor: Person) -> None:
    taken(chair, by=managing_editor)

    event = Event.objects.filter(stream="site").latest("sequence")
    assert (event.kind, event.actor, json.loads(event.body)["data"]) == (
        "person.data_taken",
        managing_editor,
        {"person": chair.pk},
    )


@pytest.mark.parametrize(
    ("who", "may"),
    [("chair", True), ("managing_editor", True), ("administrator", True), ("pharmacist", False), ("auditor", False)],
)
def test_herself_and_whoever_answers_her_may_have_it(
    who: str, may: bool, client: Client, chair: Person, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    url = f"/desk/people/{chair.pk}/data/"

    answers = client.get(url).status_code, client.post(url).status_code

    assert answers == ((200, 200) if may else (403, 403))


def test_closed_account_takes_nothing(chair: Person, administrator: Person) -> None:
    closed = actions.deactivate_person(chair, by=administrator, reason="left")

    with pytest.raises(PermissionDenied):
        actions.hand_out_data(closed, by=closed)


def test_page_hands_out_a_file_that_names_person_and_day(client: Client, chair: Person) -> None:
    client.force_login(chair)
    url = f"/desk/people/{chair.pk}/data/"

    answer = client.post(url)

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="clara-chair-')
    assert zipfile.is_zipfile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert f'href="{url}"' in client.get("/desk/signing/").content.decode()


@pytest.mark.parametrize("notes", [1, 30])
def test_page_says_what_goes_and_what_stays_in_as_many_queries(client: Client, chair: Person, notes: int) -> None:
    for _message in range(notes):
        notifications.owe("assigned", chair, None, title="Leg pain")
    client.force_login(chair)

    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/desk/people/{chair.pk}/data/").context["held"]

    assert {one.rule.key: one.rows for one in page} == {"people": 1, "messages": notes}
    assert len(captured) == len([table for table in personal.tables() if table.about]) + QUERIES_OF_A_PAGE


QUERIES_OF_A_PAGE = 7


def test_erasing_takes_messages_filters_and_factors_and_leaves_what_was_signed(
    review: Review, chair: Person, administrator: Person
) -> None:
    sign(review, chair)
    SavedFilter.objects.create(owner=chair, name="Mine", query="q=x")
    Authenticator.objects.create(user=chair, type="totp", data={})
    actions.deactivate_person(chair, by=administrator, reason="left")

    actions.erase_contact_data(chair, by=administrator, reason="She asked for it.")

    left = {one.rule.key: one.goes for one in personal.held(Person.objects.get(pk=chair.pk))}
    assert (left.keys() & {"messages", "filters", "log_ins", "private_notes"}, any(left.values())) == (set(), False)
    assert {"people", "judgement", "disclosures"} <= left.keys()
    assert SignOff.objects.filter(person=chair).exists()


def files_taken(person: Person) -> dict[str, bytes]:
    target = io.BytesIO(b"".join(actions.hand_out_data(person, by=person)))
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}


def test_files_about_her_are_in_it_as_far_as_they_are_there(
    review: Review, managing_editor: Person, lay_member: Person
) -> None:
    paper = OnPaper(datetime.date(2026, 5, 9), "The dose is right.", b"%PDF-1.7")
    row = actions.enter_paper_review(review, by=managing_editor, person=lay_member, paper=paper)

    before = files_taken(lay_member)
    row.scan.storage.delete(row.scan.name)

    assert before == {f"files/{row.scan.name}": b"%PDF-1.7"}
    assert (files_taken(lay_member), files_taken(managing_editor)) == ({}, {})
