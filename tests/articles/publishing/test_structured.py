"""JSON-LD: complete for what the board signed, silent about everything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from articles.manifest import Manifest
from articles.publishing.facts import EarlierApproval, Notice, PageFacts, ReferenceMark, Step
from articles.publishing.render import render
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from tests.selecting import attribute, select

ASKED = (
    '<h2>Questions</h2><section data-kind="question"><h3>Will it go away?</h3>'
    '<p>In most people<cite data-key="smith"></cite>.</p><p>It takes 10<sup>2</sup> days.</p></section>'
)
DataOf = Callable[..., dict[str, Any]]


def json_of(page: str) -> dict[str, Any]:
    (script,) = select(html.document_fromstring(page), 'script[type="application/ld+json"]')
    data: dict[str, Any] = json.loads(script.text or "")
    return data


@pytest.fixture
def data(manifest: Manifest, facts: PageFacts) -> DataOf:
    """data("clinician", overdue="long_overdue"): what the page of these facts tells machines."""

    def told(audience: str, *, of: Manifest = manifest, **changes: Any) -> dict[str, Any]:
        return json_of(render(of, replace(facts, **changes), audience))

    return told


def with_body(manifest: Manifest, audience: str, body: str) -> Manifest:
    text = replace(manifest.texts[audience], body=canonical(body))
    return replace(manifest, texts={**manifest.texts, audience: text})


def test_whole_object_of_an_approved_page(data: DataOf) -> None:
    told = data("clinician")

    assert told.pop("citation") == [
        {"@type": "CreativeWork", "name": "A trial"},
        {"@type": "CreativeWork", "name": "A guideline", "sameAs": ["https://example.org/guide"]},
    ]
    assert told == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": "urn:uuid:9b2f2c1e-0000-4000-8000-000000000001#clinician",
        "url": "https://health.example/articles/nerve-pain/clinician/",
        "name": "Nerve pain in the leg",
        "description": "For health professionals: Doses of examplin.",
        "inLanguage": "en",
        "version": "3",
        "isPartOf": {
            "@type": "CreativeWork",
            "@id": "urn:uuid:9b2f2c1e-0000-4000-8000-000000000001",
            "name": "Nerve pain in the leg",
        },
        "datePublished": "2025-01-03",
        "dateModified": "2026-05-10",
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "author": [
            {
                "@type": "Person",
                "name": "Clara Example",
                "honorificSuffix": "MD",
                "affiliation": {"@type": "Organization", "name": "Sample Hospital"},
            }
        ],
        "publisher": {"@type": "Organization", "name": "Example Press", "url": "https://health.example"},
        "lastReviewed": "2026-05-09",
        "reviewedBy": [
            {
                "@type": "Person",
                "name": "Ada Chair",
                "honorificSuffix": "MD",
                "affiliation": {"@type": "Organization", "name": "Nowhere"},
            }
        ],
    }


def test_authors_are_told_apart_by_their_orcid_and_who_paid_is_named(data: DataOf, manifest: Manifest) -> None:
    paid = replace(manifest.contributors[0], orcid="0000-0002-1825-0097", funding="A foundation.")

    found = data("patient", of=replace(manifest, contributors=(paid,), funding="Our readers."))

    assert found["author"][0]["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert found["funding"] == [
        {"@type": "Grant", "description": "Our readers."},
        {"@type": "Grant", "description": "Clara Example: A foundation."},
    ]


def test_each_audience_is_named_as_schema_org_does(data: DataOf, small_manifest: Manifest) -> None:
    student = data("student", of=small_manifest, audiences=("student",))

    assert data("patient")["audience"] == {"@type": "MedicalAudience", "audienceType": "Patient"}
    assert student["audience"] == {"@type": "EducationalAudience", "educationalRole": "student"}


def test_s03_page_that_waits_for_review_claims_nothing(data: DataOf) -> None:
    steps = (Step("submitted", date(2026, 4, 20)), Step("under_review"), Step("approved"))

    told = data("patient", basis="pending", steps=steps, review=None, last_reviewed=None, review_due=None)

    assert told["creativeWorkStatus"] == "Pending"
    assert {"lastReviewed", "reviewedBy"} & told.keys() == set()


def test_s03_former_process_names_no_reviewer_of_ours(data: DataOf) -> None:
    earlier = EarlierApproval(by="A former board", on=date(2020, 1, 1))

    told = data("patient", basis="approved_earlier", review=None, earlier=earlier)

    assert {"lastReviewed", "reviewedBy", "creativeWorkStatus"} & told.keys() == set()


def test_s28_sample_says_so_and_names_no_invented_reviewer(data: DataOf) -> None:
    told = data("patient", sample=True)

    assert told["creativeWorkStatus"] == "Sample content. Fictional reviewers. Not medical advice."
    assert {"lastReviewed", "reviewedBy"} & told.keys() == set()


def test_s18_retracted_page_says_so_before_its_title_and_is_vouched_for_by_nobody(data: DataOf) -> None:
    told = data("patient", notices=(Notice("retraction", date(2026, 6, 1), "The trial was made up."),))

    assert told["name"] == "RETRACTED: Nerve pain in the leg"
    assert told["isPartOf"]["name"] == "RETRACTED: Nerve pain in the leg"
    assert told["creativeWorkStatus"] == "Retracted"
    assert told["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Retraction: The trial was made up.",
            "datePublished": "2026-06-01",
        }
    ]
    assert {"lastReviewed", "reviewedBy"} & told.keys() == set()


def test_correction_is_told_with_its_day(data: DataOf) -> None:
    told = data("patient", notices=(Notice("correction", date(2026, 6, 1), "The side was wrong."),))

    assert told["correction"] == [
        {"@type": "CorrectionComment", "text": "Correction: The side was wrong.", "datePublished": "2026-06-01"}
    ]
    assert told["lastReviewed"] == "2026-05-09"


def test_s18_retracted_work_is_marked_where_it_is_cited(data: DataOf) -> None:
    told = data("patient", reference_marks=(ReferenceMark("smith", "retracted"),))

    assert [work.get("creativeWorkStatus", "") for work in told["citation"]] == ["Retracted", "", ""]


def test_question_of_the_text_is_a_question_for_machines(data: DataOf, manifest: Manifest) -> None:
    told = data("patient", of=with_body(manifest, "patient", ASKED))

    assert told["@type"] == ["MedicalWebPage", "FAQPage"]
    assert told["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Will it go away?",
            "acceptedAnswer": {"@type": "Answer", "text": "In most people [1].\nIt takes 10² days."},
        }
    ]


@pytest.mark.parametrize(
    "answer",
    ["<p>Give 300 mg.</p>", '<p>Yes.</p><aside data-kind="warning"><p>Not with alcohol.</p></aside>'],
    ids=["dose", "warning"],
)
def test_s08_answer_that_must_not_be_read_alone_is_not_offered(data: DataOf, manifest: Manifest, answer: str) -> None:
    body = f'<section data-kind="question"><h3>What now?</h3>{answer}</section>'

    told = data("clinician", of=with_body(manifest, "clinician", body))

    assert told["@type"] == "MedicalWebPage"
    assert "mainEntity" not in told


def test_s22_question_with_a_hidden_passage_is_not_offered(data: DataOf, manifest: Manifest) -> None:
    asked = with_body(manifest, "patient", ASKED)
    hidden = blocks(asked.texts["patient"].body)[-1].key

    told = data("patient", of=asked, hidden_blocks=(hidden,))

    assert "mainEntity" not in told


@pytest.mark.parametrize("changes", [{"overdue": "long_overdue"}, {"sample": True}], ids=["overdue", "sample"])
def test_s26_page_that_search_engines_leave_out_offers_no_answers(
    data: DataOf, manifest: Manifest, changes: dict[str, Any]
) -> None:
    told = data("patient", of=with_body(manifest, "patient", ASKED), **changes)

    assert "mainEntity" not in told


def test_shared_link_names_publisher_audience_and_days(manifest: Manifest, facts: PageFacts) -> None:
    tree = html.document_fromstring(render(manifest, facts, "clinician"))

    assert {meta.get("property"): meta.get("content") for meta in select(tree, "meta[property]")} == {
        "og:type": "article",
        "og:title": "For health professionals: Nerve pain in the leg",
        "og:description": "For health professionals: Doses of examplin.",
        "og:url": "https://health.example/articles/nerve-pain/clinician/",
        "og:site_name": "Example Press",
        "article:published_time": "2025-01-03",
        "article:modified_time": "2026-05-10",
    }
    assert attribute(tree, 'link[rel="canonical"]', "href") == "https://health.example/articles/nerve-pain/clinician/"
