"""Doing away with what has been kept long enough: the clock does, as the rules say, and nobody else."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.retention.rules import Rule, registered

# Small enough that nobody waits for it; a sweep does so many parts of one rule, and the next goes on.
AT_ONCE = 500
PARTS = 20


def rules_due() -> list[int]:
    """Places, in the list of rules, of those under which something is over."""
    now = timezone.now()
    return [place for place, rule in _with_clock() if rule.rows_over(now).exists()]


def keep_rule(place: int) -> None:
    """Delete or empty what is over under the rule at this place. Twice does nothing."""
    rule = dict(_with_clock())[place]
    rows = rule.rows_over(timezone.now())
    for _part in range(PARTS):
        if not _do_away_with(rows, rule):
            return


def _with_clock() -> list[tuple[int, Rule]]:
    return [(place, rule) for place, rule in enumerate(registered()) if rule.over is not None]


@transaction.atomic
def _do_away_with(rows: QuerySet[Any], rule: Rule) -> int:
    """So many rows of one part."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    chosen = rows.model._base_manager.filter(pk__in=keys)
    if rule.empties:
        chosen.update(**rule.empties)
    else:
        chosen.delete()
    return len(keys)
