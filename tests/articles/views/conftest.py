"""Somebody signed in, and the address of a desk page in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Person
from tests.built_once import put_off, without_rows

SignIn = Callable[[Person], Client]


@pytest.fixture
@without_rows
def sign_in(db: None) -> SignIn:
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
@without_rows
def at_desk(request: pytest.FixtureRequest, sign_in: SignIn, editor: Person) -> Client:
    """A browser in which an editor is signed in, once all is there that was built before."""
    client = Client()
    put_off(request, lambda: client.cookies.update(sign_in(editor).cookies))
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)
