"""How a page answers what was posted: done, or shown again with everything typed and what was wrong at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.refusals import Refusal

UNPROCESSABLE = 422


def attempt(
    form: forms.Form, act: Callable[[dict[str, Any]], object], at: Mapping[type[Refusal], str] | None = None
) -> bool:
    """Run the action with what was typed; a refusal becomes an error of the form, or of the field that `at` names for it."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        field = next((name for kind, name in (at or {}).items() if isinstance(refusal, kind)), None)
        form.add_error(field, [str(refusal.sentence), *(str(detail) for detail in refusal.details)])
        return False
    return True


def page(request: HttpRequest, template: str, context: dict[str, Any], *forms_shown: forms.Form) -> HttpResponse:
    """The page; 422 when one of its forms has an error."""
    wrong = any(form.is_bound and form.errors for form in forms_shown)
    return render(request, template, context, status=UNPROCESSABLE if wrong else 200)
