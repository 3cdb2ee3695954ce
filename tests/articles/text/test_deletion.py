"""Words that are deleted take one blank with them, and leave no block and no citation without words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import blocks
from articles.text.citations import citations
from articles.text.deletion import NothingLeft
from articles.text.dialect import canonical, is_canonical
from articles.text.searching import Sought, find, find_in_line, replace, replace_in_line

CITE = '<cite data-key="doe-2020"></cite>'


def without(html: str, words: str) -> str:
    text = canonical(html)
    return replace(text, Sought(words), "", {hit.number for hit in find(text, Sought(words))})


@pytest.mark.parametrize(
    ("text", "words", "result"),
    [
        ("Take 5 mg daily.", "daily", "Take 5 mg."),
        ("A very bad pain.", "very", "A bad pain."),
        ("A <strong>very</strong> bad pain.", "very", "A bad pain."),
        ("Please rest.", "please", "rest."),
        ("Rest often", "often", "Rest"),
        ("Rest, often, and walk.", "often", "Rest,, and walk."),
        ("Rest, often, and walk.", ", often,", "Rest and walk."),
        ("Rest (often).", "(often)", "Rest."),
        ("Leg leg leg pain.", "leg", "pain."),
        ("Take 5\u00a0mg\u00a0daily.", "daily", "Take 5\u00a0mg."),
        ("Rest<br>often and walk.", "often", "Rest<br>and walk."),
        ("Rest often<br>and walk.", "often", "Rest<br>and walk."),
        (f"Rest helps often{CITE}.", "often", f"Rest helps{CITE}."),
        (f"Rest helps.{CITE} Often.", "often", f"Rest helps.{CITE}."),
        ("Nightly painkillers.", "killers", "Nightly pain."),
    ],
)
def test_words_go_with_the_blank_that_they_leave(text: str, words: str, result: str) -> None:
    assert without(f"<p>{text}</p>", words) == f"<p>{result}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Often.</p>",
        "<h2>Often</h2><p>Walk.</p>",
        "<ul><li>often</li><li>Walk.</li></ul>",
        "<table><tr><td>often</td><td>5 mg</td></tr></table>",
        f"<p>Often.{CITE}</p>",
        "<p><strong>Often</strong> often.</p>",
    ],
)
def test_what_would_leave_a_block_without_words_is_refused(html: str) -> None:
    with pytest.raises(NothingLeft, match="Nothing would be left of"):
        without(html, "often")


def test_a_block_of_one_full_stop_keeps_it() -> None:
    with pytest.raises(NothingLeft, match="Nothing would be left of"):
        without("<p>.</p>", ".")


@pytest.mark.parametrize("html", [f"<p>Often.{CITE} Walk.</p>", f'<p>Walk.{CITE} Often.<cite data-key="b"></cite></p>'])
def test_what_would_leave_a_citation_without_its_words_is_refused(html: str) -> None:
    with pytest.raises(NothingLeft, match="A citation would stand without its words in “"):
        without(html, "often")


def test_a_long_block_is_named_by_its_beginning() -> None:
    with pytest.raises(NothingLeft, match=f"“{'often ' * 10}…”"):
        without(f"<p>{'often ' * 20}</p>", "often")


def test_what_is_deleted_is_shown_and_what_it_touches_said() -> None:
    hits = find("<p>Take 5 mg gabapentin daily.</p>", Sought("5 mg gabapentin"), "")

    assert [(hit.found, hit.replacement, sorted(hit.touches)) for hit in hits] == [
        ("5 mg gabapentin", "", ["dose", "drug"])
    ]


def test_words_that_are_only_looked_for_are_not_shown_as_deleted() -> None:
    assert [hit.replacement for hit in find("<p>Rest.</p>", Sought("rest"))] == [None]


def test_a_line_loses_words_but_not_all_of_them() -> None:
    assert [hit.replacement for hit in find_in_line("Leg pain.", Sought("leg"), "")] == [""]
    assert replace_in_line("Leg pain.", Sought("leg"), "", {0}) == "pain."
    with pytest.raises(NothingLeft):
        replace_in_line("Leg pain.", Sought("leg pain"), "", {0})


WORDS = st.lists(st.sampled_from(["a", "ab", "5 mg", ",", ".", "\u00a0", "no"]), max_size=5).map(" ".join)
RUNS = st.builds(
    lambda markup, words: markup.format(words),
    st.sampled_from(
        ["{}", "<strong>{}</strong>", "<sup>{}</sup>", f"{{}}{CITE}", "{}<br>", '<a href="https://a.b">{}</a>']
    ),
    WORDS,
)
INLINE = st.lists(RUNS, max_size=4).map(" ".join)
TEXTS = st.lists(
    st.builds(
        lambda frame, words: frame.format(words),
        st.sampled_from(
            [
                "<p>{}</p>",
                "<h2>{}</h2>",
                "<ul><li>{}<ul><li>a</li></ul></li></ul>",
                "<table><tr><th>{}</th><td>a</td></tr></table>",
                '<aside data-kind="warning"><p>{}</p></aside>',
            ]
        ),
        INLINE,
    ),
    max_size=4,
).map(lambda parts: canonical("".join(parts)))


@given(text=TEXTS, words=st.sampled_from(["a", "ab", "5 mg", "a a", ".", "no a"]))
def test_a_text_keeps_its_blocks_and_citations_or_the_deletion_is_refused(text: str, words: str) -> None:
    try:
        result = without(text, words)
    except NothingLeft:
        return

    assert is_canonical(result)
    assert [block.kind for block in blocks(result)] == [block.kind for block in blocks(text)]
    assert [cite.keys for cite in citations(result)] == [cite.keys for cite in citations(text)]
