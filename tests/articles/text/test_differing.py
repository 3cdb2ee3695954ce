import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.comparison import words_changed
from articles.text.differing import differing
from articles.text.extent import extent
from articles.text.sections import changed_sections

PASSAGES = (
    "<h2>Rest</h2>",
    "<h2>Dose</h2>",
    "<h3>Adults</h3>",
    "<p>Take 5 mg a day.</p>",
    "<p>Take 50 mg a day.</p>",
    "<p>Walk every day.</p>",
    "<p>Do not take it if:</p>",
    "<ul>\n<li>you are pregnant</li>\n<li>you bleed</li>\n</ul>",
    "<ul>\n<li>you smoke</li>\n</ul>",
)
LONG = "\n".join(f"<h2>Section {n}</h2>\n<p>Words of {n}.</p>\n<p>More of {n}.</p>" for n in range(9))


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text before and after a change somewhere in it. No passage stands in it twice: then what moved is a question of taste."""
    order = draw(st.permutations(PASSAGES))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(PASSAGES))] * 2)))
    middles = [draw(st.permutations(order[start:end]))[: draw(st.integers(0, end - start))] for _side in range(2)]
    before, after = ("\n".join([*order[:start], *middle, *order[end:]]) for middle in middles)
    return before, after


def test_what_differs_begins_with_its_heading_and_ends_with_the_passage_behind_it() -> None:
    new = LONG.replace("Words of 4", "Other words of 4")

    parts = differing(LONG, new)

    assert parts == (
        "<h2>Section 4</h2>\n<p>Words of 4.</p>\n<p>More of 4.</p>",
        "<h2>Section 4</h2>\n<p>Other words of 4.</p>\n<p>More of 4.</p>",
    )


def test_where_nothing_differs_little_is_left() -> None:
    assert differing(LONG, LONG) == ("<h2>Section 8</h2>\n<p>Words of 8.</p>\n<p>More of 8.</p>",) * 2
    assert differing("", "") == ("", "")


@pytest.mark.parametrize("text", ["", "<p>One.</p>"])
def test_all_of_a_first_text_differs(text: str) -> None:
    assert differing(text, LONG) == (text, LONG)


@settings(max_examples=200, deadline=None)
@given(changed_texts())
def test_what_differs_says_all_that_the_whole_texts_say(texts: tuple[str, str]) -> None:
    parts = differing(*texts)

    assert words_changed(*parts) == words_changed(*texts)
    assert changed_sections(*parts) == changed_sections(*texts)
    assert extent(*parts) == extent(*texts)
