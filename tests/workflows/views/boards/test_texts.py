"""The publisher's texts at the desk, and as readers find them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles.models import Person
from tests.workflows.actions.boards.test_publisher_texts import propose, put
from workflows.models import BoardChange

LIST, POLICY = "/desk/texts/", "/desk/texts/policy/en/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_managing_editor_proposes_a_text_and_an_administrator_confirms_it(
    managing_editor: Person, administrator: Person
) -> None:
    proposing, deciding = signed_in(managing_editor), signed_in(administrator)

    proposed = proposing.post(POLICY, {"words": "We write from sources.", "reason": "First one of ours"}, follow=True)
    change = BoardChange.objects.get()
    shown = deciding.get(f"/desk/boards/changes/{change.pk}/").content.decode()
    deciding.post(f"/desk/boards/changes/{change.pk}/", {"step": "confirm", "reason": ""})

    page = Client().get("/editorial-policy/").content.decode()
    assert "Proposed. A second person confirms it; until then nothing changes." in proposed.content.decode()
    assert ("We write from sources." in shown, "Editorial policy" in shown) == (True, True)
    assert ("<p>We write from sources.</p>" in page, "Version 1, in force since" in page) == (True, True)


def test_what_is_wrong_stands_in_the_form(administrator: Person) -> None:
    response = signed_in(administrator).post(POLICY, {"words": " ", "reason": "Why"})

    assert (response.status_code, BoardChange.objects.exists()) == (422, False)


@pytest.mark.parametrize("path", ["/desk/texts/imprint/en/", "/desk/texts/policy/fr/"])
def test_there_are_no_other_texts(administrator: Person, path: str) -> None:
    assert signed_in(administrator).get(path).status_code == 404


def test_auditor_reads_which_texts_there_are_and_proposes_none(auditor: Person) -> None:
    client = signed_in(auditor)

    page = client.get(LIST)
    form = client.get(POLICY)

    assert (page.status_code, form.status_code) == (200, 403)
    assert "/desk/texts/policy/en/" not in page.content.decode()


def test_editor_does_not_see_the_texts(editor: Person) -> None:
    assert signed_in(editor).get(LIST).status_code == 403


def test_page_of_texts_asks_as_often_with_many_versions_as_with_one(
    administrator: Person, managing_editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put(administrator, managing_editor, "Words 0.")
    client = signed_in(administrator)
    with django_assert_num_queries(10):
        client.get(LIST)
    for number in range(1, 31):
        put(administrator, managing_editor, f"Words {number}.")

    with django_assert_num_queries(10):
        client.get(LIST)


def test_former_policy_says_until_when_it_was_in_force(
    client: Client, administrator: Person, managing_editor: Person
) -> None:
    put(administrator, managing_editor, "The first.", "policy")
    put(administrator, managing_editor, "The second.", "policy")

    former = client.get("/editorial-policy/en/1/").content.decode()
    brought = client.get("/editorial-policy/en/0/").content.decode()
    current = client.get("/editorial-policy/en/2/").content.decode()

    assert ("The first." in former, "The second." in former) == (True, False)
    assert "This was in force until" in former
    assert '<meta name="robots" content="noindex">' in former
    assert "What “Approved” means" in brought
    assert "This was in force until" not in current
    assert [f'href="/editorial-policy/en/{number}/"' in current for number in (0, 1, 2)] == [True, True, True]


@pytest.mark.parametrize("path", ["/editorial-policy/en/7/", "/editorial-policy/fr/0/", "/about/", "/privacy/"])
def test_what_was_never_written_is_not_there(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_about_and_privacy_are_read_once_they_are_written(
    client: Client, administrator: Person, managing_editor: Person
) -> None:
    put(administrator, managing_editor, "We are a publisher.", "about")
    put(administrator, managing_editor, "We keep nothing.", "privacy")

    home = client.get("/").content.decode()
    assert "We are a publisher." in client.get("/about/").content.decode()
    assert "We keep nothing." in client.get("/privacy/").content.decode()
    assert ['href="/about/"' in home, 'href="/privacy/"' in home] == [True, True]


def test_proposed_text_waits_in_the_work_of_a_managing_editor(administrator: Person, managing_editor: Person) -> None:
    propose(administrator)

    page = signed_in(managing_editor).get("/desk/").content.decode()

    assert "Change a text of the publisher" in page
