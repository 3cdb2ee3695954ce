"""Desk roles: given with a reason, ended with one, or by themselves."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import actions, work
from articles.models import DeskRole, Event, Person, RoleGrant
from articles.permissions import Desk
from articles.refusals import Refusal


def in_days(days: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=days)


def audit(person: Person, by: Person, days: int = 14) -> RoleGrant:
    return actions.grant_role(person, by=by, role=DeskRole.AUDITOR, reason="yearly audit", until=in_days(days))


def test_auditor_reads_until_the_role_ends_by_itself(administrator: Person, outsider: Person) -> None:
    audit(outsider, administrator)

    assert Desk.of(outsider).audits
    with time_machine.travel(in_days(15)):
        assert Desk.of(outsider).roles == frozenset()


def test_auditor_without_an_end_is_refused_by_action_and_database(administrator: Person, outsider: Person) -> None:
    with pytest.raises(Refusal, match="ends by itself"):
        actions.grant_role(outsider, by=administrator, role=DeskRole.AUDITOR, reason="yearly audit")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=outsider, role=DeskRole.AUDITOR, granted_by=administrator, reason="by hand")

    assert RoleGrant.objects.filter(person=outsider).count() == 0


def test_an_end_in_the_past_is_refused(administrator: Person, outsider: Person) -> None:
    with pytest.raises(Refusal, match="passed already"):
        audit(outsider, administrator, days=-1)


def test_who_does_not_administer_grants_nothing(managing_editor: Person, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        audit(outsider, managing_editor)


def test_clock_puts_the_end_on_record_once(administrator: Person, outsider: Person) -> None:
    grant = audit(outsider, administrator)

    with time_machine.travel(in_days(15)):
        assert list(work.roles_over()) == [grant.pk]
        actions.end_role_that_is_over(grant.pk)
        actions.end_role_that_is_over(grant.pk)
        assert list(work.roles_over()) == []

    grant.refresh_from_db()
    ends = Event.objects.filter(kind="role.ended")
    assert (grant.ended_by, grant.end_reason) == (Person.objects.system(), "its time was over")
    assert [json.loads(event.body)["data"] for event in ends] == [{"person": outsider.pk, "role": "auditor"}]


def test_role_that_is_over_can_be_given_again(administrator: Person, outsider: Person) -> None:
    audit(outsider, administrator)

    with time_machine.travel(in_days(15)):
        audit(outsider, administrator)

        assert Desk.of(outsider).audits
    assert RoleGrant.objects.filter(person=outsider, ended_at=None).count() == 1


def test_roles_are_given_and_end_once_and_for_a_reason(administrator: Person, outsider: Person) -> None:
    with pytest.raises(Refusal, match="Say why the role is given"):
        actions.grant_role(outsider, by=administrator, role="editor", reason=" ")
    grant = actions.grant_role(outsider, by=administrator, role="editor", reason="new here")
    with pytest.raises(Refusal, match="Say why the role ends"):
        actions.end_role(grant, by=administrator, reason=" ")
    actions.end_role(grant, by=administrator, reason="left")

    with pytest.raises(Refusal, match="This role has ended already"):
        actions.end_role(grant, by=administrator, reason="left")

    kinds = Event.objects.filter(kind__startswith="role.", actor=administrator).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["role.granted", "role.ended"]


def test_an_account_is_made_once_for_an_address_however_it_is_written(administrator: Person) -> None:
    person = actions.create_person(by=administrator, email="ann@example.org", printed_name="Ann Other")

    with pytest.raises(Refusal, match="There is an account with this e-mail address already"):
        actions.create_person(by=administrator, email="Ann@Example.org", printed_name="Ann Another")

    event = Event.objects.get(kind="person.created")
    assert (person.has_usable_password(), Person.objects.filter(email__iexact=person.email).get()) == (False, person)
    assert (event.actor, json.loads(event.body)["data"]) == (administrator, {"person": person.pk})


def test_who_does_not_administer_makes_no_account_and_ends_no_role(
    administrator: Person, managing_editor: Person, outsider: Person
) -> None:
    grant = audit(outsider, administrator)

    with pytest.raises(PermissionDenied):
        actions.create_person(by=managing_editor, email="ann@example.org", printed_name="Ann Other")
    with pytest.raises(PermissionDenied):
        actions.end_role(grant, by=managing_editor, reason="left")

    grant.refresh_from_db()
    assert (Person.objects.filter(email="ann@example.org").exists(), grant.ended_at) == (False, None)


def test_a_role_is_given_once(administrator: Person, outsider: Person) -> None:
    actions.grant_role(outsider, by=administrator, role="editor", reason="new here")

    with pytest.raises(Refusal, match="Oscar Outsider has this role already"):
        actions.grant_role(outsider, by=administrator, role="editor", reason="once more")

    assert list(outsider.role_grants.values_list("reason", flat=True)) == ["new here"]


def test_the_command_line_makes_the_first_administrator_and_no_second(outsider: Person) -> None:
    system = Person.objects.system()
    actions.grant_role(outsider, by=system, role=DeskRole.ADMINISTRATOR, reason="the first")

    with pytest.raises(PermissionDenied):
        actions.create_person(by=system, email="ann@example.org", printed_name="Ann Other")

    assert Desk.of(outsider).administers
