"""Where a text names something, and with what its words are shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.mentions import Mention, Names, Works, in_html, in_line
from articles.text.plain import plain
from articles.text.reading import canonical

IBUPROFEN = Names(("ibuprofen", "nurofen"), are_drugs=True)
WALKING = Works(("doe-2020", "roe-2021"))


def found(html: str, wanted: Names | Works = IBUPROFEN) -> list[Mention]:
    return list(in_html(canonical(html), wanted))


def words(html: str, wanted: Names | Works = IBUPROFEN) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in found(html, wanted)]


def test_a_whole_sentence_is_found_and_its_neighbours_are_not() -> None:
    html = "<p>Rest first. Take ibuprofen with food. Then walk.</p>"

    assert found(html) == [Mention("sentence", "Take ibuprofen with food.", ("ibuprofen",))]


def test_s09_an_item_comes_with_what_stands_above_its_list_and_its_heading() -> None:
    html = "<h2>Safety</h2><p>Do not take it with:</p><ul><li>Nurofen</li><li>alcohol</li></ul>"

    assert found(html) == [Mention("item", "Nurofen", ("nurofen",), "Safety", "Do not take it with:")]


def test_s09_a_lead_in_comes_with_its_list() -> None:
    html = "<p>Do not take ibuprofen if:</p><ul><li>you have an ulcer</li><li>you are pregnant</li></ul>"

    assert words(html) == [("sentence", "Do not take ibuprofen if:\n- you have an ulcer\n- you are pregnant")]


def test_s09_a_warning_of_the_section_travels_along_and_one_of_another_section_does_not() -> None:
    html = (
        '<h2>Pain</h2><p>Ibuprofen helps.</p><aside data-kind="warning"><p>Black stools: stop.</p></aside>'
        '<h2>Sleep</h2><aside data-kind="warning"><p>Do not drive.</p></aside>'
    )

    assert [one.warning for one in found(html)] == ["Black stools: stop."]


def test_a_card_that_warns_is_quoted_whole() -> None:
    html = '<aside data-kind="urgent"><p>Call if you vomit blood.</p><p>Say that you took ibuprofen.</p></aside>'

    assert words(html) == [("card", "Call if you vomit blood.\nSay that you took ibuprofen.")]


TABLE = (
    "<table><caption>Doses</caption><thead><tr><th>Medicine</th><th>Most a day</th></tr></thead><tbody>"
    "<tr><td>Ibuprofen</td><td>1200 mg</td></tr><tr><td>Naproxen</td><td>500 mg</td></tr></tbody></table>"
)


def test_s13_a_row_comes_with_caption_and_head() -> None:
    assert words(TABLE) == [("table", "Doses\nMedicine | Most a day\nIbuprofen | 1200 mg")]


def test_s13_a_table_whose_head_names_it_is_shown_whole() -> None:
    whole = TABLE.replace("Doses", "Doses of ibuprofen")

    assert words(whole)[0][1].count("\n") == 3


def test_s13_a_table_with_a_cell_over_several_rows_is_shown_whole() -> None:
    """Which rows it is about nobody can tell from one of them."""
    whole = TABLE.replace("<td>1200 mg</td>", '<td rowspan="2">1200 mg</td>').replace("<td>500 mg</td>", "")

    assert words(whole)[0][1].count("\n") == 3


def test_s13_a_table_without_caption_and_head_is_shown_by_its_rows() -> None:
    rows = "<table><tr><td>Ibuprofen</td><td>5 mg</td></tr><tr><td>Rest</td><td>no</td></tr></table>"

    assert words(rows) == [("table", "Ibuprofen | 5 mg")]


def test_headings_captions_questions_and_key_points_count() -> None:
    html = (
        "<h2>About ibuprofen</h2>"
        '<section data-kind="question"><h3>May I take Nurofen?</h3><p>Yes, ibuprofen is safe for most.</p></section>'
        '<aside data-kind="key-points"><ul><li>Take ibuprofen with food.</li></ul></aside>'
        "<blockquote><p>Ibuprofen was a relief.</p></blockquote>"
    )

    assert [kind for kind, _words in words(html)] == ["heading", "heading", "sentence", "item", "sentence"]


@pytest.mark.parametrize(
    "said", ["IBUPROFEN", "ibu<strong>profen</strong>", "Ibuprofen’s", "ibuprofens", "non-ibuprofen", "ibuprofen-free"]
)
def test_case_markup_endings_and_hyphens_hide_nothing(said: str) -> None:
    assert len(found(f"<p>It is {said} here.</p>")) == 1


@pytest.mark.parametrize("said", ["ibuprofene", "dexibuprofen", "ibu profen", "iboprofen"])
def test_s10_another_word_is_never_found(said: str) -> None:
    assert found(f"<p>It is {said} here.</p>") == []


def test_s11_raised_figures_are_their_own() -> None:
    many, few = "<p>It has 10<sup>9</sup> cells.</p>", "<p>It has 109 cells.</p>"

    assert [len(found(html, Names(("109 cells",)))) for html in (many, few)] == [0, 1]
    assert [len(found(html, Names(("10⁹ cells",)))) for html in (many, few)] == [1, 0]


@pytest.mark.parametrize(("said", "is_it"), [("5 mg", True), ("0.5 mg", False), ("1,5 mg", False), ("15 mg", False)])
def test_a_number_is_found_whole(said: str, is_it: bool) -> None:
    assert bool(found(f"<p>Take {said} now.</p>", Names(("5 mg",)))) == is_it


def test_accents_hide_nothing() -> None:
    assert len(found("<p>Ménière disease.</p>", Names(("meniere disease",)))) == 1
    assert len(found("<p>Meniere disease.</p>", Names(("Ménière",)))) == 1


def test_a_phrase_is_its_words_in_a_row() -> None:
    wanted = Names(("six weeks",))

    assert words("<p>Six\u00a0weeks. Weeks six. Six weekss.</p>", wanted) == [("sentence", "Six\u00a0weeks.")]


def test_a_work_is_found_where_it_is_cited() -> None:
    html = '<p>Walk.<cite data-key="doe-2020"></cite> Rest.<cite data-key="x roe-2021 doe-2020"></cite> Sleep.</p>'

    assert [(one.words, one.names) for one in found(html, WALKING)] == [
        ("Walk. [doe-2020]", ("doe-2020",)),
        ("Rest. [doe-2020, roe-2021]", ("doe-2020", "roe-2021")),
    ]


def test_a_line_is_found_whole() -> None:
    assert list(in_line("Ibuprofen and you", "title", IBUPROFEN)) == [
        Mention("title", "Ibuprofen and you", ("ibuprofen",))
    ]
    assert list(in_line("Naproxen and you", "title", IBUPROFEN)) == []


@given(st.lists(st.sampled_from(["Take ibuprofen", "Rest", "naproxen", "if:", "it", "Nurofen."]), max_size=12))
def test_every_place_that_holds_a_name_is_in_some_mention(parts: list[str]) -> None:
    html = "".join(f"<p>{part}</p>" if place % 3 else f"<ul><li>{part}</li></ul>" for place, part in enumerate(parts))

    told = found(html) if parts else []

    assert bool(told) == bool(IBUPROFEN.found_in(plain(canonical(html)) if parts else ""))


@pytest.mark.slow
def test_time_is_in_proportion_to_the_length() -> None:
    def seconds(times: int) -> float:
        html = canonical("<p>Take ibuprofen: now. </p><ul><li>one</li></ul>" * times)
        begin = time.process_time()
        list(in_html(html, IBUPROFEN))
        return time.process_time() - begin

    seconds(50)

    assert seconds(800) < 12 * max(seconds(200), 0.001)
