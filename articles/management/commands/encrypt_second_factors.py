"""`encrypt_second_factors`: after an update or a new SECRET_KEY, stores every secret of a second factor under the newest key."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy, ngettext

from articles.accounts import encrypt_anew


class Command(BaseCommand):
    help = str(
        gettext_lazy("Encrypt the secrets of authenticator apps and recovery codes under the newest SECRET_KEY.")
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the number as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        done = encrypt_anew()
        if options["json"]:
            self.stdout.write(json.dumps({"encrypted": done}))
        else:
            self.stdout.write(ngettext("%d secret encrypted.", "%d secrets encrypted.", done) % done)
