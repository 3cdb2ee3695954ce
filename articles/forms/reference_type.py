"""What kind of work a reference is, as a person confirms it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.actions import missing_of_guideline
from articles.forms.base import Form
from articles.forms.library import YEAR, web_address
from articles.models import Reference, ReferenceType

# Fields that are asked for where the record leaves the need open.
_ASKED_FOR = {"issuing_body": ("issuing_body",), "year": ("year",), "url": ("guideline", "url")}


class TypeForm(Form):
    """Beside the type it asks for what a guideline would lack in this record, and for nothing else."""

    type = forms.ChoiceField(
        label=gettext_lazy("What kind of work it is"), choices=ReferenceType.choices, widget=forms.RadioSelect
    )
    issuing_body = forms.CharField(
        label=gettext_lazy("Issuing body"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed for a guideline: who issued it."),
    )
    year = forms.CharField(
        label=gettext_lazy("Year"),
        max_length=4,
        required=False,
        validators=[YEAR],
        help_text=gettext_lazy("Needed for a guideline."),
    )
    guideline = forms.CharField(
        label=gettext_lazy("Guideline number"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("A guideline needs its number or its web address."),
    )
    url = forms.URLField(
        label=gettext_lazy("Web address"),
        max_length=600,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Type a whole web address, such as https://example.org/guideline.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What you looked at, such as “read the methods section”."),
    )

    def __init__(self, *args: Any, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["type"] = reference.type
        missing = missing_of_guideline(reference)
        for name in [name for need, names in _ASKED_FOR.items() if need not in missing for name in names]:
            del self.fields[name]

    def clean_url(self) -> str:
        return web_address(str(self.cleaned_data["url"]))
