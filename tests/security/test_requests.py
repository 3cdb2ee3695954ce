"""What every address does with a request that is not its own: without a token, by another method, for a row that is not there."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from itertools import product

from django.test import Client

from tests.security.addresses import Address, addresses
from tests.security.asking import TYPED, Sessions, code, response_to
from tests.security.scenery import Scenery

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
# Forms on pages that are stored for everybody: where they come from is looked at instead (articles/views/open_forms.py).
WITHOUT_TOKEN = {
    "articles:ask_not_answered",
    "articles:ask_question",
    "articles:ask_tell",
    "articles:helpful",
    "articles:report_harm",
}
# Opened by a token in a header, which no browser sends by itself: whoever comes with a cookie alone is nobody there.
FOR_PROGRAMS = "work_api:"
# Made anew for every answer.
OWN = re.compile(rb'(nonce-|nonce="|csrfmiddlewaretoken" value=")[\w+/=-]+')


def once(scenery: Scenery) -> list[Address]:
    """One address of each view."""
    return list({address.name: address for address in addresses(scenery)}.values())


def refusals(address: Address) -> tuple[int, ...]:
    return (401, 405) if address.name.startswith(FOR_PROGRAMS) else (403, 405)


def test_without_a_token_nothing_is_changed_anywhere(scenery: Scenery, sessions: Sessions) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = SimpleCookie(sessions["managing"])

    passed = {
        (address.name, method)
        for address in once(scenery)
        for method in CHANGING
        if client.generic(method, address.path).status_code not in refusals(address)
    }
    foreign = {
        client.post(address.path, TYPED, headers={"sec-fetch-site": "cross-site"}).status_code
        for address in once(scenery)
        if address.name in WITHOUT_TOKEN
    }

    assert (passed, foreign) == (set(), {403})


def test_methods_that_nothing_here_uses_are_refused_everywhere(scenery: Scenery, sessions: Sessions) -> None:
    client = Client()
    client.cookies = SimpleCookie(sessions["managing"])

    found = {
        (method, client.generic(method, address.path).status_code)
        for address in once(scenery)
        for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "NONSENSE")
        if not address.name.startswith(FOR_PROGRAMS)
    }

    assert {status for _, status in found} == {405}


def test_method_cannot_be_changed_by_a_header_or_a_field(scenery: Scenery, sessions: Sessions) -> None:
    client = Client()
    client.cookies = SimpleCookie(sessions["managing"])
    withdraw = next(address.path for address in addresses(scenery) if address.shown == "desk/versions/#/withdraw/")

    by_header = client.get(withdraw, headers={"x-http-method-override": "POST"})
    by_field = client.get(withdraw, {"_method": "POST", "reason": "Because of the test."})

    assert (by_header.status_code, by_field.status_code) == (405, 405)


def test_whoever_may_not_know_of_a_row_gets_the_same_answer_when_there_is_none(
    scenery: Scenery, sessions: Sessions, without_words: None
) -> None:
    """Whoever may see the row may see that another is none."""
    client, unlike = Client(), set()
    for address, role, method in product(of_rows(scenery), ("stranger", "account"), ("GET", "POST")):
        there = code(response_to(client, method, address.path, sessions[role]))
        if there in ("in", "403", "404"):
            absent = code(response_to(client, method, address.absent, sessions[role]))
            unlike |= {(role, method, address.shown, there, absent)} if there != absent else set()

    assert sorted(unlike) == []


def test_what_is_said_then_is_the_same_too(scenery: Scenery, sessions: Sessions) -> None:
    """Of one address beneath each kind of row."""
    client = Client()
    chosen = {address.shown.partition("#")[0]: address for address in of_rows(scenery) if address.is_desk}

    unlike = [
        address.shown
        for address in chosen.values()
        if told(client, address.path, sessions["account"]) != told(client, address.absent, sessions["account"])
    ]

    assert unlike == []


def of_rows(scenery: Scenery) -> list[Address]:
    return list({address.shown: address for address in addresses(scenery) if address.absent}.values())


def told(client: Client, path: str, cookies: str) -> bytes:
    response = response_to(client, "GET", path, cookies)
    return OWN.sub(b"", bytes(response.content)).replace(path.encode(), b"")
