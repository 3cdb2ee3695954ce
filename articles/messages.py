"""The kinds of message that people get, their dates in words, and when somebody is not to be disturbed."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format as format_date
from django.utils.formats import get_format
from django.utils.functional import Promise

# What a message says about days and moments is stored in ISO 8601, and put into words when somebody reads it.
DAYS = frozenset({"due_on", "answer_by", "last_day"})
MOMENTS = frozenset({"when", "until"})


@dataclass(frozen=True)
class MessageKind:
    """`name` is that of the template in `templates/emails/`. A message about safety can be neither muted nor put off."""

    name: str
    label: str | Promise
    is_safety: bool = False


_registry: dict[str, MessageKind] = {}


def register(*kinds: MessageKind) -> None:
    """Called by each app's `ready()`."""
    _registry.update({kind.name: kind for kind in kinds})


def registry() -> dict[str, MessageKind]:
    return dict(_registry)


def label_of(name: str) -> str:
    """A kind that this code no longer knows stands as it was written."""
    return str(_registry[name].label) if name in _registry else name


def is_safety(name: str) -> bool:
    return name in _registry and _registry[name].is_safety


def end_of_quiet(
    now: datetime.datetime, zone: str, begins: datetime.time | None, ends: datetime.time | None
) -> datetime.datetime | None:
    """When the quiet hours that `now` lies in end (an aware moment); None outside of them. They may pass midnight."""
    if begins is None or ends is None or begins == ends:
        return None
    local = now.astimezone(zoneinfo.ZoneInfo(zone))
    at, over_midnight = local.time(), begins > ends
    if not (at >= begins or at < ends if over_midnight else begins <= at < ends):
        return None
    day = local.date() + datetime.timedelta(days=1 if over_midnight and at >= begins else 0)
    return datetime.datetime.combine(day, ends, tzinfo=local.tzinfo)


def in_words(data: Mapping[str, Any], *, language: str, zone: str) -> dict[str, Any]:
    """What a message says, with its days and moments as people write them in this language, moments in this time zone.

    Call it while the language is active, which names the months. What is no date stays as it was stored.
    """
    return {name: _in_words(name, value, language, zoneinfo.ZoneInfo(zone)) for name, value in data.items()}


def _in_words(name: str, value: Any, language: str, zone: zoneinfo.ZoneInfo) -> Any:
    if isinstance(value, list):
        return [in_words(one, language=language, zone=zone.key) if isinstance(one, Mapping) else one for one in value]
    if not isinstance(value, str) or name not in DAYS | MOMENTS:
        return value
    try:
        day = datetime.date.fromisoformat(value) if name in DAYS else datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
    if not isinstance(day, datetime.datetime):
        return format_date(day, _date_format(language))
    local = day.astimezone(zone)
    return f"{format_date(local, _date_format(language))}, {local:%H:%M} ({local.tzname()})"


def _date_format(language: str) -> str:
    """As Django knows the language; in English as our pages write it, with the month in full."""
    return "j F Y" if language.partition("-")[0] == "en" else str(get_format("DATE_FORMAT", lang=language))
