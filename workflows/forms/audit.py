"""What an auditor types: the sample to draw, and the statement about it."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.forms.narrowing import DayField
from workflows.models import AuditResult


class SampleForm(Form):
    """Size and seed draw the same articles each time."""

    size = forms.IntegerField(label=_("How many articles"), min_value=1, max_value=500, initial=25)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=7,
        help_text=_("Any number. The same one draws the same articles again."),
    )


class AuditForm(Form):
    period_from = DayField(_("Period from"))
    period_until = DayField(_("Up to and including"))
    result = forms.ChoiceField(label=_("Result"), choices=AuditResult.choices, widget=forms.RadioSelect)
    findings = forms.CharField(
        label=_("Findings"),
        help_text=_("Needed unless everything is in order."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, data: Any = None, **arguments: Any) -> None:
        super().__init__(data, **arguments)
        self.fields["period_from"].required = self.fields["period_until"].required = True

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        return self.cleaned_data["period_from"], self.cleaned_data["period_until"]
