"""Every address has a row in the table of who gets which answer: whoever adds one says for whom it is."""

from __future__ import annotations

import re

from tests.security.addresses import WORD, routes
from tests.security.test_matrix import TABLE


def test_every_address_has_a_row_in_the_table() -> None:
    listed = {line.split()[1] for line in TABLE.read_text().splitlines() if line.startswith(("GET ", "POST"))}

    missing = [
        route.text for route in routes() if not any(as_pattern(route.text).fullmatch(path[1:]) for path in listed)
    ]

    assert missing == [], "MATRIX=add pytest tests/security/test_matrix.py adds them; read what it wrote"


def as_pattern(route: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(part) for part in WORD.sub("\0", route).split("\0")))
