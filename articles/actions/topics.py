"""The tree of topics under which readers find articles: new ones, other names and places, and the end of an empty one."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person, Topic
from articles.permissions import Desk, require
from articles.refusals import Refusal

LONGEST = 120
_LONGEST_SLUG = 50


class TopicUnnamed(Refusal):
    """A topic needs a name that no other one beside it has."""


class TopicInItself(Refusal):
    """A topic cannot stand below itself."""


class TopicInUse(Refusal):
    """Articles or other topics stand below it."""


@transaction.atomic
def add_topic(name: str, *, by: Person, parent: Topic | None = None) -> Topic:
    """A topic whose address comes from its name and stays, whatever it is called later."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    topic = Topic(name=_free_name(name, parent), slug=_free_slug(name), parent=parent)
    topic.save(force_insert=True)
    record.append(record.SITE, "topic_added", by=by, topic=topic.slug, name=topic.name)
    return topic


@transaction.atomic
def change_topic(topic: Topic, *, by: Person, name: str, parent: Topic | None) -> Topic:
    """Another name or place. The same again changes nothing."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    current = Topic.objects.filter(pk=topic.pk).first()
    if current is None:
        raise Refusal(_("Somebody removed this topic meanwhile. Add it again if it is wanted."))
    if (current.name, current.parent_id) == (name.strip(), parent.pk if parent else None):
        return current
    _require_outside(current, parent)
    former = current.name
    current.name, current.parent = _free_name(name, parent, but=current), parent
    current.save(update_fields=["name", "parent"])
    record.append(record.SITE, "topic_changed", by=by, topic=current.slug, name=current.name, former=former)
    return current


@transaction.atomic
def drop_topic(topic: Topic, *, by: Person) -> None:
    """An empty topic goes; twice is as once."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    current = Topic.objects.filter(pk=topic.pk).first()
    if current is None:
        return
    if current.article_set.exists() or current.children.exists():
        raise TopicInUse(_("Articles or topics stand below it. Move them first, then remove it."))
    slug, name = current.slug, current.name
    current.delete()
    record.append(record.SITE, "topic_dropped", by=by, topic=slug, name=name)


def _free_name(name: str, parent: Topic | None, *, but: Topic | None = None) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise TopicUnnamed(_("Give the topic a name of at most 120 letters."))
    beside = Topic.objects.filter(parent=parent, name__iexact=name)
    if (beside.exclude(pk=but.pk) if but else beside).exists():
        raise TopicUnnamed(_("There is a topic of this name in the same place. Choose another name."))
    return name


def _free_slug(name: str) -> str:
    base = slugify(name)[:_LONGEST_SLUG].strip("-") or "topic"
    taken = set(Topic.objects.filter(slug__startswith=base[: _LONGEST_SLUG - 4]).values_list("slug", flat=True))
    numbered = (f"{base[: _LONGEST_SLUG - 4]}-{number}" for number in range(2, 1000))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _require_outside(topic: Topic, parent: Topic | None) -> None:
    above = dict(Topic.objects.values_list("pk", "parent"))
    place = parent.pk if parent else None
    while place is not None:
        if place == topic.pk:
            raise TopicInItself(_("A topic cannot stand below itself. Choose another place."))
        place = above[place]
