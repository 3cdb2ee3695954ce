"""Closing an account: who may, what ends at once, what stays; opening it again; erasing contact data."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from articles import owed
from articles.actions import make_token, token_of
from articles.models import Delivery, Event, Person, Status, TokenEnding, Version, WorkToken
from articles.notifications import words_of
from articles.refusals import Refusal
from tests.universe import PASSWORD, sign
from workflows import actions
from workflows.actions import CannotSign, WrongPassword
from workflows.models import PrivateNote, Review, SignOff
from workflows.record.verification import CHECKS

WHY = "Has left the hospital."
Act = Callable[..., Person]
ACTS = (actions.end_log_ins, actions.deactivate_person, actions.reactivate_person, actions.erase_contact_data)


def close(person: Person, by: Person) -> Person:
    return actions.deactivate_person(person, by=by, reason=WHY)


def last_event() -> tuple[str, dict[str, object]]:
    event = Event.objects.filter(stream="site").latest("sequence")
    return event.kind, json.loads(event.body)["data"]


def test_closed_account_is_signed_out_and_cannot_sign_in(client: Client, chair: Person, administrator: Person) -> None:
    client.force_login(chair)
    before = client.get("/desk/").status_code

    close(chair, administrator)

    after = client.get("/desk/")
    assert (before, after.status_code, after["Location"]) == (200, 302, "/accounts/login/?next=/desk/")
    assert not client.login(email=chair.email, password=PASSWORD)


def test_signed_out_everywhere_at_once_and_may_sign_in_again(
    client: Client, chair: Person, editor: Person, administrator: Person
) -> None:
    other = Client()
    for browser, person in ((client, chair), (other, editor)):
        browser.force_login(person)

    actions.end_log_ins(chair, by=administrator, reason=WHY)

    assert [browser.get("/desk/").status_code for browser in (client, other)] == [302, 200]
    assert last_event() == ("person.log_ins_ended", {"person": chair.pk, "count": 1, "why": WHY})
    assert client.login(email=chair.email, password=PASSWORD)


def test_tokens_end_with_the_log_ins_and_the_person_is_told(editor: Person, administrator: Person) -> None:
    mine = make_token(by=editor, name="Import of the hospital", scopes=["read"], days=30)
    another = make_token(by=Person.objects.get(pk=editor.pk), name="Reports", scopes=["read"], days=30)

    actions.end_log_ins(editor, by=administrator, reason=WHY)

    told = words_of(Delivery.objects.filter(kind="account_changed").get())
    ended = WorkToken.objects.get(pk=mine.token.pk)
    assert [token_of(made.secret) for made in (mine, another)] == [None, None]
    assert (ended.ended_by, ended.ended_why) == (administrator, TokenEnding.LOG_INS)
    assert told.subject == "An administrator ended your tokens for programs"
    assert "2 tokens ended. Programs that worked with them need new ones." in told.body


def test_of_a_closed_account_nobody_is_signed_out(chair: Person, administrator: Person) -> None:
    close(chair, administrator)

    with pytest.raises(Refusal, match="closed"):
        actions.end_log_ins(chair, by=administrator, reason=WHY)


def test_closing_leaves_no_session_row(client: Client, chair: Person, administrator: Person) -> None:
    client.force_login(chair)

    close(chair, administrator)

    assert not Session.objects.exists()


def test_sessions_do_not_come_back_with_the_account(client: Client, chair: Person, administrator: Person) -> None:
    client.force_login(chair)
    close(chair, administrator)

    opened = actions.reactivate_person(chair, by=administrator, reason="She is back.")

    assert (opened.is_active, opened.has_usable_password()) == (True, False)
    assert client.get("/desk/").status_code == 302
    assert last_event() == ("person.reactivated", {"person": chair.pk, "why": "She is back."})


def test_closed_account_signs_nothing_and_the_rule_counts_its_seat_no_more(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, administrator: Person
) -> None:
    close(chair, administrator)

    with pytest.raises((CannotSign, WrongPassword, PermissionDenied)):
        sign(review, Person.objects.get(pk=chair.pk))

    assert not SignOff.objects.exists()
    sign(review, pharmacist)
    sign(review, lay_member)
    assert Version.objects.get().status == Status.APPROVED


def test_what_was_signed_stays_and_the_record_holds(
    review: Review, chair: Person, pharmacist: Person, administrator: Person
) -> None:
    sign(review, chair)
    close(chair, administrator)
    actions.erase_contact_data(chair, by=administrator, reason="She asked for it.")
    sign(review, pharmacist)

    faults = [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]
    names = [sign_off.signed["printed_name"] for sign_off in SignOff.objects.order_by("pk")]
    assert (faults, names) == ([], ["Clara Chair", "Paul Pharmacist"])


def test_whoever_manages_the_open_reviews_is_told_of_each_seat_and_article(
    review: Review, chair: Person, editor: Person, managing_editor: Person, administrator: Person
) -> None:
    close(chair, administrator)
    close(editor, administrator)

    told = Delivery.objects.filter(kind="deactivated").order_by("pk")
    title, seats = "Leg pain, version 1", f"/desk/reviews/{review.pk}/seats/"
    article = review.version.article
    assert [(row.person, row.data["member"], row.data["reviews"], row.data["articles"]) for row in told] == [
        (managing_editor, "Clara Chair", [{"what": title, "url": seats}], []),
        (managing_editor, "Edith Editor", [], [{"what": "Leg pain", "url": article.get_absolute_url()}]),
    ]
    owed.sweep("deliver")
    (message,) = [m for m in mail.outbox if m.subject == "Account closed: Clara Chair"]
    assert f"{title}\n  http://localhost:8000{seats}" in message.body


def test_who_has_signed_or_sits_nowhere_leaves_nothing_to_tell(
    review: Review, chair: Person, outsider: Person, administrator: Person
) -> None:
    sign(review, chair)

    close(chair, administrator)
    close(outsider, administrator)

    assert not Delivery.objects.filter(kind="deactivated").exists()


def test_reason_stands_in_the_record_and_names_the_person_by_number(chair: Person, administrator: Person) -> None:
    close(chair, administrator)

    assert last_event() == ("person.deactivated", {"person": chair.pk, "why": WHY})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["managing_editor", "chair", "auditor", "outsider"])
def test_administrators_alone_do_this(act: Act, who: str, pharmacist: Person, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        act(pharmacist, by=request.getfixturevalue(who), reason=WHY)

    assert Person.objects.get(pk=pharmacist.pk).is_active


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_it_to_themselves_or_to_the_system(act: Act, administrator: Person) -> None:
    for person in (administrator, Person.objects.system()):
        with pytest.raises(Refusal, match="Another administrator"):
            act(person, by=administrator, reason=WHY)


@pytest.mark.parametrize("act", [actions.deactivate_person, actions.reactivate_person, actions.erase_contact_data])
def test_reason_is_needed(act: Act, chair: Person, administrator: Person) -> None:
    if act is not actions.deactivate_person:
        close(chair, administrator)
    was = Person.objects.get(pk=chair.pk)

    with pytest.raises(Refusal, match="Say why"):
        act(chair, by=administrator, reason=" ")

    now = Person.objects.get(pk=chair.pk)
    assert (now.is_active, now.email) == (was.is_active, was.email)


def test_twice_is_refused(chair: Person, administrator: Person) -> None:
    close(chair, administrator)
    with pytest.raises(Refusal, match="closed already"):
        close(chair, administrator)
    actions.erase_contact_data(chair, by=administrator, reason=WHY)
    with pytest.raises(Refusal, match="erased already"):
        actions.erase_contact_data(chair, by=administrator, reason=WHY)
    with pytest.raises(Refusal, match="was erased"):
        actions.reactivate_person(chair, by=administrator, reason=WHY)


def test_open_account_is_neither_opened_nor_erased(chair: Person, administrator: Person) -> None:
    with pytest.raises(Refusal, match="is open"):
        actions.reactivate_person(chair, by=administrator, reason=WHY)
    with pytest.raises(Refusal, match="Close the account first"):
        actions.erase_contact_data(chair, by=administrator, reason=WHY)


def test_erasing_takes_address_factors_and_notes_and_leaves_the_name(
    review: Review, chair: Person, administrator: Person
) -> None:
    address = chair.email
    chair.time_zone, chair.language = "Europe/Berlin", "de"
    chair.save()
    Authenticator.objects.create(user=chair, type="totp", data={"secret": "x"})
    actions.keep_note(review.version, by=chair, body="Ask about the dose.")
    close(chair, administrator)

    erased = actions.erase_contact_data(chair, by=administrator, reason="She asked for it.")

    row = Person.objects.get(pk=chair.pk)
    assert (row.printed_name, row.credentials, row.affiliation) == ("Clara Chair", "MD", "Example Hospital")
    assert (row.is_erased, address in row.email, row.time_zone, row.language) == (True, False, "", "")
    assert (Authenticator.objects.count(), PrivateNote.objects.count()) == (0, 0)
    assert (erased, last_event()) == (row, ("person.erased", {"person": chair.pk, "why": "She asked for it."}))


def test_nothing_more_is_mailed_once_the_address_is_erased(
    review: Review, chair: Person, administrator: Person
) -> None:
    sign(review, chair)
    close(chair, administrator)
    actions.erase_contact_data(chair, by=administrator, reason=WHY)

    owed.sweep("deliver")

    assert not [message for message in mail.outbox if "invalid" in message.to[0]]
    assert not Delivery.objects.filter(person=chair).due().filter(due_at__lte=timezone.now()).exists()
