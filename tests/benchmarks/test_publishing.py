"""The benchmark of `publish --all` makes a site, writes its pages, and says what is reached."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks import publishing
from benchmarks.publishing import Rates
from tests.installations import FILE, Installation


def test_a_small_site_is_measured(migrated: Installation, tmp_path: Path) -> None:
    shutil.copy(migrated.folder / FILE, tmp_path / "site.sqlite3")

    found = publishing.measure(tmp_path, 9, 3)

    assert min(found.bare, found.first, found.unprepared, found.published, found.published_on_processor) > 0
    assert [len(list((tmp_path / host / "live").iterdir())) for host in ("first", "second", "third")] == [9, 9, 9]


def test_report_says_what_is_not_reached() -> None:
    found = Rates(
        bare=150, bare_on_processor=160, first=60, first_on_processor=40, unprepared=70, unprepared_on_processor=45,
        published=120, published_on_processor=80, size=51_000, start=2.5,
    )  # fmt: skip

    assert publishing.report(found)[3:] == [
        "  no work written yet         60 pages a second (40 of the processor's)",
        "  no text prepared yet        70 pages a second (45 of the processor's)",
        "  publish --all              120 pages a second (80 of the processor's)   at least 100: reached",
        "  of the template alone      50%   at least 60%: NOT reached",
    ]
    assert not publishing.is_reached(found)
