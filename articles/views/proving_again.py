"""Asking again who is there, before something that works on without them: a session alone may be a browser left open."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest

from articles.models import Person


def has_something_to_give(person: Person) -> bool:
    """Whether this site knows a password or a second factor of theirs; who signs in elsewhere may have neither."""
    return bool(get_adapter().get_reauthentication_methods(person))


def require_proven_again(request: HttpRequest) -> None:
    """Unless it was given within the last minutes, allauth asks for it, and does afterwards what was posted here."""
    raise_if_reauthentication_required(request, app="")
