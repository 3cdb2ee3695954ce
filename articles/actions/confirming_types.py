"""The type of a work, confirmed by a person who looked: until then it is what a source of an import called it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import record
from articles.actions.looking_again import look_again
from articles.models import Person, Reference, ReferenceStanding, ReferenceType
from articles.permissions import Desk, require
from articles.refusals import Refusal, Sentence

# Whoever knows one of these finds the work.
_FOUND_BY = ("doi", "pmid", "pmcid", "isbn", "guideline", "url")
GUIDELINE_NEEDS: Mapping[str, Sentence] = {
    "issuing_body": gettext_lazy("A guideline needs the body that issued it."),
    "year": gettext_lazy("A guideline needs its year."),
    "url": gettext_lazy("A guideline needs its number, another identifier or a web address."),
}


class GuidelineIncomplete(Refusal):
    """The record does not say whose guideline it is, of when, or where it is found; `fields` are names of `GUIDELINE_NEEDS`."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        first, *others = (GUIDELINE_NEEDS[name] for name in fields)
        super().__init__(first, details=others)
        self.fields = fields


@transaction.atomic
def confirm_type(
    reference: Reference,
    *,
    by: Person,
    type: str,
    reason: str,
    issuing_body: str = "",
    year: str = "",
    guideline: str = "",
    url: str = "",
) -> Reference:
    """Say what kind of work it is. The last four fill what the record has not, and write nothing over.

    `year` has four digits. Raises `GuidelineIncomplete` where a guideline would still lack one of its needs. Versions
    that are frozen keep the type that they were signed with. Confirming the same again changes nothing.
    """
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if type not in ReferenceType.values:
        raise Refusal(_("Choose a type."))
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    _fill(row, issuing_body=issuing_body.strip(), year=year.strip(), guideline=guideline.strip(), url=url.strip())
    if type == ReferenceType.GUIDELINE and (missing := missing_of_guideline(row)):
        raise GuidelineIncomplete(missing)
    row.type, row.standing = type, ReferenceStanding.CONFIRMED
    if row.record(by=by, reason=reason.strip()):
        look_again(row)
        record.append(record.LIBRARY, "reference.type_confirmed", by=by, reference=row.key, type=type)
    return row


def missing_of_guideline(reference: Reference) -> tuple[str, ...]:
    """Names of `GUIDELINE_NEEDS` that the record does not meet. A body is an author that is no person, or the publisher."""
    met = {
        "issuing_body": _has_body(_csl(reference)),
        "year": bool(reference.year),
        "url": any(getattr(reference, name) for name in _FOUND_BY),
    }
    return tuple(name for name in GUIDELINE_NEEDS if not met[name])


def _has_body(csl: Mapping[str, Any]) -> bool:
    authors = csl.get("author")
    people = authors if isinstance(authors, list) else []
    literals = (person.get("literal") for person in people if isinstance(person, dict))
    return bool(csl.get("publisher")) or any(literals)


def _fill(row: Reference, *, issuing_body: str, year: str, guideline: str, url: str) -> None:
    csl = dict(_csl(row))
    if issuing_body and not _has_body(csl):
        csl["publisher"] = issuing_body
    if year and not row.year:
        csl["issued"] = {"date-parts": [[year]]}
    row.csl = csl
    row.guideline, row.url = row.guideline or guideline, row.url or url


def _csl(reference: Reference) -> Mapping[str, Any]:
    return reference.csl if isinstance(reference.csl, dict) else {}
