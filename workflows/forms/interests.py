"""The yearly statement of interests as a form: the items of the ICMJE, each "none" or with whom and what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form
from workflows.models import DeclaredInterest, Disclosure, InterestItem

NONE, YES = "none", "yes"
CHOICES = ((NONE, _("None")), (YES, _("Yes")))


@dataclass(frozen=True)
class ItemFields:
    """The three fields of one item, for the template."""

    answer: forms.BoundField
    entity: forms.BoundField
    details: forms.BoundField


class YearlyInterestsForm(Form):
    """`rest_is_none` answers every item that is left open; nothing is taken for "none" unless the person says so."""

    rest_is_none = forms.BooleanField(
        label=_("“None” for every item below that I leave open"),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, former: Disclosure | None = None) -> None:
        super().__init__(data, initial=_initial(former))
        for item in InterestItem:
            self.fields[f"{item}_answer"] = forms.ChoiceField(
                label=item.label,
                choices=CHOICES,
                widget=forms.RadioSelect,
                required="rest_is_none" not in self.data,
                error_messages={"required": _("Answer “none” or “yes”.")},
            )
            self.fields[f"{item}_entity"] = forms.CharField(
                label=_("With whom"),
                help_text=_("Several: part them with a semicolon."),
                required=not self.is_bound or self.data.get(f"{item}_answer") == YES,
                max_length=300,
                error_messages={"required": _("Say with whom.")},
            )
            self.fields[f"{item}_details"] = forms.CharField(
                label=_("What, and since when"), required=False, max_length=1000
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in InterestItem:
            entity = data.get(f"{item}_entity", "")
            if data.get(f"{item}_answer") == YES and entity and not entity.strip(" ;"):
                self.add_error(f"{item}_entity", _("Say with whom."))
        return data

    def items_shown(self) -> Iterator[ItemFields]:
        for item in InterestItem:
            yield ItemFields(*(self[f"{item}_{part}"] for part in ("answer", "entity", "details")))

    def interests(self) -> list[DeclaredInterest]:
        data = self.cleaned_data
        return [
            DeclaredInterest(item.value, data[f"{item}_entity"], data[f"{item}_details"])
            for item in InterestItem
            if data[f"{item}_answer"] == YES
        ]


def _initial(former: Disclosure | None) -> dict[str, str]:
    """What was declared last, to be looked at again; where nothing was, every item is open."""
    found: dict[str, str] = {}
    if former is None:
        return found
    declared = {one.item: one for one in former.interests}
    for item in InterestItem:
        one = declared.get(item)
        found[f"{item}_answer"] = YES if one else NONE
        found[f"{item}_entity"] = one.entity if one else ""
        found[f"{item}_details"] = one.details if one else ""
    return found
