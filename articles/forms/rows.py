"""Several rows that are chosen by their numbers."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.db.models import Model

from articles.whole_numbers import number_in

M = TypeVar("M", bound=Model)


class RowsField(forms.ModelMultipleChoiceField[M]):
    """Django looks for all of them at once, which SQLite refuses with an error where a number is longer than a column."""

    def clean(self, value: Any) -> Any:
        return super().clean([number_in(str(typed)) for typed in value or ()])
