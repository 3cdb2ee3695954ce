"""Why an article is put away, or brought back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form


class ArchiveForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=gettext_lazy("It stands in the record of the article."),
    )
