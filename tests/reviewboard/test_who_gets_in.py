"""Role × address of the desk, made from the URL configuration: nobody gets in anywhere that `who_gets_in.txt` does not list.

An address that is not listed yet is for those who read or write drafts. After a change that is meant, write the list anew:
`WRITE_WHO_GETS_IN=1 python -m pytest tests/reviewboard/test_who_gets_in.py -p no:randomly -p no:xdist`, and read its difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import DeskRole, Person, Publication, Reference
from tests.universe import PersonFactory

LISTED = Path(__file__).with_name("who_gets_in.txt")
MEMBER, ANYBODY = "board_member", "somebody_without_a_role"
WHO = (*DeskRole.values, MEMBER, ANYBODY)
# Whom an address may admit that nobody has listed yet.
USUAL = frozenset({DeskRole.EDITOR, DeskRole.MANAGING_EDITOR, DeskRole.AUDITOR})
# Not for this person, not there for this person, or not asked in this way.
REFUSED = {403, 404, 405}


def routes() -> Iterator[URLPattern]:
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace == "desk":
            yield from (found for found in entry.url_patterns if isinstance(found, URLPattern) and found.name)


def listed() -> Mapping[str, frozenset[str]]:
    """Name of each address → who gets in."""
    lines = (line.split(":") for line in LISTED.read_text(encoding="utf-8").splitlines() if line)
    return {name: frozenset(who.split()) for name, who in lines}


@pytest.fixture
def addresses(publication: Publication, reference: Reference, outsider: Person) -> dict[str, str]:
    """Every address of the desk, with numbers of rows that are there."""
    version = publication.version
    review = version.reviews.get()
    numbers = {
        "articles/": publication.article_id,
        "versions/": version.pk,
        "reviews/": review.pk,
        "boards/": review.board_id,
        "references/": reference.pk,
        "people/": outsider.pk,
    }
    words: dict[str, object] = {"audience": "patient", "other": "clinician", "source": "clinician", "name": "retire"}
    words["uuid"] = "00000000-0000-4000-8000-000000000000"
    found = {}
    for route in routes():
        start = str(route.pattern).partition("<")[0]
        values = {name: words.get(name, 1) for name in route.pattern.regex.groupindex}
        if "pk" in values:
            values["pk"] = numbers.get(start, 1)
        found[route.name] = reverse(f"desk:{route.name}", kwargs=values)
    return found


@pytest.fixture
def people(make_person: PersonFactory, chair: Person, outsider: Person) -> dict[str, Person]:
    """One person for each role, and two without any at the desk."""
    ours = {role: make_person(f"Only {role}", role) for role in DeskRole.values}
    return {**ours, MEMBER: chair, ANYBODY: outsider}


def admitted(client: Client, address: str) -> bool:
    """By reading, or by an empty form where the address is for forms alone. What it changed is undone."""
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
        transaction.set_rollback(True)
    return answer.status_code not in REFUSED and "/accounts/login/" not in answer.headers.get("Location", "")


def gets_in(person: Person, addresses: Mapping[str, str]) -> set[str]:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return {name for name, address in addresses.items() if admitted(client, address)}


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_nobody_gets_in_where_the_list_does_not_name_them(
    who: str, people: dict[str, Person], addresses: dict[str, str]
) -> None:
    if os.environ.get("WRITE_WHO_GETS_IN"):
        pytest.skip("the list is written anew")
    known = listed()

    found = gets_in(people[who], addresses)

    assert sorted(name for name in found if who not in known.get(name, USUAL)) == []
    # Nor is anybody locked out of where they were.
    assert (
        sorted(name for name, names in known.items() if who in names and name in addresses and name not in found) == []
    )


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_told_that_they_are_signed_out_and_no_more(method: str, addresses: dict[str, str]) -> None:
    client = Client(raise_request_exception=False)

    answers = {name: getattr(client, method)(address) for name, address in addresses.items()}

    assert sorted(
        name
        for name, answer in answers.items()
        if answer.status_code not in REFUSED and "/accounts/login/" not in answer.headers.get("Location", "")
    ) == (["session"] if method == "get" else [])


@pytest.mark.django_db
@pytest.mark.skipif(not os.environ.get("WRITE_WHO_GETS_IN"), reason="only where the list is to be written anew")
def test_list_is_written(people: dict[str, Person], addresses: dict[str, str]) -> None:
    found = {who: gets_in(person, addresses) for who, person in people.items()}

    lines = [f"{name}: {' '.join(who for who in WHO if name in found[who])}".rstrip() for name in addresses]
    LISTED.write_text("\n".join(lines) + "\n", encoding="utf-8")
