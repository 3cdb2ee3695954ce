"""Trying a link from the editor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Person
from articles.views.limits import MOST_PER_MINUTE
from tests.articles.views.conftest import SignIn, address
from tests.link_server import link_server


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    cache.clear()
    settings.LINK_CHECK_LOOPBACK = True
    with link_server() as (started, _asked):
        yield started


def test_the_editor_hears_what_became_of_a_link(site: str, at_desk: Client) -> None:
    response = at_desk.post(address("link_check"), {"address": f"{site}/old"})

    assert response.json() == {"state": "moved", "address": f"{site}/new", "sentence": f"It has moved to {site}/new."}


def test_nobody_tries_more_links_than_a_person_types(
    site: str, at_desk: Client, sign_in: SignIn, other_editor: Person
) -> None:
    for _ in range(MOST_PER_MINUTE):
        at_desk.post(address("link_check"), {"address": "words"})

    response = at_desk.post(address("link_check"), {"address": "example.org"})
    other = sign_in(other_editor).post(address("link_check"), {"address": f"{site}/new"})

    assert response.status_code == 429
    assert response.json() == {
        "state": "no-answer", "address": "https://example.org", "sentence": "Too many links at once; not tried.",
    }  # fmt: skip
    assert other.json()["state"] == "works"


def test_only_whoever_may_draft_tries_links(
    site: str, sign_in: SignIn, auditor: Person, chair: Person, at_desk: Client
) -> None:
    url = address("link_check")

    answers = [sign_in(person).post(url, {"address": site}).status_code for person in (auditor, chair)]

    assert answers == [403, 403]
    assert at_desk.get(url).status_code == 405


def test_a_cache_that_lost_the_count_stops_nobody(at_desk: Client, settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    response = at_desk.post(address("link_check"), {"address": "javascript:alert(1)"})

    assert response.status_code == 200
