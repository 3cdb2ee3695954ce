"""Every record that has no part of its own in the pages: rows as names and values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey
from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Emergency, Person, SuggestionOutcome, Text, Version
from workflows.models import (
    Assignment,
    ChecklistAnswer,
    Disclosure,
    DoseTick,
    EvidenceSearch,
    OpenPoint,
    PaperReview,
    Review,
    RuleChoice,
    SignOff,
)
from workflows.record.inspection.belonging import columns
from workflows.record.inspection.gathering import Inspection, Rows
from workflows.record.inspection.in_words import name_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

# These have parts of their own; the living draft is none of the record (its revisions are).
SHOWN_APART = frozenset(
    {
        Text,
        Version,
        Review,
        SignOff,
        Disclosure,
        Assignment,
        OpenPoint,
        RuleChoice,
        PaperReview,
        ChecklistAnswer,
        DoseTick,
    }
)
# Where the name that Django makes of a table reads badly.
NAMES: Mapping[Any, StrPromise] = {
    Emergency: gettext_lazy("emergencies"),
    EvidenceSearch: gettext_lazy("searches for new evidence"),
    SuggestionOutcome: gettext_lazy("what became of suggested words"),
}


def others(found: Inspection) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Table by table: its name, and each row as pairs."""
    parts = [part for part in found.records if part.rows and part.table.model not in SHOWN_APART]
    return [(_name(part), list(_cards(found, part))) for part in parts]


def _name(rows: Rows) -> str:
    return str(NAMES.get(rows.table.model, rows.table.model._meta.verbose_name_plural))


def _cards(found: Inspection, rows: Rows) -> Iterator[list[tuple[str, str]]]:
    """Each row as names and values; what is empty is left out, and of which article it is, which all are."""
    fields = [field for field in columns(rows.table.model) if field.related_model is not Article]
    for row in rows.rows:
        pairs = [(str(field.verbose_name), _shown(found, row, field)) for field in fields]
        yield [(name, value) for name, value in pairs if value]


def _shown(found: Inspection, row: Any, field: Any) -> str:
    value = getattr(row, field.attname)
    if value in (None, "", [], {}):
        return ""
    if isinstance(field, ForeignKey):
        return _related(found, field.related_model, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "hour"):
        return format_date(timezone.localtime(value), "DATETIME_FORMAT")
    if hasattr(value, "year"):
        return format_date(value, "DATE_FORMAT")
    display = getattr(row, f"get_{field.name}_display", None)
    return str(display()) if display else plain(value) if isinstance(value, (str, list, dict)) else str(value)


def _related(found: Inspection, model: Any, pk: int) -> str:
    """A person by name, a version by its number, any other row by its id, under which it stands in this file."""
    if model is Person:
        return name_of(found, pk)
    numbers = {version.pk: version.number for version in found.versions}
    return str(numbers[pk]) if model is Version and pk in numbers else _("id %d") % pk


def plain(value: Any) -> str:
    """Words as they are, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
