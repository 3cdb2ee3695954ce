"""The form of every page at the desk: what was left empty is asked for in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# The first kind that a field is of; Django's "This field is required." says what is wrong and not what to do.
_WHAT_TO_DO: tuple[tuple[type[forms.Field], StrPromise], ...] = (
    (forms.MultipleChoiceField, _("Choose at least one of them.")),
    (forms.ModelMultipleChoiceField, _("Choose at least one of them.")),
    (forms.ChoiceField, _("Choose one of them.")),
    (forms.BooleanField, _("Tick this to go on.")),
    (forms.FileField, _("Choose a file.")),
    (forms.DateField, _("Give a day.")),
    (forms.DateTimeField, _("Give a day and a time.")),
    (forms.IntegerField, _("Give a number.")),
    (forms.Field, _("Fill this in.")),
)
_DJANGOS = forms.Field.default_error_messages["required"]


class Form(forms.Form):
    """A form whose required fields say what to do; a sentence that a field brings itself stays."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            if field.error_messages.get("required") is _DJANGOS:
                field.error_messages["required"] = next(words for kind, words in _WHAT_TO_DO if isinstance(field, kind))
        super().full_clean()
