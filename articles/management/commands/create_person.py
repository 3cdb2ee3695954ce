"""`create_person`: make an account from the command line, the very first one included."""

from __future__ import annotations

import getpass
import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.management.acting import acting_person
from articles.models import Person
from articles.refusals import Refusal


class Command(BaseCommand):
    help = str(
        gettext_lazy("Make an account. Without --as the system acts, which it may until the first role is granted.")
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("printed_name", help="the name as it is printed")
        parser.add_argument("--credentials", default="", help="such as MD, PhD")
        parser.add_argument("--affiliation", default="")
        parser.add_argument("--ask-password", action="store_true", help="type a password; else it is set by e-mail")
        parser.add_argument("--as", dest="by", default="", metavar="EMAIL", help="the administrator who acts")
        parser.add_argument("--json", action="store_true", help="print the account as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            person = self._create(options)
        except ValidationError:
            raise CommandError(_("%s is not an e-mail address.") % options["email"]) from None
        except PermissionDenied:
            raise CommandError(_("Only an administrator makes accounts: name one with --as.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        account = {"id": person.pk, "email": person.email, "printed_name": person.printed_name}
        self.stdout.write(json.dumps(account) if options["json"] else f"{person.printed_name} <{person.email}>")

    def _create(self, options: dict[str, Any]) -> Person:
        password = getpass.getpass() if options["ask_password"] else None
        return actions.create_person(
            by=acting_person(options["by"]),
            email=options["email"],
            printed_name=options["printed_name"],
            password=password,
            credentials=options["credentials"],
            affiliation=options["affiliation"],
        )
