"""JSON-LD of a page: what search engines and other machines are told, and nothing that the page does not say."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import orcid
from articles.manifest import Byline, Manifest
from articles.publishing import wording
from articles.publishing.facts import Notice, PageFacts, Signer
from articles.publishing.preparing import CitedWork, Prepared
from articles.publishing.questions import Question
from articles.subject_codes import SubjectCode

# As schema.org has them: MedicalAudience takes a MedicalAudienceType or words, EducationalAudience a role.
AUDIENCES: dict[str, dict[str, str]] = {
    "patient": {"@type": "MedicalAudience", "audienceType": "Patient"},
    "student": {"@type": "EducationalAudience", "educationalRole": "student"},
    "clinician": {"@type": "MedicalAudience", "audienceType": "Clinician"},
}
APPROVING = ("approve", "approve_with_comment")
# A script element ends at the first "</script" or is confused by "<!--", whatever the JSON around it says.
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(
    manifest: Manifest,
    facts: PageFacts,
    audience: str,
    *,
    title: str,
    url: str,
    description: str,
    prepared: Prepared,
) -> SafeString:
    """`title` and `description` as the page has them: with their RETRACTED (S18), and with whom they are for (S8)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        **_page(prepared.questions if facts.is_indexed else ()),
        "@id": f"urn:uuid:{manifest.article}#{audience}",
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": manifest.language,
        "version": str(manifest.number),
        "isPartOf": {"@type": "CreativeWork", "@id": f"urn:uuid:{manifest.article}", "name": title},
        "datePublished": facts.published_on.isoformat(),
        "dateModified": facts.last_updated.isoformat(),
        "audience": AUDIENCES[audience],
        "about": [_subject(code) for code in facts.subject_codes],
        "author": [_author(byline) for byline in manifest.contributors],
        "funding": _funding(manifest),
        "publisher": {"@type": "Organization", "name": facts.publisher.name, "url": facts.publisher.site_url},
        "citation": [_work(work) for work in prepared.works],
        "correction": [_correction(notice) for notice in facts.notices],
        **_review(facts),
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(UNSAFE))  # noqa: S308  JSON that cannot close its script element


def _page(pairs: Sequence[Question]) -> dict[str, Any]:
    """Its questions are offered for quoting only where the page itself is (`is_indexed`)."""
    if not pairs:
        return {"@type": "MedicalWebPage"}
    return {"@type": ["MedicalWebPage", "FAQPage"], "mainEntity": [_question(pair) for pair in pairs]}


def _question(pair: Question) -> dict[str, Any]:
    return {"@type": "Question", "name": pair.asked, "acceptedAnswer": {"@type": "Answer", "text": pair.answer}}


def _review(facts: PageFacts) -> dict[str, Any]:
    """Nothing but what the board of this publisher signed: a pending page or a former process names nobody (S3).

    What was retracted is vouched for by nobody any more (S18), and the signers of a sample are invented (S28).
    """
    if facts.is_retracted:
        return {"creativeWorkStatus": "Retracted"}
    if facts.basis == "pending":
        return {"creativeWorkStatus": "Pending"}
    if facts.sample:
        return {"creativeWorkStatus": _("Sample content. Fictional reviewers. Not medical advice.")}
    if facts.review is None or facts.last_reviewed is None:
        return {}
    signers = [_signer(signer) for signer in facts.review.signers if signer.verdict in APPROVING]
    return {"lastReviewed": facts.last_reviewed.isoformat(), "reviewedBy": signers}


def _signer(signer: Signer) -> dict[str, Any]:
    return _person(signer.name, signer.credentials, signer.affiliation)


def _author(byline: Byline) -> dict[str, Any]:
    person = _person(byline.name, byline.credentials, byline.affiliation)
    return {**person, "sameAs": f"{orcid.SITE}{byline.orcid}"} if byline.orcid else person


def _subject(code: SubjectCode) -> dict[str, Any]:
    """What a page is about, as catalogues name it."""
    kept = {"@type": "MedicalCode", "codeValue": code.code, "codingSystem": code.name}
    return {"@type": "MedicalEntity", "name": code.label, "code": kept}


def _funding(manifest: Manifest) -> list[dict[str, str]]:
    """Of the article, and of each contributor whom somebody paid for it."""
    paid = [f"{byline.name}: {byline.funding}" for byline in manifest.contributors if byline.funding]
    return [{"@type": "Grant", "description": words} for words in (manifest.funding, *paid) if words]


def _person(name: str, credentials: str, affiliation: str) -> dict[str, Any]:
    person: dict[str, Any] = {"@type": "Person", "name": name}
    if credentials:
        person["honorificSuffix"] = credentials
    if affiliation:
        person["affiliation"] = {"@type": "Organization", "name": affiliation}
    return person


def _work(cited: CitedWork) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": cited.name}
    if cited.urls:
        work["sameAs"] = list(cited.urls)
    if cited.mark:
        work["creativeWorkStatus"] = cited.mark
    return work


def _correction(notice: Notice) -> dict[str, str]:
    words = ": ".join(filter(None, (str(wording.NOTICES[notice.kind]), notice.sentence)))
    return {"@type": "CorrectionComment", "text": words, "datePublished": notice.on.isoformat()}
