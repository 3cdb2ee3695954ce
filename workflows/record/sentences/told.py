"""What the ids in events stand for: names as they are now, looked up for many events at once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.models import Emergency, Event, Person, Thread
from workflows.models import ApprovalRule, Assignment, Board, Disclosure, OpenPoint, Review, SignOff
from workflows.record.sentences.telling import Told

# Under which names events hold ids, what they are ids of, and which column is said of it.
PEOPLE = ("person", "former_editor", "reviewer", "author", "proposed_by", "members", "people", "came")
NAMED: Mapping[str, tuple[type[Model], str]] = {
    **dict.fromkeys(PEOPLE, (Person, "printed_name")),
    "assignment": (Assignment, "person__printed_name"),
    "disclosure": (Disclosure, "person__printed_name"),
    "sign_off": (SignOff, "person__printed_name"),
    "point": (OpenPoint, "sign_off__person__printed_name"),
    "emergency": (Emergency, "by__printed_name"),
    "thread": (Thread, "opened_by__printed_name"),
    "review": (Review, "version__number"),
    "reviews": (Review, "version__title"),
    "rule": (ApprovalRule, "name"),
    "board": (Board, "name"),
}
DAYS = ("due_on",)
Wanted = dict[tuple[type[Model], str], set[int]]
Names = dict[tuple[type[Model], str], dict[int, Any]]


def told_by(events: Iterable[Event]) -> list[Told]:
    """The data of each event with names for ids and days as people write them."""
    datas = [json.loads(event.body)["data"] for event in events]
    names = _looked_up(datas)
    return [_told(data, names) for data in datas]


def _looked_up(datas: Iterable[Mapping[str, Any]]) -> Names:
    wanted: Wanted = {}
    for data in datas:
        for key, value in data.items():
            if key in NAMED:
                wanted.setdefault(NAMED[key], set()).update(_ids(value))
    return {
        (model, column): dict(model._base_manager.filter(pk__in=ids).values_list("pk", column))
        for (model, column), ids in wanted.items()
        if ids
    }


def _ids(value: Any) -> list[int]:
    """One id or several; what else stands under such a name (a word, nothing) is none."""
    many = value if isinstance(value, list) else [value]
    return [one for one in many if isinstance(one, int)]


def _told(data: Mapping[str, Any], names: Names) -> Told:
    return Told({key: _value(key, value, names) for key, value in data.items()})


def _value(key: str, value: Any, names: Names) -> Any:
    if key in DAYS:
        return format_date(datetime.date.fromisoformat(value), "DATE_FORMAT")
    ids = _ids(value) if key in NAMED else []
    if not ids:
        return value
    known = names[NAMED[key]]
    return ", ".join(dict.fromkeys(str(known.get(pk, _("no. %d") % pk)) for pk in ids))
