"""What is noted of signing in: who, when, how and from where, never what was typed; what its person is told; and for how long."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from articles import notifications
from articles.models import Delivery, Person, SignIn
from tests.universe import PASSWORD, PersonFactory, enrol
from workflows import actions as board

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LOGIN, WRONG = "/accounts/login/", "wrong wrong wrong"
Row = tuple[str, str, str]


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


def browser() -> Client:
    return Client(headers={"user-agent": FIREFOX})


def give(client: Client, person: Person, password: str = PASSWORD) -> Client:
    client.post(LOGIN, {"login": person.email, "password": password})
    return client


def rows(person: Person | None) -> list[Row]:
    found = SignIn.objects.filter(person=person).order_by("pk")
    return list(found.values_list("outcome", "how", "browser"))


def told(person: Person) -> list[tuple[str, object]]:
    found = Delivery.objects.filter(person=person).order_by("pk")
    return [(row.kind, row.data.get("what")) for row in found]


def code_of(secret: str) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


def test_signing_in_and_out_is_noted(outsider: Person) -> None:
    client = give(browser(), outsider)
    client.post("/accounts/logout/")

    assert rows(outsider) == [("in", "password", "Firefox, Linux"), ("out", "", "Firefox, Linux")]
    assert SignIn.objects.first().address == "127.0.0.1"  # type: ignore[union-attr]


def test_with_a_code_both_parts_are_noted_and_a_wrong_one_too(outsider: Person) -> None:
    secret, client = enrol(outsider), browser()
    give(client, outsider)
    for code in ("000000", code_of(secret)):
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert [row[:2] for row in rows(outsider)] == [("wrong", "totp"), ("in", "password+totp")]


def test_wrong_passwords_are_noted_of_accounts_there_are_and_of_none(outsider: Person) -> None:
    give(browser(), outsider, WRONG)
    browser().post(LOGIN, {"login": "my-secret@example.org", "password": WRONG})

    assert [row[:2] for row in rows(outsider)] == [("wrong", "password")]
    assert [row[:2] for row in rows(None)] == [("wrong", "password")]
    stored = json.dumps(list(SignIn.objects.values()), default=str)
    assert [word for word in (WRONG, PASSWORD, "my-secret") if word in stored] == []


def test_a_closed_account_and_too_many_tries_are_noted_as_such(outsider: Person, editor: Person) -> None:
    Person.objects.filter(pk=outsider.pk).update(is_active=False)
    give(browser(), outsider)
    for _ in range(6):
        give(browser(), editor, WRONG)

    assert [row[0] for row in rows(outsider)] == ["closed"]
    assert [row[0] for row in rows(editor)] == ["wrong"] * 5 + ["often"]


def test_five_failures_in_a_row_are_told_once(editor: Person) -> None:
    for _ in range(7):
        give(browser(), editor, WRONG)

    assert told(editor) == [("sign_in_failures", None)]


def test_a_sign_in_between_begins_the_count_anew(editor: Person) -> None:
    for password in (WRONG, WRONG, WRONG, PASSWORD, WRONG, WRONG):
        cache.clear()
        give(browser(), editor, password)

    assert told(editor) == []


def test_a_browser_that_was_not_seen_before_is_told_of_and_the_first_one_is_not(outsider: Person) -> None:
    known = give(browser(), outsider)
    known.post("/accounts/logout/")
    give(known, outsider)
    before = told(outsider)

    give(browser(), outsider)

    assert (before, told(outsider)) == ([], [("new_browser", None)])


def test_a_browser_is_known_to_each_person_by_itself(outsider: Person, editor: Person) -> None:
    shared = give(browser(), outsider)
    shared.post("/accounts/logout/")
    give(browser(), editor)

    give(shared, editor)

    assert told(editor) == [("new_browser", None)]


def changes_the_password(client: Client, person: Person) -> None:
    new = "a longer battery of horses"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})


def adds_an_app(client: Client, person: Person) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})


def takes_the_app_away(client: Client, person: Person) -> None:
    enrol(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")


def uses_a_recovery_code(client: Client, person: Person) -> None:
    enrol(person)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    client.post("/accounts/logout/")
    give(client, person)
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})


def ends_another_log_in(client: Client, person: Person) -> None:
    give(browser(), person)
    client.post("/desk/sessions/others/end/")


CHANGES: dict[str, tuple[Callable[[Client, Person], None], list[str]]] = {
    "password": (changes_the_password, ["password"]),
    "app": (adds_an_app, ["app_added"]),
    "no app": (takes_the_app_away, ["app_removed"]),
    "recovery code": (uses_a_recovery_code, ["code_used"]),
    "log-ins": (ends_another_log_in, ["log_ins_ended"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_its_person_is_told_of_every_change_of_how_they_get_in(
    change: str, outsider: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    act, expected = CHANGES[change]
    client = give(browser(), outsider)

    with django_capture_on_commit_callbacks(execute=True):
        act(client, outsider)

    assert sorted(str(what) for kind, what in told(outsider) if kind == "account_changed") == expected


def test_a_changed_address_is_told_at_the_former_one_which_erasing_takes_along(
    outsider: Person, administrator: Person
) -> None:
    former, client = outsider.email, give(browser(), outsider)
    EmailAddress.objects.create(user=outsider, email=former, primary=True)
    client.post("/accounts/email/", {"action_add": "", "email": "another@example.org"})
    client.post("/accounts/email/", {"action_primary": "", "email": "another@example.org"})
    outsider.refresh_from_db()
    (delivery,) = Delivery.objects.filter(kind="account_changed", person=outsider)

    mail.outbox.clear()

    notifications.deliver(delivery.pk)

    assert outsider.email == "another@example.org"
    assert [message.to for message in mail.outbox] == [[former]]
    board.deactivate_person(outsider, by=administrator, reason="Left.")
    board.erase_contact_data(outsider, by=administrator, reason="Left.")
    assert former not in json.dumps(list(Delivery.objects.values_list("data", flat=True)))
    assert not SignIn.objects.filter(person=outsider).exists()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("what", ["password", "app_added", "code_used", "log_ins_ended", "address", "identity", "new"])
def test_such_a_mail_is_in_its_readers_language_and_has_no_link_that_acts(
    what: str, language: str, outsider: Person
) -> None:
    outsider.language = language
    outsider.muted = ["account_changed"]
    outsider.save()
    now = timezone.now().isoformat()
    delivery = notifications.owe("account_changed", outsider, None, what=what, when=now, left=3, count=2)

    notifications.deliver(delivery.pk)

    (message,) = mail.outbox
    body = str(message.body)
    assert ("Konto" in message.subject + body or "Passwort" in body) == (language == "de")
    assert "http" not in body
    assert "\n\n\n" not in body


@pytest.mark.parametrize(
    ("role", "status"), [("auditor", 200), ("administrator", 200), ("security", 200), ("managing_editor", 403)]
)
def test_who_may_read_it(role: str, status: int, client: Client, make_person: PersonFactory) -> None:
    client.force_login(make_person("Rita Reader", role))

    assert client.get("/desk/sign-ins/").status_code == status


def test_the_list_is_narrowed_down_to_a_person_and_to_what_happened(
    client: Client, auditor: Person, outsider: Person, editor: Person
) -> None:
    for person, outcome in ((outsider, "in"), (outsider, "wrong"), (editor, "wrong"), (None, "wrong")):
        SignIn.objects.create(person=person, outcome=outcome)
    client.force_login(auditor)

    def shown(query: str) -> list[tuple[str | None, str]]:
        page = client.get(f"/desk/sign-ins/?{query}").context["page"]
        return [(row.person and row.person.printed_name, row.outcome) for row in page]

    assert shown("q=oscar") == [("Oscar Outsider", "wrong"), ("Oscar Outsider", "in")]
    assert shown(f"q={editor.email}&outcome=wrong") == [("Edith Editor", "wrong")]
    assert len(shown("outcome=nonsense")) == 4


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_often_for_one_as_for_thirty(
    number: int, client: Client, auditor: Person, outsider: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SignIn.objects.bulk_create(SignIn(person=outsider, outcome="in") for _ in range(number))
    client.force_login(auditor)
    client.get("/desk/sign-ins/")

    with django_assert_num_queries(QUERIES + (connection.vendor == "postgresql")):
        client.get("/desk/sign-ins/")


# An auditor's reading is an event; PostgreSQL locks its chain by a question of its own.
QUERIES = 11
