"""Webhooks as administrators keep them: who may, where to, the secret, off and on, again."""

from __future__ import annotations

import base64

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions.webhooks import SecretUnreadable, key_of
from articles.models import Article, Event, Happening, Person, Version, Webhook, WebhookMessage
from articles.refusals import Refusal
from tests.webhook_server import Listener


@pytest.fixture
def made(listener: Listener, administrator: Person) -> actions.MadeSecret:
    """A webhook that takes every message."""
    return add(listener, administrator)


@pytest.fixture
def message(made: actions.MadeSecret, submitted_version: Version) -> WebhookMessage:
    """A message that nobody has sent."""
    (owed,) = actions.tell_webhooks(Happening.PUBLISHED, submitted_version)
    return owed


def add(listener: Listener, by: Person, path: str = "/taken") -> actions.MadeSecret:
    return actions.add_webhook(by=by, address=f"{listener.address}{path}", note="The hospital's own site")


def kinds() -> list[str]:
    return list(Event.objects.filter(stream="site").order_by("sequence").values_list("kind", flat=True))


def test_webhook_is_added_with_a_secret_that_is_kept_encrypted(
    made: actions.MadeSecret, listener: Listener, administrator: Person
) -> None:
    webhook = Webhook.objects.get()

    assert (webhook.address, webhook.note) == (f"{listener.address}/taken", "The hospital's own site")
    assert (webhook.added_by, webhook.is_on) == (administrator, True)
    assert made.secret.startswith("whsec_")
    assert len(base64.b64decode(made.secret.removeprefix("whsec_"))) == 32
    assert made.secret.removeprefix("whsec_") not in webhook.secret
    assert key_of(webhook) == base64.b64decode(made.secret.removeprefix("whsec_"))
    assert kinds()[-1:] == ["webhook.added"]


def test_no_event_holds_a_secret(made: actions.MadeSecret) -> None:
    assert made.secret.removeprefix("whsec_") not in Event.objects.latest("pk").body


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://example.org/hook", "Give an address that begins with https://."),
        ("ftp://example.org/", "Give an address that begins with https://."),
        ("https://10.0.0.1/", "It looks unsafe: it leads into a private network or to an unusual port."),
        ("https://[::1]/", "It looks unsafe: it leads into a private network or to an unusual port."),
        ("https://169.254.169.254/latest/", "It looks unsafe: it leads into a private network or to an unusual port."),
        ("https://user:word@93.184.216.34/", "It leads to an address that is no page of the web."),
        ("https://93.184.216.34:8443/", "It looks unsafe: it leads into a private network or to an unusual port."),
        ("https://", "There is no site of this name."),
        ("https://[", "There is no site of this name."),
        ("https://example.org:port/", "This is no address."),
        ("nonsense", "Give an address that begins with https://."),
        ("https://nothing.invalid/", "There is no site of this name."),
    ],
)
def test_nothing_is_sent_inside_or_in_the_clear(administrator: Person, address: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        actions.add_webhook(by=administrator, address=address, note="Anything")

    assert str(refused.value.sentence) == sentence
    assert Webhook.objects.count() == 0


def test_webhook_says_what_it_is_for(listener: Listener, administrator: Person) -> None:
    with pytest.raises(Refusal):
        actions.add_webhook(by=administrator, address=f"{listener.address}/taken", note=" ")


def test_only_an_administrator_keeps_webhooks(
    made: actions.MadeSecret, message: WebhookMessage, listener: Listener, managing_editor: Person, auditor: Person
) -> None:
    for person in (managing_editor, auditor):
        for attempt in (
            lambda by: add(listener, by),
            lambda by: actions.renew_secret(made.webhook, by=by),
            lambda by: actions.switch_webhook_off(made.webhook, by=by, reason="No."),
            lambda by: actions.switch_webhook_on(made.webhook, by=by),
            lambda by: actions.send_again(message, by=by),
        ):
            with pytest.raises(PermissionDenied):
                attempt(person)

    assert Webhook.objects.count() == 1


def test_new_secret_takes_the_place_of_the_old_one(made: actions.MadeSecret, administrator: Person) -> None:
    renewed = actions.renew_secret(made.webhook, by=administrator)

    assert renewed.secret != made.secret
    assert key_of(Webhook.objects.get()) == base64.b64decode(renewed.secret.removeprefix("whsec_"))
    assert kinds()[-1] == "webhook.secret_renewed"


def test_secret_outlives_a_new_secret_key_that_knows_the_former_one(
    made: actions.MadeSecret, settings: Settings
) -> None:
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    settings.SECRET_KEY_FALLBACKS = [former]

    assert key_of(Webhook.objects.get()) == base64.b64decode(made.secret.removeprefix("whsec_"))


def test_secret_of_a_lost_secret_key_is_said_to_be_lost(made: actions.MadeSecret, settings: Settings) -> None:
    settings.SECRET_KEY = "another"

    with pytest.raises(SecretUnreadable):
        key_of(Webhook.objects.get())


def test_webhook_that_is_off_is_owed_nothing(
    made: actions.MadeSecret, submitted_version: Version, administrator: Person
) -> None:
    actions.switch_webhook_off(made.webhook, by=administrator, reason="They moved.")

    assert actions.tell_webhooks(Happening.PUBLISHED, submitted_version) == []
    assert Webhook.objects.get().off_why == "They moved."


def test_switching_off_twice_leaves_one_event(made: actions.MadeSecret, administrator: Person) -> None:
    for _time in range(2):
        actions.switch_webhook_off(made.webhook, by=administrator, reason="They moved.")

    assert kinds().count("webhook.off") == 1


def test_switching_off_needs_a_reason(made: actions.MadeSecret, administrator: Person) -> None:
    with pytest.raises(Refusal):
        actions.switch_webhook_off(made.webhook, by=administrator, reason="")


def test_switched_on_again_it_gets_what_was_not_sent(
    made: actions.MadeSecret, message: WebhookMessage, administrator: Person
) -> None:
    actions.switch_webhook_off(made.webhook, by=administrator, reason="They moved.")
    assert list(WebhookMessage.objects.due()) == []

    for _time in range(2):
        actions.switch_webhook_on(made.webhook, by=administrator)

    assert list(WebhookMessage.objects.due()) == [message]
    assert kinds().count("webhook.on") == 1


def test_message_is_owed_again_under_its_old_id(message: WebhookMessage, administrator: Person) -> None:
    actions.call_webhook(message.pk)
    assert WebhookMessage.objects.due().count() == 0

    again = actions.send_again(message, by=administrator)

    assert (again.pk, again.message_id) == (message.pk, message.message_id)
    assert list(WebhookMessage.objects.due()) == [message]
    assert kinds()[-1] == "webhook.sent_again"


def test_nothing_is_sent_again_to_a_webhook_that_is_off(
    made: actions.MadeSecret, message: WebhookMessage, administrator: Person
) -> None:
    actions.switch_webhook_off(made.webhook, by=administrator, reason="They moved.")

    with pytest.raises(actions.WebhookIsOff):
        actions.send_again(message, by=administrator)


def test_address_of_a_webhook_never_changes(made: actions.MadeSecret) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.update(address="https://example.org/")


def test_message_names_article_and_version_and_none_of_its_words(
    message: WebhookMessage, submitted_version: Version
) -> None:
    article = Article.objects.get(pk=submitted_version.article_id)

    assert message.data == {
        "article": str(article.uuid),
        "slug": "leg-pain",
        "version": 1,
        "digest": submitted_version.digest,
        "notice": "",
        "sample": False,
        "page": "http://localhost:8000/articles/leg-pain/",
        "api": f"http://localhost:8000/api/v1/articles/{article.uuid}",
    }
