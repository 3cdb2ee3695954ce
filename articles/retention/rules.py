"""What a rule of retention says, and the list of those in force: each app registers its own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

Words = str | Promise
# Rows whose time is over, told by the moment before which everything is over.
Over = Callable[[datetime.datetime], QuerySet[Any]]


class Doer(Enum):
    """Who sees to it that the rule is kept."""

    WORK = _("the product, by itself")
    OWNER = _("whoever it belongs to")
    ADMINISTRATOR = _("an administrator, when somebody asks for it")
    OPERATOR = _("whoever runs the servers")
    NOBODY = _("nobody: it stays")


@dataclass(frozen=True)
class Rule:
    """`tables` are labels of models; what is outside the database has `place` instead. `days` counts from what `since` says: a number,
    the name of the setting that holds it, or None for "until something happens", which `then` tells.

    `over` and `empties` are for the clock: rows that are over are deleted, or get the values of `empties`. `work` names another
    kind of owed work that does it. `erased_by` is the column of the person with whose contact data the rows go.
    """

    key: str
    what: Words
    then: Words
    why: Words
    doer: Doer
    tables: tuple[str, ...] = ()
    place: Words = ""
    days: int | str | None = None
    since: Words = ""
    over: Over | None = None
    empties: Mapping[str, Any] = field(default_factory=dict)
    work: str = ""
    erased_by: str = ""

    @property
    def kept(self) -> datetime.timedelta | None:
        if self.days is None:
            return None
        return datetime.timedelta(days=self.days if isinstance(self.days, int) else getattr(settings, self.days))

    @property
    def time(self) -> str:
        """In words: "180 days after it was asked"."""
        if self.kept is None:
            return str(self.since)
        days = self.kept.days
        return ngettext("%(days)d day %(since)s", "%(days)d days %(since)s", days) % {"days": days, "since": self.since}

    @property
    def models(self) -> list[type[Model]]:
        return [apps.get_model(label) for label in self.tables]

    def rows_over(self, now: datetime.datetime) -> QuerySet[Any]:
        """What the clock does away with at this moment; only for rules with `over`."""
        assert self.over is not None
        assert self.kept is not None
        return self.over(now - self.kept)


_registry: dict[str, Rule] = {}


def register(*rules: Rule) -> None:
    """Called by each app's `ready()` with its own rules."""
    _registry.update({rule.key: rule for rule in rules})


def registered() -> tuple[Rule, ...]:
    """In the order in which they are told: those of articles, then those of workflows."""
    return tuple(_registry.values())


def rule_of(model: type[Model]) -> Rule:
    """A history is kept as long as what it is the history of, and a list between two tables as the first of them."""
    owner: Any = model._meta.auto_created or getattr(model, "instance_type", model)
    return next(rule for rule in registered() if owner._meta.label in rule.tables)
