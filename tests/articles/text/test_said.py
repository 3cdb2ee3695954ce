"""What an editor is told of whole articles is what was looked at last: doses, hard words, slips, levels, changes, merges."""

from __future__ import annotations

import pytest

from tests.articles.text.said import READERS, said, written


@pytest.mark.parametrize("name", READERS)
def test_the_same_is_said_as_before(name: str) -> None:
    """Where a change of a rule means to say something else, `said.py` writes it."""
    assert said(name) == written(name)
