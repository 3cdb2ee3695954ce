"""Ahead of the desk and the administration: the switch of the latter, and a second factor for roles that ask for one."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import second_factors
from articles.models import Article, DeskRole, Person, Text
from articles.views.signed_out import mark_of
from reviewboard.environment import ROLES
from tests.universe import PersonFactory, enrol

FIRST = "/desk/second-factor/"


@pytest.fixture
def asked(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"editor"})


def test_the_settings_know_every_role_of_the_desk() -> None:
    assert set(DeskRole.values) == ROLES


@pytest.mark.parametrize("path", ["/desk/", "/desk/articles/", "/desk/messages/", "/desk/sessions/"])
def test_who_has_such_a_role_and_no_factor_is_led_to_set_one_up(
    path: str, asked: None, client: Client, editor: Person
) -> None:
    client.force_login(editor)

    answer = client.get(path)

    assert (answer.status_code, answer["Location"]) == (302, FIRST)
    assert client.get(FIRST).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


@pytest.mark.parametrize("role", ["managing_editor", "librarian"])
def test_other_roles_go_on_without(role: str, asked: None, client: Client, make_person: PersonFactory) -> None:
    client.force_login(make_person("Nina Nobody", role))

    assert client.get("/desk/").status_code == 200


def test_with_a_factor_the_desk_is_open_and_taking_it_away_closes_it(
    asked: None, client: Client, editor: Person
) -> None:
    enrol(editor)
    client.force_login(editor)
    before = [client.get("/desk/").status_code, client.get(FIRST)["Location"]]

    Authenticator.objects.all().delete()

    assert before == [200, "/desk/"]
    assert client.get("/desk/")["Location"] == FIRST


def test_recovery_codes_alone_are_no_second_factor(asked: None, client: Client, editor: Person) -> None:
    Authenticator.objects.create(user=editor, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(editor)

    assert client.get("/desk/")["Location"] == FIRST


@pytest.mark.parametrize("headers", [{"sec-fetch-mode": "cors"}, {"hx-request": "true"}])
def test_a_script_hears_that_it_may_not(
    headers: dict[str, str], asked: None, client: Client, editor: Person, draft: Article
) -> None:
    client.force_login(editor)

    answer = client.post(reverse("desk:article_autosave", args=[draft.pk, "patient"]), headers=headers)

    assert answer.status_code == 403


def test_words_that_were_typed_when_it_was_switched_on_wait_on_their_page(
    settings: Settings, client: Client, editor: Person, draft: Article
) -> None:
    client.force_login(editor)
    page, text = reverse("desk:article_edit", args=[draft.pk, "patient"]), Text.objects.get(audience="patient")
    words = {"summary": text.summary, "body": "<p>Typed before.</p>", "typed_by": mark_of(text, editor)}
    settings.SECOND_FACTOR_ROLES = frozenset({"editor"})

    answer = client.post(page, {**words, "base_revision": text.revision})
    enrol(editor)

    assert answer["Location"] == FIRST
    assert "Typed before." in client.get(page).content.decode()


def test_it_costs_one_query_where_a_role_asks_and_none_elsewhere(
    settings: Settings, editor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    with django_assert_num_queries(0):
        second_factors.is_missing_at_the_desk(editor)
    settings.SECOND_FACTOR_ROLES = frozenset({"editor"})
    with django_assert_num_queries(1):
        second_factors.is_missing_at_the_desk(editor)


def test_the_operator_sees_who_is_without(
    asked: None, client: Client, editor: Person, other_editor: Person, make_person: PersonFactory
) -> None:
    enrol(other_editor)
    client.force_login(make_person("Omar Operator", "operator"))

    found = client.get("/desk/operating/").context["second_factors"]

    assert [(role.label, role.is_asked, role.holders, role.without) for role in found] == [
        ("Editor", True, 2, ("Edith Editor",)),
        ("Operator", False, 1, ("Omar Operator",)),
    ]


@pytest.fixture
def root(client: Client, db: None) -> Person:
    person = Person.objects.create_superuser("root@example.org", None, printed_name="Root")
    client.force_login(person)
    return person


@pytest.mark.parametrize("path", ["", "login/", "articles/person/", "nothing/"])
def test_switched_off_there_is_no_administration(path: str, settings: Settings, client: Client, root: Person) -> None:
    enrol(root)
    settings.ADMINISTRATION = False

    assert client.get(f"/administration/{path}").status_code == 404


def test_administration_asks_for_a_second_factor(client: Client, root: Person) -> None:
    without = client.get("/administration/")
    enrol(root)

    assert without["Location"] == FIRST
    assert client.get("/administration/").status_code == 200
