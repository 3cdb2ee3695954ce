"""A review on paper as a managing editor enters it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.models import Person
from workflows.actions import OnPaper
from workflows.forms import DateInput


class PaperReviewForm(Form):
    person = forms.TypedChoiceField(label=_("Who gave it"), coerce=int)
    given_on = forms.DateField(label=_("Given on"), widget=DateInput)
    said = forms.CharField(
        label=_("What it says"),
        help_text=_("In the words of the paper. It is no signature: the member has to sign here for it to count."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    scan = forms.FileField(
        label=_("Scan"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        help_text=_("PDF, PNG or JPEG, up to 10 MB."),
    )

    def __init__(self, *args: Any, members: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(person.pk, str(person)) for person in members]

    @property
    def paper(self) -> OnPaper:
        data = self.cleaned_data
        return OnPaper(data["given_on"], data["said"], data["scan"].read())
