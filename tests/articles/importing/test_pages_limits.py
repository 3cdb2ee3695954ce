"""Pages of any size are read in a time that grows with their length, however they are nested."""

from __future__ import annotations

import pytest

from articles.importing.html.reading import parse_page
from articles.refusals import Refusal
from tests.stopwatch import quickest

PARTS = (
    "<p>word word</p>", "<div>", "<div><p>a</p></div>", "<ul><li>a", "<b>a</b>", "<b>", "<table><tr><td>a</td></tr></table>",
    "<article><p>a b c</p></article>", "<a href='#fn1'>1</a>", "<h2>References</h2><ol><li>a</li></ol>", "<p>• a</p>", "<p>1. a</p>",
    "<br>", "<div class='warning'><p>x</p></div>", "<aside>", "<p>a<sup>1</sup></p>", "<dl><dt>a<dd>b", "<dl><div><dt>a<dd>b",
    "<table><tr><td>", "<table><tr><td>a<td>", "<blockquote>a", "<details><summary>a</summary>b", "<figure><img src=a>",
    "<ul><ul>", "<section class='footnotes'><ol><li id='fn1'>a", "<h1>a", "<div class='key-points'>a",
)  # fmt: skip


def seconds(source: str) -> float:
    def read() -> None:
        try:
            parse_page(f"<h1>Title</h1><p>Words of a page.</p>{source}")
        except Refusal:
            return

    return quickest(read, tries=1)


@pytest.mark.parametrize("part", PARTS)
def test_reading_time_grows_with_the_length_and_not_with_its_square(part: str) -> None:
    short, long = 2_000 // len(part), 20_000 // len(part)
    first = min(seconds(part * short) for _attempt in range(2))

    second = seconds(part * long)

    # Ten times as long: about ten times the time, a hundred times if it grew with the square.
    assert second < 40 * first + 0.1


def test_terms_and_their_explanations_are_paragraphs_once() -> None:
    page = "<h1>Words</h1><dl><dt>Gout</dt><dd>A hot joint.<dl><dt>Podagra</dt><dd>Of the big toe.</dd></dl></dd></dl>"

    body = parse_page(page).imported.body

    assert body == (
        "<p><strong>Gout</strong></p>\n<p>A hot joint.</p>\n<p><strong>Podagra</strong></p>\n<p>Of the big toe.</p>"
    )
