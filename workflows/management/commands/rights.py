"""`rights`: who might do what on a day, as the record had it."""

from __future__ import annotations

import argparse
import datetime
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Person
from workflows.record.rights import Right, rights_on


class Command(BaseCommand):
    help = str(gettext_lazy("List the desk roles and the seats on boards that were in force at the end of a day."))

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--on", type=_day, metavar="DATE", help="YYYY-MM-DD; today unless given")
        parser.add_argument("--person", metavar="EMAIL", help="of one person")
        parser.add_argument("--json", action="store_true", help="a JSON list on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = rights_on(options["on"] or timezone.localdate(), people=_people(options["person"]))
        if options["json"]:
            self.stdout.write(json.dumps([right.data() for right in found]))
            return
        for right in found:
            self.stdout.write(_line(right))


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _people(email: str | None) -> list[Person] | None:
    """Also somebody whose account is closed."""
    if not email:
        return None
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(_("Nobody has the address %s.") % email)
    return [person]


def _line(right: Right) -> str:
    where = f", {right.where}" if right.where else ""
    return (
        f"{right.person}: {right.role}{where}, {right.since} – {right.until or ''} ({right.given_by}: {right.reason})"
    )
