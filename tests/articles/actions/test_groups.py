"""Roles that the groups of an identity provider give: taken with the group, never those that somebody gave by hand."""

from __future__ import annotations

import datetime
import json

import pytest
from django.utils import timezone

from articles import actions
from articles.models import Event, Person, RoleGrant

GIVEN, TAKEN = "by a group at the identity provider", "no longer in the group at the identity provider"


@pytest.fixture
def provider(db: None) -> Person:
    return Person.objects.system()


def follow(person: Person, by: Person, *roles: str) -> set[str]:
    return set(actions.follow_groups(person, by=by, roles=frozenset(roles)))


def grants(person: Person) -> list[tuple[str, str, str]]:
    """Role, why it was given, why it ended."""
    return list(person.role_grants.order_by("pk").values_list("role", "reason", "end_reason"))


def events(person: Person) -> list[tuple[str, str]]:
    found = Event.objects.filter(kind__startswith="role.").order_by("pk")
    told = [(event.kind, json.loads(event.body)["data"]) for event in found]
    return [(kind, data["role"]) for kind, data in told if data["person"] == person.pk]


def test_an_account_of_a_group_has_no_password_and_says_whence_it_came(provider: Person) -> None:
    person = actions.admit_by_group(by=provider, email="nina@example.org", printed_name="N" * 201)

    event = Event.objects.get(kind="person.created")
    assert (person.has_usable_password(), person.printed_name) == (False, "N" * 200)
    assert (event.actor, json.loads(event.body)["data"]) == (provider, {"person": person.pk, "why": GIVEN})


def test_groups_give_and_take_and_each_change_is_an_event(provider: Person, outsider: Person) -> None:
    given = follow(outsider, provider, "editor", "librarian")
    changed = follow(outsider, provider, "managing_editor", "librarian")

    assert (given, changed) == ({"editor", "librarian"}, {"managing_editor", "editor"})
    assert grants(outsider) == [("editor", GIVEN, TAKEN), ("librarian", GIVEN, ""), ("managing_editor", GIVEN, "")]
    assert events(outsider) == [
        ("role.granted", "editor"),
        ("role.granted", "librarian"),
        ("role.granted", "managing_editor"),
        ("role.ended", "editor"),
    ]


def test_the_same_groups_again_change_nothing(provider: Person, outsider: Person) -> None:
    follow(outsider, provider, "editor")
    before = (grants(outsider), Event.objects.count())

    assert follow(outsider, provider, "editor") == set()
    assert (grants(outsider), Event.objects.count()) == before


def test_a_role_by_hand_stays_whatever_the_groups_say(
    provider: Person, administrator: Person, outsider: Person
) -> None:
    """Even where somebody wrote the words of a group as the reason."""
    actions.grant_role(outsider, by=administrator, role="editor", reason="new here")
    actions.grant_role(outsider, by=administrator, role="librarian", reason=GIVEN)

    given, taken = follow(outsider, provider, "editor"), follow(outsider, provider)

    assert (given, taken) == (set(), set())
    assert grants(outsider) == [("editor", "new here", ""), ("librarian", GIVEN, "")]


def test_a_role_that_the_command_line_gave_is_by_hand_too(provider: Person, outsider: Person) -> None:
    actions.grant_role(outsider, by=provider, role="administrator", reason="the first")

    assert follow(outsider, provider) == set()
    assert grants(outsider) == [("administrator", "the first", "")]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["editor"], [("editor", "for a month", "its time was over"), ("editor", GIVEN, "")]),
        ([], [("editor", "for a month", "")]),
    ],
)
def test_a_role_whose_time_was_over_is_given_anew_where_a_group_gives_it(
    provider: Person, outsider: Person, groups: list[str], expected: list[tuple[str, str, str]]
) -> None:
    """Where none does, the clock puts its end on record."""
    over = timezone.now() - datetime.timedelta(minutes=1)
    RoleGrant.objects.create(person=outsider, role="editor", granted_by=outsider, until=over, reason="for a month")

    changed = follow(outsider, provider, *groups)

    assert (changed, grants(outsider)) == (set(groups), expected)
