"""Who may do what at the desk: dated role grants decide, and this module alone reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from articles.models import DeskRole, Image, Person, RoleGrant

DRAFTING = frozenset({DeskRole.EDITOR, DeskRole.MANAGING_EDITOR})


@dataclass(frozen=True)
class Desk:
    """A person's desk roles at one moment. Load it once per request or action: `Desk.of(person)`."""

    roles: frozenset[str]

    @classmethod
    def of(cls, person: Person | AnonymousUser) -> Desk:
        if not isinstance(person, Person) or not person.is_active:
            return cls(frozenset())
        return cls(frozenset(RoleGrant.objects.in_force().filter(person=person).values_list("role", flat=True)))

    @property
    def may_draft(self) -> bool:
        """Create, import, edit, submit, withdraw; keep the library."""
        return bool(self.roles & DRAFTING)

    @property
    def manages(self) -> bool:
        """Start reviews, publish, retire."""
        return DeskRole.MANAGING_EDITOR in self.roles

    @property
    def administers(self) -> bool:
        """Grant and end roles. Gives no right over a text or a decision."""
        return DeskRole.ADMINISTRATOR in self.roles

    @property
    def may_read_drafts(self) -> bool:
        return self.may_draft or DeskRole.AUDITOR in self.roles


def require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


ShowsImage = Callable[[Person, Image], bool]
_showing: list[ShowsImage] = []


def register_readers(shows: ShowsImage) -> None:
    """Who else reads versions that are not published; the app above says so when it is loaded."""
    _showing.append(shows)


def may_see_unpublished(image: Image, person: Person | AnonymousUser) -> bool:
    """The desk, and whoever reads a version that shows the image."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return Desk.of(person).may_read_drafts or any(shows(person, image) for shows in _showing)
