"""What somebody decides about a flag of the evidence watch."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import DispositionChoice, NoChangeForWork, NoChangeReason, WorkChoice


class DispositionForm(Form):
    choice = forms.ChoiceField(
        label=gettext_lazy("What is to be done"), choices=DispositionChoice.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("If no change is needed: why"),
        choices=[("", gettext_lazy("Choose a reason")), *NoChangeReason.choices],
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("Why, or what exactly"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Needed unless no change is needed."),
    )


class WorkDecisionForm(DispositionForm):
    """The same about a new work."""

    choice = forms.ChoiceField(
        label=gettext_lazy("What is to be done"), choices=WorkChoice.choices, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("If no change is needed: why"),
        choices=[("", gettext_lazy("Choose a reason")), *NoChangeForWork.choices],
        required=False,
    )
