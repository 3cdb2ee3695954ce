"""Tasks before submission."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.models import Person
from workflows.forms import DateInput
from workflows.models import TaskKind
from workflows.permissions import who_may_have


class TaskChangeForm(Form):
    person = forms.ModelChoiceField(label=_("For whom"), queryset=Person.objects.none())
    due_on = forms.DateField(label=_("Until"), widget=DateInput)

    def __init__(self, *args: Any, kind: str = TaskKind.CHECK_REFERENCES, **kwargs: Any) -> None:
        """`kind` of the task; without one everybody is offered who may have any."""
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = who_may_have(kind)  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()


class TaskForm(TaskChangeForm):
    kind = forms.ChoiceField(label=_("What"), choices=TaskKind.choices)
    words = forms.CharField(
        label=_("In words"),
        max_length=300,
        required=False,
        help_text=_("Needed for something else; for the others where it helps, such as which sections."),
    )
    field_order = ("kind", "words", "person", "due_on")
