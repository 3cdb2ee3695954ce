"""The first accounts and roles, from the command line."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Event, Person, RoleGrant


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def test_the_first_administrator_is_made_by_the_system(db: None) -> None:
    run("create_person", "ada@example.org", "Ada Example", "--credentials", "MD")

    said = run("grant_role", "ada@example.org", "administrator", "--reason", "first administrator")

    person = Person.objects.get(email="ada@example.org")
    grant = RoleGrant.objects.get()
    assert said == "Ada Example: Administrator"
    assert (person.credentials, person.has_usable_password()) == ("MD", False)
    assert (grant.person, grant.granted_by) == (person, Person.objects.system())
    assert [event.kind for event in Event.objects.all()] == ["person.created", "role.granted"]


def test_the_account_is_printed_as_json(db: None) -> None:
    said = run("create_person", "ada@example.org", "Ada Example", "--json")

    person = Person.objects.get(email="ada@example.org")
    assert json.loads(said) == {"id": person.pk, "email": "ada@example.org", "printed_name": "Ada Example"}


def test_after_the_first_role_the_system_makes_no_account(administrator: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run("create_person", "eve@example.org", "Eve")

    assert str(refused.value) == "Only an administrator makes accounts: name one with --as."
    assert not Person.objects.filter(email="eve@example.org").exists()


def test_after_the_first_role_the_system_grants_none(administrator: Person, outsider: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run("grant_role", outsider.email, "editor", "--reason", "wanted")

    assert str(refused.value) == "Only an administrator grants roles: name one with --as."
    assert not outsider.role_grants.exists()


def test_an_administrator_grants_a_role_once(administrator: Person, outsider: Person) -> None:
    command = ("grant_role", outsider.email, "editor", "--reason", "joined", "--as", administrator.email)
    run(*command)

    with pytest.raises(CommandError) as refused:
        run(*command)

    assert str(refused.value) == "Oscar Outsider has this role already."
    assert outsider.role_grants.get().granted_by == administrator


def test_an_address_is_used_once(administrator: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run("create_person", administrator.email.upper(), "Adam again", "--as", administrator.email)

    assert str(refused.value) == "There is an account with this e-mail address already."


def test_what_is_no_address_is_refused(db: None) -> None:
    with pytest.raises(CommandError) as refused:
        run("create_person", "ada", "Ada Example")

    assert str(refused.value) == "ada is not an e-mail address."


def test_a_role_for_nobody_is_refused(administrator: Person) -> None:
    with pytest.raises(CommandError) as refused:
        run("grant_role", "nobody@example.org", "editor", "--reason", "x")

    assert str(refused.value) == "Nobody with an active account has the address nobody@example.org."
