"""Signing in at the identity provider of an organisation, against one that runs: who gets in, with which roles, and who does not."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Event, Person, RoleGrant, SignIn
from reviewboard import environment
from tests.identity_provider import CLIENT, SECRET, IdentityProvider, new_key
from tests.universe import enrol

BEGIN = "/accounts/oidc/organisation/login/"
ROLES = {"CN=ward editors,OU=press": "editor", "office": "managing_editor"}
EDITH = {"sub": "e-1", "email": "edith.editor@example.org", "email_verified": True, "name": "Edith Editor"}
NEW = {"sub": "n-1", "email": "new@example.org", "email_verified": True, "name": "Nina New"}


@pytest.fixture(autouse=True)
def provider(identity_provider: IdentityProvider, settings: Settings) -> IdentityProvider:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = identity_provider.issuer, CLIENT
    settings.OIDC_NAME = "Hospital"
    settings.OIDC_ROLES, settings.OIDC_GROUPS_CLAIM = ROLES, "groups"
    settings.SOCIALACCOUNT_PROVIDERS = environment.identity_provider(
        identity_provider.issuer, CLIENT, SECRET, "Hospital"
    )
    cache.clear()
    return identity_provider


def there(client: Client) -> str:
    """To the provider, signed in there, and the address that it sends back to."""
    sent = client.post(BEGIN)
    assert sent.status_code == 302, sent.content
    back = httpx.get(sent["Location"], trust_env=False).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def sign_in(provider: IdentityProvider, person: dict[str, Any], **more: Any) -> tuple[Client, Any]:
    provider.person = {**person, **more}
    client = Client()
    return client, client.get(there(client))


def is_in(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def roles(email: str) -> set[str]:
    return set(RoleGrant.objects.in_force().filter(person__email=email).values_list("role", flat=True))


def said(answer: Any) -> str:
    return str(answer.context["why"])


def events() -> list[tuple[str, Any]]:
    rows = Event.objects.filter(stream="site").order_by("sequence")
    return [(row.kind, json.loads(row.body)["data"].get("role")) for row in rows]


def test_an_account_is_found_by_its_verified_address_and_known_by_its_subject_from_then_on(
    provider: IdentityProvider, editor: Person
) -> None:
    first, _ = sign_in(provider, EDITH)
    again, _ = sign_in(provider, EDITH, email="edith.married@example.org", email_verified=False)

    assert (is_in(first), is_in(again)) == (True, True)
    assert [(row.user, row.extra_data) for row in SocialAccount.objects.all()] == [(editor, {})]
    assert [row.how for row in SignIn.objects.filter(outcome="in")] == ["organisation", "organisation"]


def test_an_address_that_nobody_verified_opens_no_account(provider: IdentityProvider, editor: Person) -> None:
    tries = [sign_in(provider, EDITH, email_verified=value) for value in (False, None, "true")]

    assert [(answer.status_code, is_in(client)) for client, answer in tries] == [(403, False)] * 3
    assert "verified" in said(tries[0][1])
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("groups", [None, [], ["staff"], "staff", 7, [["office"]]])
def test_nobody_comes_in_without_an_account_or_a_group(groups: Any, provider: IdentityProvider, db: None) -> None:
    client, answer = sign_in(provider, NEW, groups=groups)

    assert (answer.status_code, is_in(client)) == (403, False)
    assert not Person.objects.filter(email="new@example.org").exists()
    assert [row.outcome for row in SignIn.objects.all()] == ["refused"]


def test_a_group_that_may_come_in_makes_an_account_with_its_role(provider: IdentityProvider, db: None) -> None:
    client, _ = sign_in(provider, NEW, groups=["staff", "office"])

    person = Person.objects.get(email="new@example.org")
    assert (is_in(client), person.printed_name, person.has_usable_password()) == (True, "Nina New", False)
    assert roles(person.email) == {"managing_editor"}
    assert events() == [("person.created", None), ("role.granted", "managing_editor")]


def test_roles_follow_the_groups_and_each_change_is_an_event(provider: IdentityProvider, db: None) -> None:
    found = []
    for groups in (["office"], ["office", "CN=ward editors,OU=press"], ["CN=ward editors,OU=press"], []):
        sign_in(provider, NEW, groups=groups)
        found.append(roles("new@example.org"))

    assert found == [{"managing_editor"}, {"managing_editor", "editor"}, {"editor"}, set()]
    assert events()[1:] == [
        ("role.granted", "managing_editor"),
        ("role.granted", "editor"),
        ("role.ended", "managing_editor"),
        ("role.ended", "editor"),
    ]


def test_a_role_that_was_given_by_hand_stays_whatever_the_groups_say(
    provider: IdentityProvider, editor: Person
) -> None:
    sign_in(provider, EDITH, groups=["office"])
    sign_in(provider, EDITH, groups=[])

    assert roles(editor.email) == {"editor"}


def test_a_closed_account_stays_closed(provider: IdentityProvider, editor: Person) -> None:
    Person.objects.filter(pk=editor.pk).update(is_active=False)

    client, answer = sign_in(provider, EDITH, groups=["office"])

    assert (answer.status_code, is_in(client), roles(editor.email)) == (403, False, {"editor"})
    assert [row.outcome for row in SignIn.objects.all()] == ["closed"]


def test_a_second_factor_of_ours_is_asked_for_behind_it(provider: IdentityProvider, editor: Person) -> None:
    enrol(editor)

    client, answer = sign_in(provider, EDITH)

    assert (answer["Location"], is_in(client)) == ("/accounts/2fa/authenticate/", False)


def with_another_key(provider: IdentityProvider) -> None:
    provider.signed_with = new_key()


def with_the_secret(provider: IdentityProvider) -> None:
    provider.signed_with, provider.algorithm = SECRET + "0" * 32, "HS256"


def unsigned(provider: IdentityProvider) -> None:
    provider.signed_with, provider.algorithm = None, "none"


def saying(**claims: Any) -> Callable[[IdentityProvider], None]:
    return lambda provider: provider.told.update(claims)


def expired(provider: IdentityProvider) -> None:
    provider.told.update(iat=int(time.time()) - 900, exp=int(time.time()) - 600)


def of_somebody_else(provider: IdentityProvider) -> None:
    provider.userinfo["sub"] = "somebody-else"


def by_another_issuer(provider: IdentityProvider) -> None:
    provider.told["iss"] = "https://elsewhere.example"


WRONG = {
    "another key": (with_another_key, "not signed"),
    "the client's secret": (with_the_secret, "not signed"),
    "no signature": (unsigned, "not signed"),
    "another audience": (saying(aud="another-site"), "not signed"),
    "another issuer": (by_another_issuer, "not signed"),
    "expired": (expired, "too old"),
    "no end": (saying(exp=None), "not signed"),
    "no nonce": (saying(nonce=None), "does not belong"),
    "another nonce": (saying(nonce="n" * 64), "does not belong"),
    "meant for another": (saying(azp="another-site"), "another site"),
    "two people": (of_somebody_else, "two people"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_prove_who_somebody_is_is_refused_with_a_sentence(
    wrong: str, provider: IdentityProvider, editor: Person
) -> None:
    spoil, sentence = WRONG[wrong]
    spoil(provider)

    client, answer = sign_in(provider, EDITH, groups=["office"])

    assert (answer.status_code, is_in(client)) == (403, False)
    assert sentence in said(answer)
    assert roles(editor.email) == {"editor"}
    assert [(row.outcome, row.how) for row in SignIn.objects.all()] == [("refused", "organisation")]


def test_a_state_counts_once_and_in_its_browser_alone(provider: IdentityProvider, editor: Person) -> None:
    provider.person = EDITH
    client = Client()
    back = there(client)

    elsewhere = Client().get(back)
    right = client.get(back)
    client.post("/accounts/logout/")
    replayed = client.get(back)

    assert [answer.status_code for answer in (elsewhere, right, replayed)] == [403, 302, 403]
    assert "used already" in said(replayed)
    assert not is_in(client)


def test_a_code_of_another_sign_in_is_worth_nothing_without_its_verifier(
    provider: IdentityProvider, editor: Person
) -> None:
    provider.person = EDITH
    thief, victim = Client(), Client()
    stolen = parse_qs(urlsplit(there(victim)).query)["code"][0]
    own = parse_qs(urlsplit(there(thief)).query)["state"][0]

    answer = thief.get(f"{BEGIN}callback/", {"code": stolen, "state": own})

    assert (answer.status_code, is_in(thief)) == (403, False)


def test_who_turns_back_there_is_told_so(provider: IdentityProvider, db: None) -> None:
    client = Client()
    state = parse_qs(urlsplit(there(client)).query)["state"][0]

    answer = client.get(f"{BEGIN}callback/", {"error": "access_denied", "state": state})

    assert (answer.status_code, said(answer)) == (403, "You did not sign in at your organisation.")


@pytest.mark.parametrize("described", [{"issuer": "https://elsewhere.example"}, {"jwks_uri": "http://127.0.0.1:1/"}])
def test_a_provider_that_describes_itself_wrongly_lets_nobody_in(
    described: dict[str, str], provider: IdentityProvider, editor: Person
) -> None:
    provider.described, provider.person = described, EDITH
    client = Client()
    answer = client.post(BEGIN)
    if answer.status_code == 302:
        answer = client.get(there(client))

    assert (answer.status_code, is_in(client)) == (403, False)


def test_a_provider_that_is_away_is_said_to_be(provider: IdentityProvider, settings: Settings, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = environment.identity_provider("http://127.0.0.1:1", CLIENT, SECRET, "Hospital")

    answer = Client().post(BEGIN)

    assert (answer.status_code, "does not answer" in said(answer)) == (403, True)


def test_nothing_of_it_is_there_where_it_is_not_set_up(settings: Settings, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = environment.identity_provider("", "", "", "")
    settings.OIDC_ISSUER = ""

    answers = [Client().get(path).status_code for path in (BEGIN, f"{BEGIN}callback/")]

    assert answers == [404, 404]
    assert "organisation" not in Client().get("/accounts/login/").content.decode()


def test_the_sign_in_page_leads_there_by_a_button(provider: IdentityProvider, db: None) -> None:
    shown = Client().get("/accounts/login/").content.decode()

    assert f'action="{BEGIN}"' in shown
    assert "Sign in at Hospital" in shown


def test_a_way_on_to_another_site_is_not_taken(provider: IdentityProvider, editor: Person) -> None:
    provider.person, client = EDITH, Client()
    sent = client.post(f"{BEGIN}?next=https://evil.example/")
    parts = urlsplit(httpx.get(sent["Location"], trust_env=False).headers["Location"])

    answer = client.get(f"{parts.path}?{parts.query}")

    assert answer["Location"] == "/desk/"


def test_its_person_is_told_that_the_account_was_connected(provider: IdentityProvider, editor: Person) -> None:
    sign_in(provider, EDITH)

    assert [row.data["what"] for row in editor.deliveries.filter(kind="account_changed")] == ["identity"]
    assert mail.outbox == []


def test_a_role_by_hand_that_is_over_is_given_by_the_group_from_now_on(
    provider: IdentityProvider, outsider: Person, settings: Settings
) -> None:
    over = timezone.now() - datetime.timedelta(minutes=1)
    RoleGrant.objects.create(
        person=outsider, role="managing_editor", granted_by=outsider, until=over, reason="for the holidays"
    )
    oscar = {"sub": "o-1", "email": outsider.email, "email_verified": True, "name": "Oscar Outsider"}

    sign_in(provider, oscar, groups=["office"])

    former, now = RoleGrant.objects.filter(person=outsider).order_by("pk")
    assert (former.end_reason, now.ended_at, now.reason) == (
        "its time was over",
        None,
        "by a group at the identity provider",
    )
