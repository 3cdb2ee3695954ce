"""Who is in charge of an article: its handling editor, and co-editors beside. No words of the draft: an event, no revision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import notifications, record
from articles.models import Article, CoEditor, Person
from articles.permissions import Desk, may_hand_over, require
from articles.refusals import Refusal


class MayNotWrite(Refusal):
    """Somebody who may not write drafts cannot handle an article."""


@transaction.atomic
def hand_over(article: Article, *, by: Person, to: Person, reason: str, tells: bool = True) -> Article:
    """Another handling editor. `tells`: with a message to the two; without where a whole list is handed over at once."""
    locked = _opened(article, by)
    former = locked.handling_editor
    if former == to:
        raise Refusal(_("%s handles this article already.") % to)
    if not reason.strip():
        raise Refusal(_("Say why somebody else handles the article."))
    _require_writer(to)
    CoEditor.objects.filter(article=locked, person=to).delete()
    locked.handling_editor = to
    locked.keep_apart()
    why = reason.strip()
    record.append(locked.stream, "handed_over", by=by, person=to.pk, former_editor=former.pk, why=why)
    if tells:
        notifications.tell_handed_over(locked, former, by=by, why=why)
    return locked


@transaction.atomic
def add_co_editor(article: Article, *, by: Person, person: Person, tells: bool = True) -> CoEditor:
    """Somebody who may do for the article what its handling editor may. What they write is theirs: they cannot sign it."""
    locked = _opened(article, by)
    if locked.handling_editor_id == person.pk:
        raise Refusal(_("%s handles this article already.") % person)
    _require_writer(person)
    row, is_new = CoEditor.objects.get_or_create(article=locked, person=person)
    if not is_new:
        raise Refusal(_("%s is co-editor of this article already.") % person)
    record.append(locked.stream, "co_editor_added", by=by, person=person.pk)
    if tells and person != by:
        notifications.owe("co_editor", person, locked, title=locked.title, by=by.printed_name)
    return row


@transaction.atomic
def end_co_editor(article: Article, *, by: Person, person: Person) -> Article:
    """Whoever may hand the article over ends it, and everybody their own part."""
    locked = Article.objects.locked().select_related("handling_editor").get(pk=article.pk)
    require(by.is_active and (by == person or may_hand_over(by, locked)))
    gone, _by_model = CoEditor.objects.filter(article=locked, person=person).delete()
    if not gone:
        raise Refusal(_("%s is no co-editor of this article.") % person)
    record.append(locked.stream, "co_editor_ended", by=by, person=person.pk)
    return locked


def _opened(article: Article, by: Person) -> Article:
    locked = Article.objects.locked().select_related("handling_editor").get(pk=article.pk)
    require(may_hand_over(by, locked))
    return locked


def _require_writer(person: Person) -> None:
    if not Desk.of(person).may_draft:
        raise MayNotWrite(_("%s may not write drafts, so they cannot handle an article.") % person)
