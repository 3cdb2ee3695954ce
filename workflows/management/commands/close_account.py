"""`close_account`: somebody leaves; from the command line, as an administrator would on the page of people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.acting import acting_person, person_with
from articles.refusals import Refusal
from workflows import actions


class Command(BaseCommand):
    help = str(gettext_lazy("Close an account. Its owner cannot sign in, act or sign any more; what they did stays."))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="why; stands in the record")
        parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="the administrator who acts")

    def handle(self, *args: Any, **options: Any) -> None:
        person, by = person_with(options["email"]), acting_person(options["by"])
        try:
            actions.deactivate_person(person, by=by, reason=options["reason"])
        except PermissionDenied:
            raise CommandError(_("Only an administrator closes accounts: name one with --as.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("The account of %s is closed.") % person)
