"""Where an article stands among others: put away and brought back, its topic, type and subject codes. An event each, and no revision."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.revisions import open_draft
from articles.models import Article, Check, Person, Topic
from articles.refusals import Refusal
from articles.subject_codes import SubjectCode
from articles.text.skeletons import ArticleType


class CannotArchive(Refusal):
    """Readers or a board still have it before them."""


@transaction.atomic
def archive(article: Article, *, by: Person, reason: str) -> Article:
    """Out of the lists, and not to be submitted, until it is brought back. Not while anything of it is live, planned or under review."""
    locked = open_draft(article, by=by)
    if locked.archived_at is not None:
        raise Refusal(_("It is archived already."))
    if not reason.strip():
        raise Refusal(_("Say why it is archived."))
    _require_at_rest(locked)
    locked.archived_at = timezone.now()
    locked.keep_apart()
    record.append(locked.stream, "archived", by=by, why=reason.strip())
    return locked


@transaction.atomic
def bring_back(article: Article, *, by: Person, reason: str) -> Article:
    """Into the lists again, with everything that it had."""
    locked = open_draft(article, by=by)
    if locked.archived_at is None:
        raise Refusal(_("It is not archived."))
    if not reason.strip():
        raise Refusal(_("Say why it is brought back."))
    locked.archived_at = None
    locked.keep_apart()
    record.append(locked.stream, "brought_back", by=by, why=reason.strip())
    return locked


def _require_at_rest(article: Article) -> None:
    if article.versions.open().exists():
        raise CannotArchive(
            _("A version of it is submitted or under review. Withdraw it first, or wait for the decision.")
        )
    if article.publications.live().exists():
        raise CannotArchive(_("Readers read it. Retire or remove what is live first."))
    if article.publications.planned().exists():
        raise CannotArchive(_("It is about to be published. Wait until it is live, or cancel that first."))


@transaction.atomic
def move_to_topic(article: Article, *, by: Person, topic: Topic | None) -> Article:
    """Another place among the topics, or none. What is signed knows no topic, so no version is behind for it."""
    locked = open_draft(article, by=by)
    if locked.topic_id == (topic.pk if topic else None):
        raise Refusal(_("It stands there already."))
    former = locked.topic.slug if locked.topic else ""
    locked.topic = topic
    locked.keep_apart()
    record.append(locked.stream, "moved_to_topic", by=by, topic=topic.slug if topic else "", former_topic=former)
    if locked.publications.live().exists():
        record.page_change(locked, reason="topic changed")
    return locked


@transaction.atomic
def set_type(article: Article, *, by: Person, type: str) -> Article:
    """Which template it follows, or "" for none. The checks go over its texts again, for what is to be said of safety depends on it."""
    locked = open_draft(article, by=by)
    if type not in ("", *ArticleType):
        raise Refusal(_("Choose a type."))
    if locked.type == type:
        return locked
    former, locked.type = locked.type, type
    locked.keep_apart()
    record.append(locked.stream, "type_set", by=by, type=type, former_type=former)
    Check.objects.filter(article=locked).update(rules="")
    return locked


@transaction.atomic
def set_subject_codes(article: Article, *, by: Person, codes: Sequence[SubjectCode]) -> Article:
    """What machines are told that it is about. Like the topic they are a catalogue's and no words of the article, and not signed."""
    locked = open_draft(article, by=by)
    data = [code.as_data() for code in codes]
    if locked.subject_codes == data:
        return locked
    locked.subject_codes = data
    locked.keep_apart()
    record.append(locked.stream, "subject_codes_set", by=by, codes=[code.line() for code in codes])
    if locked.publications.live().exists():
        record.page_change(locked, reason="subject codes changed")
    return locked
