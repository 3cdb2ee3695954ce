"""The desk's page of webhooks: for administrators alone; a secret is shown once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.models import Happening, Person, Version, Webhook, WebhookMessage
from tests.articles.actions.test_webhooks import add
from tests.articles.views.conftest import SignIn
from tests.webhook_server import Listener

PAGE = "/desk/webhooks/"


@pytest.fixture
def at_webhooks(sign_in: SignIn, administrator: Person) -> Client:
    return sign_in(administrator)


@pytest.fixture
def webhook(listener: Listener, administrator: Person) -> Webhook:
    return add(listener, administrator).webhook


def test_administrator_adds_a_webhook_and_sees_its_secret_once(at_webhooks: Client, listener: Listener) -> None:
    posted = {"address": f"{listener.address}/taken", "note": "The hospital's own site"}

    response = at_webhooks.post(PAGE, posted)

    secret = response.context["made"].secret
    assert (response.status_code, secret in response.content.decode()) == (200, True)
    assert "no-store" in response["Cache-Control"]
    page = at_webhooks.get(PAGE).content.decode()
    assert ("The hospital&#x27;s own site" in page, secret in page) == (True, False)


def test_wrong_address_stands_beside_its_field_with_what_was_typed(at_webhooks: Client) -> None:
    response = at_webhooks.post(PAGE, {"address": "http://10.0.0.1/", "note": "Inside"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"address": ["Give an address that begins with https://."]}
    assert 'value="http://10.0.0.1/"' in response.content.decode()


def test_new_secret_is_shown_once(at_webhooks: Client, webhook: Webhook) -> None:
    response = at_webhooks.post(f"{PAGE}{webhook.pk}/secret/")

    assert response.context["made"].secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_webhook_is_switched_off_with_a_reason_and_on_again(at_webhooks: Client, webhook: Webhook) -> None:
    without = at_webhooks.post(f"{PAGE}{webhook.pk}/off/", {"reason": ""})
    off = at_webhooks.post(f"{PAGE}{webhook.pk}/off/", {"reason": "They moved."}, follow=True)

    assert (without.status_code, off.status_code) == (422, 200)
    assert "They moved." in off.content.decode()
    assert not Webhook.objects.get().is_on
    assert at_webhooks.post(f"{PAGE}{webhook.pk}/on/").status_code == 302
    assert Webhook.objects.get().is_on


def test_every_attempt_is_shown_and_a_message_can_be_sent_again(
    at_webhooks: Client, listener: Listener, administrator: Person, submitted_version: Version
) -> None:
    add(listener, administrator, "/broken")
    (message,) = actions.tell_webhooks(Happening.RETRACTED, submitted_version)
    actions.call_webhook(message.pk)

    page = at_webhooks.get(PAGE).content.decode()
    again = at_webhooks.post(f"{PAGE}messages/{message.pk}/again/", follow=True)

    assert ("1 attempt" in page, ": 500" in page) == (True, True)
    assert [str(told) for told in again.context["messages"]] == ["The message is sent again."]
    assert list(WebhookMessage.objects.due()) == [message]


def test_message_of_a_webhook_that_is_off_is_not_sent_again(
    at_webhooks: Client, webhook: Webhook, administrator: Person, submitted_version: Version
) -> None:
    (message,) = actions.tell_webhooks(Happening.RETRACTED, submitted_version)
    actions.switch_webhook_off(webhook, by=administrator, reason="They moved.")

    again = at_webhooks.post(f"{PAGE}messages/{message.pk}/again/", follow=True)

    assert [str(told) for told in again.context["messages"]] == ["This webhook is off. Switch it on first."]


def test_page_is_for_administrators(client: Client, sign_in: SignIn, managing_editor: Person, webhook: Webhook) -> None:
    stranger, other = client, sign_in(managing_editor)

    assert [stranger.get(PAGE).status_code, stranger.post(PAGE).status_code] == [302, 302]
    for deed in ("secret", "on", "off"):
        assert other.post(f"{PAGE}{webhook.pk}/{deed}/", {"reason": "No."}).status_code == 403
    assert (other.get(PAGE).status_code, other.post(PAGE).status_code) == (403, 403)


def test_nothing_else_can_be_done(at_webhooks: Client, webhook: Webhook) -> None:
    assert at_webhooks.post(f"{PAGE}{webhook.pk}/delete/").status_code == 404
    assert at_webhooks.post(f"{PAGE}999/off/").status_code == 404
    assert at_webhooks.get(f"{PAGE}{webhook.pk}/on/").status_code == 405


def test_query_count_does_not_grow_with_the_messages(
    at_webhooks: Client, webhook: Webhook, submitted_version: Version
) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            shown = at_webhooks.get(PAGE).context["page"]
        return len(captured), len(shown)

    actions.tell_webhooks(Happening.PUBLISHED, submitted_version)
    one = queries()
    for _number in range(29):
        actions.tell_webhooks(Happening.PUBLISHED, submitted_version)

    assert (one, queries()) == ((9, 1), (9, 25))
