"""The sheet for an appointment: the text's own whole sentences and whole cards, on one page."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from articles.manifest import FrozenText, Manifest
from articles.publishing.appointment import Sheet, _uncited, made_sheet, sheet, sheet_context
from articles.publishing.facts import PageFacts
from articles.publishing.proof import NotFaithful, prove_sheet
from articles.publishing.proof.sheets import differences_of_sheet
from articles.text.blocks import blocks
from articles.text.dialect import canonical
from articles.text.tree import Element, parse, serialise
from tests.selecting import texts

SheetOf = Callable[..., Sheet]
SUMMARY = '<p>A nerve hurts<cite data-key="smith"></cite>. It heals. It takes 6 weeks. Most people stay at work.</p>'
BODY = """
<aside data-kind="see-someone"><p>Make an appointment if:</p><ul><li>it lasts</li></ul></aside>
<aside data-kind="emergency"><p>Call 112 if:</p><ul><li>you cannot pass urine</li><li>both legs get weak</li></ul></aside>
<h2>What helps</h2>
<p>Gabapentin or paracetamol may help<cite data-key="smith"></cite>. Paracetamol is tried first.</p>
<aside data-kind="warning"><p>Do not drive.</p></aside>
<aside data-kind="ask-your-doctor"><p>Questions:</p><ul><li>Do I need a scan?</li><li>May I run?</li></ul></aside>
"""


@pytest.fixture
def sheet_of(manifest: Manifest, facts: PageFacts) -> SheetOf:
    def made(summary: str = SUMMARY, body: str = BODY, **changes: object) -> Sheet:
        text = FrozenText(canonical(summary), canonical(body), "About it.")
        return sheet(replace(manifest, texts={"patient": text}), replace(facts, **changes))  # type: ignore[arg-type]

    return made


def test_sheet_says_what_it_is_in_three_whole_sentences(sheet_of: SheetOf) -> None:
    assert sheet_of().lines == ("A nerve hurts.", "It heals.", "It takes 6\N{NO-BREAK SPACE}weeks.")


def test_key_points_stand_in_for_a_bottom_line(sheet_of: SheetOf) -> None:
    points = '<aside data-kind="key-points"><ul><li>One.</li><li>Two.</li><li>Three.</li><li>Four.</li></ul></aside>'

    assert sheet_of(summary="", body=points).lines == ("One.", "Two.", "Three.")


def test_s14_care_cards_stand_whole_and_the_gravest_first(sheet_of: SheetOf) -> None:
    tree = html.fragment_fromstring(sheet_of().cards, create_parent="div")

    assert texts(tree, "aside") == [
        "Emergency Call 112 if: you cannot pass urine both legs get weak",
        "See someone Make an appointment if: it lasts",
    ]


def test_s14_warnings_stand_on_the_sheet_too(sheet_of: SheetOf) -> None:
    tree = html.fragment_fromstring(sheet_of().warnings, create_parent="div")

    assert texts(tree, "aside") == ["Warning Do not drive."]


def test_questions_are_the_texts_own(sheet_of: SheetOf) -> None:
    assert sheet_of().questions == ("Do I need a scan?", "May I run?")


def test_pairs_give_questions_where_no_box_does(sheet_of: SheetOf) -> None:
    pair = '<section data-kind="question"><h3>Will it come back?</h3><p>Seldom.</p></section>'

    assert sheet_of(body=pair).questions == ("Will it come back?",)


def test_medicines_are_named_once_each(sheet_of: SheetOf) -> None:
    assert sheet_of().medicines == ("gabapentin", "paracetamol")


def test_s22_what_is_hidden_on_the_page_is_hidden_on_the_sheet(sheet_of: SheetOf) -> None:
    (block,) = [block for block in blocks(canonical(SUMMARY)) if block.kind == "p"]

    assert sheet_of(hidden_blocks=(block.key,)).lines == ("This passage is hidden while it is being checked.",)


def test_general_questions_are_said_to_be_general(manifest: Manifest, facts: PageFacts) -> None:
    context = sheet_context(manifest, facts)

    assert (context["are_general"], len(context["questions"])) == (True, 5)


def test_s12_no_citation_of_the_page_is_left_on_the_sheet(sheet_of: SheetOf) -> None:
    assert "cite" not in sheet_of(body=BODY.replace("it lasts", 'it lasts<cite data-key="smith"></cite>')).cards


@pytest.mark.parametrize(
    ("signed", "shown"),
    [
        ('<p>Call now <cite data-key="smith"></cite>.</p>', "<p>Call now.</p>"),
        (
            '<p>Call<cite data-key="smith"></cite> now <cite data-key="jones"></cite> or later.</p>',
            "<p>Call now or later.</p>",
        ),
        ('<p>10 <strong>mg <cite data-key="smith"></cite></strong>.</p>', "<p>10 <strong>mg </strong>.</p>"),
    ],
)
def test_words_without_their_citations_read_as_words(signed: str, shown: str) -> None:
    (node,) = parse(signed)

    assert isinstance(node, Element)
    assert serialise([_uncited(node)]) == shown


def box_on(page: str, kind: str) -> str:
    """A whole box of the sheet, as it stands in its HTML."""
    start = page.index(f'<aside data-kind="{kind}"')
    return page[start : page.index("</aside>", start) + len("</aside>")]


@pytest.fixture
def texts_of_the_sheet(manifest: Manifest) -> Manifest:
    text = FrozenText(
        canonical(SUMMARY), canonical(BODY.replace("it lasts", "more than 10<sup>9</sup> cells")), "About it."
    )
    return replace(manifest, texts={"patient": text})


def test_faithful_sheet_is_handed_out(texts_of_the_sheet: Manifest, facts: PageFacts) -> None:
    page = made_sheet(texts_of_the_sheet, facts)

    assert differences_of_sheet(texts_of_the_sheet, facts, page) == []


@pytest.mark.parametrize(
    ("signed", "shown"),
    [
        ("10<sup>9</sup>", "109"),
        ("both legs get weak", "legs get weak"),
        ("Do not drive.", "Drive."),
        ("A nerve hurts.", "A nerve heals."),
        ("Do I need a scan?", "Do I need a knife?"),
        ('<aside data-kind="warning"', '<aside hidden data-kind="warning"'),
    ],
)
def test_s14_sheet_that_says_anything_else_is_refused(
    texts_of_the_sheet: Manifest, facts: PageFacts, signed: str, shown: str
) -> None:
    page = made_sheet(texts_of_the_sheet, facts)
    assert signed in page

    with pytest.raises(NotFaithful):
        prove_sheet(texts_of_the_sheet, facts, page.replace(signed, shown))


@pytest.mark.parametrize("kind", ["emergency", "see-someone", "warning"])
def test_s14_sheet_that_lacks_a_box_is_refused(texts_of_the_sheet: Manifest, facts: PageFacts, kind: str) -> None:
    page = made_sheet(texts_of_the_sheet, facts)

    found = differences_of_sheet(texts_of_the_sheet, facts, page.replace(box_on(page, kind), ""))

    assert [(bool(one.signed), one.shown) for one in found] == [(True, "")]
