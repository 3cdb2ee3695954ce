"""What is owed, how far the web hosts are, and how the site is kept: for operators and administrators."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Final

import django
from django.conf import settings
from django.core import checks
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import guards, owed, second_factors
from articles.models import Upkeep, UpkeepKind
from articles.publishing import hosts
from articles.views.desk import DeskRequest, operates

# Of checks about this host and its database, for this page and the command line.
OPERATING: Final = "operating"
# Of what `migrate` is there to change, so that it can do without.
MIGRATED: Final = "migrated"


@dataclass(frozen=True)
class Done:
    """The last time that something was done, if it ever was."""

    label: str
    row: Upkeep | None


@require_safe
@operates
@never_cache
def operating(request: DeskRequest) -> HttpResponse:
    states = owed.states()
    context = {
        "section": "boards",
        "owed": [(owed.called(kind), state) for kind, state in states.items() if state.count or state.error],
        "idle": [owed.called(kind) for kind, state in states.items() if not state.count and not state.error],
        "hosts": hosts.known(),
        "versions": versions(),
        "upkeep": upkeep(),
        "guards_missing": guards.missing(connection),
        "failing": failing_checks(),
        "second_factors": second_factors.by_role(),
    }
    return render(request, "articles/operating.html", context)


def versions() -> list[tuple[str, str]]:
    number = ".".join(map(str, _database_version()))
    return [
        (str(_("This product")), settings.COMMIT or str(_("unknown"))),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (connection.display_name, number),
    ]


def _database_version() -> tuple[int, ...]:
    return tuple(connection.get_database_version())


def upkeep() -> list[Done]:
    rows = {row.kind: row for row in Upkeep.objects.all()}
    return [Done(str(kind.label), rows.get(kind)) for kind in UpkeepKind]


def failing_checks() -> list[checks.CheckMessage]:
    """What `check --deploy --database default` says of settings and database; the rest is of the code, and stays."""
    tags = [checks.Tags.security, checks.Tags.database, OPERATING, MIGRATED]
    return checks.run_checks(tags=tags, include_deployment_checks=settings.IS_PRODUCTION, databases=["default"])
