"""Why two records are one work, or why they are two after all."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form


class MergeForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why they are one work"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )


class PartForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why they are two works"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
