"""Sentences that never end are read in parts, of which nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.text.stretches import LONGEST, stretches


def test_sentence_is_one_stretch() -> None:
    assert list(stretches("Take 5 mg, then rest.")) == ["Take 5 mg, then rest."]


def test_long_sentence_is_cut_at_a_comma() -> None:
    found = list(stretches("take 5 mg, then rest, " * 200))

    assert len(found) > 1
    assert {part[-2:] for part in found[:-1]} == {", "}


@given(st.text(alphabet="a ,;", max_size=5 * LONGEST))
def test_nothing_is_lost_and_no_part_is_too_long(sentence: str) -> None:
    found = list(stretches(sentence))

    assert "".join(found) == sentence
    assert max(map(len, found)) <= LONGEST
