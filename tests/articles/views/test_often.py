"""Searches and look-ups of copies: so many in a minute from one address, and a page that says when to come back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def twice(settings: Settings) -> Iterator[None]:
    """On a busy machine a minute could end in the middle of a test."""
    settings.SEARCHES_PER_MINUTE = settings.COPIES_PER_MINUTE = 2
    with time_machine.travel(timezone.now(), tick=False):
        yield


def asked(client: Client, path: str, *, who: str, **headers: str) -> int:
    return client.get(path, REMOTE_ADDR=who, headers=headers).status_code


@pytest.mark.parametrize(
    ("path", "usual", "who"),
    [("/search/?q=leg", 200, "192.0.2.11"), ("/c/abcd", 404, "192.0.2.12"), ("/c/?code=abcd", 302, "192.0.2.13")],
)
def test_who_asks_very_often_waits(client: Client, path: str, usual: int, who: str) -> None:
    codes = [asked(client, path, who=who) for _time in range(3)]

    assert codes == [usual, usual, 429]


def test_page_says_when_to_come_back_and_where_else_to_go(client: Client) -> None:
    page = [client.get("/search/?q=leg", REMOTE_ADDR="192.0.2.21") for _time in range(3)][-1]

    wait = int(page["Retry-After"])
    assert 1 <= wait <= 60
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    words = page.content.decode()
    assert [f"Wait {wait} second" in words, 'href="/topics/"' in words, "In an emergency call 999" in words] == [
        True
    ] * 3


def test_searches_and_copies_are_counted_apart(client: Client) -> None:
    paths = ("/search/?q=leg", "/search/?q=leg", "/c/abcd", "/c/abcd", "/search/?q=leg")

    assert [asked(client, path, who="192.0.2.31") for path in paths] == [200, 200, 404, 404, 429]


def test_empty_forms_are_not_counted(client: Client) -> None:
    paths = ("/search/", "/search/?q=+", "/search/?topic=legs", "/c/", "/c/?code=", "/search/?q=leg", "/c/abcd")

    assert [asked(client, path, who="192.0.2.41") for path in paths] == [200, 200, 200, 200, 200, 200, 404]


def test_behind_a_proxy_each_reader_is_counted_alone_and_cannot_pass_for_another(
    client: Client, settings: Settings
) -> None:
    settings.BEHIND_PROXY, settings.SEARCHES_PER_MINUTE = True, 1
    chains = ("192.0.2.51", "192.0.2.52", "203.0.113.9, 192.0.2.51", "192.0.2.53,192.0.2.52")

    codes = [
        client.get("/search/?q=leg", headers={"X-Forwarded-For": chain, "X-Forwarded-Proto": "https"}).status_code
        for chain in chains
    ]

    assert codes == [200, 200, 429, 429]


def test_without_a_proxy_nobody_chooses_the_address_that_is_counted(client: Client, settings: Settings) -> None:
    settings.BEHIND_PROXY, settings.SEARCHES_PER_MINUTE = False, 1

    codes = [
        asked(client, "/search/?q=leg", who="192.0.2.61", **{"X-Forwarded-For": f"198.51.100.{number}"})
        for number in range(2)
    ]

    assert codes == [200, 429]


def test_addresses_of_one_household_are_one(client: Client, settings: Settings) -> None:
    settings.SEARCHES_PER_MINUTE = 1
    addresses = (
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff::9",
        "2001:db8:1:3::1",
        "::ffff:192.0.2.71",
        "192.0.2.71",
        "nobody",
        "nobody",
    )

    assert [asked(client, "/search/?q=leg", who=one) for one in addresses] == [200, 429, 200, 200, 429, 200, 429]


def test_published_page_is_read_however_often(client: Client, publication: Publication) -> None:
    assert {asked(client, "/articles/leg-pain/patient/", who="192.0.2.81") for _time in range(5)} == {200}
