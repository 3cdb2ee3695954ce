"""Full texts of works for the team: kept for a reason, removed for a reason. The only writer of `ReferenceFile`.

Nothing here opens a file: it is stored and handed out as it came.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record, stored_files
from articles.models import MayKeep, Person, Reference, ReferenceFile
from articles.permissions import Desk, require
from articles.refusals import Refusal

_BEGINS = b"%PDF-"


class NotAPdf(Refusal):
    """The file cannot be taken: it is empty, too large or something else than a PDF, whatever its name says."""


@dataclass(frozen=True)
class Keeping:
    """Why a copy may be kept; `licence` is the name of an open one."""

    because: str
    words: str
    licence: str = ""


def attach_file(reference: Reference, *, by: Person, content: bytes, keeping: Keeping) -> ReferenceFile:
    """Keep a PDF for those who read drafts. The very same file again is the one that is there."""
    require(Desk.of(by).may_keep_library)
    _require_pdf(content)
    why = _reasoned(keeping)
    with stored_files.stored(f"reference-files/{uuid.uuid4()}.pdf", ContentFile(content)) as name:
        return _attached(reference, by, content, why, name)


@transaction.atomic
def _attached(reference: Reference, by: Person, content: bytes, why: Keeping, name: str) -> ReferenceFile:
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if row.merged_into_id is not None:
        raise Refusal(_("This record was merged into another. Attach the file to that one."))
    digest = hashlib.sha256(content).hexdigest()
    known = row.files.standing().first()
    if known is not None and known.sha256 != digest:
        raise Refusal(_("The work has a file already. Remove that one first."))
    if known is not None:
        return known
    made: ReferenceFile = ReferenceFile.objects.create(
        reference=row, file=name, sha256=digest, size=len(content), added_by=by, **vars(why)
    )
    stored_files.wanted(name)
    record.append(
        record.LIBRARY, "reference.file_attached", by=by, reference=row.key, sha256=digest, because=made.because
    )
    return made


def _require_pdf(content: bytes) -> None:
    if not content:
        raise NotAPdf(_("The file is empty."))
    if len(content) > settings.FULL_TEXTS_LARGEST_FILE:
        raise NotAPdf(too_large())
    if not content.startswith(_BEGINS):
        raise NotAPdf(_("This is not a PDF file."))


def too_large() -> str:
    return _("The file is larger than %d MB.") % (settings.FULL_TEXTS_LARGEST_FILE // (1024 * 1024))


def _reasoned(keeping: Keeping) -> Keeping:
    words, licence = keeping.words.strip(), keeping.licence.strip()
    if keeping.because not in MayKeep.values:
        raise Refusal(_("Say why the file may be kept. Without a reason there is no file."))
    if not words:
        raise Refusal(_("Say in words why it may be kept: who allowed it, when, where that is written."))
    if keeping.because == MayKeep.OPEN_LICENCE and not licence:
        raise Refusal(_("Name the open licence, such as CC BY 4.0."))
    return Keeping(keeping.because, words, licence if keeping.because == MayKeep.OPEN_LICENCE else "")


@transaction.atomic
def remove_file(file: ReferenceFile, *, by: Person, reason: str) -> ReferenceFile:
    """Delete the file; the row stays and says who removed it and why. Twice changes nothing."""
    require(Desk.of(by).may_keep_library)
    row = ReferenceFile.objects.select_for_update().get(pk=file.pk)
    if row.removed_at is not None:
        return row
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    row.removed_by, row.removed_at, row.removal_reason = by, timezone.now(), reason.strip()
    row.save(update_fields=["removed_by", "removed_at", "removal_reason"])
    about = {"reference": row.reference.key, "sha256": row.sha256, "why": row.removal_reason}
    record.append(record.LIBRARY, "reference.file_removed", by=by, **about)
    stored_files.give_up(str(row.file.name))
    return row
