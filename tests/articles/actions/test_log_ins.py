"""Ending log-ins of one's own: the one that was meant, or all others; each is noted, and its person told once."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from articles import actions
from articles.models import Delivery, Person, SignIn
from articles.sessions import open_log_ins


def sign_in(person: Person) -> UserSession:
    client = Client()
    client.force_login(person)
    return UserSession.objects.create(user=person, session_key=client.session.session_key, ip="127.0.0.1")


@pytest.fixture
def here(outsider: Person) -> UserSession:
    return sign_in(outsider)


@pytest.fixture
def there(outsider: Person) -> UserSession:
    return sign_in(outsider)


def left(person: Person) -> list[int]:
    return sorted(log_in.row.pk for log_in in open_log_ins(person))


def ended(person: Person) -> int:
    return SignIn.objects.filter(person=person, outcome="ended").count()


def told(person: Person) -> list[object]:
    return [row.data["count"] for row in Delivery.objects.filter(person=person, kind="account_changed")]


def test_the_one_that_was_meant_ends_and_its_person_is_told(
    here: UserSession, there: UserSession, outsider: Person
) -> None:
    another = sign_in(outsider)

    count = actions.end_log_in(there.pk, by=outsider, this=here.session_key)

    assert (count, left(outsider)) == (1, sorted([here.pk, another.pk]))
    assert (ended(outsider), told(outsider)) == (1, [1])


def test_twice_ends_nothing_more_and_tells_nothing_more(
    here: UserSession, there: UserSession, outsider: Person
) -> None:
    counts = [actions.end_log_in(there.pk, by=outsider, this=here.session_key) for _click in range(2)]

    assert (counts, left(outsider)) == ([1, 0], [here.pk])
    assert (ended(outsider), told(outsider)) == (1, [1])


def test_one_does_not_end_the_log_in_that_asks(here: UserSession, there: UserSession, outsider: Person) -> None:
    assert actions.end_log_in(here.pk, by=outsider, this=here.session_key) == 0
    assert left(outsider) == sorted([here.pk, there.pk])


def test_nobody_ends_the_log_in_of_another(here: UserSession, outsider: Person, editor: Person) -> None:
    assert actions.end_log_in(here.pk, by=editor, this=None) == 0
    assert actions.end_other_log_ins(by=editor, this=None) == 0
    assert (left(outsider), ended(outsider), told(outsider)) == ([here.pk], 0, [])


def test_all_others_end_and_this_one_stays(here: UserSession, there: UserSession, outsider: Person) -> None:
    sign_in(outsider)

    count = actions.end_other_log_ins(by=outsider, this=here.session_key)

    assert (count, left(outsider)) == (2, [here.pk])
    assert (ended(outsider), told(outsider)) == (2, [2])
