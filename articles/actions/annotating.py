"""What the team notes about a work, and by which words it finds it again; for nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person, Reference, ReferenceNote
from articles.permissions import Desk, require
from articles.references import tags as spelling
from articles.refusals import Refusal

LONGEST_NOTE = 4000


@transaction.atomic
def note_reference(reference: Reference, *, by: Person, words: str) -> ReferenceNote:
    """Plain text of at most `LONGEST_NOTE` characters. The same words of the same person again are the note that is there."""
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    said = words.strip()
    if not said:
        raise Refusal(_("Write the note first."))
    if len(said) > LONGEST_NOTE:
        raise Refusal(_("A note has at most %d characters.") % LONGEST_NOTE)
    known = row.notes.standing().filter(by=by, words=said).first()
    if known is not None:
        return known
    made: ReferenceNote = ReferenceNote.objects.create(reference=row, words=said, by=by)
    record.append(record.LIBRARY, "reference.noted", by=by, reference=row.key, note=made.pk)
    return made


@transaction.atomic
def take_note_out(note: ReferenceNote, *, by: Person) -> ReferenceNote:
    """Whoever wrote it, or manages; twice changes nothing."""
    desk = Desk.of(by)
    row = ReferenceNote.objects.select_for_update().get(pk=note.pk)
    require(desk.manages or (desk.may_keep_library and row.by_id == by.pk))
    if row.taken_out_at is None:
        row.taken_out_by, row.taken_out_at = by, timezone.now()
        row.save(update_fields=["taken_out_by", "taken_out_at"])
        record.append(record.LIBRARY, "reference.note_taken_out", by=by, reference=row.reference.key, note=row.pk)
    return row


@transaction.atomic
def tag_reference(reference: Reference, *, by: Person, tags: Iterable[str]) -> Reference:
    """These tags and no others, in one spelling; the same ones again change nothing."""
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if row.merged_into_id is not None:
        raise Refusal(_("This record was merged into another. Say it of that one."))
    wanted = spelling.tidy(tags)
    if len(wanted) > spelling.MOST:
        raise Refusal(_("A work has at most %d tags.") % spelling.MOST)
    if any(len(tag) > spelling.LONGEST for tag in wanted):
        raise Refusal(_("A tag has at most %d characters.") % spelling.LONGEST)
    row.tags = spelling.kept(wanted)
    said = ", ".join(wanted)
    if row.record(by=by, reason=_("tags: %s") % said if said else _("no tags")):
        record.append(record.LIBRARY, "reference.tagged", by=by, reference=row.key, tags=list(wanted))
    return row
