"""Somebody signed in, and the address of a desk page in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def at_desk(sign_in: SignIn, editor: Person) -> Client:
    """A browser in which an editor is signed in."""
    return sign_in(editor)


def address(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)
