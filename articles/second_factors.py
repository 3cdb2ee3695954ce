"""Whose account must have a second factor, and has none: who holds a role that asks for one, or sees the administration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef

from articles.models import DeskRole, Person, RoleGrant

# Recovery codes stand in for one of these, and are none.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=KINDS).exists())


def is_missing_at_the_desk(person: Person) -> bool:
    """One query, and none where no role asks for a second factor."""
    if not settings.SECOND_FACTOR_ROLES:
        return False
    held = RoleGrant.objects.in_force().filter(person=person, role__in=settings.SECOND_FACTOR_ROLES)
    return held.exclude(_enrolled("person")).exists()


@dataclass(frozen=True)
class OfRole:
    """How many open accounts hold a role, and which of them have no second factor."""

    label: str
    is_asked: bool
    holders: int
    without: tuple[str, ...]


def by_role() -> list[OfRole]:
    """Every role that somebody holds; one query."""
    grants = RoleGrant.objects.in_force().filter(person__is_active=True).annotate(has_one=_enrolled("person"))
    rows = list(grants.order_by("person__printed_name").values_list("role", "person__printed_name", "has_one"))
    return [_of_role(role, rows) for role in DeskRole if any(row[0] == role for row in rows)]


def _of_role(role: DeskRole, rows: Iterable[tuple[str, str, bool]]) -> OfRole:
    held = [(name, has) for known, name, has in rows if known == role]
    without = tuple(name for name, has in held if not has)
    return OfRole(str(role.label), role in settings.SECOND_FACTOR_ROLES, len(held), without)


def _enrolled(person: str) -> Exists:
    return Exists(Authenticator.objects.filter(user=OuterRef(person), type__in=KINDS))
