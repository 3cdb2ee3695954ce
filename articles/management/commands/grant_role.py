"""`grant_role`: give somebody a desk role from the command line, the first administrator included."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.management.acting import acting_person, person_with
from articles.models import DeskRole
from articles.refusals import Refusal


def _day(text: str) -> datetime.datetime:
    """The end of that day where the publisher is."""
    day = datetime.date.fromisoformat(text) + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


class Command(BaseCommand):
    help = str(
        gettext_lazy("Grant a desk role. Without --as the system acts, which it may until the first role is granted.")
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=DeskRole.values)
        parser.add_argument("--reason", required=True, help="why; stands in the record")
        parser.add_argument("--until", type=_day, metavar="DATE", help="last day; needed for an auditor")
        parser.add_argument("--as", dest="by", default="", metavar="EMAIL", help="the administrator who acts")

    def handle(self, *args: Any, **options: Any) -> None:
        person, by = person_with(options["email"]), acting_person(options["by"])
        try:
            grant = actions.grant_role(
                person, by=by, role=options["role"], reason=options["reason"], until=options["until"]
            )
        except PermissionDenied:
            raise CommandError(_("Only an administrator grants roles: name one with --as.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(str(grant))
