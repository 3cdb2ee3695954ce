"""Tokens for programs: who makes one with which scopes, what nobody can read back, and everything that ends one."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions.tokens import is_well_formed, new_secret
from articles.models import Delivery, Event, Person, TokenScope, WorkToken
from articles.notifications import words_of
from articles.permissions import Desk
from articles.refusals import Refusal
from reviewboard.logs import without_personal_data
from workflows.actions import deactivate_person, erase_contact_data

pytestmark = pytest.mark.django_db
ALL = [scope.value for scope in TokenScope]


def made(by: Person, *scopes: str, days: int = 30) -> actions.MadeToken:
    return actions.make_token(by=by, name="Import of the hospital", scopes=scopes or ALL, days=days)


def events() -> list[str]:
    return list(Event.objects.filter(kind__startswith="token").order_by("pk").values_list("kind", flat=True))


def test_token_opens_for_its_person_until_its_day(editor: Person) -> None:
    found = made(editor, "submit", "read")

    assert (actions.token_of(found.secret), found.token.scopes) == (found.token, ["read", "submit"])
    assert found.token.expires_at - found.token.made_at == datetime.timedelta(days=30)
    assert events() == ["token.made"]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30, seconds=1), tick=False):
        assert actions.token_of(found.secret) is None


def test_no_row_no_event_and_no_message_holds_the_token(editor: Person) -> None:
    found = made(editor)

    rows = [*WorkToken.objects.values_list(), *Event.objects.values_list("body"), *Delivery.objects.values_list("data")]
    assert found.secret not in str(rows)
    assert "Import of the hospital" not in str(Event.objects.values_list("body"))


def test_person_hears_of_a_token_that_was_made(editor: Person) -> None:
    made(editor)

    words = words_of(Delivery.objects.get(kind="token_made"))
    assert words.subject == "A token was made: Import of the hospital"
    assert "/desk/tokens/" in words.body


def test_token_is_found_by_its_beginning_and_known_by_its_end() -> None:
    secrets = {new_secret() for _ in range(200)}

    assert len(secrets) == 200
    assert {bool(re.fullmatch("rbwork_[0-9A-Za-z]{49}", secret)) for secret in secrets} == {True}
    assert {is_well_formed(secret) for secret in secrets} == {True}
    wrong = [one[:-1] + ("a" if one[-1] != "a" else "b") for one in secrets] + ["", "rbwork_", "é" * 56]
    assert {is_well_formed(secret) for secret in wrong} == {False}


def test_no_log_line_holds_a_token(editor: Person) -> None:
    secret = made(editor).secret

    logged = without_personal_data(None, "", {"event": f"GET /api/work/v1/{secret}", "header": f"Bearer {secret}"})  # type: ignore[arg-type]

    assert logged == {"event": "GET /api/work/v1/rbwork_…", "header": "Bearer rbwork_…"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": "  "}, "name"), ({"scopes": []}, "scopes"), ({"scopes": ["sign"]}, "scopes"), ({"days": 91}, "days")],
)
def test_what_makes_no_sense_is_refused_by_its_field(wrong: dict[str, object], field: str, editor: Person) -> None:
    told = {"name": "Import", "scopes": ["read"], "days": 30, **wrong}

    with pytest.raises(actions.TokenRefused) as refusal:
        actions.make_token(by=editor, **told)  # type: ignore[arg-type]

    assert (refusal.value.field, WorkToken.objects.count()) == (field, 0)


def test_publisher_says_for_how_long_a_token_may_hold(editor: Person, settings: Settings) -> None:
    settings.TOKEN_LONGEST_DAYS = 7

    with pytest.raises(Refusal, match="from 1 to 7 days"):
        made(editor, days=8)


def test_nobody_makes_a_token_that_may_more_than_they_may(auditor: Person, outsider: Person, chair: Person) -> None:
    assert made(auditor, "read", "reports").token.scopes == ["read", "reports"]
    with pytest.raises(Refusal):
        made(auditor, "write")
    for person in (outsider, chair):
        with pytest.raises(PermissionDenied):
            made(person, "read")


def test_whoever_knows_a_former_password_makes_no_token(editor: Person) -> None:
    """Their log-in was asked for before the password was changed; what it ends with the others would live on in a token."""
    asks = Person.objects.get(pk=editor.pk)
    editor.set_password("another correct horse")
    editor.save()

    with pytest.raises(actions.TokenRefused, match="Your password was changed a moment ago"):
        made(asks, "read")

    assert WorkToken.objects.count() == 0


def test_scope_without_the_right_of_the_moment_gives_nothing(auditor: Person) -> None:
    token = made(auditor, "read").token

    now = [actions.may_use(token, Desk.of(auditor), [scope]) for scope in (TokenScope.READ, TokenScope.REPORTS)]
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=False):
        later = actions.may_use(token, Desk.of(auditor), [TokenScope.READ])

    assert (now, later) == ([True, False], False)


def test_person_and_managing_editor_end_a_token_once(editor: Person, managing_editor: Person) -> None:
    mine, another = made(editor), made(editor)

    actions.revoke_token(mine.token, by=editor)
    actions.revoke_token(mine.token, by=managing_editor)
    ended = actions.revoke_token(another.token, by=managing_editor)

    assert [actions.token_of(one.secret) for one in (mine, another)] == [None, None]
    assert (ended.ended_by, ended.ended_why) == (managing_editor, "revoked")
    assert events() == ["token.made", "token.made", "token.ended", "token.ended"]


def test_nobody_else_ends_a_token(editor: Person, other_editor: Person, auditor: Person, administrator: Person) -> None:
    found = made(editor)

    for person in (other_editor, auditor, administrator):
        with pytest.raises(PermissionDenied):
            actions.revoke_token(found.token, by=person)

    assert actions.token_of(found.secret) == found.token


def test_tokens_that_needed_a_role_end_with_it(administrator: Person, make_person: object) -> None:
    person = make_person("Both Roles", "editor", "librarian")  # type: ignore[operator]
    writes, looks_up = made(person, "write", "references"), made(person, "references")

    actions.end_role(person.role_grants.get(role="editor"), by=administrator, reason="left the team")

    assert [actions.token_of(one.secret) for one in (writes, looks_up)] == [None, looks_up.token]
    writes.token.refresh_from_db()
    assert (writes.token.ended_by, writes.token.ended_why) == (administrator, "role")


def test_closing_the_account_ends_its_tokens_for_good(editor: Person, administrator: Person) -> None:
    found = made(editor)

    deactivate_person(editor, by=administrator, reason="retired")

    found.token.refresh_from_db()
    assert (actions.token_of(found.secret), found.token.ended_why) == (None, "account")
    erase_contact_data(editor, by=administrator, reason="asked for it")
    assert WorkToken.objects.count() == 0


def test_token_of_an_account_that_is_not_active_opens_nothing(editor: Person) -> None:
    found = made(editor)
    Person.objects.filter(pk=editor.pk).update(is_active=False)

    assert actions.token_of(found.secret) is None


def test_day_of_last_use_is_written_once_a_day(editor: Person, django_assert_num_queries: object) -> None:
    found = made(editor)
    actions.note_use(found.token)

    again = actions.token_of(found.secret)
    assert again is not None
    with django_assert_num_queries(0):  # type: ignore[operator]
        actions.note_use(again)

    assert again.last_used_on == timezone.localdate()
