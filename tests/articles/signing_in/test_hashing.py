"""How passwords are kept, and what becomes of those that were kept otherwise."""

from __future__ import annotations

import argon2
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher
from django.test import Client
from django.utils.module_loading import import_string
from pytest_django.fixtures import Settings

from articles.models import Person
from articles.signing_in.hashing import Argon2
from reviewboard import settings as production
from tests.universe import PASSWORD
from workflows import credentials
from workflows.credentials import Credential

FORMER = Argon2PasswordHasher()


@pytest.fixture
def as_in_production(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS


def test_what_is_set_has_the_strength_that_the_asvs_asks_for() -> None:
    assert import_string(production.PASSWORD_HASHERS[0]) is Argon2
    found = argon2.extract_parameters(Argon2().encode(PASSWORD, "saltsaltsalt").removeprefix("argon2"))

    assert found.type is argon2.Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)


@pytest.mark.usefixtures("as_in_production")
def test_a_password_of_former_strength_lets_in_and_is_hashed_anew(editor: Person) -> None:
    Person.objects.filter(pk=editor.pk).update(password=FORMER.encode(PASSWORD, "saltsaltsalt"))
    browser = Client()

    browser.post("/accounts/login/", {"login": editor.email, "password": PASSWORD})

    kept = Person.objects.get(pk=editor.pk).password
    assert "m=19456,t=2,p=1" in kept
    assert identify_hasher(kept).verify(PASSWORD, kept)
    assert browser.get("/desk/").status_code == 200


@pytest.mark.usefixtures("as_in_production")
def test_to_prove_who_signs_ends_no_session_by_hashing_anew(editor: Person) -> None:
    former = FORMER.encode(PASSWORD, "saltsaltsalt")
    Person.objects.filter(pk=editor.pk).update(password=former)
    editor.refresh_from_db()

    proof = credentials.prove(editor, Credential(email=editor.email, password=PASSWORD))

    assert proof is not None
    assert Person.objects.get(pk=editor.pk).password == former
