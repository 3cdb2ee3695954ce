"""What is done away with when its time is over, and what stays until then."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils import timezone

from articles import notifications, owed
from articles.actions import retention as keeping
from articles.actions import rules_due
from articles.models import (
    Article,
    BulkFile,
    BulkImport,
    CacheEntry,
    Delivery,
    KeptAnswer,
    Person,
    Presence,
    SignIn,
    WorkToken,
)
from articles.retention.rules import registered

SECOND = datetime.timedelta(seconds=1)
# Made by: somebody, and the moment from which the rule counts.
Maker = Callable[[Person, datetime.datetime], Any]


def session(_person: Person, at: datetime.datetime) -> Any:
    return Session.objects.create(session_key=f"{at:%j%H%M%S}", session_data="", expire_date=at)


def message(person: Person, at: datetime.datetime) -> Any:
    row = notifications.owe("assigned", person, None, title="Leg pain")
    Delivery.objects.filter(pk=row.pk).update(created_at=at, sent_at=at)
    return row


def confirmation(person: Person, at: datetime.datetime) -> Any:
    address, _made = EmailAddress.objects.get_or_create(user=person, email=person.email)
    return EmailConfirmation.objects.create(email_address=address, created=at, key=f"{at:%j%H%M%S}")


def entry_of_admin(person: Person, at: datetime.datetime) -> Any:
    kind = ContentType.objects.get_for_model(Person)
    return LogEntry.objects.create(user=person, content_type=kind, object_repr="x", action_flag=2, action_time=at)


def browser(person: Person, at: datetime.datetime) -> Any:
    row = UserSession.objects.create(user=person, ip="192.0.2.1", session_key=f"{at:%j%H%M%S}", user_agent="x")
    UserSession.objects.filter(pk=row.pk).update(last_seen_at=at)
    return row


def answer(person: Person, at: datetime.datetime) -> Any:
    soon = timezone.now() + datetime.timedelta(days=9)
    token, _made = WorkToken.objects.get_or_create(person=person, name="x", defaults={"expires_at": soon})
    return KeptAnswer.objects.create(token=token, key=f"{at:%j%H%M%S}", fingerprint="x", begun_at=at)


def sign_in(person: Person, at: datetime.datetime) -> Any:
    return SignIn.objects.create(person=person, outcome="in", at=at)


def limit(_person: Person, at: datetime.datetime) -> Any:
    return CacheEntry.objects.create(cache_key=f"{at:%j%H%M%S}", value="x", expires=at)


MAKERS: dict[str, Maker] = {
    "sign_ins": sign_in,
    "limits": limit,
    "sessions": session,
    "messages": message,
    "confirmations": confirmation,
    "browsers": browser,
    "kept_answers": answer,
    "admin_log": entry_of_admin,
}


@pytest.mark.parametrize("key", MAKERS)
def test_what_is_over_goes_and_what_is_not_stays(key: str, editor: Person) -> None:
    rule = next(rule for rule in registered() if rule.key == key)
    assert rule.kept is not None
    over = timezone.now() - rule.kept
    old, fresh = (MAKERS[key](editor, at) for at in (over - SECOND, over + datetime.timedelta(minutes=5)))

    done = [owed.sweep("retention") for _twice in range(2)]

    assert done == [1, 0]
    left = type(old).objects.values_list("pk", flat=True)
    assert (old.pk in left, fresh.pk in left) == (False, True)


def test_message_that_waits_to_be_sent_is_not_deleted(editor: Person) -> None:
    row = message(editor, timezone.now() - datetime.timedelta(days=1000))
    Delivery.objects.filter(pk=row.pk).update(sent_at=None)

    assert rules_due() == []


def test_who_had_a_text_open_is_forgotten_after_a_day(draft: Article, editor: Person) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=2)
    Presence.objects.create(text=draft.texts.get(audience="patient"), person=editor, seen_at=long_ago)

    owed.sweep("retention")

    assert not Presence.objects.exists()


def test_page_of_another_system_is_emptied_and_what_became_of_it_stays(editor: Person) -> None:
    brought = BulkImport.objects.create(by=editor, name="old.zip", stage="done")
    BulkFile.objects.create(source=brought, number=1, name="old.zip#a", content="<p>Rest.</p>", outcome="imported")

    unfinished = owed.sweep("retention")
    BulkImport.objects.update(finished_at=timezone.now() - datetime.timedelta(days=91))
    owed.sweep("retention")

    assert unfinished == 0
    assert list(BulkFile.objects.values_list("name", "content")) == [("old.zip#a", "")]


def test_many_rows_go_in_parts_over_several_sweeps(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    monkeypatch.setattr(keeping, "PARTS", 2)
    long_ago = timezone.now() - datetime.timedelta(days=800)
    for _row in range(5):
        message(editor, long_ago)

    counts = []
    for _sweep in range(2):
        owed.sweep("retention")
        counts.append(Delivery.objects.count())

    assert counts == [1, 0]
