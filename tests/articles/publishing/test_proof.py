"""A page that says anything else than what was signed is not made. Each way of saying something else is tried on a finished page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from articles.manifest import FrozenText, Manifest
from articles.publishing import preparing
from articles.publishing.facts import PageFacts
from articles.publishing.hidden_passages import hidden_line
from articles.publishing.proof import NotFaithful, prove
from articles.publishing.proof.lines import lines
from articles.publishing.proof.proving import differences
from articles.publishing.proof.style import hiding
from articles.publishing.render import render
from articles.text.blocks import blocks
from articles.text.dialect import canonical

NEVER = '<p><span data-nosnippet="">Never exceed 900\u00a0mg.</span></p>'


@pytest.fixture
def page(manifest: Manifest, facts: PageFacts) -> str:
    return render(manifest, facts, "clinician")


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_a_page_as_it_is_made_says_what_was_signed(manifest: Manifest, facts: PageFacts, audience: str) -> None:
    assert differences(manifest, facts, audience, render(manifest, facts, audience)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("300\u00a0mg once a day", "3000\u00a0mg once a day"),
        ("Never exceed", "Exceed"),
        (NEVER, ""),
        (NEVER, f"{NEVER}<p>Double it.</p>"),
        ("<td>300\u00a0mg</td><td>900\u00a0mg</td>", "<td>900\u00a0mg</td><td>300\u00a0mg</td>"),
        ("<td>300\u00a0mg</td><td>900\u00a0mg</td>", "<td>300\u00a0mg</td>"),
        ("<td>L4", "<td hidden>L4"),
        (NEVER, NEVER.replace("<p>", '<p class="rb-no-print">')),
        (NEVER, NEVER.replace("<p>", '<p class="nhsuk-u-visually-hidden">')),
        (NEVER, NEVER.replace("<p>", '<p style="color:white">')),
        (NEVER, f"<details>{NEVER}</details>"),
        (NEVER, f'<div class="rb-origin">{NEVER}</div>'),
        ("alcohol", '<a href="https://example.org/">alcohol</a>'),
        ('<article class="rb-article"', '<article class="rb-article rb-screen-only"'),
    ],
)
def test_a_page_that_says_something_else_is_refused(
    manifest: Manifest, facts: PageFacts, page: str, before: str, after: str
) -> None:
    assert before in page
    forged = page.replace(before, after, 1)

    with pytest.raises(NotFaithful):
        prove(manifest, facts, "clinician", forged)


def test_s11_a_lowered_figure_that_is_not_lowered_is_refused(manifest: Manifest, facts: PageFacts) -> None:
    page = render(manifest, facts, "patient").replace("CO<sub>2</sub>", "CO2")

    (difference,) = differences(manifest, facts, "patient", page)
    assert ("CO_(2)" in difference.signed, "CO2" in difference.shown) == (True, True)


def test_sections_in_another_order_are_refused(manifest: Manifest, facts: PageFacts, page: str) -> None:
    one, other = NEVER, "<p>Nothing has been tested well"
    forged = page.replace(one, "").replace(other, one + other, 1)

    assert differences(manifest, facts, "clinician", forged) != []


def test_words_of_the_frame_may_stand_around_the_text(manifest: Manifest, facts: PageFacts, page: str) -> None:
    forged = page.replace("</article>", "<p>Printed by the hospital.</p></article>")

    assert differences(manifest, facts, "clinician", forged) == []


def test_the_text_of_another_audience_is_refused(manifest: Manifest, facts: PageFacts, page: str) -> None:
    with pytest.raises(NotFaithful):
        prove(manifest, facts, "patient", page)


def test_a_card_that_is_lifted_to_the_top_is_whole(manifest: Manifest, facts: PageFacts) -> None:
    page = render(manifest, facts, "patient")
    assert page.count("both legs get weak") == 2

    for part in (page.replace("both legs get weak", "", 1), "both legs".join(page.rsplit("both legs get weak", 1))):
        assert differences(manifest, facts, "patient", part) != []


def test_s22_a_hidden_passage_gives_way_to_one_line_and_nothing_else(manifest: Manifest, facts: PageFacts) -> None:
    body = manifest.texts["clinician"].body
    (key,) = [block.key for block in blocks(body) if block.text.startswith("Never exceed")]
    hiding_one = replace(facts, hidden_blocks=(key,))
    page = render(manifest, hiding_one, "clinician")

    assert differences(manifest, hiding_one, "clinician", page, hidden_line=hidden_line()) == []
    assert differences(manifest, facts, "clinician", page, hidden_line=hidden_line()) != []


def test_a_renderer_that_drops_words_makes_no_page(
    manifest: Manifest, facts: PageFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "without_hidden", lambda text, hidden: text.replace("Never exceed 900 mg.", "Rest."))

    with pytest.raises(NotFaithful) as caught:
        render(manifest, facts, "clinician")
    assert "Never exceed 900 mg." in caught.value.details[0]


@pytest.mark.parametrize(
    "body",
    [
        "<p>One<br>two</p><ul><li>a<ul><li>b</li></ul></li></ul>",
        '<ol start="3"><li><p>a</p><p>b</p></li></ol>',
        "<blockquote><p>Said.</p></blockquote><p>x<sup>2</sup> and 5<sup>th</sup></p>",
        '<section data-kind="question"><h3>Can I drive?</h3><p>Yes.</p></section>',
        '<aside data-kind="emergency"><h3>Now</h3><p>Call.</p></aside><p>Later.</p>',
        "<table><tbody><tr><td>a<br>b</td><td></td></tr></tbody></table>",
        '<p>See <a href="https://example.org/?a=1&amp;b=2">this</a> | that − 5 < 6 & more.</p>',
        "<h2>What it is</h2><h3>Smaller</h3><p><strong>Bold <em>and</em></strong> <code>x</code>.</p>",
    ],
)
def test_every_shape_of_a_text_is_proved(manifest: Manifest, facts: PageFacts, body: str) -> None:
    text = FrozenText(canonical("<p>In short.</p>"), canonical(body), "A sentence.")
    changed = replace(manifest, texts={**manifest.texts, "patient": text}, references=manifest.references)

    assert differences(changed, facts, "patient", render(changed, facts, "patient")) == []


def test_rules_that_hide_are_read_from_the_sheet() -> None:
    sheet = "@media print{.a,.b .c{display:none!important}}.d{opacity:0}.e{display:block}.f::before{display:none}"

    found = {(one.classes, one.above) for one in hiding(sheet)}
    assert found == {
        (frozenset({"a"}), frozenset()),
        (frozenset({"c"}), frozenset({"b"})),
        (frozenset({"d"}), frozenset()),
    }


def test_lines_keep_what_is_raised_and_where_words_stand() -> None:
    root = html.fragment_fromstring("<ul><li>10<sup>9</sup></li></ul>", create_parent="div")

    assert [(line.within, line.words) for line in lines(root, is_page=False)] == [(("ul", "li"), "10^(9)")]
