"""What is kept of somebody's words until they save them: for them alone, no revision and no event."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Person, Text, WorkingCopy
from articles.permissions import Desk, require
from articles.text.merging.whole import Words
from articles.text.reading import within_limit


@dataclass(frozen=True)
class Page:
    """The page that words were typed on: the revision it began with, and which of one's kept words it goes on with."""

    base_revision: int
    kept_at: datetime.datetime | None = None
    window: str = ""


@dataclass(frozen=True)
class Kept:
    """When the words were kept; or when others of the same person were, which this page does not know and left alone."""

    kept_at: datetime.datetime | None = None
    other_at: datetime.datetime | None = None


def keep_words(text: Text, *, by: Person, words: Words, page: Page, note: str = "") -> Kept:
    """Keep what somebody is typing. Takes no lock of the article, so that it never waits for whoever saves it."""
    require(Desk.of(by).may_draft)
    for part in (words.summary, words.body, words.description, note):
        within_limit(part)
    copy = kept_copy(text, by, words, note, page)
    if copy is not None:
        return Kept(kept_at=copy.updated_at)
    other = WorkingCopy.objects.filter(text=text, person=by).first()
    return Kept(other_at=other.updated_at if other else timezone.now())


def kept_copy(text: Text, by: Person, words: Words, note: str, page: Page) -> WorkingCopy | None:
    """None when other words of the person are kept that this page neither wrote nor began with."""
    fields = {**asdict(words), "note": note, "base_revision": page.base_revision, "window": page.window}
    if copies_of(text, by, page).update(**fields, updated_at=timezone.now()):
        return WorkingCopy.objects.filter(text=text, person=by).first()
    kept, is_new = WorkingCopy.objects.get_or_create(text=text, person=by, defaults=fields)
    return kept if is_new else None


def new_copy(text: Text, by: Person, words: Words, note: str, page: Page) -> WorkingCopy:
    """Not stored."""
    return WorkingCopy(
        text=text,
        person=by,
        note=note,
        base_revision=page.base_revision,
        window=page.window,
        updated_at=timezone.now(),
        **asdict(words),
    )


def copies_of(text: Text, by: Person, page: Page) -> QuerySet[WorkingCopy]:
    """The kept words that this page wrote, or that it began with and nobody wrote over since."""
    known = Q(updated_at=page.kept_at) if page.kept_at else Q(pk=None)
    if page.window:
        known |= Q(window=page.window)
    return WorkingCopy.objects.filter(known, text=text, person=by)


def is_saved(copy: WorkingCopy, text: Text) -> bool:
    """Whether the words are those of the saved text, so that there is nothing to offer."""
    saved = Words(text.summary, text.body, text.description)
    return not copy.note and Words(copy.summary, copy.body, copy.description).canonical() == saved


@transaction.atomic
def drop_working_copy(copy: WorkingCopy, *, by: Person) -> None:
    """Throw away what one typed and did not save."""
    require(copy.person_id == by.pk)
    copy.delete()
