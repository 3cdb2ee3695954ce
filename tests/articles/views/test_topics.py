"""The desk's page of topics."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Person, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="Heart", slug="heart")


def test_a_managing_editor_adds_a_topic(client: Client, managing_editor: Person, topic: Topic) -> None:
    client.force_login(managing_editor)
    response = client.post("/desk/topics/add/", {"name": "Rhythm", "parent": topic.pk}, follow=True)

    assert "“Rhythm” is a topic now." in response.content.decode()
    assert Topic.objects.get(name="Rhythm").parent == topic


def test_a_refusal_stands_at_the_field_with_what_was_typed(
    client: Client, managing_editor: Person, topic: Topic
) -> None:
    client.force_login(managing_editor)
    response = client.post("/desk/topics/add/", {"name": "heart"})

    shown = response.content.decode()
    assert (response.status_code, 'value="heart"' in shown) == (422, True)
    assert "There is a topic of this name in the same place." in shown


def test_an_editor_sees_topics_and_no_form(client: Client, editor: Person, topic: Topic) -> None:
    client.force_login(editor)
    shown = client.get("/desk/topics/").content.decode()

    assert ("Heart" in shown, "/desk/topics/add/" in shown) == (True, False)
    assert client.get(f"/desk/topics/{topic.pk}/").status_code == 403


def test_a_topic_is_renamed_and_removed(client: Client, managing_editor: Person, topic: Topic) -> None:
    client.force_login(managing_editor)
    client.post(f"/desk/topics/{topic.pk}/", {"name": "Hearts", "parent": ""})
    assert Topic.objects.get(pk=topic.pk).name == "Hearts"

    client.post(f"/desk/topics/{topic.pk}/remove/")
    assert not Topic.objects.exists()


def test_a_topic_below_itself_is_refused_at_the_place(client: Client, managing_editor: Person, topic: Topic) -> None:
    client.force_login(managing_editor)
    response = client.post(f"/desk/topics/{topic.pk}/", {"name": "Heart", "parent": topic.pk})

    assert (response.status_code, "A topic cannot stand below itself." in response.content.decode()) == (422, True)


def test_a_topic_is_not_offered_as_its_own_place(client: Client, managing_editor: Person, topic: Topic) -> None:
    other = Topic.objects.create(name="Skin", slug="skin")
    client.force_login(managing_editor)
    shown = client.get(f"/desk/topics/{topic.pk}/").content.decode()

    assert (f'<option value="{other.pk}"' in shown, f'<option value="{topic.pk}"' in shown) == (True, False)


def test_what_was_typed_about_a_topic_that_is_gone_can_be_added_again(
    client: Client, managing_editor: Person, topic: Topic
) -> None:
    client.force_login(managing_editor)
    client.post(f"/desk/topics/{topic.pk}/remove/")
    response = client.post(f"/desk/topics/{topic.pk}/", {"name": "Hearts", "parent": ""})

    shown = response.content.decode()
    assert (response.status_code, 'value="Hearts"' in shown, 'action="/desk/topics/add/"' in shown) == (422, True, True)
    assert "Somebody removed this topic meanwhile." in shown
