"""What the tests of the API for work share: nobody has asked in this minute yet."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.built_once import without_rows


@pytest.fixture(autouse=True)
@without_rows
def nobody_has_asked(db: None) -> None:
    """Numbers of tokens come again in every test, and how often each asked is counted in the cache."""
    cache.clear()
