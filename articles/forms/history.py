"""What the history is narrowed down to, and what whoever restores a text has to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.forms.base import Form
from articles.forms.narrowing import Choice, DayField, NarrowingForm

DETAILS = "details"
VERSIONS = "versions"


class HistoryFilter(NarrowingForm):
    """All fields are optional; what is empty narrows nothing down."""

    person = forms.ChoiceField(
        label=gettext_lazy("Changed by"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose somebody who changed this article.")},
    )
    text = forms.ChoiceField(
        label=gettext_lazy("What was changed"),
        required=False,
        choices=[
            ("", gettext_lazy("Everything")),
            *Audience.choices,
            (DETAILS, gettext_lazy("Details, byline, references")),
            (VERSIONS, gettext_lazy("Versions only")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose one of the texts in the list.")},
    )
    since = DayField(gettext_lazy("From"))
    until = DayField(gettext_lazy("Up to and including"))
    figures = forms.BooleanField(label=gettext_lazy("Only changed doses and numbers"), required=False)

    def __init__(self, data: Any, *, people: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["person"].choices = [("", _("Anybody")), *people]  # type: ignore[attr-defined]


class RestoreForm(Form):
    """Which texts come back, and why."""

    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Texts to restore"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one text."),
            "invalid_choice": gettext_lazy("Choose texts from the list."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you restore it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Stands in the history behind the number of the revision."),
        error_messages={"required": gettext_lazy("Say why you restore it. It stands in the history.")},
    )

    def __init__(self, data: Any, *, texts: Sequence[Choice], differing: Sequence[str]) -> None:
        super().__init__(data, initial={"audiences": list(differing)})
        self.fields["audiences"].choices = list(texts)  # type: ignore[attr-defined]
