"""Accounts and roles that the groups of an identity provider give: each change is an event, like one by hand."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles import record
from articles.actions.people import OVER, end_grant
from articles.models import Person, RoleGrant

# Written into the record; not translated there. By them grants of groups are told from those by hand.
GIVEN, TAKEN = "by a group at the identity provider", "no longer in the group at the identity provider"


@transaction.atomic
def admit_by_group(*, by: Person, email: str, printed_name: str) -> Person:
    """A new account, without a password, for somebody whose group may come in; the provider has verified the address."""
    person = Person.objects.create_user(email, None, printed_name=printed_name[:200])
    record.append(record.SITE, "person.created", by=by, person=person.pk, why=GIVEN)
    return person


@transaction.atomic
def follow_groups(person: Person, *, by: Person, roles: frozenset[str]) -> frozenset[str]:
    """Give what the groups give and take what they gave and give no more; the roles that changed.

    A role that was given by hand stays, whatever the groups say.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    grants = list(RoleGrant.objects.filter(person=person, ended_at=None))
    held = {grant.role for grant in grants if grant.until is None or grant.until > timezone.now()}
    lost = [
        grant for grant in grants if grant.reason == GIVEN and grant.granted_by_id == by.pk and grant.role not in roles
    ]
    for grant in grants:
        if grant.role in roles and grant.role not in held:
            end_grant(grant, by=by, reason=OVER)
    for role in sorted(roles - held):
        RoleGrant.objects.create(person=person, role=role, granted_by=by, reason=GIVEN)
        record.append(record.SITE, "role.granted", by=by, person=person.pk, role=role)
    for grant in lost:
        end_grant(grant, by=by, reason=TAKEN)
    return (roles - held) | {grant.role for grant in lost}
