"""The tree of topics: who may change it, what stays, and what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Topic
from articles.record import SITE
from articles.refusals import Refusal

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return list(
        Event.objects.filter(stream=SITE, kind__startswith="topic").order_by("pk").values_list("kind", flat=True)
    )


def test_a_topic_gets_an_address_of_its_own_that_stays(managing_editor: Person) -> None:
    heart = actions.add_topic("  Heart  and vessels ", by=managing_editor)
    other = actions.add_topic("Heart and vessels", by=managing_editor, parent=heart)
    changed = actions.change_topic(heart, by=managing_editor, name="Cardiology", parent=None)

    assert (heart.name, heart.slug, other.slug) == ("Heart and vessels", "heart-and-vessels", "heart-and-vessels-2")
    assert (changed.name, changed.slug) == ("Cardiology", "heart-and-vessels")
    assert events() == ["topic_added", "topic_added", "topic_changed"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "HEART"])
def test_a_name_that_is_none_or_taken_is_refused(managing_editor: Person, name: str) -> None:
    actions.add_topic("Heart", by=managing_editor)

    with pytest.raises(actions.TopicUnnamed):
        actions.add_topic(name, by=managing_editor)


def test_a_topic_cannot_stand_below_itself(managing_editor: Person) -> None:
    top = actions.add_topic("Body", by=managing_editor)
    low = actions.add_topic("Heart", by=managing_editor, parent=top)

    for place in (top, low):
        with pytest.raises(actions.TopicInItself):
            actions.change_topic(top, by=managing_editor, name="Body", parent=place)


def test_only_an_empty_topic_goes(managing_editor: Person, draft: Article) -> None:
    topic = actions.add_topic("Heart", by=managing_editor)
    Article.objects.filter(pk=draft.pk).update(topic=topic)

    with pytest.raises(actions.TopicInUse):
        actions.drop_topic(topic, by=managing_editor)

    Article.objects.filter(pk=draft.pk).update(topic=None)
    actions.drop_topic(topic, by=managing_editor)
    actions.drop_topic(topic, by=managing_editor)
    assert not Topic.objects.exists()
    assert events() == ["topic_added", "topic_dropped"]


def test_the_same_again_leaves_no_event(managing_editor: Person) -> None:
    topic = actions.add_topic("Heart", by=managing_editor)
    actions.change_topic(topic, by=managing_editor, name="Heart", parent=None)

    assert events() == ["topic_added"]


def test_who_does_not_manage_changes_no_topic(managing_editor: Person, editor: Person, administrator: Person) -> None:
    topic = actions.add_topic("Heart", by=managing_editor)

    for person in (editor, administrator):
        with pytest.raises(PermissionDenied):
            actions.add_topic("Lung", by=person)
        with pytest.raises(PermissionDenied):
            actions.change_topic(topic, by=person, name="Lung", parent=None)
        with pytest.raises(PermissionDenied):
            actions.drop_topic(topic, by=person)


def test_a_topic_that_was_removed_meanwhile_is_not_changed(managing_editor: Person) -> None:
    topic = actions.add_topic("Heart", by=managing_editor)
    actions.drop_topic(topic, by=managing_editor)

    with pytest.raises(Refusal, match="removed this topic meanwhile"):
        actions.change_topic(topic, by=managing_editor, name="Hearts", parent=None)
