"""The page of what forms take is what the forms say."""

from __future__ import annotations

import pytest
from django import forms
from django.conf import settings
from django.core.management import call_command

from reviewboard import input_rules


def test_page_is_as_the_forms_are() -> None:
    """A form was changed: run `manage.py input_reference`."""
    page = settings.BASE_DIR / "docs" / "inputs.md"

    assert page.read_text().splitlines() == input_rules.reference().splitlines()
    call_command("input_reference", check=True)


def test_page_names_forms_of_both_apps_with_what_they_ask() -> None:
    page = input_rules.reference()

    assert "| `reason` | Why | text, at most 1,000 signs, wanted |" in page
    assert {"articles.forms.full_texts", "workflows.forms.paper"} <= {
        line.strip("# `") for line in page.splitlines() if line.startswith("## `")
    }


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (forms.CharField(max_length=1200, min_length=12), "text, at least 12 signs, at most 1,200 signs, wanted"),
        (forms.IntegerField(min_value=1, max_value=90, required=False), "whole number, up to 90, from 1, may be empty"),
        (forms.ChoiceField(choices=[("", "None"), ("a", "A"), ("b", "B")]), "one of `a` `b`, wanted"),
        (forms.ChoiceField(choices=[(str(one), "") for one in range(20)]), "one of those shown, wanted"),
        (forms.MultipleChoiceField(choices=[("a", "A")]), "some of `a`, wanted"),
        (forms.BooleanField(), "tick, wanted"),
        (forms.FileField(required=False), "file, may be empty"),
        (forms.DateTimeField(), "day and time, wanted"),
    ],
)
def test_a_field_in_words(field: forms.Field, said: str) -> None:
    assert input_rules.rules(field) == said
