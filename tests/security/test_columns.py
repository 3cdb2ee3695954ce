"""What no column holds is answered like anything else that is wrong, whichever field of a page it stands in."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from tests.security.asking import Sessions, response_to
from tests.security.scenery import Scenery
from tests.security.test_requests import once

# What a page reads by itself; fields of forms are held to their limits by the form.
READ = re.compile(r'\.(?:GET|POST)\.get(?:list)?\(\s*"([\w-]+)"')


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("9" * 25, id="longer than a column"),
        pytest.param("9" * 5_000, id="longer than Python reads"),
        # SQLite takes it.
        pytest.param("\x00", id="zero byte", marks=pytest.mark.postgres),
    ],
)
def test_what_no_column_holds_is_no_error_of_a_page(
    scenery: Scenery, sessions: Sessions, pdf_is_its_page: None, value: str
) -> None:
    # As a page of this site sends them: forms of readers take nothing else.
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    typed = dict.fromkeys(fields(), value)
    asked = product(once(scenery), ("GET", "POST"), ("managing", "administrator", "member"))

    failed = {
        (method, address.shown)
        for address, method, role in asked
        if response_to(client, method, f"{address.path}?{urlencode(typed)}", sessions[role], typed).status_code == 500
    }

    assert failed == set()


def fields() -> set[str]:
    folders = (Path(settings.BASE_DIR) / app / "views" for app in ("articles", "workflows"))
    return {name for folder in folders for path in folder.rglob("*.py") for name in READ.findall(path.read_text())}
