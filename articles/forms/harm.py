"""What came of a reader's report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import HarmDecision


class HarmDecisionForm(Form):
    decision = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=HarmDecision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
