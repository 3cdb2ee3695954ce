"""What a signature and the opening of a lock ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from workflows.credentials import APP, PASSKEY, Credential


@dataclass(frozen=True)
class Asked:
    """Which components a credential needs now: all at the first signature of a visit, then the password alone."""

    everything: bool = True
    has_app: bool = False
    has_passkey: bool = False

    @classmethod
    def of(cls, enrolled: Iterable[Authenticator], *, everything: bool = True) -> Asked:
        kinds = {row.type for row in enrolled} if everything else set()
        return cls(everything, APP in kinds, PASSKEY in kinds)


class SecondFactorForm(Form):
    """The code of an authenticator app, or what a passkey answered, as JSON from the browser."""

    code = forms.CharField(
        label=_("Code of your authenticator app"),
        help_text=_("Six digits. Each code counts once."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        max_length=12,
    )
    passkey = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10_000)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["code"].required = asked.has_app and not self.data.get("passkey")
        for name, is_asked in (("code", asked.has_app), ("passkey", asked.has_passkey)):
            if not is_asked:
                del self.fields[name]

    def clean_passkey(self) -> dict[str, Any]:
        """What the browser sent as JSON; what is none is no answer."""
        try:
            answer = json.loads(self.cleaned_data["passkey"] or "{}")
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise forms.ValidationError(_("The passkey was not used. Try again."))
        return answer

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.asked.has_passkey and not self.asked.has_app and not data.get("passkey"):
            raise forms.ValidationError(_("Use your passkey: press “Sign with a passkey”. It needs JavaScript."))
        return data

    def given(self, **more: Any) -> Credential:
        """What was typed, for the action."""
        data = {
            name: value for name, value in self.cleaned_data.items() if value and name not in ("mailed", "rows_open")
        }
        return Credential(**data, **more)


class CredentialForm(SecondFactorForm):
    """The last step of signing."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("You sign with the password of your account."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    rows_open = forms.BooleanField(
        label=_("I sign for the doses although rows are not ticked"),
        error_messages={"required": _("Say that you sign although rows are not ticked, or go back and tick them.")},
    )
    field_order = ("rows_open", "email", "password", "code")

    def __init__(self, *args: Any, asked: Asked, has_open_rows: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        if not asked.everything:
            del self.fields["email"]
        if not has_open_rows:
            del self.fields["rows_open"]


class UnlockForm(SecondFactorForm):
    mailed = forms.CharField(
        label=_("Code of the message"),
        help_text=_("Eight letters and digits from the message that you were sent."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        max_length=20,
    )
    field_order = ("mailed", "code")
