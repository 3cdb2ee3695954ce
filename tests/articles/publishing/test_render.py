"""A page from manifest and facts: what it holds, what it refuses, and the safety rules that it keeps."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import EvidenceSearch, FrozenText, Manifest
from articles.publishing import wording
from articles.publishing.checking import NotRenderable
from articles.publishing.facts import EarlierApproval, Notice, NoticeName, PageFacts, Reexamination, ReferenceMark
from articles.publishing.hidden_passages import without_hidden
from articles.publishing.render import render
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from tests.selecting import attribute, select, text, texts

PageOf = Callable[..., HtmlElement]


def after(tree: HtmlElement, text_before: str) -> str:
    """The words of a page from a passage on."""
    words = " ".join(tree.text_content().split())
    return words[words.index(text_before) :]


def test_page_is_the_same_every_time(manifest: Manifest, facts: PageFacts) -> None:
    assert render(manifest, facts, "patient") == render(manifest, facts, "patient")


def test_page_says_who_wrote_it_and_who_signed_it(page: PageOf) -> None:
    tree = page("patient")

    assert texts(tree, ".rb-authors li") == ["Clara Example, MD – Author, Sample Hospital Interests: None"]
    assert texts(tree, ".rb-signer") == [
        (
            "Ada Chair, MD Chair, Nowhere Approved (clinical accuracy; texts for: Patients, families and carers, "
            "Health professionals), 8 May 2026 Interests: none declared"
        ),
        (
            "Di Ssent Lay member Disagreed (texts for: Patients, families and carers, Health professionals), 9 May 2026 "
            "Interests: Owns shares “Too long.”"
        ),
    ]


def test_page_shows_all_its_dates(page: PageOf) -> None:
    assert texts(page("patient"), ".rb-dates > div") == [
        "Published 3 January 2025",
        "Last updated 10 May 2026",
        "Last reviewed 9 May 2026",
        "Next review due 9 May 2027",
    ]


def test_approved_page_folds_its_steps_into_one_line(page: PageOf) -> None:
    tree = page("patient")

    assert text(tree, "details.rb-review > summary") == "Approved Last reviewed 9 May 2026 Next review due 9 May 2027"
    assert texts(tree, "details.rb-review .rb-steps__step") == [
        "Submitted 20 April 2026",
        "Under review 22 April 2026",
        "Approved 9 May 2026",
    ]


def test_page_offers_the_other_versions_as_plain_links(page: PageOf) -> None:
    tree = page("patient")

    question = "Which best describes you? Your choice helps us use language that's most understandable for you."
    assert text(tree, "nav.rb-chooser p") == question
    assert texts(tree, "nav.rb-chooser li") == [
        "Patients, families and carers",
        "Students no text yet",
        "Health professionals",
    ]
    assert [(link.get("href"), link.get("aria-current")) for link in select(tree, "nav.rb-chooser a")] == [
        ("/articles/nerve-pain/?audience=patient", "true"),
        ("/articles/nerve-pain/?audience=student", None),
        ("/articles/nerve-pain/?audience=clinician", None),
    ]


def test_text_that_is_not_published_is_not_offered(page: PageOf) -> None:
    tree = page("clinician", audiences=("clinician",))

    assert texts(tree, ".rb-audience a") == []
    assert texts(tree, "nav.rb-chooser li > span") == ["no text yet", "no text yet"]
    assert select(tree, ".rb-levels") == []
    alternates = [link.get("type") for link in select(tree, 'link[rel="alternate"]')]
    assert alternates == ["application/json+oembed"]


def test_page_says_whose_text_it_is_to_those_who_have_none(page: PageOf) -> None:
    patient, clinician = page("patient"), page("clinician")

    assert [(said.get("id"), said.text) for said in select(patient, ".rb-instead")] == [
        ("_no-student", "There is no text for students yet. This is the text for patients, families and carers.")
    ]
    assert select(clinician, ".rb-instead") == []
    assert select(patient, "article > *")[0].get("id") == "_no-student"


def test_only_text_of_an_article_says_so_to_everybody_else(page: PageOf) -> None:
    tree = page("clinician", audiences=("clinician",))

    assert texts(tree, ".rb-instead") == [
        "There is no text for patients, families and carers yet. This is the text for health professionals.",
        "There is no text for students yet. This is the text for health professionals.",
    ]


def test_page_says_how_long_it_takes(page: PageOf) -> None:
    assert text(page("patient"), ".rb-audience__effort") == "1 minute to read"


def test_citations_are_numbered_by_first_appearance_and_linked_both_ways(page: PageOf) -> None:
    tree = page("patient")

    assert texts(tree, ".rb-cite") == ["[1]", "[1–3]"]
    assert [link.get("href") for link in select(tree, ".rb-cite a")] == ["#ref-1", "#ref-1", "#ref-3"]
    back = [
        [link.get("href") for link in select(entry, ".rb-reference__used a")] for entry in select(tree, ".rb-reference")
    ]
    assert back == [["#cite-1", "#cite-2"], ["#cite-2"], ["#cite-2"]]
    assert [place.get("id") for place in select(tree, ".rb-cite")] == ["cite-1", "cite-2"]


def test_every_link_within_the_page_leads_somewhere(page: PageOf) -> None:
    for tree in (page("patient"), page("clinician")):
        ids = [found.get("id") for found in select(tree, "[id]")]
        targets = {link.get("href", "")[1:] for link in select(tree, 'a[href^="#"]')}

        assert len(ids) == len(set(ids))
        assert targets - set(ids) == set()


def test_each_number_of_a_citation_leads_to_its_entry_whose_words_can_be_shown(page: PageOf) -> None:
    tree = page("patient")

    shown = [link.get("href") for link in select(tree, ".rb-cite a")]
    entries = select(tree, ".rb-reference__words")
    assert shown == ["#ref-1", "#ref-1", "#ref-3"]
    assert [(entry.get("id"), entry.get("popover")) for entry in entries] == [
        ("ref-1-words", "hint"),
        ("ref-2-words", "hint"),
        ("ref-3-words", "hint"),
    ]
    assert "Smith AB. Slow recovery. 2020." in " ".join(entries[0].text_content().split())


def test_references_are_typed_numbered_and_linked(page: PageOf) -> None:
    tree = page("patient")

    first, second, third = select(tree, ".rb-reference")
    assert texts(tree, ".rb-reference__type") == ["Review", "Research", "Guideline", "Randomised trial"]
    assert [(link.text, link.get("href")) for link in select(first, 'a[rel="external"]')] == [
        ("doi:10.1000/slow", "https://doi.org/10.1000/slow"),
        ("PMID: 123", "https://pubmed.ncbi.nlm.nih.gov/123"),
    ]
    assert texts(second, ".rb-reference__standing") == ["Type as stated by the source"]
    assert [link.get("href") for link in select(third, 'a[rel="external"]')] == ["https://example.org/guide"]
    assert "Smith AB. Slow recovery. 2020." in " ".join(first.text_content().split())


def test_a_level_of_evidence_is_told_with_its_scheme_beside_the_reference(manifest: Manifest, facts: PageFacts) -> None:
    first, *others = manifest.references
    judged = replace(first, evidence={"scheme": "grade", "level": "low"})

    tree = html.fromstring(render(replace(manifest, references=(judged, *others)), facts, "patient"))

    shown = [texts(entry, ".rb-reference__standing") for entry in select(tree, ".rb-reference")]
    assert shown == [["Evidence: low certainty (GRADE)"], ["Type as stated by the source"], []]


def test_reference_of_another_text_is_listed_apart_and_names_that_text(page: PageOf) -> None:
    tree = page("patient")

    other = text(tree, ".rb-references__others li")
    assert other == "Randomised trial Trial AB. A trial. 2020. Used in the version for: Health professionals"


def test_evidence_is_searched_to_the_earliest_day_and_each_search_can_be_read(
    manifest: Manifest, facts: PageFacts
) -> None:
    searches = (
        EvidenceSearch("PubMed", "nerve <b> AND leg", "2026-04-14", "Lena Librarian", "212"),
        EvidenceSearch("Embase", "nerve", "2026-03-02", "Lena Librarian"),
    )

    tree = html.fromstring(render(replace(manifest, evidence_search=searches), facts, "patient"))

    assert texts(tree, "#_searched > p") == ["Evidence searched to 2 March 2026 (PubMed, Embase)"]
    assert texts(tree, "#_searched .rb-meta") == [
        "Searched on 14 April 2026by Lena LibrarianWorks found: 212",
        "Searched on 2 March 2026by Lena Librarian",
    ]
    assert texts(tree, ".rb-strategy") == ["nerve <b> AND leg", "nerve"]


def test_a_page_without_a_search_says_nothing_of_one(page: PageOf) -> None:
    assert select(page("patient"), "#_searched") == []


def test_malformed_identifier_is_linked_nowhere(page: PageOf) -> None:
    assert [link.get("href") for link in select(page("patient"), ".rb-references__others a")] == []


def test_contents_list_the_main_headings(page: PageOf) -> None:
    tree = page("patient")

    assert [(link.get("href"), link.text) for link in select(tree, ".rb-contents a")] == [
        ("#what-it-is", "What it is"),
        ("#what-helps", "What helps"),
    ]


def test_headings_never_take_an_id_of_the_frame(manifest: Manifest, facts: PageFacts) -> None:
    body = canonical("<h2>References</h2><p>a</p><h2>Ref 1</h2><h2>References</h2><h2>…</h2><p>b</p>")
    changed = replace(manifest, texts={**manifest.texts, "patient": FrozenText("", body)})

    tree = html.document_fromstring(render(changed, facts, "patient"))

    headings = [heading.get("id") for heading in select(tree, ".rb-text h2")]
    assert headings == ["references-2", "section-ref-1", "references-3", "section"]


def test_picture_names_its_source(page: PageOf) -> None:
    assert text(page("patient"), "figure .rb-origin") == "Drawn by us. CC BY 4.0"


def test_emergency_card_stands_before_the_bottom_line_and_in_its_place(page: PageOf) -> None:
    tree = page("patient")

    cards = texts(tree, 'aside[data-kind="emergency"]')
    assert cards == ["Emergency Call an ambulance now if: you cannot pass urine both legs get weak"] * 2
    order = [found.get("class") for found in select(tree, "article > *") if found.get("class")]
    assert order.index("rb-text rb-first") < order.index("rb-summary")


def test_emergency_card_that_opens_a_text_is_shown_once(manifest: Manifest, facts: PageFacts) -> None:
    body = canonical('<p>First.</p><aside data-kind="emergency"><p>Call 112.</p></aside><h2>Then</h2><p>More.</p>')
    changed = replace(manifest, texts={**manifest.texts, "patient": FrozenText("", body)})

    tree = html.document_fromstring(render(changed, replace(facts, audiences=("patient",)), "patient"))

    assert texts(tree, 'aside[data-kind="emergency"]') == ["Emergency Call 112."]
    assert texts(tree, "article > .rb-text") == ["Emergency Call 112.", "First. Then More."]


def test_json_ld_says_who_reviewed_it_and_when(page: PageOf) -> None:
    (script,) = select(page("clinician"), 'script[type="application/ld+json"]')

    data = json.loads(script.text or "")
    assert data["@type"] == "MedicalWebPage"
    assert data["lastReviewed"] == "2026-05-09"
    assert [person["name"] for person in data["reviewedBy"]] == ["Ada Chair"]
    assert [work["name"] for work in data["citation"]] == ["A trial", "A guideline"]
    assert data["audience"] == {"@type": "MedicalAudience", "audienceType": "Clinician"}
    assert data["url"] == "https://health.example/articles/nerve-pain/clinician/"


def test_json_ld_cannot_end_its_script_element(manifest: Manifest, facts: PageFacts) -> None:
    title = "</script><script>alert(1)</script> & <!-- more"

    page = render(replace(manifest, title=title), facts, "patient")

    scripts = select(html.document_fromstring(page), "script")
    assert [script.get("type") for script in scripts] == ["application/ld+json", "module"]
    assert json.loads(scripts[0].text or "")["name"] == title


def test_page_has_no_inline_style_or_script(manifest: Manifest, facts: PageFacts) -> None:
    tree = html.document_fromstring(render(manifest, facts, "clinician"))

    scripts = [(found.get("type"), found.get("src")) for found in select(tree, "script")]
    assert scripts == [("application/ld+json", None), ("module", "/static/js/reader.js")]
    assert select(tree, "style, [style], [onclick], [onload]") == []


def test_page_has_its_canonical_address_and_its_alternates(page: PageOf) -> None:
    tree = page("patient")

    assert attribute(tree, 'link[rel="canonical"]', "href") == "https://health.example/articles/nerve-pain/patient/"
    assert [link.get("href") for link in select(tree, 'link[rel="alternate"]')] == [
        "https://health.example/articles/nerve-pain/clinician/",
        "https://health.example/oembed/?url=https%3A%2F%2Fhealth.example%2Farticles%2Fnerve-pain%2Fpatient%2F",
    ]


def test_page_links_the_policy_and_shows_code_version_and_fingerprint(page: PageOf, facts: PageFacts) -> None:
    tree = page("patient")

    assert [link.get("href") for link in select(tree, ".rb-statement > p > a")] == ["/editorial-policy/"]
    assert text(tree, "#_details .nhsuk-details__text") == (
        "Version 3 · Copy code: K7Q-F3M-HTX · Is my copy current? What changed in this version: New doses"
        f" What changed since the version before · All versions of this article Fingerprint: {facts.digest}"
        " Check the signatures yourself"
    )
    assert [link.get("href") for link in select(tree, "#_details a")] == [
        "/c/K7Q-F3M-HTX",
        "/articles/nerve-pain/versions/3/patient/changes/",
        "/articles/nerve-pain/versions/",
        "/articles/nerve-pain/verify/",
    ]


def test_each_audience_has_its_disclaimer_and_the_emergency_line(page: PageOf) -> None:
    for audience in ("patient", "clinician"):
        words = text(page(audience), ".rb-disclaimer")
        assert words == f"Educational purpose only Disclaimer for the {audience} text. In an emergency call 112."


def test_notices_and_reexamination_add_caution(page: PageOf) -> None:
    notice = Notice("correction", date(2026, 6, 2), "A dose was wrong.")
    again = Reexamination("under_review", date(2026, 6, 1))

    tree = page("patient", notices=(notice,), reexamination=again)

    assert texts(tree, ".rb-notice") == ["Correction (2 June 2026) A dose was wrong."]
    assert select(tree, ".rb-notice a") == []
    assert texts(tree, ".rb-caution") == [
        "Our board has been looking at this page again since 1 June 2026. Parts of it may change."
    ]


@pytest.mark.parametrize("kind", ["correction", "concern", "retraction", "warning"])
def test_s18_a_notice_stands_before_the_title_and_whom_the_page_is_for(kind: NoticeName, page: PageOf) -> None:
    tree = page("patient", notices=(Notice(kind, date(2026, 6, 2), "A dose was wrong."),))

    assert [found.tag for found in select(tree, "main .rb-notice, main .rb-audience, main h1")] == [
        "section",
        "p",
        "h1",
    ]
    assert text(tree, "main").replace("RETRACTED ", "").startswith(f"{wording.NOTICES[kind]} (2 June 2026) A dose was")


def test_page_approved_earlier_names_who_approved_it_and_claims_no_board(page: PageOf) -> None:
    earlier = EarlierApproval("the former board", date(2024, 5, 1), "Minutes of 1 May 2024.")

    tree = page("patient", basis="approved_earlier", review=None, earlier=earlier, last_reviewed=None)

    assert text(tree, "p.rb-review") == (
        "Approved Approved earlier by the former board (1 May 2024) Not yet reviewed by our board"
    )
    assert texts(tree, ".rb-signer") == []
    assert "reviewedBy" not in (select(tree, "script")[0].text or "")


def test_small_page_needs_no_contents_or_applies_to(small_manifest: Manifest, facts: PageFacts) -> None:
    tree = html.document_fromstring(render(small_manifest, replace(facts, audiences=("student",)), "student"))

    assert select(tree, ".rb-contents, .rb-references__others") == []
    assert text(tree, ".rb-applies") == "Educational purpose only"


def test_text_that_the_sanitiser_would_change_is_refused(manifest: Manifest, facts: PageFacts) -> None:
    altered = FrozenText("", "<p>fine</p><script>alert(1)</script>")

    with pytest.raises(NotRenderable, match="not as the sanitiser leaves it"):
        render(replace(manifest, texts={**manifest.texts, "clinician": altered}), facts, "patient")


def test_citation_without_a_reference_is_refused(manifest: Manifest, facts: PageFacts) -> None:
    cited = FrozenText("", canonical('<p>So it is<cite data-key="unresolved:1"></cite>.</p>'))

    with pytest.raises(NotRenderable, match="“unresolved:1”, which is not in the list"):
        render(replace(manifest, texts={**manifest.texts, "patient": cited}), facts, "patient")


def test_unknown_audience_and_dialect_are_refused(manifest: Manifest, facts: PageFacts) -> None:
    with pytest.raises(NotRenderable, match="no text for “student”"):
        render(manifest, facts, "student")
    with pytest.raises(NotRenderable, match="unknown dialect “9”"):
        render(replace(manifest, dialect="9"), facts, "patient")


def test_s01_audience_stands_in_title_first_line_share_text_and_description(page: PageOf) -> None:
    tree = page("clinician")

    assert text(tree, "title") == "For health professionals: Nerve pain in the leg – Example Press"
    assert attribute(tree, 'meta[property="og:title"]', "content") == "For health professionals: Nerve pain in the leg"
    assert attribute(tree, 'meta[name="description"]', "content") == "For health professionals: Doses of examplin."
    assert after(select(tree, "main")[0], "Written")[:34] == "Written for: Health professionals "
    assert "Written for: Health professionals" in text(tree, ".rb-print-header")


def test_s01_first_link_is_the_version_for_patients(page: PageOf) -> None:
    link = select(page("clinician"), "main a")[0]

    assert (link.text, link.get("href")) == ("Read the version for patients", "/articles/nerve-pain/patient/")


def test_s01_doses_follow_the_words_for_prescribers(page: PageOf) -> None:
    (body,) = select(page("clinician"), "article > .rb-text:not(.rb-first)")

    labels = select(body, ".rb-prescribers")
    followers = [" ".join(label.getnext().text_content().split()[:3]) for label in labels]
    assert followers == ["Start examplin at", "Scroll to the", "Do not give"]


def test_s01_patients_are_not_addressed_as_prescribers(page: PageOf) -> None:
    tree = page("patient")

    assert select(tree, ".rb-prescribers") == []
    assert text(tree, "title") == "Nerve pain in the leg – Example Press"


def test_s03_pending_page_looks_like_nothing_but_pending(page: PageOf, pending_facts: PageFacts) -> None:
    tree = page("patient", of=pending_facts)

    assert attribute(tree, 'meta[name="robots"]', "content") == "noindex"
    assert text(tree, ".rb-watermark") == "PENDING"
    assert text(tree, ".rb-badge") == "Not yet reviewed"
    assert texts(tree, ".rb-caution") == [
        "Take care: this page is waiting for review. Nobody on our board has checked it yet."
    ]
    assert texts(tree, ".rb-steps__step") == [
        "Submitted 20 April 2026",
        "Under review Since 22 April 2026",
        "Approved Not yet",
    ]
    words = tree.text_content()
    assert [
        claim for claim in ("Medical Advisory Board", "Ada Chair", "Last reviewed", "reviewedBy") if claim in words
    ] == []


def test_s06_running_header_dates_every_printed_page(page: PageOf, pending_facts: PageFacts) -> None:
    assert text(page("clinician"), ".rb-print-header") == (
        "Example Press · Written for: Health professionals · Version 3 "
        "Last reviewed 9 May 2026 · Next review due 9 May 2027 · K7Q-F3M-HTY"
    )
    assert text(page("patient", of=pending_facts), ".rb-print-header").endswith(
        "Not reviewed by our board · K7Q-F3M-HTX"
    )


def test_s07_table_and_card_with_a_dose_end_with_their_origin(page: PageOf) -> None:
    tree = page("clinician")

    stamp = "Health professionals · version 3 · reviewed May 2026"
    boxes = select(tree, '.rb-dose, aside[data-kind="warning"]')
    assert [" ".join((box[-1].text_content()).split()) for box in boxes] == [stamp, stamp]
    assert texts(tree, ".rb-table-frame .rb-origin") == []


def test_s07_origin_of_a_pending_page_claims_no_review(page: PageOf, pending_facts: PageFacts) -> None:
    stamps = set(texts(page("clinician", of=pending_facts), ".rb-origin"))

    assert stamps == {"Health professionals · version 3 · not reviewed by our board"}


def test_s08_doses_for_professionals_and_single_items_of_warnings_are_kept_from_snippets(page: PageOf) -> None:
    (body,) = select(page("clinician"), "article > .rb-text:not(.rb-first)")

    kept = [" ".join(found.text_content().split()) for found in select(body, "span[data-nosnippet]")]
    assert kept == [
        "Start examplin at 300 mg once a day[2].",
        "Never exceed 900 mg.",
        "placebocin 5 mg",
        "alcohol",
    ]
    assert [table.get("data-nosnippet") for table in select(body, ".rb-dose")] == [""]


def test_s11_superscripts_stay_marked_and_citations_are_bracketed(page: PageOf) -> None:
    tree = page("patient")

    assert [sub.text for sub in select(tree, ".rb-text sub")] == ["2"]
    assert all(re.fullmatch(r"\[[\d–, ]+\]", words) for words in texts(tree, ".rb-cite"))


def test_s12_number_and_unit_are_never_parted(manifest: Manifest, facts: PageFacts) -> None:
    page = render(manifest, facts, "clinician")

    assert "300\u00a0mg once a day" in page
    assert "300 mg" not in page


def test_s13_a_wide_table_says_that_there_is_more(page: PageOf) -> None:
    tree = page("clinician")

    frames = select(tree, ".rb-scroll")
    assert [frame.getprevious().text_content() for frame in frames] == ["Scroll to the right for more"] * 2
    assert [frame.get("role") for frame in frames] == ["region", "region"]
    assert [frame.get("aria-labelledby") or frame.get("aria-label") for frame in frames] == ["table-1", "Table 2"]


def test_s14_no_warning_or_card_is_folded(page: PageOf) -> None:
    for tree in (page("patient"), page("clinician")):
        assert select(tree, "details aside") == []


def test_s15_page_without_words_in_its_language_is_refused(manifest: Manifest, facts: PageFacts) -> None:
    with pytest.raises(NotRenderable, match="Words of the page are missing in “xx”") as refused:
        render(replace(manifest, language="xx"), facts, "patient")

    assert len(refused.value.details) == len(wording.frame_words())


def test_s15_page_without_its_disclaimer_is_refused(manifest: Manifest, facts: PageFacts) -> None:
    silent = replace(facts.publisher, disclaimers={"clinician": "Only this."})

    with pytest.raises(NotRenderable, match="no disclaimer for “patient”"):
        render(manifest, replace(facts, publisher=silent), "patient")


def test_s15_frame_words_are_found_in_templates_and_code() -> None:
    words = wording.frame_words()

    assert [
        word
        for word in (
            "Bottom line",
            "%(minutes)s minute to read",
            "very easy",
            "Read the version for patients",
            "For prescribers",
        )
        if word not in words
    ] == []


def test_s15_page_has_the_language_of_its_article(page: PageOf) -> None:
    assert attribute(page("patient"), "html", "lang") == "en"


def test_s18_retraction_is_marked_at_the_citation_and_in_the_list(page: PageOf) -> None:
    tree = page("patient", reference_marks=(ReferenceMark("jones", "retracted"),))

    assert texts(tree, ".rb-text .rb-mark") == ["[2] Retracted"]
    assert texts(tree, ".rb-reference .rb-mark") == ["Retracted"]


def test_s18_our_own_retraction_stands_before_the_title(page: PageOf) -> None:
    notice = Notice("retraction", date(2026, 6, 2), "The doses were wrong.")

    tree = page("patient", notices=(notice,))

    assert text(tree, "h1") == "RETRACTED: Nerve pain in the leg"
    assert text(tree, ".rb-watermark") == "RETRACTED"
    assert attribute(tree, 'meta[name="robots"]', "content") == "noindex"
    assert json.loads(select(tree, "script")[0].text or "")["name"] == "RETRACTED: Nerve pain in the leg"


def test_s22_hidden_block_gives_way_to_a_line_that_says_so(page: PageOf, manifest: Manifest) -> None:
    (dose,) = [block.key for block in blocks(manifest.texts["clinician"].body) if block.text == "Never exceed 900 mg."]

    words = page("clinician", hidden_blocks=(dose,)).text_content()

    assert "Never exceed" not in words
    assert "This passage is hidden while it is being checked." in words


def test_s22_hidden_item_stays_an_item_and_equal_words_go_together() -> None:
    text = "<ul>\n<li>Take it with food.</li>\n<li>Rest.</li>\n</ul>\n<p>Walk.</p>\n<p>Sit.</p>\n<p>Walk.</p>"
    hidden = {
        block.key for block in blocks(text) if block.text in ("Take it with food.", "Walk.") and block.ordinal == 1
    }

    shown = without_hidden(text, frozenset(hidden))

    line = "This passage is hidden while it is being checked."
    assert shown == (f"<ul>\n<li>{line}</li>\n<li>Rest.</li>\n</ul>\n<p>{line}</p>\n<p>Sit.</p>\n<p>{line}</p>")


def test_s25_approval_is_said_in_full(page: PageOf, facts: PageFacts) -> None:
    assert facts.review is not None
    assert texts(page("patient"), ".rb-statement > p")[0] == facts.review.statement


@pytest.mark.parametrize(("overdue", "robots"), [("overdue", []), ("long_overdue", ["noindex"])])
def test_s26_overdue_page_says_so_and_leaves_the_index_after_a_while(
    page: PageOf, overdue: str, robots: list[str]
) -> None:
    tree = page("patient", overdue=overdue)

    assert texts(tree, ".rb-caution") == [
        "The review of this page was due on 9 May 2027 and has not been done yet. Parts of it may be out of date."
    ]
    assert [found.get("content") for found in select(tree, 'meta[name="robots"]')] == robots


def test_s28_sample_page_wears_its_band_and_is_not_indexed(page: PageOf) -> None:
    tree = page("patient", sample=True)

    assert text(tree, ".rb-band") == "Sample content. Fictional reviewers. Not medical advice."
    assert attribute(tree, 'meta[name="robots"]', "content") == "noindex"


def test_s31_whom_it_is_about_stands_at_the_top(page: PageOf) -> None:
    assert text(page("clinician"), ".rb-applies") == (
        "Educational purpose only · Applies to: Adults; Not in pregnancy."
    )


WORDS = st.text(st.characters(exclude_categories=("C", "N", "Z")), max_size=40)
NASTY = st.sampled_from(
    ["<script>", "</p>", "&lt;b>", "<cite data-key='x'>", "{{ facts }}", "{% load i18n %}", "]]>", "<!--"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(WORDS, NASTY), min_size=1, max_size=6).map(lambda parts: " ".join(["x", *parts, "x"])))
def test_what_was_text_is_never_markup(manifest: Manifest, facts: PageFacts, words: str) -> None:
    paragraph = canonical(f"<h2>{_escaped(words)}</h2><p>{_escaped(words)} 5 mg</p><ul><li>{_escaped(words)}</li></ul>")
    changed = replace(
        manifest,
        title=words,
        change_note=words,
        funding=words,
        contributors=tuple(replace(byline, name=words, interests=words) for byline in manifest.contributors),
        references=tuple(replace(item, csl={**item.csl, "title": words}) for item in manifest.references),
        texts={**manifest.texts, "clinician": FrozenText(paragraph, paragraph, words)},
    )

    page, plain = (html.document_fromstring(render(one, facts, "clinician")) for one in (changed, _without(changed)))

    assert shape(page) == shape(plain)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _without(manifest: Manifest) -> Manifest:
    """The same version with an innocent letter in place of the words."""
    letter = canonical("<h2>x</h2><p>x 5 mg</p><ul><li>x</li></ul>")
    return replace(
        manifest,
        title="x",
        change_note="x",
        funding="x",
        contributors=tuple(replace(byline, name="x", interests="x") for byline in manifest.contributors),
        references=tuple(replace(item, csl={**item.csl, "title": "x"}) for item in manifest.references),
        texts={**manifest.texts, "clinician": FrozenText(letter, letter, "x")},
    )


def shape(tree: HtmlElement) -> list[Any]:
    return [(found.tag, sorted(found.keys())) for found in tree.iter() if isinstance(found.tag, str)]
