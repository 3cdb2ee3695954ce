"""The kinds of message that people get, in words; and when somebody is not to be disturbed. Each app registers its own."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass

from django.utils.functional import Promise


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
