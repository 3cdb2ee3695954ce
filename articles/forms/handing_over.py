"""Who is in charge of an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import Article, Person
from articles.permissions import drafters


class HandOverForm(Form):
    to = forms.ModelChoiceField(label=gettext_lazy("New handling editor"), queryset=Person.objects.none())
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands in the record, and both are told."),
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = drafters().exclude(pk=article.handling_editor_id)  # type: ignore[attr-defined]


class CoEditorForm(Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Co-editor"),
        queryset=Person.objects.none(),
        help_text=gettext_lazy("They may do for this article what its handling editor may."),
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = article.co_editors.values("person")
        people = drafters().exclude(pk=article.handling_editor_id).exclude(pk__in=there)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
