"""What a form says of a field that was left empty."""

from __future__ import annotations

import pytest
from django import forms

from articles.forms.base import Form


class Asked(Form):
    words = forms.CharField()
    day = forms.DateField()
    count = forms.IntegerField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])
    sure = forms.BooleanField()
    name = forms.CharField(error_messages={"required": "Give the topic a name."})
    note = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("words", ["Fill this in."]),
        ("day", ["Give a day."]),
        ("count", ["Give a number."]),
        ("one", ["Choose one of them."]),
        ("some", ["Choose at least one of them."]),
        ("sure", ["Tick this to go on."]),
        ("name", ["Give the topic a name."]),
        ("note", None),
    ],
)
def test_an_empty_field_says_what_to_do(field: str, said: list[str] | None) -> None:
    assert Asked({}).errors.get(field) == said
