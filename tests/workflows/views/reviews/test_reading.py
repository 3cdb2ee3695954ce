"""Keeping a place and a note on the review page, by a form and by a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import Person, Version
from tests.universe import ask
from workflows import actions
from workflows.models import Answer, Board, PrivateNote, ReadingPlace, Review
from workflows.views.reviews.sheet import blocks_of

SCRIPT = {"headers": {"accept": "application/json"}}


def page(client: Client, review: Review, person: Person, query: str = "") -> Any:
    client.force_login(person)
    return client.get(f"/desk/reviews/{review.pk}/{query}")


def heading(review: Review, audience: str) -> str:
    version = Version.objects.get(pk=review.version_id)
    return next(block.key for block in blocks_of(version, audience) if block.kind == "h2")


def keep(client: Client, review: Review, audience: str, block: str, **extra: Any) -> Any:
    return client.post(f"/desk/reviews/{review.pk}/place/", {"text": audience, "block": block}, **extra)


def test_button_beside_a_heading_keeps_the_place(client: Client, review: Review, pharmacist: Person) -> None:
    block = heading(review, "clinician")
    shown = page(client, review, pharmacist, "?text=clinician").content.decode()

    answer = keep(client, review, "clinician", block)

    assert f'name="block" value="{block}" aria-label="Keep my place here: Treatment" form="place"' in shown
    assert (answer.status_code, answer.url) == (302, f"/desk/reviews/{review.pk}/?text=clinician#block-{block}")
    assert list(ReadingPlace.objects.values_list("person", "audience", "block_key")) == [
        (pharmacist.pk, "clinician", block)
    ]


def test_page_opens_on_the_text_that_was_being_read(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    keep(client, review, "clinician", heading(review, "clinician"))

    shown = page(client, review, pharmacist)

    assert shown.context["shown"].audience == "clinician"
    assert "You were at “Treatment” (Health professionals)" in " ".join(shown.content.decode().split())
    assert page(client, review, pharmacist, "?text=patient").context["shown"].audience == "patient"


def test_place_of_one_person_is_not_that_of_another(
    client: Client, review: Review, pharmacist: Person, chair: Person
) -> None:
    client.force_login(pharmacist)
    keep(client, review, "clinician", heading(review, "clinician"))

    assert page(client, review, chair).context["place"] is None


def test_script_is_told_that_it_was_kept_or_why_not(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    kept = keep(client, review, "patient", heading(review, "patient"), **SCRIPT)
    refused = keep(client, review, "patient", "nowhere", **SCRIPT)

    assert (kept.status_code, kept.json()) == (
        200,
        {"said": "Your place is kept, on this device and on your others."},
    )
    assert (refused.status_code, refused.json()) == (422, {"said": "The text has no such passage."})


def test_place_that_is_not_there_is_refused_on_the_page(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    answer = client.post(f"/desk/reviews/{review.pk}/place/", {"text": "patient", "block": "nowhere"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["The text has no such passage."]


def test_note_is_kept_shown_and_erased(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    url = f"/desk/reviews/{review.pk}/note/"

    kept = client.post(url, {"note": "Ask about driving."}, follow=True)
    erased = client.post(url, {"note": "Ask about driving.", "erase": "yes"}, follow=True)

    assert kept.context["note_form"]["note"].value() == "Ask about driving."
    assert erased.context["note_form"]["note"].value() == ""
    assert not PrivateNote.objects.exists()


@pytest.mark.parametrize("other", ["chair", "managing_editor", "auditor"])
def test_nobody_else_sees_a_note(
    client: Client, review: Review, pharmacist: Person, other: str, request: pytest.FixtureRequest
) -> None:
    actions.keep_note(review.version, by=pharmacist, body="Only for me.")

    assert "Only for me." not in page(client, review, request.getfixturevalue(other)).content.decode()


def test_note_typed_in_an_ended_session_comes_back(client: Client, review: Review, pharmacist: Person) -> None:
    client.post(f"/desk/reviews/{review.pk}/note/", {"note": "Do not lose this."})
    session = client.session
    client.force_login(pharmacist)
    kept = client.session
    kept.update({name: value for name, value in session.items() if name == "typed_before_sign_in"})
    kept.save()

    shown = client.get(f"/desk/reviews/{review.pk}/")

    assert shown.context["note_form"]["note"].value() == "Do not lose this."


@pytest.mark.parametrize("what", ["place", "note"])
def test_chair_who_reads_no_text_keeps_nothing(
    client: Client,
    submitted_version: Version,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
    what: str,
) -> None:
    review = ask(submitted_version, managing_editor, board, pharmacist, lay_member)
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    client.force_login(chair)

    assert client.post(f"/desk/reviews/{review.pk}/{what}/", {"note": "x"}).status_code == 404


@pytest.mark.parametrize("what", ["place", "note", "checklist"])
def test_reading_a_form_address_changes_nothing(client: Client, review: Review, pharmacist: Person, what: str) -> None:
    client.force_login(pharmacist)

    assert client.get(f"/desk/reviews/{review.pk}/{what}/").status_code == 405
