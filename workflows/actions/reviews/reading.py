"""Keeping a person's own place and notes in a version. They leave no event: nobody is watched while reading."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.conversation import words_of_version
from articles.models import Person, Version
from articles.permissions import require
from articles.refusals import Refusal
from articles.text.blocks import blocks
from workflows.models import PrivateNote, ReadingPlace
from workflows.permissions import part_in

LONGEST_NOTE = 20_000


class NoSuchPlace(Refusal):
    """The text has no such block."""


@transaction.atomic
def keep_place(version: Version, *, by: Person, audience: str, block: str) -> ReadingPlace:
    """The last block that the person read; at the end of a text the text counts as read."""
    require(part_in(by, version).reads)
    text = version.content.audiences
    keys = [found.key for found in blocks(words_of_version(version, audience))] if audience in text else []
    if block not in keys:
        raise NoSuchPlace(_("The text has no such passage."))
    ReadingPlace.objects.get_or_create(person=by, version=version, defaults={"audience": audience, "block_key": block})
    place = ReadingPlace.objects.select_for_update().get(person=by, version=version)
    finished = {*place.finished, *([audience] if block == keys[-1] else [])}
    place.audience, place.block_key, place.kept_at = audience, block, timezone.now()
    place.finished = [name for name in text if name in finished]
    place.save()
    return place


@transaction.atomic
def keep_note(version: Version, *, by: Person, body: str) -> PrivateNote | None:
    """Write over the person's note; nothing erases it."""
    require(part_in(by, version).reads)
    body = body.replace("\x00", "")  # PostgreSQL keeps none
    if len(body) > LONGEST_NOTE:
        raise Refusal(_("A note has at most %s letters.") % f"{LONGEST_NOTE:,}")
    if not body.strip():
        PrivateNote.objects.filter(person=by, version=version).delete()
        return None
    note, _made = PrivateNote.objects.update_or_create(
        person=by, version=version, defaults={"body": body, "kept_at": timezone.now()}
    )
    return note
