"""How strong the evidence of a work is, as a person judged it by one scheme; or that nobody did."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person, Reference
from articles.permissions import Desk, require
from articles.references.evidence_levels import is_level
from articles.refusals import Refusal


@transaction.atomic
def rate_evidence(reference: Reference, *, by: Person, scheme: str, level: str, reason: str) -> Reference:
    """Give the work a level of `articles.references.evidence_levels`; both empty take it away.

    Versions that are frozen keep what they were signed with. The same again changes nothing.
    """
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if row.merged_into_id is not None:
        raise Refusal(_("This record was merged into another. Say it of that one."))
    if (scheme or level) and not is_level(scheme, level):
        raise Refusal(_("Choose a level."))
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    row.evidence_scheme, row.evidence_level = scheme, level
    if row.record(by=by, reason=reason.strip()):
        record.append(record.LIBRARY, "reference.evidence_rated", by=by, reference=row.key, scheme=scheme, level=level)
    return row
