"""Asking an address as somebody, and undoing what that did."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.security.addresses import Address
from tests.security.table import Answers

WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
METHODS = ("GET", "POST")
ROLES = (
    "stranger",  # not signed in
    "account",  # signed in, with no role and no seat
    "editor",  # whose articles these are
    "managing",
    "auditor",
    "administrator",
    "librarian",
    "operator",
    "security",
    "chair",  # of the board, with a seat in each review
    "member",  # with a seat, interests declared
    "asked",  # with a seat, interests not declared
    "elsewhere",  # on the board, with no seat
)
# Whoever may, writes something that fits most forms; whoever may not is refused before anybody looks at it.
TYPED = {
    "reason": "Because of the test.",
    "words": "Because of the test.",
    "body": "Because of the test.",
    "note": "Because of the test.",
    "answer": "Because of the test.",
    "sentence": "Because of the test.",
    "why": "Because of the test.",
}
# Readers' pages are the same for everybody: these stand for all, and all are asked where they differ.
FEW = ("stranger", "account", "managing", "asked")
Sessions = Mapping[str, str]


def response_to(client: Client, method: str, path: str, cookies: str, typed: Mapping[str, str] = TYPED) -> Any:
    client.cookies = SimpleCookie(cookies)
    cache.clear()
    with transaction.atomic():
        response = client.post(path, typed) if method == "POST" else client.generic(method, path)
        if response.streaming:
            list(response.streaming_content)
        transaction.set_rollback(True)
    return response


def code(response: Any) -> str:
    """The code of the answer, or "in" where it leads to the page to sign in at."""
    to = response.get("Location", "")
    return "in" if response.status_code == 302 and to.startswith("/accounts/login/?") else str(response.status_code)


def answers(client: Client, method: str, path: str, sessions: Sessions) -> Answers:
    """To each role. Whether a method is known at all is not said to one and kept from another."""
    found: list[str] = []
    for role in ROLES:
        known = len(found) > 1 and found[1:] == ["405"] * (len(found) - 1)
        found.append("405" if known else code(response_to(client, method, path, sessions[role])))
    return tuple(found)


def answers_to_few(client: Client, method: str, path: str, sessions: Sessions) -> Answers:
    found = {code(response_to(client, method, path, sessions[role])) for role in FEW}
    return answers(client, method, path, sessions) if len(found) > 1 else tuple(found) * len(ROLES)


def asked(
    sessions: Sessions, chosen: Iterable[Address], writes: Writes | None = None
) -> dict[tuple[str, str, str], Answers]:
    """Method, address and status → the answers."""
    client = Client(raise_request_exception=False)
    found = {}
    for address, method in product(chosen, METHODS):
        if writes is not None:
            writes.by = (method, address.name)
        of = answers if address.is_desk else answers_to_few
        found[method, address.shown, address.status] = of(client, method, address.path, sessions)
    return found


@dataclass
class Writes:
    """Which tables were written to by which method and view; used as a wrapper of what is executed."""

    by: tuple[str, str] = ("", "")
    found: set[tuple[str, str, str]] = field(default_factory=set)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        # An auditor's reads are on record (articles/reads.py).
        if (written := WRITTEN.match(sql)) and written[1] not in ("articles_event", "articles_checkpoint"):
            self.found.add((*self.by, written[1]))
        return execute(sql, params, many, context)

    def of_reading(self) -> dict[str, set[str]]:
        """View → the tables that it wrote to when it was only read."""
        tables: dict[str, set[str]] = {}
        for method, view, table in self.found:
            if method == "GET":
                tables.setdefault(view, set()).add(table)
        return tables
