"""A PDF that says anything else than its page is not handed out. Each way of saying something else is tried on a finished PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from articles.manifest import FrozenText, Manifest
from articles.publishing.facts import Notice, PageFacts
from articles.publishing.pdf import STYLES, printed
from articles.publishing.proof import NotFaithful, prove_pdf
from articles.publishing.proof.drawn import Run
from articles.publishing.proof.in_print import in_print
from articles.publishing.proof.on_paper import as_compared, differences_of_pdf
from articles.publishing.proof.tagged import tagged
from articles.publishing.render import render
from articles.text.dialect import canonical
from tests.plain_printing import printed as plainly_printed

CSS = STYLES.read_text()
ROWS = "".join(f"<tr><th scope='row'>Week {n}</th><td>{n} mg</td><td>10<sup>{n}</sup></td></tr>" for n in range(60))
HARD = f"""
<h2>Signs</h2>
<p>10<sup>9</sup>/L, CO<sub>2</sub>, HCO<sub>3</sub><sup>-</sup>, m², ¹⁸F, <sup>99m</sup>Tc, 5 µg, ½, ≥ 38 °C, −3.</p>
<p>1–2, naïve, Łódź, α, “fi”.</p>
<p><strong>Bold 10<sup>6</sup></strong> and <a href="https://example.org/?a=1&amp;b=2">a link</a>; אבג and محمد.</p>
<ol start="4"><li>Four<ul><li>within</li></ul></li><li>Five</li></ol>
<table><caption>By week</caption><thead><tr><th scope="col" colspan="2">A</th><th scope="col">B<sup>2</sup></th></tr></thead>
<tbody>{ROWS}</tbody></table>
<table><thead><tr><th scope="col">A</th><th scope="col">Raised</th></tr></thead>
<tbody><tr><td rowspan="2">300 mg</td><td><sup>a</sup></td></tr><tr><td>x</td></tr></tbody></table>
"""
MANY = "".join(f'<th scope="col">Column {n}</th>' for n in range(10))
WIDE = f"<table><thead><tr>{MANY}</tr></thead><tbody><tr>{'<td>1000 mg daily</td>' * 10}</tr></tbody></table>"
TOO_WIDE = WIDE.replace("Column ", "Unseparable" * 3)


on_paper = lru_cache(maxsize=8)(printed)


@pytest.fixture
def page_of(manifest: Manifest, facts: PageFacts) -> Callable[..., str]:
    """The page of the text for professionals, with another body, or other page facts."""

    def made(body: str = "", **changes: object) -> str:
        text = manifest.texts["clinician"]
        text = FrozenText(text.summary, canonical(body), text.description) if body else text
        whole = replace(manifest, texts={**manifest.texts, "clinician": text})
        return render(whole, replace(facts, **changes), "clinician")  # type: ignore[arg-type]

    return made


@pytest.mark.pdf
def test_a_pdf_as_it_is_made_says_what_its_page_says(page_of: Callable[..., str]) -> None:
    page = page_of()

    assert differences_of_pdf(page, CSS, on_paper(page)) == []


@pytest.mark.pdf
@pytest.mark.parametrize("body", [HARD, WIDE], ids=["signs, lists and a table over several pages", "ten columns"])
def test_s11_signs_lists_and_long_tables_are_read_back_as_they_are(body: str, page_of: Callable[..., str]) -> None:
    page = page_of(body)

    assert differences_of_pdf(page, CSS, on_paper(page)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("300\u00a0mg once a day", "3000\u00a0mg once a day"),
        ("300\u00a0mg once a day", "300\u00a0g once a day"),
        ("Never exceed", "Exceed"),
        ("Never exceed 900\u00a0mg.", ""),
        ("Never exceed 900\u00a0mg.", "Never exceed 900\u00a0mg. Double it."),
        ("<td>300\u00a0mg</td><td>900\u00a0mg</td>", "<td>900\u00a0mg</td><td>300\u00a0mg</td>"),
        ("<td>300\u00a0mg</td><td>900\u00a0mg</td>", '<td colspan="2">300\u00a0mg900\u00a0mg</td>'),
        ("Knee jerk", "<sup>Knee</sup> jerk"),
        ("<p>Nothing has been", '<p class="rb-no-print">Nothing has been'),
        ("</article>", "<p>Printed by the hospital.</p></article>"),
        ("Version 3", "Version 4"),
    ],
)
def test_a_pdf_of_other_words_is_refused(before: str, after: str, page_of: Callable[..., str]) -> None:
    page = page_of()
    forged = plainly_printed(page.replace(before, after, 1), CSS)

    assert prove_pdf(page, CSS, plainly_printed(page, CSS))
    with pytest.raises(NotFaithful, match="does not say what was signed"):
        prove_pdf(page, CSS, forged)


@pytest.mark.pdf
@pytest.mark.parametrize(("before", "after"), [("10<sup>9</sup>", "109"), ("CO<sub>2</sub>", "CO<sup>2</sup>")])
def test_s11_a_figure_that_is_not_raised_or_lowered_as_signed_is_refused(
    before: str, after: str, page_of: Callable[..., str]
) -> None:
    page = page_of("<p>Platelets below 10<sup>9</sup>/L and CO<sub>2</sub> above 6.</p>")

    (difference,) = differences_of_pdf(page, CSS, on_paper(page.replace(before, after)))

    assert as_compared(before.replace("<sup>", "^(").replace("<sub>", "_(").split("</")[0] + ")") in difference.signed


def test_blocks_in_another_order_are_refused(page_of: Callable[..., str]) -> None:
    page = page_of("<p>First one thing.</p><p>Then another.</p>")
    turned = (
        page.replace("First one thing.", "¤").replace("Then another.", "First one thing.").replace("¤", "Then another.")
    )

    assert differences_of_pdf(page, CSS, plainly_printed(turned, CSS)) != []


@pytest.mark.pdf
def test_s13_a_table_that_is_cut_off_at_the_edge_of_the_paper_is_refused(page_of: Callable[..., str]) -> None:
    page = page_of(TOO_WIDE)

    found = differences_of_pdf(page, CSS, on_paper(page))

    assert {difference.shown for difference in found} == {""}
    assert any("Unseparable" in difference.signed for difference in found)


@pytest.mark.pdf
def test_a_sign_that_no_font_has_is_refused(page_of: Callable[..., str]) -> None:
    page = page_of("<p>Take \U0001e8d0 now.</p>")

    (difference,) = differences_of_pdf(page, CSS, on_paper(page))

    assert "Take\ufffdnow." in difference.shown


@pytest.mark.pdf
def test_s18_a_pdf_begins_with_the_notice(page_of: Callable[..., str]) -> None:
    notice = Notice("correction", date(2026, 6, 2), "A dose was wrong.")

    pdf = on_paper(page_of(notices=(notice,)))

    assert "".join(tagged(pdf).words.split()).startswith("Correction(2June2026)Adosewaswrong.")


@pytest.mark.pdf
def test_s06_running_header_and_watermark_are_looked_for_on_every_page(page_of: Callable[..., str]) -> None:
    pending = page_of(HARD, basis="pending", review=None, last_reviewed=None, review_due=None)
    without = pending.replace('<p class="rb-watermark" aria-hidden="true">PENDING</p>', "")

    found = differences_of_pdf(pending, CSS, on_paper(without))

    assert differences_of_pdf(pending, CSS, on_paper(pending)) == []
    assert [difference.signed for difference in found] == ["PENDING × 4"]


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 nothing", b"<html></html>"])
def test_what_is_no_pdf_is_refused(pdf: bytes, page_of: Callable[..., str]) -> None:
    assert [difference.shown for difference in differences_of_pdf(page_of(), CSS, pdf)] == [""]


@pytest.mark.pdf
def test_a_pdf_that_ends_too_early_is_refused(page_of: Callable[..., str]) -> None:
    page = page_of()

    assert differences_of_pdf(page, CSS, on_paper(page)[:-9000]) != []


def test_words_that_the_style_adds_or_leaves_out_are_known() -> None:
    page = """<html><body><p class="out">a</p><ol class="r"><li class="one">b</li><li class="one">c</li></ol>
        <p class="link"><a href="https://example.org/">d</a></p><img src="x" alt="e"></body></html>"""
    css = """.out { display: none; } .r { list-style: none; counter-reset: n; } .one { counter-increment: n; }
        .one::before { content: "[" counter(n) "]"; } .link a::after { content: " <" attr(href) ">"; }"""

    assert as_compared(in_print(page, css).words) == "[1]b[2]cd<https://example.org/>e"


@pytest.mark.parametrize(
    ("line", "size", "shift"),
    [(104, 7, "^"), (97, 7, "_"), (100, 7, ""), (104, 10, ""), (115, 7, ""), (85, 7, "")],
)
def test_raised_is_what_is_smaller_and_a_little_above(line: float, size: float, shift: str) -> None:
    level = Run("10", 0, 10, 100, 10, is_level=True)

    assert Run("9", 10, 14, line, size, is_level=True).shift_from(level) == shift
