"""Who stands behind a work, said by a person where the record misleads; see `articles.references.provenance` for the rule."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions.looking_again import look_again
from articles.models import Person, PublishedBy, Reference
from articles.permissions import Desk, require
from articles.refusals import Refusal


@transaction.atomic
def say_who_published(reference: Reference, *, by: Person, published_by: str, reason: str) -> Reference:
    """`published_by` empty lets the record decide again. The same again changes nothing."""
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if row.merged_into_id is not None:
        raise Refusal(_("This record was merged into another. Say it of that one."))
    if published_by not in ("", *PublishedBy.values):
        raise Refusal(_("Choose who published it."))
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    row.published_by = published_by
    if row.record(by=by, reason=reason.strip()):
        look_again(row)
        record.append(record.LIBRARY, "reference.publisher_said", by=by, reference=row.key, published_by=published_by)
    return row
