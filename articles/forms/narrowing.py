"""Forms that narrow a list down: nothing needs to be given, and what was given goes along to other pages of the list."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.forms.text import Label

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
_FAR = gettext_lazy("Choose a day between 1900 and 2199.")

Choice = tuple[str, str | Promise]


class DayField(forms.DateField):
    """A day as browsers send it, or typed where a browser has no calendar."""

    def __init__(self, label: Label) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY, _FAR), MaxValueValidator(LAST_DAY, _FAR)],
            error_messages={"invalid": gettext_lazy("Type the day as year, month and day, such as 2026-05-09.")},
        )


class NarrowingForm(Form):
    """With fields `since` and `until`, of which the first may not be the later one."""

    backwards: StrPromise = gettext_lazy("The last day is before the first.")

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(self.backwards))
        return self.cleaned_data

    @property
    def kept(self) -> dict[str, str]:
        """What the links to other pages of the list, and to its files, carry on."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        return any(self.kept.values())
