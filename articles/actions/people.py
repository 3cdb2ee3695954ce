"""Accounts and desk roles. Roles are dated rows: nothing about who might do what, when, is ever lost."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.tokens import end_tokens_beyond_rights
from articles.models import DeskRole, Person, RoleGrant
from articles.permissions import Desk, require
from articles.refusals import Refusal

# Written into the record; not translated there.
OVER = "its time was over"


@transaction.atomic
def create_person(
    *, by: Person, email: str, printed_name: str, password: str | None = None, **fields: object
) -> Person:
    """A new account; without a password its owner sets one by the "forgotten password" page."""
    require(_may_administer(by))
    if Person.objects.filter(email__iexact=email).exists():
        raise Refusal(_("There is an account with this e-mail address already."))
    person = Person.objects.create_user(email, password, printed_name=printed_name, **fields)
    record.append(record.SITE, "person.created", by=by, person=person.pk)
    return person


@transaction.atomic
def grant_role(
    person: Person, *, by: Person, role: str, reason: str, until: datetime.datetime | None = None
) -> RoleGrant:
    """`until`: when it ends by itself; an auditor's always does."""
    require(_may_administer(by))
    if not reason.strip():
        raise Refusal(_("Say why the role is given."))
    if until is None and role == DeskRole.AUDITOR:
        raise Refusal(_("Say until when: the role of an auditor ends by itself."))
    if until is not None and until <= timezone.now():
        raise Refusal(_("That moment has passed already."))
    for former in RoleGrant.objects.over().filter(person=person, role=role):
        end_grant(former, by=Person.objects.system(), reason=OVER)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(person=person, role=role, granted_by=by, until=until, reason=reason)
    except IntegrityError:
        raise Refusal(_("%s has this role already.") % person) from None
    record.append(record.SITE, "role.granted", by=by, person=person.pk, role=role)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Person, reason: str) -> RoleGrant:
    locked = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    require(_may_administer(by))
    if locked.ended_at is not None:
        raise Refusal(_("This role has ended already."))
    if not reason.strip():
        raise Refusal(_("Say why the role ends."))
    return end_grant(locked, by=by, reason=reason)


@transaction.atomic
def end_role_that_is_over(pk: int) -> None:
    """For the clock: put on record that a role has ended by itself. It gave no right from that moment on. Twice does nothing."""
    grant = RoleGrant.objects.over().select_for_update(of=("self",)).filter(pk=pk).first()
    if grant is not None:
        end_grant(grant, by=Person.objects.system(), reason=OVER)


def end_grant(grant: RoleGrant, *, by: Person, reason: str) -> RoleGrant:
    """For actions that have asked already whether it may end, and hold its row."""
    grant.ended_at, grant.ended_by, grant.end_reason = timezone.now(), by, reason
    grant.save()
    record.append(record.SITE, "role.ended", by=by, person=grant.person_id, role=grant.role)
    end_tokens_beyond_rights(grant.person, by=by)
    return grant


def _may_administer(by: Person) -> bool:
    """An administrator; or, before the first one exists, the command line acting as the system."""
    return Desk.of(by).administers or (by == Person.objects.system() and not RoleGrant.objects.in_force().exists())
