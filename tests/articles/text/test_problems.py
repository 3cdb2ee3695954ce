import pytest
from hypothesis import HealthCheck, given, settings

from articles.text.dialect import canonical, problems
from tests.articles.text.markup import HTML, IMAGE


def found(html: str) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.sentence)) for problem in problems(html)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_a_canonical_text_has_no_problems(html: str) -> None:
    text = canonical(html)

    assert found(text) == []


@pytest.mark.parametrize(
    ("html", "line", "sentence"),
    [
        ("<p>a</p>\n<font>b</font>", 2, "“<font>” is not allowed; only its words are kept."),
        ("<p>a</p>\r\n\r\n<hr>", 3, "“<hr>” is not allowed and is left out with everything in it."),
        ("<script>\n</p>\n</script>", 1, "“<script>” is not allowed and is left out with everything in it."),
        ("<p>\n<s>old</s></p>", 2, "“<s>” is not allowed and is left out with everything in it."),
        ('<p onclick="x">a</p>', 1, "“onclick” is not allowed on “<p>” and is left out."),
        ("<p>a\n<b>b</p>", 2, "“<b>” is not closed."),
        ("<p>a</p>\n<p>b", 2, "“<p>” is not closed."),
        ("<p>a</p>\n</em>", 2, "“</em>” closes nothing."),
        ("<p>a</p>\n<p>if <b 5 mg", 2, "This “<” begins a tag that never ends. Write “&lt;” for “less than”."),
        ("<p><cite></cite></p>", 1, "This citation names no reference: give its key in data-key."),
        ('<p><cite data-key=" "></cite></p>', 1, "This citation names no reference: give its key in data-key."),
        (
            '<p><cite data-key="ok Smith"></cite></p>',
            1,
            "“Smith” is no key of a reference: a key has a–z, 0–9, “:”, “.”, “_” and “-” only.",
        ),
        (
            '<aside data-kind="boxed">a</aside>',
            1,
            "There is no kind “boxed”; the words would become plain paragraphs.",
        ),
        (
            "<p>a</p>\n<aside>a</aside>",
            2,
            "“<aside>” does not say its data-kind; the words would become plain paragraphs.",
        ),
        (
            '<p><a href="ftp://example.org">a</a></p>',
            1,
            "The link to “ftp://example.org” is left out: a link begins with https://, http:// or mailto:.",
        ),
        ('<figure><img src="x.png"></figure>', 1, "The image “x.png” is left out: only images of this site are shown."),
        ("<figure><img></figure>", 1, "This “<img>” names no image and is left out."),
        ('<ol start="x"><li>a</li></ol>', 1, "“x” is not a number that can be used on “<ol>”."),
        (
            '<table><tbody><tr><td rowspan="x">a</td></tr></tbody></table>',
            1,
            "“x” is not a number that can be used on “<td>”.",
        ),
        (
            '<table><tbody><tr><td colspan="12345">a</td></tr></tbody></table>',
            1,
            "“12345” is not a number that can be used on “<td>”.",
        ),
        (
            "<ul><li>a\n<h3>b</h3></li></ul>",
            2,
            "A “<h3>” from here on is empty or stands where it cannot; at most its words are kept.",
        ),
        (
            '<section data-kind="question"><p>a</p></section>',
            1,
            "A “<section>” from here on is empty or stands where it cannot; at most its words are kept.",
        ),
        (
            '<p>a</p>\n<div data-kind="note"></div>',
            2,
            "A “<div>” from here on is empty or stands where it cannot; at most its words are kept.",
        ),
    ],
)
def test_a_problem_is_named_with_its_line(html: str, line: int, sentence: str) -> None:
    assert (line, sentence) in found(html)
    assert len(found(html)) <= 2


@pytest.mark.parametrize(
    "html",
    [
        "",
        "bare words, 3 < 5 and 5 > 3",
        "<div><b>a</b><i>b</i></div>",
        "<h1>a</h1>\n<!-- a <note> -->\n<p>a<br/>b</p>",
        f'<figure><img src="{IMAGE}" alt="a"/></figure>',
        '<div data-kind="warning"><p>a</p></div>',
        '<section data-kind="warning"><p>a</p></section>',
        '<aside data-kind=" Warning "><p>a</p></aside>',
        '<div data-kind="question"><h3>a</h3><p>b</p></div>',
    ],
)
def test_another_spelling_of_the_same_is_no_problem(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize("length", [61, 500])
def test_a_long_value_is_shown_by_its_beginning(length: int) -> None:
    assert found(f'<a href="{"x" * length}">a</a>') == [
        (1, f"The link to “{'x' * 60}…” is left out: a link begins with https://, http:// or mailto:.")
    ]


def test_at_most_a_hundred_are_listed_in_the_order_of_their_lines() -> None:
    lines = [line for line, _ in found("<p>\n" * 50_000)]

    assert lines == list(range(1, 101))


def test_what_follows_a_hundred_problems_is_not_read() -> None:
    lines = [line for line, _ in found("<p></em></p>\n" * 300)]

    assert lines == list(range(1, 101))
