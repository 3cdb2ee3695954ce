"""What an administrator types about webhooks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form


class WebhookForm(Form):
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Begins with https://. Messages are posted there."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    note = forms.CharField(label=_("What it is for"), max_length=200, help_text=_("For other administrators."))


class SwitchOffForm(Form):
    reason = forms.CharField(label=_("Why it is switched off"), max_length=500)
