"""The audit-trail review: an auditor states, signed, which period and sample they went through and what they found."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Article, Checkpoint, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from workflows import signing
from workflows.actions.signing.proving import prove, require_same_credential
from workflows.credentials import Credential
from workflows.models import AuditResult, AuditReview

STREAM = "audits"


@dataclass(frozen=True)
class Audit:
    """What an auditor states. `articles` is the sample that `drawn(size, seed)` gave, as it was looked at."""

    period_from: datetime.date
    period_until: datetime.date
    articles: Sequence[Article]
    size: int
    seed: int
    result: str
    findings: str = ""


def review_audit_trail(audit: Audit, *, by: Person, given: Credential) -> AuditReview:
    """Sign an audit-trail review. The credential is checked first, as for a sign-off; a failure counts towards the same lock."""
    require(Desk.of(by).audits)
    _require_complete(audit)
    proof = prove(by, given, article=audit.articles[0], action="audit")
    with transaction.atomic():
        person = Person.objects.get(pk=by.pk)
        require(Desk.of(person).audits)
        require_same_credential(person, proof)
        at = timezone.now()
        statement = _statement(audit, person, proof.method, at)
        row = AuditReview.objects.create(
            auditor=person,
            period_from=audit.period_from,
            period_until=audit.period_until,
            sample=_sample(audit),
            result=audit.result,
            findings=audit.findings.strip(),
            statement=statement,
            signature=signing.sign(statement),
            key=signing.current_key(),
            signed_at=at,
        )
        record.append(STREAM, "audited", by=person, audit=row.pk, result=row.result, signature=row.signature)
        return row


def _require_complete(audit: Audit) -> None:
    if not audit.articles:
        raise Refusal(_("Draw a sample of at least one article first."))
    if audit.period_until < audit.period_from:
        raise Refusal(_("The last day is before the first."))
    if audit.period_until > timezone.localdate():
        raise Refusal(_("The period has not ended yet."))
    if audit.result not in AuditResult.values:
        raise Refusal(_("Say what came of it."))
    if audit.result != AuditResult.IN_ORDER and not audit.findings.strip():
        raise Refusal(_("Say what you found."))


def _sample(audit: Audit) -> dict[str, Any]:
    uuids = [str(article.uuid) for article in audit.articles]
    return {"size": audit.size, "seed": audit.seed, "articles": uuids}


def _statement(audit: Audit, person: Person, method: str, at: datetime.datetime) -> str:
    """Canonical JSON; it names the checkpoint at which the record stood, so that it is known what was looked at."""
    checkpoint = Checkpoint.objects.order_by("-pk").values_list("hash", flat=True).first()
    return rfc8785.dumps(
        {
            "statement": "audit 1",
            "auditor": str(person.uuid),
            "printed_name": person.printed_name,
            "credentials": person.credentials,
            "period": [audit.period_from.isoformat(), audit.period_until.isoformat()],
            "sample": {**_sample(audit), "size": str(audit.size), "seed": str(audit.seed)},
            "result": audit.result,
            "findings": audit.findings.strip(),
            "meaning": "I reviewed the audit trail of this period, and of this sample every event, and found what is said here.",
            "checkpoint": checkpoint or record.GENESIS,
            "method": method,
            "at": at.isoformat(),
        }
    ).decode()
