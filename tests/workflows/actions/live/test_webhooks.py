"""What webhooks are told of: every change of what readers see, and nothing that they do not see."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Person, Publication, Version, WebhookMessage
from tests.articles.actions.test_webhooks import add
from tests.webhook_server import Listener
from tests.workflows.actions.live.test_emergencies import hide, take_down, warn
from workflows import actions


@pytest.fixture(autouse=True)
def webhook(listener: Listener, administrator: Person) -> None:
    add(listener, administrator)


def told() -> list[tuple[str, object]]:
    return [(row.kind, row.data["notice"]) for row in WebhookMessage.objects.order_by("pk")]


def test_publication_is_told(approved_version: Version) -> None:
    assert told() == []

    actions.publish_due(approved_version.publications.get().pk)

    assert told() == [("article.published", "")]
    message = WebhookMessage.objects.get()
    assert (message.data["version"], message.data["digest"]) == (1, approved_version.digest)
    assert message.due_at <= timezone.now()


def test_nothing_is_told_twice(approved_version: Version) -> None:
    for _time in range(2):
        actions.publish_due(approved_version.publications.get().pk)

    assert len(told()) == 1


@pytest.mark.parametrize("name", ["retire", "remove", "retract"])
def test_ends_are_told_with_what_readers_are_told(publication: Publication, managing_editor: Person, name: str) -> None:
    act = getattr(actions, name)

    act(publication.version, by=managing_editor, reason="A secret reason.", told="It was wrong.")

    kinds = {"retire": "article.retired", "remove": "article.removed", "retract": "article.retracted"}
    assert told()[-1] == (kinds[name], "It was wrong.")


def test_concern_is_told(publication: Publication, managing_editor: Person) -> None:
    actions.post_notice(
        publication.version, by=managing_editor, kind="concern", sentence="A trial is in doubt.", reason="Secret."
    )

    assert told()[-1] == ("article.concern", "A trial is in doubt.")


def test_emergencies_are_told(publication: Publication, editor: Person) -> None:
    hide(publication.version, editor)
    warn(publication.version, editor)
    take_down(publication.version, editor)

    assert told()[-3:] == [("article.warned", ""), ("article.warned", ""), ("article.removed", "")]


def test_s03_what_waits_for_review_is_told_to_no_machine(
    version_under_review: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(version_under_review, by=managing_editor, reason="Asked for.")
    actions.remove(version_under_review, by=managing_editor, reason="No more.")

    assert told() == []
