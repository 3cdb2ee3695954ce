"""Why an article is put away; what a copy is called; what machines are told that an article is about."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.subject_codes import SubjectCode, WrongCode, typed


class ArchiveForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=gettext_lazy("It stands in the record of the article."),
    )


class DuplicateForm(Form):
    title = forms.CharField(
        label=gettext_lazy("Title of the copy"),
        max_length=300,
        error_messages={"required": gettext_lazy("Give the copy a title of its own.")},
    )


class SubjectCodesForm(Form):
    codes = forms.CharField(
        label=gettext_lazy("Subject codes"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One a line: scheme, code, what it means. Such as “ICD-10 M10.9 Gout, unspecified” or “MeSH D006073 Gout”. "
            "Schemes are MeSH, ICD-10, ICD-11, ATC and other."
        ),
    )

    def clean_codes(self) -> list[SubjectCode]:
        try:
            return typed(self.cleaned_data["codes"])
        except WrongCode as wrong:
            raise ValidationError(str(wrong)) from None
