"""The benchmark of `publish --all` makes a site, writes its pages, and says what is reached."""

from __future__ import annotations

from pathlib import Path

from benchmarks import publishing
from benchmarks.publishing import Rates


def test_a_small_site_is_measured(tmp_path: Path) -> None:
    found = publishing.measure(tmp_path, 9, 3)

    assert min(found.bare, found.published, found.published_on_processor) > 0
    assert len(list((tmp_path / "pages" / "live").iterdir())) == 9


def test_report_says_what_is_not_reached() -> None:
    found = Rates(150, 160, 120, 80, 51_000)

    assert publishing.report(found)[2:] == [
        "  publish --all              120 pages a second (80 of the processor's)   at least 100: reached",
        "  of the template alone      50%   at least 60%: NOT reached",
    ]
    assert not publishing.is_reached(found)
