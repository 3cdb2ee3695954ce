"""How allauth meets our rules: nobody signs up, whatever happens at the door is noted, and people are told by our own mail."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from articles import actions
from articles.models import Person, SignInOutcome
from articles.signing_in.visiting import visitor

YEAR = 365 * 24 * 60 * 60
# allauth's names of its messages, and what ours call it.
CHANGES: Final[Mapping[str, str]] = {
    "account/email/password_changed": "password",
    "account/email/password_reset": "password",
    "account/email/password_set": "password",
    "account/email/email_changed": "address",
    "account/email/email_deleted": "address_removed",
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "codes_made",
    "socialaccount/email/account_connected": "identity",
}
FACTORS: Final[Mapping[str, str]] = {
    Authenticator.Type.TOTP: "totp",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery code",
}


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _failed(request, _with_address(credentials), SignInOutcome.OFTEN)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        person = _with_address(credentials)
        _failed(request, person, _as_known(person))

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        if not user.is_active:
            actions.note_failure(user, outcome=SignInOutcome.CLOSED, how=_how(request, user), visitor=visitor(request))
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """The browser gets a name of its own, so that a sign-in from another one can be told of."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        name = request.COOKIES.get(settings.BROWSER_COOKIE_NAME) or secrets.token_urlsafe(24)
        actions.note_sign_in(user, how=_how(request, user), visitor=visitor(request, name))
        response.set_cookie(
            settings.BROWSER_COOKIE_NAME,
            name,
            max_age=YEAR,
            path=settings.BROWSER_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """With what it ends (`articles.signing_in.passwords`), or not at all."""
        super().set_password(user, password)

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            actions.note_sign_out(request.user, visitor=visitor(request))
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """A new password ends every session, this one too: whoever signs in with it goes to work, not to the same form again."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A message of ours, owed like every other. What changes an address is told at the former one."""
        if template_prefix in CHANGES and isinstance(user, Person):
            former = {"to": email} if email and email != user.email else {}
            actions.tell_account_changed(user, what=CHANGES[template_prefix], **former)


def factor_failed(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """allauth's `authentication_failed` of second factors, which no adapter hears."""
    _failed(request, user, SignInOutcome.WRONG, FACTORS.get(authenticator.type, ""))


def passkey_failed(person: Person | None, *, is_often: bool = False) -> None:
    """What `articles.signing_in.passkeys` hears of a passkey that did not fit."""
    outcome = SignInOutcome.OFTEN if is_often else _as_known(person)
    _failed(context.request, person, outcome, FACTORS[Authenticator.Type.WEBAUTHN])


def factor_used(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """allauth's `authenticator_used`: whoever used a recovery code is told, for a thief would be quiet about it."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        left = len(authenticator.wrap().get_unused_codes())
        actions.tell_account_changed(user, what="code_used", left=left)


def _failed(request: HttpRequest, person: Person | None, outcome: SignInOutcome, how: str = "password") -> None:
    actions.note_failure(person, outcome=outcome, how=how, visitor=visitor(request))


def _as_known(person: Person | None) -> SignInOutcome:
    """What did not fit was wrong, whatever it was; to a closed account nothing fits."""
    return SignInOutcome.CLOSED if person is not None and not person.is_active else SignInOutcome.WRONG


def _with_address(credentials: Mapping[str, Any]) -> Person | None:
    return Person.objects.filter(email__iexact=str(credentials.get("email", ""))).first()


def _how(request: HttpRequest, person: Person) -> str:
    """What was given in this sign-in: "password+totp", "passkey"."""
    parts = [_part(known) for known in get_authentication_records(request, person)]
    return "+".join(dict.fromkeys(part for part in parts if part))


def _part(known: Mapping[str, Any]) -> str:
    if known["method"] == "mfa":
        return FACTORS.get(known.get("type", ""), "")
    return str(known.get("provider") or known["method"])
