import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.text.blocks import blocks
from articles.text.citations import Citation, citations, citing_sections, label, numbering, rebind, unresolved
from articles.text.dialect import canonical, is_canonical
from tests.articles.text.markup import HTML

CITED = (
    '<p>a<cite data-key="k2 k1"></cite></p><ul><li>b<cite data-key="unresolved:1"></cite>'
    '<ul><li>c<cite data-key="k2"></cite></li></ul></li></ul>'
    '<table><tr><td>d<cite data-key="unresolved:aan"></cite><cite data-key="unresolved:1"></cite></td></tr></table>'
)


def test_citations_stand_in_reading_order_with_their_block() -> None:
    keys = [block.key for block in blocks(CITED)]

    assert citations(CITED) == (
        Citation(("k2", "k1"), keys[0]),
        Citation(("unresolved:1",), keys[1]),
        Citation(("k2",), keys[2]),
        Citation(("unresolved:aan",), keys[3]),
        Citation(("unresolved:1",), keys[3]),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HTML)
def test_every_citation_of_a_text_is_found(html: str) -> None:
    text = canonical(html)

    assert len(citations(text)) == text.count("<cite ")


def test_numbers_follow_the_first_appearance_summary_first() -> None:
    summary = '<p>x<cite data-key="k1 k3"></cite></p>'

    assert numbering([summary, CITED]) == {"k1": 1, "k3": 2, "k2": 3, "unresolved:1": 4, "unresolved:aan": 5}


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([1], "[1]"),
        ([3, 1], "[1, 3]"),
        ([1, 2], "[1, 2]"),
        ([3, 2, 1], "[1–3]"),
        ([1, 2, 3, 5, 7, 8, 9, 9], "[1–3, 5, 7–9]"),
    ],
)
def test_numbers_are_bracketed_and_collapsed(numbers: list[int], shown: str) -> None:
    assert label(numbers) == shown


@given(st.sets(st.integers(1, 60), min_size=1))
def test_a_label_says_every_number_and_no_other(numbers: set[int]) -> None:
    said: set[int] = set()
    for part in label(numbers).strip("[]").split(", "):
        first, _, last = part.partition("–")
        said.update(range(int(first), int(last or first) + 1))

    assert said == numbers


def test_sections_that_cite_a_work_are_named_once_in_reading_order() -> None:
    cite = '<cite data-key="k1 k2"></cite>'
    html = (
        f"<p>Above.{cite}</p><h2>Causes</h2><p>None here.</p><h2>Treatment</h2><p>Rest.{cite}</p>"
        f"<h3>Doses</h3><ul><li>Little.{cite}</li></ul>"
    )

    assert citing_sections(html, ["k1", "k9"]) == ("", "Treatment")


def test_a_key_that_is_part_of_another_is_not_cited() -> None:
    assert citing_sections('<h2>Causes</h2><p>a<cite data-key="doe-2020-2"></cite></p>', ["doe-2020"]) == ()


def test_unresolved_labels_are_listed_once() -> None:
    assert unresolved(CITED) == ("1", "aan")


def test_rebinding_exchanges_keys_and_nothing_else() -> None:
    rebound = rebind(CITED, {"unresolved:1": "k9", "k1": "k2"})

    assert numbering([rebound]) == {"k2": 1, "k9": 2, "unresolved:aan": 3}
    assert rebound == canonical(CITED).replace("unresolved:1", "k9").replace("k2 k1", "k2")
    assert is_canonical(rebound)


def test_rebinding_to_nothing_known_leaves_the_text_alone() -> None:
    assert rebind(CITED, {"other": "k9"}) == canonical(CITED)


@pytest.mark.parametrize("key", ["", "A", "a b", 'a"'])
def test_rebinding_to_what_is_no_key_is_a_mistake(key: str) -> None:
    with pytest.raises(ValueError, match="Not the key of a reference"):
        rebind(CITED, {"k1": key})
