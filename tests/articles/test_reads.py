"""An auditor reads everything, changes nothing, and each read is an event."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles import reads
from articles.models import Event, Person, Publication
from workflows.models import Review


def noted() -> list[tuple[str, dict[str, str]]]:
    bodies = Event.objects.filter(stream=reads.STREAM).order_by("sequence").values_list("body", flat=True)
    return [(told["page"], told["of"]) for told in (json.loads(body)["data"] for body in bodies)]


def test_each_page_that_an_auditor_reads_is_an_event(client: Client, publication: Publication, auditor: Person) -> None:
    client.force_login(auditor)
    pk = publication.article_id

    client.get(reverse("desk:article", args=[pk]))
    client.get(reverse("desk:article_history", args=[pk]), {"since": "2026-01-01"})

    assert noted() == [("desk:article", {"pk": str(pk)}), ("desk:article_history", {"pk": str(pk)})]
    assert set(Event.objects.filter(stream=reads.STREAM).values_list("actor", flat=True)) == {auditor.pk}


def test_what_is_not_shown_to_an_auditor_is_no_read(client: Client, publication: Publication, auditor: Person) -> None:
    client.force_login(auditor)

    client.get(reverse("desk:article_edit", args=[publication.article_id, "patient"]))
    client.get(reverse("desk:article", args=[99999]))

    assert noted() == []


def test_reads_of_others_and_of_public_pages_leave_nothing(
    client: Client, publication: Publication, editor: Person
) -> None:
    public = client.get(reverse("articles:list"))
    client.force_login(editor)
    client.get(reverse("desk:article", args=[publication.article_id]))

    assert noted() == []
    assert "Cookie" not in public.headers.get("Vary", "")


def desk_addresses() -> Iterator[str]:
    """Every address of the desk, with numbers and words that exist for most of them."""
    known: dict[str, object] = {
        "pk": 1,
        "number": 1,
        "audience": "patient",
        "other": "clinician",
        "source": "clinician",
        "name": "retire",
    }
    known["uuid"] = "00000000-0000-4000-8000-000000000000"
    for pattern in _patterns(get_resolver()):
        names = pattern.pattern.regex.groupindex
        if pattern.name:
            yield reverse(f"desk:{pattern.name}", kwargs={name: known.get(name, 1) for name in names})


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace == "desk":
            yield from (found for found in entry.url_patterns if isinstance(found, URLPattern))


def counts() -> dict[str, int]:
    ours = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("workflows").get_models()]
    return {model.__name__: model._base_manager.count() for model in ours if model is not Event}


def test_nothing_that_an_auditor_posts_at_the_desk_changes_a_row(
    client: Client, publication: Publication, review: Review, auditor: Person
) -> None:
    client.force_login(auditor)
    before = counts()
    addresses = list(desk_addresses())

    for address in addresses:
        client.post(address, {"reason": "because", "body": "words", "confirm": "on"})

    assert len(addresses) > 40
    assert counts() == before


@pytest.mark.parametrize("role", ["outsider", "chair"])
def test_who_audits_nothing_is_not_noted(
    client: Client, publication: Publication, request: pytest.FixtureRequest, role: str
) -> None:
    client.force_login(request.getfixturevalue(role))

    client.get(reverse("desk:work"))

    assert noted() == []
