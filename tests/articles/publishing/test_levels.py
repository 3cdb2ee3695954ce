"""From each section to its counterpart in the other texts, with the ids that their pages give."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import FrozenText, Manifest
from articles.publishing.facts import PageFacts
from articles.publishing.render import render
from articles.text.dialect import canonical
from tests.selecting import select

PATIENT = """
<h2>What is it?</h2><p>A nerve is sore.</p>
<h2>Which medicines help?</h2><p>Examplin can help the pain<cite data-key="guide"></cite>.</p>
<h2>What can you do?</h2><p>Go for walks. Walk a little more each week.</p>
"""
STUDENT = """
<h2>Drug treatment<cite data-key="guide"></cite></h2><p>Examplin helps the pain<cite data-key="guide"></cite>.</p>
"""
CLINICIAN = """
<h2>Treatment</h2>
<h3>Drugs</h3><p>Examplin 300 mg once a day for pain<cite data-key="guide"></cite>.</p>
<h3>Walking</h3><p>Prescribe walks, a little more each week.</p>
"""


@pytest.fixture
def links(manifest: Manifest, facts: PageFacts) -> "Links":
    bodies = {"patient": PATIENT, "student": STUDENT, "clinician": CLINICIAN}
    return Links(manifest, facts, bodies)


class Links:
    """Links under the headings of a page, as `{heading: [(words, address)]}`."""

    def __init__(self, manifest: Manifest, facts: PageFacts, bodies: Mapping[str, str]) -> None:
        self.texts = {name: FrozenText("<p>Short.</p>", canonical(body)) for name, body in bodies.items()}
        self.manifest = replace(manifest, audiences=tuple(bodies), texts=self.texts)
        self.facts = replace(facts, audiences=tuple(bodies))

    def page(self, audience: str) -> HtmlElement:
        return html.document_fromstring(render(self.manifest, self.facts, audience))

    def of(self, audience: str) -> dict[str, list[tuple[str, str]]]:
        found = {}
        for line in select(self.page(audience), ".rb-levels"):
            heading = line.getprevious()
            assert heading is not None
            found[" ".join(heading.text_content().split())] = [
                (" ".join((link.text or "").split()), link.get("href", "").removeprefix("/articles/nerve-pain/"))
                for link in select(line, "a")
            ]
        return found


def test_section_leads_to_its_counterpart_in_each_other_text(links: Links) -> None:
    assert links.of("patient")["Which medicines help?"] == [
        ("for students", "?audience=student#drug-treatment"),
        ("for health professionals", "?audience=clinician#drugs"),
    ]


def test_section_without_a_counterpart_leads_to_the_nearest_place(links: Links) -> None:
    found = links.of("patient")

    assert found["What is it?"] == [
        ("for students, nearest section", "?audience=student"),
        ("for health professionals, nearest section", "?audience=clinician"),
    ]
    assert found["What can you do?"][0] == ("for students, nearest section", "?audience=student#drug-treatment")


def test_section_whose_parts_have_counterparts_leads_to_the_first(links: Links) -> None:
    found = links.of("clinician")

    assert found["Treatment"] == [
        ("for students", "?audience=student#drug-treatment"),
        ("for patients", "?audience=patient#which-medicines-help"),
    ]
    assert found["Walking"] == [("for patients", "?audience=patient#what-can-you-do")]


def test_way_there_and_way_back_meet(links: Links) -> None:
    there = {address.partition("#")[2] for _words, address in links.of("student")["Drug treatment[1]"]}

    back = {links.of("patient")["Which medicines help?"][0][1], links.of("clinician")["Drugs"][0][1]}

    assert (there, back) == ({"which-medicines-help", "drugs"}, {"?audience=student#drug-treatment"})


def test_line_says_which_way_is_easier(links: Links) -> None:
    lines = [" ".join(line.text_content().split()) for line in select(links.page("student"), ".rb-levels")]

    assert lines == ["Simpler: for patients More detail: for health professionals"]


def test_name_of_a_link_says_where_it_leads_out_of_its_place(links: Links) -> None:
    names = [link.get("aria-label") for link in select(links.page("student"), ".rb-levels a")]

    assert names == [
        "for patients, Simpler: Drug treatment",
        "for health professionals, More detail: Drug treatment",
    ]


def test_every_anchor_is_the_id_of_a_heading_on_that_page(links: Links) -> None:
    ids = {name: {found.get("id") for found in select(links.page(name), "h2, h3")} for name in links.texts}

    for name in links.texts:
        for ways in links.of(name).values():
            for _words, address in ways:
                audience, _hash, anchor = address.removeprefix("?audience=").partition("#")
                assert anchor in ids[audience] | {""}


def test_headings_in_boxes_begin_no_section_and_move_no_anchor(manifest: Manifest, facts: PageFacts) -> None:
    boxed = '<aside data-kind="emergency"><h3>Drugs</h3><p>Call for help.</p></aside>'
    body = f"<p>First.</p>{boxed}{CLINICIAN}"

    links = Links(manifest, facts, {"patient": PATIENT, "clinician": body})

    assert links.of("patient")["Which medicines help?"] == [("for health professionals", "?audience=clinician#drugs-2")]
    assert "drugs-2" in {heading.get("id") for heading in select(links.page("clinician"), "h3")}
    assert list(links.of("clinician")) == ["Treatment", "Drugs", "Walking"]


def test_lines_are_the_frames_and_not_on_paper(links: Links) -> None:
    classes = {line.get("class") for line in select(links.page("student"), ".rb-levels")}

    assert classes == {"rb-levels rb-no-print"}
