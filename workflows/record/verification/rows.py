"""Recomputes what single rows promise: guards, fingerprints, signatures, frozen rules, pictures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

import rfc8785
from django.db import connection
from django.db.models import Exists, ForeignKey, OuterRef

from articles import guards, manifest
from articles.faults import Counted, Fault, nobody
from articles.models import Basis, Definition, Image, Publication, Version
from workflows import signing
from workflows.models import AuditReview, DefinitionSignature, Review, SignOff
from workflows.quorum import MalformedRule, Rule

# What reading a record raises that somebody else has written.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


def guard_faults(counted: Counted = nobody) -> Iterator[Fault]:
    counted(len(guards.registered()))
    for name in guards.missing(connection):
        yield Fault(f"guard {name}", "is missing: the database no longer keeps this rule; run `migrate` to install it")


def version_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Each manifest's digest again; the reader must know it, and the columns must say what it says."""
    for version in Version.objects.select_related("article").order_by("pk").iterator(chunk_size=200):
        name = f"version {version.number} of “{version.article.slug}”"
        yield from (Fault(name, what) for what in _version_faults(version))
        counted(1)


def _version_faults(version: Version) -> Iterator[str]:
    if manifest.digest(version.manifest) != version.digest:
        yield "its fingerprint does not fit its manifest: the stored text was changed"
        return
    try:
        content = manifest.read(version.manifest)
    except (manifest.UnknownManifest, *UNREADABLE) as error:
        yield f"its manifest cannot be read ({error})"
        return
    if (content.article, content.number) != (str(version.article.uuid), version.number):
        yield "its manifest is of another version"
    if content.write() != version.manifest:
        yield "its manifest is not in canonical form"


def sign_off_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Every signature again, and that the row hangs where its signed statement says."""
    rows = SignOff.objects.select_related("version", "review", "person", "key").defer("version__manifest")
    for sign_off in rows.order_by("pk").iterator(chunk_size=500):
        what = _sign_off_fault(sign_off)
        if what:
            yield Fault(f"sign-off {sign_off.pk}", what)
        counted(1)


def _sign_off_fault(sign_off: SignOff) -> str:
    if not signing.is_valid(sign_off):
        return "its signature does not fit its statement"
    try:
        signed = sign_off.signed
        if (signed["digest"], signed["review"]) != (sign_off.version.digest, str(sign_off.review_id)):
            return (
                f"its signed statement is about version {signed['version']} in review {signed['review']}: "
                "the row was copied or moved, or the version was changed"
            )
        if not signing.columns_fit(sign_off):
            return "its columns do not fit its signed statement"
        if signed["rule"] != _fingerprint(sign_off.review.frozen_rule):
            return f"the rule of review {sign_off.review_id} is not the one that stood when it was signed"
    except UNREADABLE:
        return "its signed statement cannot be read"
    return ""


def audit_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Every auditor's statement: its signature, and that the row says what was signed."""
    for row in AuditReview.objects.select_related("auditor", "key").order_by("pk").iterator(chunk_size=500):
        if not signing.is_valid(row):
            yield Fault(f"audit-trail review {row.pk}", "its signature does not fit its statement")
        elif not _audit_fits(row):
            yield Fault(f"audit-trail review {row.pk}", "its columns do not fit its signed statement")
        counted(1)


def _audit_fits(row: AuditReview) -> bool:
    signed, period = row.signed, [row.period_from.isoformat(), row.period_until.isoformat()]
    try:
        told = [signed[name] for name in ("auditor", "period", "result", "findings", "at")]
        sample = signed["sample"]["articles"]
    except UNREADABLE:
        return False
    return (
        told == [str(row.auditor.uuid), period, row.result, row.findings, row.signed_at.isoformat()]
        and sample == row.sample["articles"]
    )


def definition_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Every signed definition: its digest, its signature, and that the row says what was signed."""
    rows = Definition.objects.select_related("term", "signed_by", "signature__key").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        what = _definition_fault(row)
        if what:
            yield Fault(f"definition {row.pk} of “{row.term.key}”", what)
        counted(1)


def _definition_fault(row: Definition) -> str:
    signature: DefinitionSignature | None = getattr(row, "signature", None)
    if signature is None:
        return "nobody signed it"
    if not signing.is_valid(signature):
        return "its signature does not fit its statement"
    if hashlib.sha256(row.wording.encode()).hexdigest() != row.digest:
        return "its fingerprint does not fit its wording: the stored text was changed"
    try:
        signed = signature.signed
        told = (row.term.key, str(row.number), row.digest, str(row.signed_by.uuid), row.signed_at.isoformat())
        if tuple(signed[name] for name in ("term", "number", "digest", "person", "at")) != told:
            return "its columns do not fit its signed statement"
    except UNREADABLE:
        return "its signed statement cannot be read"
    return "stands, though its signature was taken back" if signature.revoked_at and not row.ended_at else ""


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def review_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """A frozen rule is canonical JSON that still reads; a sign-off's statement names its hash."""
    for pk, frozen in Review.objects.order_by("pk").values_list("pk", "frozen_rule").iterator(chunk_size=500):
        if not _reads(frozen):
            yield Fault(f"review {pk}", "its rule was changed after it began")
        counted(1)


def _reads(frozen: str) -> bool:
    """Canonical as it stands; a rule may gain keys later, which those frozen before do not have."""
    try:
        Rule.from_json(frozen)
        return rfc8785.dumps(json.loads(frozen)).decode() == frozen
    except (MalformedRule, *UNREADABLE):
        return False


def publication_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Live as approved here, yet no approving sign-off names the digest: readers see what nobody signed."""
    live = Publication.objects.live().filter(basis=Basis.APPROVED)
    approving = SignOff.objects.filter(
        version=OuterRef("version"), digest=OuterRef("version__digest"), verdict__startswith="approve"
    )
    counted(live.count())
    for pk in live.filter(~Exists(approving)).order_by("pk").values_list("pk", flat=True):
        yield Fault(f"publication {pk}", "is live as approved, but no sign-off names its version")


def image_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """S19: every picture's file again; it is what its address says."""
    for image in Image.objects.order_by("pk").iterator(chunk_size=100):
        if image.content() is None:
            yield Fault(f"image {image.sha256}", "its file is gone or is another picture")
        counted(1)


def link_faults(counted: Counted = nobody) -> Iterator[Fault]:
    """Guarded rows that point at a row which is no longer there. A database keeps that, unless its owner told it not to."""
    for guard in guards.registered():
        fields = [field for field in guard.model._meta.concrete_fields if isinstance(field, ForeignKey)]
        if fields:
            yield from _lost(guard, fields)
        counted(1)


def _lost(guard: guards.Guard, fields: Sequence[ForeignKey[Any, Any]]) -> Iterator[Fault]:
    """All columns of a table in one question."""
    asked = " UNION ALL ".join(_pointing_nowhere(guard, place, field) for place, field in enumerate(fields))
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} ORDER BY 1, 2")
        found = cursor.fetchall()
    for place, pk, lost in found:
        target = fields[place].related_model._meta.db_table
        yield Fault(f"row {pk} of {guard.table}", f"points at row {lost} of {target}, which is gone")


def _pointing_nowhere(guard: guards.Guard, place: int, field: ForeignKey[Any, Any]) -> str:
    quoted = connection.ops.quote_name
    pk, column, to = (quoted(str(of.column)) for of in (guard.model._meta.pk, field, field.target_field))
    return (
        f"SELECT {place}, one.{pk}, one.{column} FROM {quoted(guard.table)} AS one"
        f" LEFT JOIN {quoted(field.related_model._meta.db_table)} AS other ON other.{to} = one.{column}"
        f" WHERE one.{column} IS NOT NULL AND other.{to} IS NULL"
    )
