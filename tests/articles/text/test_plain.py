import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import blocks
from articles.text.comparison import compare
from articles.text.dialect import canonical
from articles.text.plain import plain
from articles.text.quantities import join
from tests.articles.text.markup import IMAGE

HOLDERS = (
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li></ul>",
    "<blockquote>{}</blockquote>",
    '<aside data-kind="odd">{}</aside>',
    "<table><caption>{}</caption><tr><td>x</td></tr></table>",
    "<table><tr><th><p>{}</p></th></tr></table>",
    "<p><strong>{}</strong></p>",
    "<div><span>{}</span></div>",
    "<figure><img src='" + IMAGE + "'><figcaption>{}</figcaption></figure>",
)


def no_digit_runs_together(text: str, base: int, exponent: int) -> bool:
    return re.search(rf"{base}\s*{exponent}", text) is None


@pytest.mark.parametrize("tag", ["sup", "sub"])
@given(holder=st.sampled_from(HOLDERS), base=st.integers(1, 999), raised=st.integers(0, 99))
def test_s11_no_exit_reads_a_raised_or_lowered_digit_as_one_of_the_number(
    tag: str, holder: str, base: int, raised: int
) -> None:
    html = holder.format(f"{base}<{tag}>{raised}</{tag}>")

    text = canonical(html)

    assert f"{base}<{tag}>{raised}</{tag}>" in text
    assert join(text) == text
    exits = [plain(text), *(block.text for block in blocks(text))]
    exits += [word.text for change in compare("", text) for word in change.words]
    assert [said for said in exits if not no_digit_runs_together(said, base, raised)] == []
    assert any(str(base) in said for said in exits)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("10<sup>9</sup>/L", "10⁹/L"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("10<sup>2.5</sup>", "10^(2.5)"),
        ("e<sup>x<sup>2</sup></sup>", "e^(x²)"),
        ("CO<sub>2</sub>, T<sub>max</sub>, K<sub>ATP</sub>", "CO₂, Tₘₐₓ, K_(ATP)"),
        ("the 5<sup>th</sup> day, X<sup>®</sup>", "the 5th day, X®"),
        ("<em>a</em> <strong>b</strong> <a href='https://example.org'>c</a>", "a b c"),
        ("a<br>b", "a\nb"),
    ],
)
def test_marks_are_spelled_in_plain_signs(html: str, words: str) -> None:
    assert plain(f"<p>{html}</p>") == words


def test_each_block_is_a_line() -> None:
    html = (
        "<h2>Head</h2><p>Words &amp; more</p><ul><li>a<ul><li>b</li></ul></li><li>c<br>d</li></ul><ol start='3'><li>e</li><li>f</li></ol>"
        "<table><caption>T</caption><tr><th>g</th><th>h</th></tr><tr><td>i<br>j</td><td></td></tr></table>"
        f"<blockquote><p>k</p></blockquote><figure><img src='{IMAGE}' alt='l'><figcaption>m</figcaption></figure>"
    )

    assert plain(html).splitlines() == [
        *("Head", "Words & more", "- a", "  - b", "- c", "  d", "3. e", "4. f"),
        *("T", "g | h", "i j | ", "k", "l", "m"),
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"a": 1, "b": 2, "c": 3}, "Take it [1–3]. Or [2] not, see [3]."),
        ({"b": 2}, "Take it [2]. Or [2] not, see."),
        (None, "Take it. Or not, see."),
    ],
)
def test_citations_are_bracketed_or_left_out(numbers: dict[str, int] | None, words: str) -> None:
    html = '<p>Take it<cite data-key="a b c"></cite>. Or <cite data-key="b"></cite> not, see <cite data-key="c"></cite>.</p>'

    assert plain(html, numbers) == words


def test_a_citation_after_an_exponent_is_not_part_of_it() -> None:
    assert plain('<p>10<sup>9</sup><cite data-key="a"></cite></p>', {"a": 2}) == "10⁹ [2]"


def test_an_empty_text_has_no_words() -> None:
    assert plain("") == ""
