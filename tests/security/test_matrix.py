"""Who gets which answer: role × object status × address × method, as `matrix.txt` says. An address that it lacks fails.

After a change that is meant: `MATRIX=write pytest tests/security/test_matrix.py -p no:xdist -p no:randomly` writes the table,
`MATRIX=add` in seconds only what it lacks. Read its difference: that is the change of who may what.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.security import table
from tests.security.addresses import ADMINISTRATION, Address, addresses
from tests.security.asking import ROLES, Sessions, Writes, asked, response_to
from tests.security.scenery import ANY, Scenery

TABLE = Path(__file__).with_name("matrix.txt")
PART = "# Part: "
# S29: what a program that follows links leaves behind.
WRITTEN_BY_READING: dict[str, set[str]] = {}


def unlike(part: str, sessions: Sessions, chosen: Sequence[Address], writes: Writes | None = None) -> list[str]:
    """What differs from this part of the table; written there instead where that was asked for."""
    wanted = os.environ.get("MATRIX", "")
    parts = dict(text.split("\n", 1) for text in table.read(TABLE).split(PART)[1:])
    known = table.parsed(parts.get(part, ""))
    listed = table.addresses(known)
    if wanted == "add":
        chosen = [address for address in chosen if f"/{address.shown}" not in listed]
    now = table.grouped(asked(sessions, chosen, writes), ANY)
    if wanted == "add":
        now = table.joined(known, now)
    if wanted:
        parts[part] = table.written(now, ROLES)
        TABLE.write_text(table.HEAD + "".join(f"\n{PART}{name}\n{parts[name]}" for name in sorted(parts)))
        return []
    return table.difference(known, now, ROLES)


@pytest.mark.slow
def test_at_the_desk_everybody_gets_the_answer_of_the_table(
    scenery: Scenery, sessions: Sessions, without_words: None, pdf_is_its_page: None
) -> None:
    chosen, writes = [address for address in addresses(scenery) if address.is_desk], Writes()

    with connection.execute_wrapper(writes):
        found = unlike("the desk", sessions, chosen, writes)

    assert found == []
    assert writes.of_reading() == WRITTEN_BY_READING


@pytest.mark.slow
def test_elsewhere_everybody_gets_the_answer_of_the_table(
    scenery: Scenery, sessions: Sessions, pdf_is_its_page: None
) -> None:
    chosen = [address for address in addresses(scenery) if not address.is_desk]

    assert unlike("readers, accounts and machines", sessions, chosen) == []


def test_administration_is_for_nobody_whom_a_role_at_the_desk_makes_mighty(sessions: Sessions) -> None:
    client, chosen = Client(), administration()

    found = {
        role: {response_to(client, "GET", path, sessions[role])["Location"].partition("?")[0] for path in chosen}
        for role in ("stranger", "administrator")
    }
    login = response_to(client, "GET", "/administration/login/", sessions["administrator"])

    assert found == {"stranger": {"/administration/login/"}, "administrator": {"/administration/login/"}}
    assert login.status_code == 403


def administration() -> list[str]:
    """Every address of the administration pages but those to sign in and out at, for a row that may be there."""
    (site,) = (entry for entry in get_resolver().url_patterns if str(entry.pattern) == ADMINISTRATION)
    assert isinstance(site, URLResolver)
    texts = [
        f"{entry.pattern}{last.pattern if last else ''}"
        for entry in site.url_patterns
        for last in (entry.url_patterns if isinstance(entry, URLResolver) else [None])
    ]
    plain = [text.replace("<path:object_id>", "1").replace("<path:content_type_id>", "1") for text in texts]
    return [f"/{ADMINISTRATION}{text}" for text in plain if not text.startswith(("log", "r/")) and "(" not in text]
