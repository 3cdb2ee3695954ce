"""The inbox, and the page that says what is mailed."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, Delivery, Person
from articles.notifications import owe


@pytest.fixture
def desk(client: Client, editor: Person) -> Client:
    client.force_login(editor)
    return client


def tell(person: Person, article: Article, times: int = 1) -> None:
    for _ in range(times):
        owe("submitted", person, article, title=article.title, version=1)


@pytest.mark.parametrize("count", [1, 25])
def test_the_inbox_asks_the_same_however_many_messages(
    count: int, desk: Client, draft: Article, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(editor, draft, count)

    with django_assert_num_queries(7):
        page = desk.get(reverse("desk:inbox"))

    assert page.content.decode().count("Submitted: Leg pain, version 1</span></summary>") == count


def test_looking_marks_nothing_as_read(desk: Client, draft: Article, editor: Person) -> None:
    tell(editor, draft)

    desk.get(reverse("desk:inbox"))

    assert actions.unread_count(editor) == 1


def test_one_message_or_all_are_marked_as_read(desk: Client, draft: Article, editor: Person) -> None:
    tell(editor, draft, 3)
    first = Delivery.objects.order_by("pk").first()
    assert first is not None

    desk.post(reverse("desk:inbox_read"), {"message": first.pk})
    after_one = actions.unread_count(editor)
    desk.post(reverse("desk:inbox_read"))

    assert (after_one, actions.unread_count(editor)) == (2, 0)


def test_what_is_no_message_is_not_all_of_them(desk: Client, draft: Article, editor: Person) -> None:
    tell(editor, draft, 3)

    desk.post(reverse("desk:inbox_read"), {"message": "nonsense"})

    assert actions.unread_count(editor) == 3


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    answers = [client.get(reverse(f"desk:{name}")).status_code for name in ("inbox", "inbox_choices")]

    assert answers == [302, 302]


def test_choices_are_kept(desk: Client, editor: Person) -> None:
    typed = {"mailed": ["invitation"], "quiet_from": "21:00", "quiet_until": "07:00", "time_zone": "Europe/Berlin"}

    answer = desk.post(reverse("desk:inbox_choices"), typed)

    editor.refresh_from_db()
    assert answer.status_code == 302
    assert "submitted" in editor.muted
    assert "invitation" not in editor.muted
    assert (editor.quiet_from, editor.quiet_until) == (datetime.time(21), datetime.time(7))
    assert editor.time_zone == "Europe/Berlin"


def test_one_end_of_quiet_hours_is_refused_at_its_field(desk: Client, editor: Person) -> None:
    answer = desk.post(reverse("desk:inbox_choices"), {"quiet_from": "21:00"})

    editor.refresh_from_db()
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "quiet_until": ["Say when the quiet hours begin and when they end, or leave both empty."]
    }
    assert editor.quiet_from is None
