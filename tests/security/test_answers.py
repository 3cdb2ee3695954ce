"""What every answer carries: who may keep it, what a browser may do with it, where it leads."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from tests.security.addresses import Address
from tests.security.asking import Sessions, response_to
from tests.security.scenery import Scenery
from tests.security.test_requests import OWN, once

PRIVATE = ("/desk/", "/accounts/")
# The card is made to stand in pages of other sites; the others are a word for programs, answered ahead of everything else.
OTHERWISE = {"articles/#/patient/card/", "livez", "readyz", "metrics"}


def answers(scenery: Scenery, cookies: str, *, private: bool) -> list[tuple[Address, Any]]:
    client = Client()
    chosen = [address for address in once(scenery) if address.path.startswith(PRIVATE) == private]
    return [(address, response_to(client, "GET", address.path, cookies)) for address in chosen]


def test_no_cache_keeps_what_is_for_one_person(scenery: Scenery, sessions: Sessions, without_words: None) -> None:
    found = answers(scenery, sessions["managing"], private=True)

    assert {response["Cache-Control"] for _, response in found} == {"private, no-store"}


def test_what_a_cache_may_keep_is_the_same_for_everybody(
    scenery: Scenery, sessions: Sessions, pdf_is_its_page: None
) -> None:
    for_stranger = answers(scenery, "", private=False)
    for_editor = answers(scenery, f"{sessions['managing']}; audience=clinician", private=False)

    kept = [
        (address.shown, same(one) == same(other), "cookie" in one.get("Vary", "").lower(), bool(one.cookies))
        for (address, one), (_, other) in zip(for_stranger, for_editor, strict=True)
        if "public" in one.get("Cache-Control", "") and one.status_code == 200
    ]

    assert kept
    assert [row for row in kept if row[1:] != (True, False, False)] == []


def same(response: Any) -> bytes:
    return OWN.sub(b"", b"".join(response.streaming_content) if response.streaming else response.content)


def test_every_answer_is_taken_for_what_it_is_and_stands_in_no_frame(
    scenery: Scenery, sessions: Sessions, pdf_is_its_page: None
) -> None:
    found = answers(scenery, "", private=False) + answers(scenery, sessions["account"], private=True)

    unlike = [
        address.shown
        for address, response in found
        if response["X-Content-Type-Options"] != "nosniff"
        or "frame-ancestors 'none'" not in response.get("Content-Security-Policy", "")
        or "unsafe" in response.get("Content-Security-Policy", "")
        or not response.get("Referrer-Policy")
    ]
    untold = [
        address.shown
        for address, response in found
        if response.get("Content-Type", "").startswith(("text/", "application/xml"))
        and "charset=utf-8" not in response["Content-Type"].lower()
    ]

    assert [shown for shown in unlike if shown not in OTHERWISE] == []
    assert untold == []


def test_no_redirect_leads_to_another_site(scenery: Scenery, sessions: Sessions, without_words: None) -> None:
    client, led = Client(), set()
    client.cookies = SimpleCookie(sessions["managing"])
    elsewhere = dict.fromkeys(("next", "url", "back", "return_to", "here", "redirect"), "//evil.example/")

    for address in once(scenery):
        for ask in (client.get, client.post):
            response = ask(address.path, elsewhere)
            led.add(urlsplit(response.get("Location", "")).netloc)
            if response.streaming:
                list(response.streaming_content)  # which closes its file
            client.cookies = SimpleCookie(sessions["managing"])

    assert led == {""}
