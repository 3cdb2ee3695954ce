"""What a person answers about a text, item by item; what the machine decided is chosen at first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.text.rating import Answer, Instrument, Item, Verdict

LONGEST_NOTE = 2000
_WORDS = {
    Answer.YES: gettext_lazy("Yes"),
    Answer.NO: gettext_lazy("No"),
    Answer.NOT_APPLICABLE: gettext_lazy("Does not apply"),
}


@dataclass(frozen=True)
class Row:
    """An item with its field, and what the machine says of it."""

    item: Item
    field: forms.BoundField
    verdict: Verdict | None

    @property
    def words(self) -> str:
        return str(_WORDS[self.verdict.answer]) if self.verdict else ""


class RatingForm(Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, instrument: Instrument, machine: Mapping[int, Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument, self.machine = instrument, machine
        for item in instrument.items:
            self.fields[_name(item)] = _field(item, machine.get(item.number))
        self.order_fields([*map(_name, instrument.items), "note", "seen"])

    @property
    def decided(self) -> list[Row]:
        return [row for row in self._rows() if row.verdict]

    @property
    def to_judge(self) -> list[Row]:
        return [row for row in self._rows() if not row.verdict]

    @property
    def answers(self) -> dict[int, Answer]:
        return {item.number: self.cleaned_data[_name(item)] for item in self.instrument.items}

    def _rows(self) -> Iterator[Row]:
        return (Row(item, self[_name(item)], self.machine.get(item.number)) for item in self.instrument.items)


def _name(item: Item) -> str:
    return f"item_{item.number}"


def _field(item: Item, verdict: Verdict | None) -> forms.TypedChoiceField:
    allowed = [answer for answer in Answer if answer is not Answer.NOT_APPLICABLE or item.may_not_apply]
    return forms.TypedChoiceField(
        label=f"{item.number}. {item.words}",
        choices=[(answer.value, _WORDS[answer]) for answer in allowed],
        coerce=Answer,
        initial=verdict.answer.value if verdict else None,
        widget=forms.RadioSelect(attrs={"class": "rb-answers"}),
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )
