"""What a token for a program is for, what it may do, and how long it holds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.forms.base import Form
from articles.models import TokenScope

DAYS = (7, 30, 90, 180, 365)


class TokenForm(Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("Such as the program and the computer that it runs on."),
        error_messages={"required": _("Say what the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Never more than you may do yourself at that moment. Signing, deciding and publishing are in none."
        ),
    )
    days = forms.TypedChoiceField(label=_("Holds for"), coerce=int)

    def __init__(self, *args: Any, offered: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes, days = self.fields["scopes"], self.fields["days"]
        assert isinstance(scopes, forms.ChoiceField)
        assert isinstance(days, forms.ChoiceField)
        scopes.choices = [(scope.value, scope.label) for scope in TokenScope if scope.value in offered]
        days.choices = [(number, ngettext("%d day", "%d days", number) % number) for number in days_offered()]


def days_offered() -> list[int]:
    """The longest is the publisher's; shorter ones below it."""
    longest = settings.TOKEN_LONGEST_DAYS
    return [*(number for number in DAYS if number < longest), longest]
