"""The order of this run."""

from __future__ import annotations

import pytest

from tests.order import place


def test_what_takes_long_comes_first(request: pytest.FixtureRequest) -> None:
    places = [place(item) for item in request.session.items]

    assert places == sorted(places)
