"""What a search may quote (S9): never words that mean something else alone."""

from __future__ import annotations

from articles.manifest import FrozenText
from articles.search.passages import LONGEST, Passage, passages
from articles.text.blocks import blocks
from articles.text.reading import canonical


def read(body: str, summary: str = "", hidden: frozenset[str] = frozenset()) -> list[Passage]:
    return list(passages(FrozenText(canonical(summary), canonical(body)), hidden=hidden))


def test_s09_an_item_travels_with_what_stands_above_its_list_and_with_its_heading() -> None:
    (found,) = read("<h2>Aspirin</h2><p>Do not take it if:</p><ul><li>you have an ulcer</li></ul>")

    assert (found.heading, found.lead_in, found.words) == ("Aspirin", "Do not take it if:", "you have an ulcer")


def test_s09_an_item_of_a_list_in_a_list_travels_with_both() -> None:
    found = read("<p>Do not take it if:</p><ul><li>you have one of:<ul><li>an ulcer</li></ul></li></ul>")

    assert [(one.lead_in, one.words) for one in found] == [("Do not take it if:\nyou have one of:", "an ulcer")]


def test_s09_words_above_a_list_are_not_quoted_alone() -> None:
    found = read("<p>Never take:</p><ul><li>ibuprofen</li><li>aspirin</li></ul><p>Rest.</p>")

    assert [one.words for one in found] == ["ibuprofen", "aspirin", "Rest."]


def test_s09_a_passage_is_whole_sentences() -> None:
    sentence = "Do not give aspirin to children who have a fever, because it can harm their liver and brain. "
    found = read(f"<p>{sentence * 6}</p>")

    assert all(one.words.endswith("brain.") and one.words.startswith("Do not") for one in found)
    assert all(len(one.words) <= LONGEST for one in found)


def test_s09_a_sentence_that_is_longer_than_a_passage_stays_whole() -> None:
    sentence = f"Do not take it if you {'have it and ' * 60}are ill."

    assert [one.words for one in read(f"<p>{sentence}</p>")] == [sentence]


def test_s09_a_warning_is_quoted_in_one_piece() -> None:
    (found,) = read(
        '<aside data-kind="warning"><p>Do not drive if:</p><ul><li>you are dizzy</li><li>tired</li></ul></aside>'
    )

    assert found.words == "Do not drive if:\n- you are dizzy\n- tired"


def test_s09_a_passage_from_a_section_with_a_warning_travels_with_it() -> None:
    found = read(
        '<h2>Dose</h2><p>One a day.</p><h3>At night</h3><p>Half.</p><aside data-kind="warning"><p>Never two.</p></aside>'
        "<h2>Food</h2><p>With food.</p>"
    )

    warned = {one.words: one.warning for one in found}
    assert warned == {"One a day.": "", "Half.": "Never two.", "Never two.": "", "With food.": ""}


def test_s09_a_warning_of_a_section_holds_for_the_sections_inside_it() -> None:
    found = read('<h2>Dose</h2><aside data-kind="warning"><p>Never two.</p></aside><h3>At night</h3><p>Half.</p>')

    assert [one.warning for one in found if one.words == "Half."] == ["Never two."]


def test_s09_of_a_table_only_its_name_is_quoted() -> None:
    (found,) = read("<table><caption>Doses</caption><tbody><tr><td>Adults</td><td>500 mg</td></tr></tbody></table>")

    assert (found.words, found.card) == ("Doses", "table")
    assert "500 mg" in found.searched


def test_a_table_without_a_name_is_found_and_quotes_nothing() -> None:
    (found,) = read("<table><tbody><tr><td>Adults</td><td>500 mg</td></tr></tbody></table>")

    assert (found.words, found.card) == ("", "table")


def test_s22_a_hidden_block_is_not_read() -> None:
    body = canonical("<p>Take ten tablets.</p><p>Rest.</p>")
    hidden = frozenset({blocks(body)[0].key})

    assert [one.words for one in read(body, hidden=hidden)] == ["Rest."]


def test_anchors_are_those_of_the_page() -> None:
    found = read("<h2>Bottom line</h2><p>One.</p><h2>What helps?</h2><p>Two.</p><h2>What helps?</h2><p>Three.</p>")

    assert [one.anchor for one in found] == ["bottom-line-2", "what-helps", "what-helps-2"]


def test_s11_raised_figures_stay_raised() -> None:
    (found,) = read("<p>Below 50 × 10<sup>9</sup> per litre.</p>")

    assert found.words == "Below 50 × 10⁹ per litre."
