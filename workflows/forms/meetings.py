"""Calling a meeting, and its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from articles.forms.rows import RowsField
from workflows.actions import Minutes
from workflows.forms import MomentInput, few_lines
from workflows.models import AgendaItem, Membership, Review


class ReviewChoices(RowsField[Review]):
    def label_from_instance(self, obj: Review) -> str:
        return str(obj.version)


class CallMeetingForm(Form):
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    place = forms.CharField(label=_("Place or link"), max_length=300, required=False)
    reviews = ReviewChoices(
        label=_("On the agenda"),
        queryset=Review.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one review.")},
    )

    def __init__(self, data: Any = None, *, reviews: QuerySet[Review]) -> None:
        super().__init__(data)
        field = self.fields["reviews"]
        assert isinstance(field, ReviewChoices)
        field.queryset = reviews


class MinutesForm(Form):
    """One field for what was said about each review."""

    came = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.CharField(label=_("What else was noted"), widget=few_lines(), required=False)

    def __init__(self, data: Any = None, *, items: Sequence[AgendaItem], members: Sequence[Membership]) -> None:
        super().__init__(data)
        field = self.fields["came"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(member.person_id, str(member)) for member in members]
        self._names = {f"noted_{item.pk}": item.pk for item in items}
        for item in items:
            label = _("What was said about %s") % item.review.version
            self.fields[f"noted_{item.pk}"] = forms.CharField(label=label, widget=few_lines(), required=False)

    def minutes(self) -> Minutes:
        data = self.cleaned_data
        return Minutes(data["came"], {pk: data[name] for name, pk in self._names.items()}, data["words"])
