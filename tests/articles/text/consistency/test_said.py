"""What an editor is shown of the lists and of whole articles is what was looked at last: which flags, how grave, on which words."""

from __future__ import annotations

import pytest

from tests.articles.text.consistency.said import NAMES, said, written


@pytest.mark.parametrize("name", NAMES)
def test_the_same_is_said_as_before(name: str) -> None:
    """Where a change of the checks means to say something else, `said.py` writes it."""
    assert said(name) == written(name)
