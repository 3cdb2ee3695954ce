"""JATS XML of a version: valid, with every word, number and citation of its texts."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from articles.manifest import Byline, FrozenText, Manifest
from articles.publishing.facts import Notice, PageFacts
from articles.publishing.jats import jats
from articles.text.dialect import canonical

EVERYTHING = """
<p>Before any heading<cite data-key="smith jones"></cite>. CO<sub>2</sub>, 10<sup>9</sup>, <strong>not <em>more</em></strong>,
<code>x</code>, <a href="https://example.org/a?b=1&amp;c=2">a link</a>, a <dfn>term</dfn>; one<br>two.</p>
<h3>A deep one first</h3><p>Words.</p>
<h2>Lists</h2>
<ul><li>One<ul><li>inner <strong>bold</strong></li></ul></li><li><p>Two</p><p>paragraphs</p></li></ul>
<ol start="3"><li>Three</li><li>Four</li></ol>
<h3>Under it</h3><h4>And under that</h4><p>Deep.</p>
<h2>Boxes</h2>
<aside data-kind="emergency"><p>Call now if:</p><ul><li>you faint</li></ul></aside>
<aside data-kind="key-points"><h3>Key points</h3><ul><li>Rest</li></ul></aside>
<section data-kind="question"><h3>Is it safe?</h3><p>Yes<cite data-key="trial"></cite>.</p></section>
<blockquote><p>Somebody said so.</p></blockquote>
<table><caption>Doses</caption><thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">Examplin</th><td>300 mg<cite data-key="guide"></cite></td></tr>
<tr><td><p>1</p><ul><li>or 2</li></ul></td></tr></tbody></table>
<figure><img src="/images/IMAGE.png" alt="Nerves"><figcaption>The leg</figcaption></figure>
<p>Behind a box.</p>
"""


@pytest.fixture
def full(manifest: Manifest) -> Manifest:
    """Every element of the dialect, in both texts."""
    text = FrozenText(
        canonical("<p>In short<cite data-key='jones'></cite>.</p>"), canonical(EVERYTHING.replace("IMAGE", "ab" * 32))
    )
    plain = Byline(
        "No Account", "medical_writer", orcid="0000-0002-1825-0097", software="Spelling.", none_of=("funding",)
    )
    easy = FrozenText(text.summary, canonical("<aside data-kind='note'><p>First.</p></aside>" + text.body))
    return replace(
        manifest,
        texts={"patient": easy, "clinician": text},
        contributors=(*manifest.contributors, plain),
        funding="Paid by nobody.",
    )


def read(manifest: Manifest, facts: PageFacts) -> etree._Element:
    return etree.fromstring(jats(manifest, facts))


def words(tree: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(map(str, found.itertext())).split()) for found in tree.iterfind(path)]


@pytest.fixture
def judged(small_manifest: Manifest) -> Manifest:
    """With a work whose evidence somebody judged."""
    (work,) = small_manifest.references
    return replace(small_manifest, references=(replace(work, evidence={"scheme": "grade", "level": "very-low"}),))


@pytest.mark.shared_data
@pytest.mark.parametrize("which", ["full", "manifest", "small_manifest", "judged"])
def test_document_is_valid(which: str, facts: PageFacts, request: pytest.FixtureRequest) -> None:
    schema_file = Path(os.environ["SHARED_DATA"]) / "data/jats/schemas/JATS-journalpublishing1-3d2-mathml3.xsd"
    schema = etree.XMLSchema(etree.parse(schema_file))
    retracted = replace(facts, notices=(Notice("retraction", "Wrong.", date(2026, 6, 1)),))

    for shown in (facts, retracted):
        schema.assertValid(in_namespace(jats(request.getfixturevalue(which), shown)))


def in_namespace(document: bytes) -> etree._Element:
    """JATS documents have no namespace; the schemas of Crossref describe the same elements in one."""
    tree = etree.fromstring(document)
    for node in tree.iter("*"):
        node.tag = f"{{http://www.ncbi.nlm.nih.gov/JATS1}}{node.tag}"
    return tree


def test_headings_become_sections_and_nothing_is_lost(full: Manifest, facts: PageFacts) -> None:
    body = read(full, facts).find("body")

    assert body is not None
    assert [section.findtext("title") for section in body.iterfind("sec")] == ["A deep one first", "Lists", "Boxes"]
    assert words(body, "sec/sec/title") == ["Under it"]
    assert words(body, "sec/sec/sec/title") == ["And under that"]
    assert words(body, "p") == ["Before any heading[1, 2]. CO2, 109, not more, x, a link, a term; one two."]
    assert words(body, ".//list-item") == [
        "Oneinner bold",
        "inner bold",
        "Twoparagraphs",
        "3.Three",
        "4.Four",
        "you faint",
        "Rest",
        "or 2",
    ]
    assert [box.get("content-type") for box in body.iter("boxed-text")] == ["emergency", "key-points", "question"]
    assert words(body, ".//boxed-text/caption/title") == ["Is it safe?"]
    assert words(body, ".//table//th") == ["Drug", "Dose", "Examplin"]
    assert words(body, "sec/p")[-1] == "Behind a box."


def test_marks_keep_their_meaning(full: Manifest, facts: PageFacts) -> None:
    paragraph = read(full, facts).find("body/p")

    assert paragraph is not None
    assert [child.tag for child in paragraph.iterdescendants()] == [
        *("xref", "xref", "sub", "sup", "bold", "italic", "monospace", "ext-link", "named-content"),
    ]
    assert paragraph.find("ext-link").get("{http://www.w3.org/1999/xlink}href") == "https://example.org/a?b=1&c=2"


def test_one_list_of_references_numbers_the_citations_of_all_texts(manifest: Manifest, facts: PageFacts) -> None:
    tree = read(manifest, facts)

    labels = {ref.get("id"): ref.findtext("label") for ref in tree.iterfind("back/ref-list/ref")}
    shown = [(xref.text, labels[str(xref.get("rid"))]) for xref in tree.iter("xref")]
    assert list(labels.values()) == ["1", "2", "3", "4"]
    assert shown == [(text, text) for text, _label in shown]
    assert words(tree, "back/ref-list/ref/mixed-citation")[0] == "Trial AB. A trial. 2020."
    assert [one.text for one in tree.iterfind("back/ref-list/ref/mixed-citation/pub-id[@pub-id-type='pmid']")] == [
        "123"
    ]


def test_a_level_of_evidence_is_a_note_of_its_reference(
    judged: Manifest, small_manifest: Manifest, facts: PageFacts
) -> None:
    assert words(read(judged, facts), ".//ref/note/p") == ["GRADE: very low"]
    assert words(read(small_manifest, facts), ".//ref/note") == []


def test_patient_text_is_the_plain_language_summary(manifest: Manifest, facts: PageFacts) -> None:
    tree = read(manifest, facts)

    (plain,) = tree.iterfind("front/article-meta/abstract[@abstract-type='plain-language-summary']")
    assert words(plain, "sec/title") == ["What it is", "What helps"]
    assert "20 minutes a day" in "".join(map(str, plain.itertext()))


def test_only_text_is_the_body_and_no_summary_of_itself(small_manifest: Manifest, facts: PageFacts) -> None:
    tree = read(small_manifest, facts)

    assert words(tree, "body/p") == ["Nothing more."]
    assert tree.find("front/article-meta/abstract[@abstract-type]") is None


def test_who_wrote_it_who_signed_it_and_what_was_signed_stand_in_the_front(full: Manifest, facts: PageFacts) -> None:
    meta = read(full, facts).find("front/article-meta")

    assert meta is not None
    assert words(meta, "contrib-group/contrib/string-name") == ["Clara Example", "No Account"]
    assert words(meta, "article-version") == ["3"]
    assert {pair.findtext("meta-name"): pair.findtext("meta-value") for pair in meta.iter("custom-meta")} == {
        "basis": "approved",
        "fingerprint-sha256": facts.digest,
        "review-due": str(facts.review_due),
        "board": "Medical Advisory Board",
    }


def test_retracted_article_says_so_before_its_title(manifest: Manifest, facts: PageFacts) -> None:
    retracted = replace(facts, notices=(Notice("retraction", "Wrong.", date(2026, 6, 1)),))

    title = read(manifest, retracted).findtext("front/article-meta/title-group/article-title")

    assert title is not None
    assert title.startswith("RETRACTED: ")


def test_characters_that_xml_has_no_place_for_are_left_out(small_manifest: Manifest, facts: PageFacts) -> None:
    odd = replace(small_manifest, title="A\x0b \ufffe& <b>")

    assert read(odd, facts).findtext(".//article-title") == "A & <b>"


def test_contributors_come_with_orcid_and_everything_that_they_disclosed(full: Manifest, facts: PageFacts) -> None:
    tree = read(full, facts)

    told = [(note.get("fn-type"), " ".join(map(str, note.itertext()))) for note in tree.iterfind(".//fn-group/fn")]
    assert words(tree, ".//contrib-id") == ["https://orcid.org/0000-0002-1825-0097"]
    assert [role.get("vocab-term") for role in tree.iterfind(".//contrib/role")] == ["Writing – original draft"] * 2
    assert told == [
        ("coi-statement", "Clara Example. Interests: None"),
        ("coi-statement", "No Account. Interests: not stated"),
        ("financial-disclosure", "No Account. Funding: none"),
        ("other", "No Account. Use of software (AI): Spelling."),
    ]
