"""What the timeline of an article is narrowed down to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.narrowing import Choice, DayField, NarrowingForm


class TimelineFilter(NarrowingForm):
    """All fields are optional; what is empty narrows nothing down."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Who did it"), required=False)
    since = DayField(gettext_lazy("From"))
    until = DayField(gettext_lazy("Up to and including"))

    def __init__(self, data: Any, *, kinds: Sequence[Choice], people: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Anybody")), *people]  # type: ignore[attr-defined]
