"""What every form takes, in words: `docs/inputs.md` is made of this (ASVS 2.1.1)."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from importlib import import_module
from itertools import groupby
from typing import Any, cast

from django import forms
from django.core import validators
from django.urls import get_resolver
from django.utils import translation

_HEAD = """# What forms take

Written by `manage.py input_reference` from the forms. This is what a form asks of each value by itself; it is checked on the server,
whatever a browser checked before. What values must be to each other, and to what is there already (a due day after today, a term that
exists, words that are not somebody else's), is refused by the form or the action with a sentence at the field, and what may never be
false is a constraint or a guard of the database. Zero bytes are refused everywhere, numbers that no column holds where they are typed.
Choices that depend on who asks, and on what there is, say “one of those shown”. How large files may be is in [settings.md](settings.md);
texts of articles are made canonical (`articles/text/`); the two APIs describe what they take at `/api/v1/openapi.json` and
`/api/work/v1/openapi.json`. How often somebody may ask is in [operator.md](operator.md), *Limits*.
"""
# The first that a field is of.
_KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.FileField, "file"),
    (forms.DateTimeField, "day and time"),
    (forms.DateField, "day"),
    (forms.TimeField, "time"),
    (forms.DecimalField, "decimal number"),
    (forms.IntegerField, "whole number"),
    (forms.EmailField, "e-mail address"),
    (forms.URLField, "web address"),
    (forms.SlugField, "letters, digits, hyphens"),
    (forms.UUIDField, "identifier (UUID)"),
    (forms.NullBooleanField, "yes or no"),
    (forms.BooleanField, "tick"),
    (forms.ModelMultipleChoiceField, "some of those shown"),
    (forms.ModelChoiceField, "one of those shown"),
    (forms.MultipleChoiceField, "some of"),
    (forms.ChoiceField, "one of"),
    (forms.JSONField, "JSON"),
    (forms.RegexField, "text"),
    (forms.CharField, "text"),
)
MOST_NAMED = 12


def reference() -> str:
    """The page, in English."""
    with translation.override("en"):
        by_module = groupby(
            sorted(_forms(), key=lambda one: (one.__module__, _line(one))), key=lambda one: one.__module__
        )
        return _HEAD + "".join(_section(module, list(found)) for module, found in by_module)


def rules(field: forms.Field) -> str:
    """Kind, then what the value must be besides."""
    said = [next((words for kind, words in _KINDS if isinstance(field, kind)), type(field).__name__)]
    if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField) and not isinstance(
        field, forms.ModelChoiceField
    ):
        said = [f"{said[0]} {_choices(field)}"]
    said += [words for each in _checked_by(field) if (words := _limit(each))]
    said.append("wanted" if field.required else "may be empty")
    return ", ".join(said)


def _checked_by(field: forms.Field) -> list[object]:
    """Once each: Django adds some of its own."""
    return list({repr(getattr(one, "limit_value", one)) + type(one).__name__: one for one in field.validators}.values())


def _limit(validator: object) -> str:
    if isinstance(validator, validators.MaxLengthValidator):
        return f"at most {_value(validator)} signs"
    if isinstance(validator, validators.MinLengthValidator):
        return f"at least {_value(validator)} signs"
    if isinstance(validator, validators.MinValueValidator):
        return f"from {_value(validator)}"
    if isinstance(validator, validators.MaxValueValidator):
        return f"up to {_value(validator)}"
    return ""


def _value(validator: validators.BaseValidator) -> str:
    found = validator.limit_value
    found = found() if callable(found) else found
    return f"{found:,}" if isinstance(found, int | float) else str(found)


def _choices(field: forms.ChoiceField) -> str:
    offered = cast(Iterable[tuple[Any, Any]], field.choices)
    values = [str(value) for value, label in offered if value not in ("", None) and not isinstance(label, list | tuple)]
    if not values or len(values) > MOST_NAMED:
        return "those shown"
    return " ".join(f"`{value}`" for value in values)


def _forms() -> set[type[forms.BaseForm]]:
    """Every form with fields that a page asks with; most are imported with the addresses, those of passkeys by a setting."""
    get_resolver().url_patterns  # noqa: B018
    import_module("articles.signing_in.passkeys")
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            is_ours = one.__module__.startswith(("articles.", "workflows.")) and not one.__name__.startswith("_")
            if is_ours and getattr(one, "base_fields", {}):
                found.add(one)
    return found


def _line(form: type[forms.BaseForm]) -> int:
    return inspect.getsourcelines(form)[1]


def _section(module: str, found: list[type[forms.BaseForm]]) -> str:
    tables = "".join(_table(form) for form in found)
    return f"\n## `{module}`\n{tables}"


def _table(form: Any) -> str:
    rows = "".join(
        f"| `{name}` | {_cell(str(field.label or ''))} | {_cell(rules(field))} |\n"
        for name, field in form.base_fields.items()
    )
    return f"\n### {form.__name__}\n\n| field | asked as | what is taken |\n|---|---|---|\n{rows}"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
