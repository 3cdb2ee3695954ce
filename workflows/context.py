"""What the frame of the desk's pages needs to know of boards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Person
from articles.permissions import Desk
from workflows.views.access import boards_chaired_by


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the one query runs only on a page whose navigation asks for it."""
    return {"chairs_a_board": SimpleLazyObject(lambda: _chairs(request))}


def _chairs(request: HttpRequest) -> bool:
    """Whoever drafts has another navigation, and finds the board that they chair in My work: no query on the editor's pages."""
    person = request.user
    desk = getattr(request, "desk", None) or Desk.of(person)
    return isinstance(person, Person) and not desk.may_draft and boards_chaired_by(person).exists()
