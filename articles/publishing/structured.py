"""JSON-LD of a page: what search engines and other machines are told, and nothing that the page does not say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.manifest import Byline, Manifest
from articles.publishing.bibliography import Entry
from articles.publishing.facts import PageFacts, Signer

AUDIENCES: dict[str, dict[str, str]] = {
    "patient": {"@type": "Patient", "audienceType": "Patients, families and carers"},
    "student": {"@type": "MedicalAudience", "audienceType": "Students"},
    "clinician": {"@type": "MedicalAudience", "audienceType": "Clinician"},
}
APPROVING = ("approve", "approve_with_comment")
# A script element ends at the first "</script" or is confused by "<!--", whatever the JSON around it says.
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(
    manifest: Manifest, facts: PageFacts, audience: str, *, title: str, url: str, entries: Sequence[Entry]
) -> SafeString:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": f"urn:uuid:{manifest.article}#{audience}",
        "url": url,
        "name": title,
        "description": manifest.texts[audience].description,
        "inLanguage": manifest.language,
        "version": str(manifest.number),
        "datePublished": facts.published_on.isoformat(),
        "dateModified": facts.last_updated.isoformat(),
        "audience": AUDIENCES[audience],
        "author": [_author(byline) for byline in manifest.contributors],
        "publisher": {"@type": "Organization", "name": facts.publisher.name, "url": facts.publisher.site_url},
        "citation": [_work(entry) for entry in entries if entry.number],
        "correction": [notice.sentence for notice in facts.notices if notice.kind == "correction"],
        **_review(facts),
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE))  # noqa: S308  JSON that cannot close its script element


def _review(facts: PageFacts) -> dict[str, Any]:
    """Nothing but what the board of this publisher signed: a pending page or a former process names nobody (S3).

    What was retracted is vouched for by nobody any more (S18).
    """
    if facts.is_retracted:
        return {"creativeWorkStatus": "Retracted"}
    if facts.review is None or facts.last_reviewed is None:
        return {}
    signers = [_signer(signer) for signer in facts.review.signers if signer.verdict in APPROVING]
    return {"lastReviewed": facts.last_reviewed.isoformat(), "reviewedBy": signers}


def _signer(signer: Signer) -> dict[str, Any]:
    return _person(signer.name, signer.credentials, signer.affiliation)


def _author(byline: Byline) -> dict[str, Any]:
    return _person(byline.name, byline.credentials, byline.affiliation)


def _person(name: str, credentials: str, affiliation: str) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": name}
    if credentials:
        person["honorificSuffix"] = credentials
    if affiliation:
        person["affiliation"] = {"@type": "Organization", "name": affiliation}
    return person


def _work(entry: Entry) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": entry.title or entry.plain}
    if entry.links:
        work["sameAs"] = [link.url for link in entry.links]
    return work
