"""Messages: what is mailed and when, what stands in the inbox alone, and who says so."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions, messages, owed
from articles.actions import MessageChoices
from articles.models import Article, Delivery, Person
from articles.notifications import owe
from articles.refusals import Refusal

EVENING = datetime.datetime(2026, 11, 30, 22, tzinfo=datetime.UTC)
NIGHT = MessageChoices(quiet_from=datetime.time(21), quiet_until=datetime.time(7), time_zone="Europe/London")


@pytest.fixture
def safety(monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind about safety, with the words of another."""
    kind = messages.MessageKind("submitted", "submitted", is_safety=True)
    monkeypatch.setitem(messages._registry, "submitted", kind)
    return "submitted"


def tell(person: Person, article: Article, kind: str = "submitted") -> Delivery:
    return owe(kind, person, article, title=article.title, version=1)


def test_a_message_is_mailed_as_text_and_as_html(draft: Article, editor: Person) -> None:
    tell(editor, draft)

    owed.sweep("deliver")

    (sent,) = mail.outbox
    ((html, kind),) = sent.alternatives
    assert sent.subject == "Submitted: Leg pain, version 1"
    assert kind == "text/html"
    assert "<h1>Submitted: Leg pain, version 1</h1>" in html
    assert 'href="http://localhost:8000/desk/"' in html


def test_what_was_muted_stands_in_the_inbox_alone(draft: Article, editor: Person) -> None:
    actions.choose_messages(editor, by=editor, choices=MessageChoices(muted=["submitted"]))
    delivery = tell(editor, draft)

    assert owed.sweep("deliver") == 1
    assert owed.sweep("deliver") == 0

    delivery.refresh_from_db()
    assert mail.outbox == []
    assert (delivery.muted_at is not None, delivery.sent_at, delivery.attempts) == (True, None, 0)


def test_mail_waits_until_the_quiet_hours_end(draft: Article, editor: Person) -> None:
    actions.choose_messages(editor, by=editor, choices=NIGHT)
    with time_machine.travel(EVENING):
        tell(editor, draft)
        owed.sweep("deliver")
    in_the_night = len(mail.outbox)

    with time_machine.travel(EVENING + datetime.timedelta(hours=9, seconds=1)):
        owed.sweep("deliver")

    assert (in_the_night, len(mail.outbox)) == (0, 1)
    assert Delivery.objects.get().attempts == 1


def test_a_message_about_safety_waits_for_nobody(draft: Article, editor: Person, safety: str) -> None:
    actions.choose_messages(editor, by=editor, choices=NIGHT)
    Person.objects.filter(pk=editor.pk).update(muted=[safety])
    with time_machine.travel(EVENING):
        tell(editor, draft)
        owed.sweep("deliver")

    assert len(mail.outbox) == 1


def test_a_message_about_safety_cannot_be_muted(editor: Person, safety: str) -> None:
    with pytest.raises(Refusal, match="always sent"):
        actions.choose_messages(editor, by=editor, choices=MessageChoices(muted=[safety]))

    editor.refresh_from_db()
    assert editor.muted == []


def test_nobody_chooses_for_somebody_else(editor: Person, other_editor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.choose_messages(editor, by=other_editor, choices=MessageChoices())


def test_quiet_hours_have_two_ends(editor: Person) -> None:
    with pytest.raises(Refusal, match="when they end"):
        actions.choose_messages(editor, by=editor, choices=MessageChoices(quiet_from=datetime.time(21)))


def test_reading_marks_ones_own_messages_alone_and_once(draft: Article, editor: Person, other_editor: Person) -> None:
    mine, theirs = tell(editor, draft), tell(other_editor, draft)

    counts = [actions.mark_read(by=editor, messages_read=[mine.pk, theirs.pk]) for _ in range(2)]

    assert counts == [1, 0]
    assert actions.unread_count(editor) == 0
    assert actions.unread_count(other_editor) == 1
    mine.refresh_from_db()
    assert mine.read_at is not None
    assert mine.read_at <= timezone.now()
