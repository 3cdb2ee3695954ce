"""Two versions of our own and their page facts; every person and every dose is invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import AppliesTo, Byline, CitedReference, FrozenImage, FrozenText, Manifest
from articles.publishing.facts import PageFacts, Publisher, ReviewStatement, Signer, Step
from articles.publishing.render import render
from articles.text.dialect import canonical

IMAGE = "ab" * 32
PATIENT_SUMMARY = '<p>Nerve pain in the leg often gets better slowly<cite data-key="smith"></cite>.</p>'
PATIENT_BODY = f"""
<h2>What it is</h2>
<p>A net of nerves is irritated<cite data-key="jones smith guide"></cite>. CO<sub>2</sub> is not to blame.</p>
<h2>What helps</h2>
<ul><li>Move gently for 20 minutes a day.</li><li>Ask before you take anything.</li></ul>
<aside data-kind="emergency"><p><strong>Call an ambulance now if:</strong></p>
<ul><li>you cannot pass urine</li><li>both legs get weak</li></ul></aside>
<figure><img src="/images/{IMAGE}.png" alt="A drawing of the nerves"><figcaption>The nerves of the leg</figcaption></figure>
"""
CLINICIAN_SUMMARY = "<p>Confirm the lesion, then treat its cause.</p>"
CLINICIAN_BODY = """
<h2>What helps</h2>
<p>Nothing has been tested well<cite data-key="trial"></cite>.</p>
<p>Start examplin at 300 mg once a day<cite data-key="guide"></cite>.</p>
<p>Never exceed 900 mg.</p>
<h3>Doses</h3>
<table><caption>Doses of examplin</caption>
<thead><tr><th scope="col">Drug</th><th scope="col">Start</th><th scope="col">Maximum</th></tr></thead>
<tbody><tr><th scope="row">Examplin</th><td>300 mg</td><td>900 mg</td></tr></tbody></table>
<table><thead><tr><th scope="col">Sign</th><th scope="col">Root</th></tr></thead>
<tbody><tr><td>Knee jerk</td><td>L4</td></tr></tbody></table>
<aside data-kind="warning"><p>Do not give with:</p><ul><li>placebocin 5 mg</li><li>alcohol</li></ul></aside>
"""


def _reference(key: str, title: str, **more: object) -> CitedReference:
    csl = {"title": title, "author": [{"family": key.title(), "given": "Ann B."}], "issued": {"date-parts": [["2020"]]}}
    fields: dict[str, object] = {"key": key, "type": "review", "standing": "confirmed", "csl": csl, **more}
    return CitedReference(**fields)  # type: ignore[arg-type]


@pytest.fixture
def manifest() -> Manifest:
    """Version 3 with a text for patients and one for health professionals."""
    return Manifest(
        article="9b2f2c1e-0000-4000-8000-000000000001",
        number=3,
        language="en",
        title="Nerve pain in the leg",
        question="What helps nerve pain in the leg?",
        applies_to=AppliesTo(("adults",), "", "Not in pregnancy."),
        audiences=("patient", "clinician"),
        contributors=(Byline("Clara Example", "author", "MD", "Sample Hospital", "None"),),
        texts={
            "patient": FrozenText(
                canonical(PATIENT_SUMMARY), canonical(PATIENT_BODY), "What helps nerve pain in the leg."
            ),
            "clinician": FrozenText(canonical(CLINICIAN_SUMMARY), canonical(CLINICIAN_BODY), "Doses of examplin."),
        },
        references=(
            _reference("smith", "Slow recovery", identifiers={"doi": "10.1000/slow", "pmid": "123"}),
            _reference("jones", "Nets of nerves", standing="as-stated", type="other-research"),
            _reference("guide", "A guideline", type="guideline", identifiers={"url": "https://example.org/guide"}),
            _reference("trial", "A trial", type="randomised-trial", identifiers={"doi": "10.1/<script>"}),
        ),
        images=(FrozenImage(IMAGE, "A drawing of the nerves", credit="Drawn by us", licence="CC BY 4.0"),),
        change_note="New doses",
    )


@pytest.fixture
def small_manifest(manifest: Manifest) -> Manifest:
    """Version 1 of an article for students alone: one paragraph, one reference."""
    text = FrozenText(canonical('<p>Learn this<cite data-key="smith"></cite>.</p>'), canonical("<p>Nothing more.</p>"))
    return replace(
        manifest,
        number=1,
        title="A short page",
        audiences=("student",),
        texts={"student": text},
        references=manifest.references[:1],
        applies_to=AppliesTo(),
        images=(),
    )


PUBLISHER = Publisher(
    name="Example Press",
    site_url="https://health.example",
    policy_url="/editorial-policy/",
    disclaimers={name: f"Disclaimer for the {name} text." for name in ("patient", "student", "clinician")},
    emergency_number="112",
    country="DE",
)
STATEMENT = "Checked and approved for publication by our Medical Advisory Board on 9 May 2026."


@pytest.fixture
def review_statement() -> ReviewStatement:
    scopes, both = ("clinical_accuracy",), ("patient", "clinician")
    return ReviewStatement(
        board="Medical Advisory Board",
        statement=STATEMENT,
        signers=(
            Signer("Ada Chair", "MD", "Nowhere", "chair", "approve", scopes, "", date(2026, 5, 8), both),
            Signer("Di Ssent", "", "", "lay_member", "dissent", (), "Owns shares", date(2026, 5, 9), both, "Too long."),
        ),
        rule="Two sign-offs.",
    )


@pytest.fixture
def facts(review_statement: ReviewStatement) -> PageFacts:
    """Approved here on 9 May 2026, due a year later."""
    return PageFacts(
        basis="approved",
        slug="nerve-pain",
        digest="0123456789abcdef" * 4,
        audiences=("patient", "clinician"),
        steps=(
            Step("submitted", date(2026, 4, 20)),
            Step("under_review", date(2026, 4, 22)),
            Step("approved", date(2026, 5, 9)),
        ),
        published_on=date(2025, 1, 3),
        last_updated=date(2026, 5, 10),
        publisher=PUBLISHER,
        build="test",
        last_reviewed=date(2026, 5, 9),
        review_due=date(2027, 5, 9),
        review=review_statement,
        copy_codes={"patient": "K7QF3MHTX", "clinician": "K7QF3MHTY"},
    )


@pytest.fixture
def pending_facts(facts: PageFacts) -> PageFacts:
    """Under review since 22 April 2026."""
    steps = (*facts.steps[:2], Step("approved"))
    return replace(facts, basis="pending", steps=steps, last_reviewed=None, review_due=None, review=None)


@pytest.fixture
def page(manifest: Manifest, facts: PageFacts) -> Callable[..., HtmlElement]:
    """The page of an audience as a tree; `changes` are other page facts."""

    def rendered(audience: str, of: PageFacts = facts, **changes: object) -> HtmlElement:
        return html.document_fromstring(render(manifest, replace(of, **changes), audience))  # type: ignore[arg-type]

    return rendered
