import unicodedata

import nh3
import pytest
from hypothesis import HealthCheck, given, settings

from articles.text.dialect import TextTooLong, canonical, elements, image_digests, is_canonical
from articles.text.reading import passages, whole
from articles.text.vocabulary import ASIDE_KINDS, ATTRIBUTES, ELEMENTS
from tests.articles.text.markup import HTML, IMAGE, WORDS

thorough = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(HTML)
def test_canonical_text_stays_as_it_is(html: str) -> None:
    text = canonical(html)

    again = canonical(text)

    assert again == text
    assert is_canonical(text)


@thorough
@given(HTML)
def test_the_sanitiser_finds_nothing_in_a_canonical_text(html: str) -> None:
    text = canonical(html)

    cleaned = nh3.clean(
        text,
        tags=set(ELEMENTS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )

    assert cleaned.replace("&nbsp;", "\u00a0") == text


@thorough
@given(HTML)
def test_canonical_text_is_composed_and_hides_nothing(html: str) -> None:
    text = canonical(html)

    assert unicodedata.is_normalized("NFC", text)
    assert [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n"] == []
    assert [sign for sign in text if sign in "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\ufeff\u00ad\u2028"] == []


@given(WORDS)
def test_words_without_markup_characters_are_kept(words: str) -> None:
    plain_words = "".join(sign for sign in words if sign.isalnum())

    text = canonical(f"<aside data-kind='odd'>{plain_words}</aside>")

    assert text == (f"<p>{unicodedata.normalize('NFC', plain_words)}</p>" if plain_words else "")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("plain words", "<p>plain words</p>"),
        ("before<p>inside</p>after", "<p>before</p>\n<p>inside</p>\n<p>after</p>"),
        ("<div>one<div>two</div></div>", "<p>one</p>\n<p>two</p>"),
        ("<p> \n\t</p><p>&nbsp;</p><p></p><h2> </h2><ul><li></li></ul><blockquote></blockquote>", ""),
        ("<p>a\n  b\tc</p>", "<p>a b c</p>"),
        ("<p>10&nbsp;mg</p>", "<p>10\u00a0mg</p>"),
        ('<p>AT&amp;T & "x" &lt;5 > 3</p>', '<p>AT&amp;T &amp; "x" &lt;5 &gt; 3</p>'),
        ("<h1>One</h1><h5>Five</h5><h6>Six</h6>", "<h2>One</h2>\n<h4>Five</h4>\n<h4>Six</h4>"),
        ("<h2><p>a</p><p>b<br>c</p></h2>", "<h2>a b c</h2>"),
        ("<pre>a\nb</pre>", "<p>a b</p>"),
        ("<dl><dt>term</dt><dd>meaning</dd></dl>", "<p>term</p>\n<p>meaning</p>"),
        ("<p>a<br><br>b<br></p>", "<p>a<br>b</p>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<blockquote>said</blockquote>", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("e&#x301;", "<p>é</p>"),
        ("<p>zero\u200bwidth \u202eright</p>", "<p>zerowidth right</p>"),
        ("<p>&#x338;x</p>", "<p>\u00a0\u0338x</p>"),
    ],
)
def test_blocks_have_one_spelling(typed: str, text: str) -> None:
    assert canonical(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
        ("<em><strong>a</strong></em>", "<strong><em>a</em></strong>"),
        ("<strong>a</strong><strong>b</strong>", "<strong>ab</strong>"),
        ("<strong>a </strong>b", "<strong>a</strong> b"),
        ("<strong>a</strong> <strong>b</strong>", "<strong>a</strong> <strong>b</strong>"),
        ("a <b> b</b>", "a <strong>b</strong>"),
        ("<b>a <i>b</i></b>", "<strong>a <em>b</em></strong>"),
        ("<strong>a<strong>b</strong></strong>", "<strong>ab</strong>"),
        ("<span style='color:red'>a</span><u>b</u>", "ab"),
        ("10<sup>9</sup>/L, CO<sub>2</sub>", "10<sup>9</sup>/L, CO<sub>2</sub>"),
        ("e<sup>x<sup>2</sup></sup>", "e<sup>x<sup>2</sup></sup>"),
        ("<sup><b>9</b></sup>", "<strong><sup>9</sup></strong>"),
        ("<a href='https://example.org/?a=1&b=2'>x</a>", '<a href="https://example.org/?a=1&amp;b=2">x</a>'),
        ("<a href='https://example.org/a b'>x</a>", '<a href="https://example.org/a%20b">x</a>'),
        ("<a href='mailto:a@example.org'>x</a>", '<a href="mailto:a@example.org">x</a>'),
        ("<dfn>term</dfn> <code>x</code>", "<dfn>term</dfn> <code>x</code>"),
    ],
)
def test_marks_have_one_spelling(typed: str, text: str) -> None:
    assert canonical(f"<p>{typed}</p>") == f"<p>{text}</p>"


def test_a_mark_around_blocks_lies_on_the_words_of_each() -> None:
    assert canonical("<b><h2>a</h2><p>b</p></b>") == "<h2><strong>a</strong></h2>\n<p><strong>b</strong></p>"
    assert canonical("<b><ul><li>a</li></ul></b>") == "<ul>\n<li><strong>a</strong></li>\n</ul>"


@pytest.mark.parametrize(
    "typed",
    [
        "<p>words<script>alert(1)</script></p>",
        "<p onclick='x()' hx-get='/x' data-hx-get='/x' style='x' class='x' id='x'>words</p>",
        "<p>words<style>p {}</style></p>",
        "<p>words<img src='https://example.org/pixel.gif'></p>",
        "<p>words<img src='/images/short.png'><iframe src='/x'>x</iframe></p>",
        "<p><a href='javascript:alert(1)'>words</a></p>",
        "<p><a href='java\u200bscript:alert(1)'>words</a></p>",
        "<p><a href='data:text/html,x'>words</a></p>",
        "<p><a href='//example.org'>words</a></p>",
        "<p><a href='/relative'>words</a></p>",
        "<p><a href='https://user@example.org'>words</a></p>",
        "<form action='/x'><p>words</p><input name='x'><button>Go</button><select><option>x</select></form>",
        "<!-- x --><p>words</p><?php x ?><![CDATA[x]]>",
        "<p>wor\ud800ds</p>",
        "<p>words <del>that were struck out</del></p>",
    ],
)
def test_what_is_no_text_is_gone(typed: str) -> None:
    assert canonical(typed) == "<p>words</p>"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("if <b 5 mg daily", "<p>if &lt;b 5 mg daily</p>"),
        ("p <0.05, all < 3", "<p>p &lt;0.05, all &lt; 3</p>"),
        ("take <!-- never", "<p>take &lt;!-- never</p>"),
        ("take </5 mg", "<p>take &lt;/5 mg</p>"),
        ('<p>a <a href="x>never</a></p>', '<p>a &lt;a href="x&gt;never&lt;/a&gt;&lt;/p&gt;</p>'),
    ],
)
def test_a_tag_that_never_ends_swallows_no_words(typed: str, text: str) -> None:
    assert canonical(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<ul><li><p>a</p></li></ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>"),
        (
            "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
            "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
        ),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("<ol start='3'><li>a</li></ol>", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("<ol start='1'><li>a</li></ol>", "<ol>\n<li>a</li>\n</ol>"),
        ("<ul>stray<li>a</li></ul>", "<ul>\n<li>stray</li>\n<li>a</li>\n</ul>"),
        ("<li>a</li><li>b</li>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<ul><li><h2>a</h2></li></ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<h2><li>a</li></h2>", "<h2>a</h2>"),
    ],
)
def test_lists_have_one_spelling(typed: str, text: str) -> None:
    assert canonical(typed) == text


def test_what_the_editor_writes_for_a_table_becomes_a_table_with_a_head() -> None:
    typed = (
        '<table><tbody><tr><th colspan="1" rowspan="1"><p>Drug</p></th><th><p>Dose</p></th></tr>'
        '<tr><th><p>A</p></th><td colspan="2" rowspan="1"><p>10 mg</p><ul><li><p>b</p></li></ul></td></tr>'
        "<tr><td></td><td><p></p></td></tr></tbody></table>"
    )

    text = canonical(typed)

    assert text.splitlines() == [
        "<table>",
        "<thead>",
        '<tr><th scope="col">Drug</th><th scope="col">Dose</th></tr>',
        "</thead>",
        "<tbody>",
        '<tr><th scope="row">A</th><td colspan="2">10 mg<ul><li>b</li></ul></td></tr>',
        "<tr><td></td><td></td></tr>",
        "</tbody>",
        "</table>",
    ]


def test_a_caption_and_a_head_of_plain_cells_are_kept() -> None:
    text = canonical(
        "<table><caption><p>Doses</p></caption><thead><tr><td>A</td></tr></thead><tr><td>1</td></tr></table>"
    )

    assert text.splitlines() == [
        "<table>",
        "<caption>Doses</caption>",
        "<thead>",
        '<tr><th scope="col">A</th></tr>',
        "</thead>",
        "<tbody>",
        "<tr><td>1</td></tr>",
        "</tbody>",
        "</table>",
    ]


@pytest.mark.parametrize("value", ["0", "-2", "1001", "x", "99999999999999999999", "²"])
def test_a_span_that_is_no_number_of_cells_is_dropped(value: str) -> None:
    text = canonical(f'<table><tr><td colspan="{value}" rowspan="2">a</td></tr></table>')

    assert text.splitlines()[2] == '<tr><td rowspan="2">a</td></tr>'


def test_a_table_without_cells_leaves_its_caption() -> None:
    assert canonical("<table><caption>Doses</caption><tr></tr></table>") == "<p>Doses</p>"


def test_a_table_in_a_cell_is_dissolved_into_its_words() -> None:
    text = canonical("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>")

    assert text.splitlines()[2] == "<tr><td><p>a</p><p>b</p></td></tr>"


@pytest.mark.parametrize("kind", sorted(ASIDE_KINDS))
def test_asides_of_every_kind_are_kept(kind: str) -> None:
    text = f'<aside data-kind="{kind}">\n<p>words</p>\n</aside>'

    assert canonical(text) == text


def test_an_aside_of_an_unknown_kind_keeps_its_words() -> None:
    assert canonical('<aside data-kind="boxed">Do <b>not</b><p>take</p></aside>') == (
        "<p>Do <strong>not</strong></p>\n<p>take</p>"
    )


def test_a_warning_inside_a_note_stays_a_warning() -> None:
    text = canonical('<aside data-kind="note">a<div data-kind=" WARNING ">b</div></aside>')

    assert text == '<aside data-kind="note">\n<p>a</p>\n<aside data-kind="warning">\n<p>b</p>\n</aside>\n</aside>'


def test_a_warning_in_a_list_item_stays_a_warning() -> None:
    text = canonical('<ul><li>a<aside data-kind="warning">b</aside></li></ul>')

    assert text == '<ul>\n<li>a\n<aside data-kind="warning">\n<p>b</p>\n</aside>\n</li>\n</ul>'


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (
            "<h2>Why?</h2><p>So.</p><h2>More</h2>",
            '<section data-kind="question">\n<h3>Why?</h3>\n<p>So.</p>\n<h4>More</h4>\n</section>',
        ),
        ("<p>No question</p>", "<p>No question</p>"),
        ("", ""),
    ],
)
def test_a_question_begins_with_its_heading(typed: str, text: str) -> None:
    assert canonical(f'<section data-kind="question">{typed}</section>') == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('<cite data-key="b a b"></cite>', '<cite data-key="b a"></cite>'),
        ('<cite data-key="a">[1–3, 5]</cite>', '<cite data-key="a"></cite>'),
        ('<cite data-key="a">Smith 2020</cite>', '<cite data-key="a"></cite>Smith 2020'),
        ('<cite data-key="Smith 2020!"></cite>', '<cite data-key="unresolved:smith unresolved:2020"></cite>'),
        ('<cite data-key="!"></cite>', '<cite data-key="unresolved:unknown"></cite>'),
        (
            '<strong>a<cite data-key="k"></cite>b</strong>',
            '<strong>a</strong><cite data-key="k"></cite><strong>b</strong>',
        ),
        ("<cite>The Lancet</cite>", "The Lancet"),
        ('x<cite data-key=" "></cite>', "x"),
    ],
)
def test_citations_have_one_spelling(typed: str, text: str) -> None:
    assert canonical(f"<p>{typed}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (f'a<img src="{IMAGE}">b', f'<p>a</p>\n<figure><img alt="" src="{IMAGE}"></figure>\n<p>b</p>'),
        (
            f'<figure><img src="{IMAGE}" alt="A &quot;leg&quot;"><figcaption><p>Leg</p></figcaption></figure>',
            f'<figure><img alt="A &quot;leg&quot;" src="{IMAGE}"><figcaption>Leg</figcaption></figure>',
        ),
        ("<figure><img src='http://example.org/x'><figcaption>Leg</figcaption></figure>", "<p>Leg</p>"),
        (
            "<figure><table><tr><td>1</td></tr></table><figcaption>Doses</figcaption></figure>",
            "<table>\n<tbody>\n<tr><td>1</td></tr>\n</tbody>\n</table>\n<p>Doses</p>",
        ),
    ],
)
def test_figures_have_one_spelling(typed: str, text: str) -> None:
    assert canonical(typed) == text


def test_digests_of_images_are_listed_once() -> None:
    other = IMAGE.replace("a" * 64, "b" * 64)
    html = f"<img src='{IMAGE}'><ul><li><img src='{other}'></li></ul><img src='{IMAGE}'>"

    assert image_digests(html) == ("a" * 64, "b" * 64)


def test_a_text_above_two_megabytes_is_refused() -> None:
    with pytest.raises(TextTooLong) as refused:
        canonical("é" * (1024 * 1024 + 1))

    assert str(refused.value) == "This text is too long: a text may have up to 2 MB."


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<ul><li>" * 20_000,
        "<b><p>" * 20_000,
        "<blockquote>" * 20_000,
        '<a b="' * 10_000,
        "<!" * 20_000,
    ],
)
def test_markup_made_to_exhaust_a_parser_is_read(html: str) -> None:
    text = canonical(html + "last words")

    assert text.endswith("last words</p>")


def test_lists_deeper_than_anybody_writes_keep_their_words() -> None:
    text = canonical("<ul><li>a" * 40)

    assert text.count("a") == 40
    assert is_canonical(text)


@thorough
@given(HTML, HTML)
def test_canonical_texts_joined_are_a_canonical_text(first: str, second: str) -> None:
    one, other = canonical(first), canonical(second)

    joined = canonical(f"{one}\n{other}")

    assert joined == "\n".join(filter(None, (one, other)))
    assert elements(joined) == (*elements(one), *elements(other))


@thorough
@given(HTML)
def test_a_canonical_text_reads_the_same_by_passages_and_as_a_whole(html: str) -> None:
    text = canonical(html)

    by_passages = tuple(element for passage in passages(text) for element in elements(passage))

    assert by_passages == whole(text)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p>\n<script>alert(1)</script>\n<p>b</p>",
        "<p>a\n<p>b</p>",
        "<ul>\n<li>a</li>\n<p>b</p>\n",
        "<p>a</p>\n</ul>\n<p>b</p>",
        '<aside data-kind="warning">\n<p>a</p>\n<p>b</p>',
        "<p>a</p>\n<!--\n<p>b</p>\n-->",
        "<table>\n<tr><td>a\n</table>\n<p>b</p>",
        '<p onclick="x()">a</p>\n<p>b</p>',
        "<strong>\n<p>a</p>\n<p>b</p>",
        "<p>a</p>\n\n<p>b</p>\n",
    ],
)
def test_a_text_that_is_not_canonical_is_read_as_a_whole(html: str) -> None:
    assert elements(html) == whole(html)
