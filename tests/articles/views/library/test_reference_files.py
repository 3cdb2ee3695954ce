"""The pages of an import of references: brought, shown, saved, and what they answer to whom."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import ImportStage, Person, Reference, ReferenceImport
from tests.articles.views.conftest import SignIn, address


def ris(count: int) -> bytes:
    return "".join(
        f"TY  - JOUR\nTI  - Tea number {n}\nAU  - Doe, A\nPY  - 2020\nER  - \n" for n in range(count)
    ).encode()


def bring(client: Client, content: bytes = ris(1), name: str = "list.ris") -> ReferenceImport:
    response = client.post(address("references_import"), {"file": SimpleUploadedFile(name, content)})
    brought = ReferenceImport.objects.latest("pk")
    assert (response.status_code, response["Location"]) == (302, address("reference_import", brought.pk))
    return brought


def test_a_file_is_shown_and_then_saved(at_desk: Client) -> None:
    brought = bring(at_desk, ris(2) + b"TY  - JOUR\nER  - \n")
    url = address("reference_import", brought.pk)
    page = at_desk.get(url).content.decode()

    at_desk.post(url, {"step": "save"})
    saved = at_desk.get(url).content.decode()

    assert ("Nothing is saved yet." in page, "All (3)" in page, "The record has no title." in page) == (
        True,
        True,
        True,
    )
    assert ("Nothing is saved yet." in saved, Reference.objects.count()) == (False, 2)


def test_what_was_pasted_is_read_too(at_desk: Client) -> None:
    at_desk.post(address("references_import"), {"text": "Doe A, Roe R. Tea before bed in adults. J Tea. 2020;5:1-9."})

    brought = ReferenceImport.objects.get()
    assert (brought.name, brought.records.get().title) == ("pasted text", "Tea before bed in adults")


def test_an_import_is_given_up(at_desk: Client) -> None:
    brought = bring(at_desk)

    response = at_desk.post(address("reference_import", brought.pk), {"step": "drop"}, follow=True)

    brought.refresh_from_db()
    assert (brought.stage, "Nothing of “list.ris” was saved." in response.content.decode()) == (
        ImportStage.DROPPED,
        True,
    )


def test_what_can_no_longer_be_given_up_says_so(at_desk: Client) -> None:
    brought = bring(at_desk)
    url = address("reference_import", brought.pk)
    at_desk.post(url, {"step": "save"})

    response = at_desk.post(url, {"step": "drop"}, follow=True)

    assert "This import is being saved, or it is over." in response.content.decode()


def test_a_long_file_is_read_in_the_background(at_desk: Client) -> None:
    brought = bring(at_desk, ris(120) + b"\n" * 200_000)
    url = address("reference_import", brought.pk)

    waiting = at_desk.get(url).content.decode()
    actions.go_on_with_import(brought.pk)
    page = at_desk.get(url + "?page=3").content.decode()

    assert "The file is being read: 0 records so far." in waiting
    assert ("Page 3 of 3" in page, page.count('<li class="rb-list__item">')) == (True, 20)


def test_a_long_import_is_saved_in_the_background(at_desk: Client) -> None:
    brought = bring(at_desk, ris(150))
    url = address("reference_import", brought.pk)

    at_desk.post(url, {"step": "save"})
    saving = at_desk.get(url).content.decode()

    assert ("0 of 150 records are saved." in saving, Reference.objects.count()) == (True, 0)


def test_records_of_one_outcome_are_shown_alone(at_desk: Client) -> None:
    brought = bring(at_desk, ris(3) + b"TY  - JOUR\nER  - \n")

    page = at_desk.get(address("reference_import", brought.pk) + "?outcome=refused").content.decode()

    assert re.findall(r"<strong>(\w+ ?\w*):</strong>", page) == ["Left out"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a file, or paste references below it."),
        ({"text": " "}, "Choose a file, or paste references below it."),
        ({"file": SimpleUploadedFile("x.ris", b"")}, "This file is empty."),
    ],
)
def test_nothing_is_no_import(at_desk: Client, fields: dict[str, object], sentence: str) -> None:
    response = at_desk.post(address("references_import"), fields)

    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert not ReferenceImport.objects.exists()


def test_a_file_that_is_too_large_is_not_kept(at_desk: Client, settings: Settings) -> None:
    settings.REFERENCES_LARGEST_FILE = 1024 * 1024

    slightly = at_desk.post(address("references_import"), {"file": SimpleUploadedFile("x.ris", bytes(1024 * 1024 + 1))})
    far = at_desk.post(address("references_import"), {"file": SimpleUploadedFile("x.ris", bytes(14 * 1024 * 1024))})

    sentence = "This file is larger than 1.0\xa0MB. Please split it."
    assert [sentence in response.content.decode() for response in (slightly, far)] == [True, True]
    assert not ReferenceImport.objects.exists()


def test_markup_in_a_record_is_words_on_the_page(at_desk: Client) -> None:
    content = b"TY  - JOUR\nTI  - A <img src=x onerror=alert(1)> <zz>title\nPY  - 2020\nDO  - 10.1/<script>\nER  - \n"
    page = at_desk.get(address("reference_import", bring(at_desk, content).pk)).content.decode()

    assert ("<img src=x" in page, "<zz>" in page, "10.1/<script>" in page, "10.1/&lt;script&gt;" in page) == (
        False, False, False, True,
    )  # fmt: skip


def test_an_import_is_its_owners_alone(at_desk: Client, sign_in: SignIn, other_editor: Person) -> None:
    brought = bring(at_desk)

    response = sign_in(other_editor).get(address("reference_import", brought.pk))

    assert response.status_code == 404


def test_whoever_may_not_draft_sees_no_page(sign_in: SignIn, outsider: Person, client: Client) -> None:
    inside, stranger = sign_in(outsider).get(address("references_import")), Client().get(address("references_import"))

    assert (inside.status_code, stranger.status_code) == (403, 302)


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_however_many_records(
    at_desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = address("reference_import", bring(at_desk, ris(count)).pk)
    at_desk.get(url)

    with django_assert_num_queries(8):
        at_desk.get(url)
