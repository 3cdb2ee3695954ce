"""What anybody may check of an article: its versions that were live, their fingerprints, and the signatures over them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles import manifest
from articles.models import Article, Basis, Ending, Event, Publication, Version
from workflows import signing
from workflows.models import SigningKey, SignOff, Verdict
from workflows.reviews.statement import is_of_a_member, is_published, signer

# What was danger or against the law is not handed out again; its fingerprint still says what was signed.
WITHHELD = (Ending.REMOVED,)
TOLD = (Verdict.APPROVE, Verdict.APPROVE_WITH_COMMENT, Verdict.ABSTAIN, Verdict.DISSENT)


@dataclass(frozen=True)
class Signature:
    """One sign-off as readers are told of it, and whether its signature is over its statement and about this text."""

    sign_off: SignOff
    told: dict[str, Any]
    is_valid: bool
    revoked_at: datetime.datetime | None

    @property
    def statement(self) -> str | None:
        """The signed words; None where they hold what readers are not told: a remark to the editor, ties that were found.

        Words of another kind than a member's were for nobody who reads this. In their place stands what no signature is over.
        """
        if not is_of_a_member(self.sign_off.signed):
            return ""
        remark = self.sign_off.comment and not is_published(self.sign_off.signed)
        private = remark or self.sign_off.signed["interests"].get("ties")
        return None if private else self.sign_off.statement


@dataclass(frozen=True)
class Proof:
    """One version that was live, checked now."""

    version: Version
    publication: Publication
    is_intact: bool
    signatures: tuple[Signature, ...]

    @property
    def is_live(self) -> bool:
        return self.publication.is_live

    @property
    def has_text(self) -> bool:
        return self.publication.ended_as not in WITHHELD

    @property
    def is_approved_here(self) -> bool:
        return self.publication.basis == Basis.APPROVED

    @property
    def holds(self) -> bool:
        return self.is_intact and all(signature.is_valid for signature in self.signatures)


def proofs(article: Article) -> list[Proof]:
    """Newest first; the last publication of a version stands for it. Four queries, however many versions."""
    rows = article.publications.exclude(live_from=None).select_related("version").order_by("-live_from", "-pk")
    newest: dict[int, Publication] = {}
    for row in rows:
        newest.setdefault(row.version_id, row)
    signed = _signatures([row.version for row in newest.values()])
    return [
        Proof(row.version, row, _is_intact(article, row.version), tuple(signed.get(pk, ())))
        for pk, row in newest.items()
    ]


def _is_intact(article: Article, version: Version) -> bool:
    """The fingerprint is of the stored text, and the text is of this article."""
    same = manifest.digest(version.manifest) == version.digest
    return same and (version.content.article, version.content.number) == (str(article.uuid), version.number)


def _signatures(versions: Sequence[Version]) -> dict[int, list[Signature]]:
    """By version. Those of reviews that returned a version are between board and editors; so is a demand for changes."""
    rows = SignOff.objects.filter(version__in=versions, verdict__in=TOLD, review__outcome="approved")
    found: dict[int, list[Signature]] = {}
    for row in rows.select_related("version", "review", "person", "key", "revocation").order_by("signed_at", "pk"):
        is_valid = signing.is_valid(row) and signing.columns_fit(row)
        revocation = getattr(row, "revocation", None)
        revoked_at = revocation.revoked_at if revocation else None
        found.setdefault(row.version_id, []).append(Signature(row, _told(row), is_valid, revoked_at))
    return found


def _told(row: SignOff) -> dict[str, Any]:
    """As their statement says; where it says nothing of a signer, whose row it stands in, and of which day."""
    if is_of_a_member(row.signed):
        return signer(row.signed)
    return {"name": row.person.printed_name, "credentials": "", "signed_on": row.signed_at.date().isoformat()}


def keys_of(found: Iterable[Proof]) -> list[SigningKey]:
    keys = {signature.sign_off.key for proof in found for signature in proof.signatures}
    return sorted(keys, key=lambda key: (key.used_from, key.pk))


def bundle_of(article: Article, found: Sequence[Proof]) -> dict[str, Any]:
    """What `check.py` reads."""
    head = Event.objects.filter(stream=article.stream).order_by("-sequence").values_list("sequence", "hash").first()
    return {
        "bundle": "1",
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "article": {"uuid": str(article.uuid), "address": article.slug, "title": _title(article, found)},
        "chain": {"events": head[0], "head": head[1]} if head else None,
        "keys": [
            {"key_id": key.key_id, "algorithm": key.algorithm, "public_key": key.public_key} for key in keys_of(found)
        ],
        "versions": [_version(proof) for proof in found],
    }


def _title(article: Article, found: Sequence[Proof]) -> str:
    """As readers know it: that of the newest version that was live."""
    return found[0].version.title if found else article.slug


def manifest_name(proof: Proof) -> str:
    return f"manifests/version-{proof.version.number}.json"


def _version(proof: Proof) -> dict[str, Any]:
    live_from, ended_at = proof.publication.live_from, proof.publication.ended_at
    return {
        "number": proof.version.number,
        "digest": proof.version.digest,
        "basis": proof.publication.basis,
        "live_from": live_from.isoformat() if live_from else None,
        "ended_at": ended_at.isoformat() if ended_at else None,
        "ended_as": proof.publication.ended_as,
        "manifest": manifest_name(proof) if proof.has_text else None,
        "sign_offs": [_sign_off(signature) for signature in proof.signatures],
    }


def _sign_off(signature: Signature) -> dict[str, Any]:
    row = signature.sign_off
    return {
        "name": signature.told["name"],
        "verdict": row.verdict,
        "signed_on": signature.told["signed_on"],
        "statement": signature.statement,
        "statement_sha256": hashlib.sha256(row.statement.encode()).hexdigest(),
        "signature": row.signature,
        "key": row.key.key_id,
        "revoked_on": signature.revoked_at.date().isoformat() if signature.revoked_at else None,
    }
