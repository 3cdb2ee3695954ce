"""What the timeline of an article is narrowed down to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.forms.history import DayField

Choice = tuple[str, str | Promise]


class TimelineFilter(Form):
    """All fields are optional; what is empty narrows nothing down."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Who did it"), required=False)
    since = DayField(gettext_lazy("From"))
    until = DayField(gettext_lazy("Up to and including"))

    def __init__(self, data: Any, *, kinds: Sequence[Choice], people: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Anybody")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day is before the first.")))
        return self.cleaned_data

    @property
    def kept(self) -> dict[str, str]:
        """What links to other pages of the list, and to its files, carry on."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    @property
    def is_narrowed(self) -> bool:
        return any(self.kept.values())
