"""The QR code that is drawn has the modules that the standard gives."""

import re

import segno

from articles.publishing.qr import QUIET, qr_code

ADDRESS = "https://health.example/c/K7Q-F3M-HTX"


def test_every_dark_module_is_drawn_and_no_other() -> None:
    found = qr_code(ADDRESS)

    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", found.path)
        for step in range(int(width))
    }
    rows = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert found.size == len(rows) + 2 * QUIET
