"""One attempt at one message: signed, recorded, tried again later, given up after days."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import json

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions, owed, work
from articles.actions import calling
from articles.models import Delivery, Event, Happening, Person, Version, Webhook, WebhookAttempt, WebhookMessage
from tests.articles.actions.test_webhooks import add
from tests.meanwhile import meanwhile
from tests.webhook_server import Listener


def owe(listener: Listener, path: str, version: Version, by: Person) -> WebhookMessage:
    add(listener, by, path)
    (message,) = actions.tell_webhooks(Happening.RETRACTED, version, notice="It was wrong.")
    return message


def tried(message: WebhookMessage) -> list[tuple[int | None, str]]:
    return list(message.attempts.order_by("pk").values_list("status", "error"))


def test_message_is_signed_as_standard_webhooks_has_it(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    made = add(listener, administrator)
    (message,) = actions.tell_webhooks(Happening.RETRACTED, submitted_version, notice="It was wrong.")

    actions.call_webhook(message.pk)

    (got,) = listener.received
    told = json.loads(got.body)
    assert got.headers["content-type"] == "application/json"
    assert got.headers["webhook-id"] == message.message_id
    assert abs(int(got.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    content = f"{message.message_id}.{got.headers['webhook-timestamp']}.".encode() + got.body
    key = base64.b64decode(made.secret.removeprefix("whsec_"))
    assert got.headers["webhook-signature"] == (
        "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    )
    assert (told["type"], told["timestamp"], told["data"]) == (
        "article.retracted",
        message.created_at.isoformat(),
        message.data,
    )
    assert told["data"]["notice"] == "It was wrong."


def test_signature_is_that_of_the_specification() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    headers = calling.signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', key)

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(("path", "status"), [("/taken", 200), ("/noted", 204), ("/endless", 200)])
def test_message_that_was_taken_is_sent_once(
    listener: Listener, administrator: Person, submitted_version: Version, path: str, status: int
) -> None:
    message = owe(listener, path, submitted_version, administrator)

    for _time in range(2):
        actions.call_webhook(message.pk)

    message.refresh_from_db()
    assert message.sent_at is not None
    assert (tried(message), len(listener.received)) == ([(status, "")], 1)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/broken", (500, "")),
        ("/busy", (429, "")),
        ("/moved", (302, "It redirects. Give the address that it leads to.")),
    ],
)
def test_message_that_was_not_taken_is_tried_again_later_and_each_attempt_is_recorded(
    listener: Listener,
    administrator: Person,
    submitted_version: Version,
    path: str,
    expected: tuple[int, str],
) -> None:
    message = owe(listener, path, submitted_version, administrator)
    waits = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _time in range(3):
            actions.call_webhook(message.pk)
            message.refresh_from_db()
            waits.append(message.due_at - timezone.now())
            clock.move_to(message.due_at)

    assert waits == [datetime.timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert tried(message) == [expected] * 3
    assert {got.headers["webhook-id"] for got in listener.received} == {message.message_id}
    assert len({got.body for got in listener.received}) == 1
    assert [got.path for got in listener.received] == [path] * 3


def test_server_that_does_not_answer_in_time_is_tried_again(
    listener: Listener,
    administrator: Person,
    submitted_version: Version,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.2)
    message = owe(listener, "/slow", submitted_version, administrator)

    actions.call_webhook(message.pk)

    listener.let_go.set()
    message.refresh_from_db()
    assert (tried(message), message.sent_at) == ([(None, "There was no answer in time.")], None)
    assert message.due_at > timezone.now()


def test_server_that_went_away_is_tried_again(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    made = actions.add_webhook(by=administrator, address="http://127.0.0.1:9/nothing", note="Nobody")
    (message,) = actions.tell_webhooks(Happening.PUBLISHED, submitted_version)

    actions.call_webhook(message.pk)

    assert (tried(message), made.webhook.is_on) == ([(None, "There was no answer.")], True)


def test_address_that_leads_inside_by_now_is_never_called(
    listener: Listener, administrator: Person, submitted_version: Version, settings: Settings
) -> None:
    message = owe(listener, "/taken", submitted_version, administrator)
    settings.LINK_CHECK_LOOPBACK = False

    actions.call_webhook(message.pk)

    assert tried(message) == [(None, "It looks unsafe: it leads into a private network or to an unusual port.")]
    assert listener.received == []


def test_who_wishes_to_hear_no_more_is_switched_off_and_administrators_are_told(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    message = owe(listener, "/gone", submitted_version, administrator)

    actions.call_webhook(message.pk)

    message.refresh_from_db()
    assert message.given_up_at is not None
    assert Webhook.objects.get().off_why == "It answers with an error (410)."
    assert Event.objects.latest("pk").kind == "webhook.off"
    told = Delivery.objects.get(kind="webhook_off")
    assert (told.person, told.data) == (
        administrator,
        {"host": "127.0.0.1", "note": "The hospital's own site", "why": "It answers with an error (410)."},
    )


def test_who_takes_nothing_for_days_is_switched_off_once(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    first = owe(listener, "/broken", submitted_version, administrator)
    began = timezone.now()
    with time_machine.travel(began, tick=False) as clock:
        (second,) = actions.tell_webhooks(Happening.REMOVED, submitted_version)
        while owing := list(WebhookMessage.objects.owed().order_by("due_at")):
            clock.move_to(max(owing[0].due_at, timezone.now()))
            actions.call_webhook(owing[0].pk)
        passed = timezone.now() - began

    assert datetime.timedelta(days=2) < passed < datetime.timedelta(days=4)
    assert [WebhookAttempt.objects.filter(message=row).count() for row in (first, second)] == [14, 13]
    assert (Delivery.objects.filter(kind="webhook_off").count(), Webhook.objects.get().is_on) == (1, False)


def test_lost_secret_sends_nothing_and_is_recorded(
    listener: Listener, administrator: Person, submitted_version: Version, settings: Settings
) -> None:
    message = owe(listener, "/taken", submitted_version, administrator)
    settings.SECRET_KEY = "another"

    actions.call_webhook(message.pk)

    assert tried(message) == [(None, "Its secret cannot be read any more. Make a new one.")]
    assert listener.received == []


def test_clock_sends_what_is_owed(listener: Listener, administrator: Person, submitted_version: Version) -> None:
    owe(listener, "/taken", submitted_version, administrator)

    assert (owed.sweep("webhook"), owed.sweep("webhook")) == (1, 0)
    assert list(work.webhooks_to_call()) == []
    assert len(listener.received) == 1


def test_attempt_that_died_on_its_way_is_made_again(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    message = owe(listener, "/taken", submitted_version, administrator)
    assert calling._taken(message.pk) is not None
    assert calling._taken(message.pk) is None

    with time_machine.travel(timezone.now() + calling.LEASE, tick=False):
        actions.call_webhook(message.pk)

    message.refresh_from_db()
    assert message.sent_at is not None


def test_every_webhook_that_is_on_is_told(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    for path in ("/taken", "/noted"):
        add(listener, administrator, path)

    rows = actions.tell_webhooks(Happening.PUBLISHED, submitted_version)

    assert len({row.message_id for row in rows}) == 2
    assert WebhookMessage.objects.due().count() == 2


def test_who_is_switched_off_while_it_is_called_is_not_switched_off_once_more(
    listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    message = owe(listener, "/gone", submitted_version, administrator)
    webhook = Webhook.objects.get()

    with meanwhile(
        'UPDATE "articles_webhookmessage"',
        lambda: actions.switch_webhook_off(webhook, by=administrator, reason="Moved."),
    ):
        actions.call_webhook(message.pk)

    assert Webhook.objects.get().off_why == "Moved."
    assert Event.objects.filter(kind="webhook.off").count() == 1
    assert not Delivery.objects.filter(kind="webhook_off").exists()
