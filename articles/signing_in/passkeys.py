"""Passkeys that did not fit are noted as wrong passwords are. allauth tells nobody of them, so its forms are asked."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from articles.models import Person
from articles.signing_in import adapter

# What allauth and fido2 raise over an answer that is none.
NO_ANSWER = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class _Noted(forms.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        answer = self.cleaned_data["credential"]
        try:
            return super().clean_credential()
        except ValidationError as refused:
            adapter.passkey_failed(self._person(answer), is_often=refused.code == "too_many_login_attempts")
            raise
        except NO_ANSWER:
            adapter.passkey_failed(self._person(answer))
            raise get_adapter().validation_error("incorrect_code") from None

    def _person(self, answer: Any) -> Person | None:
        """Who is signing in; before that is known, whoever the answer says it is."""
        person: Person | None = self.user
        if person is None:
            with suppress(*NO_ANSWER, ValidationError):
                person = auth.extract_user_from_response(answer)
        return person


class SecondStep(_Noted):
    """After the password."""


class SignIn(_Noted, forms.LoginWebAuthnForm):
    """Instead of a password."""


class Again(_Noted, forms.ReauthenticateWebAuthnForm):
    """By whoever is signed in, ahead of what is delicate."""
