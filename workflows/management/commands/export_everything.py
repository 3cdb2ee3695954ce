"""`export_everything`: articles, history, reviews, signatures, events and files in one archive, for another installation."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.acting import acting_person
from articles.refusals import Refusal
from workflows import actions
from workflows.record.moving.taking import summary


class Command(BaseCommand):
    help = str(gettext_lazy("Write everything of this installation into one archive, as it is at this moment."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="a new file")
        parser.add_argument(
            "--with-log-ins",
            action="store_true",
            help="also password hashes, second factors and secrets of webhooks; keep such an archive like a key",
        )
        parser.add_argument("--as", dest="by", default="", metavar="EMAIL", help="who exports; stands in the record")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output: rows by table")

    def handle(self, *args: Any, **options: Any) -> None:
        told = self.stderr.write if sys.stderr.isatty() and not options["json"] else _nobody
        try:
            contents = actions.export_everything(
                options["output"], by=acting_person(options["by"]), with_log_ins=options["with_log_ins"], told=told
            )
        except (Refusal, OSError) as refused:
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(summary(contents, []))
            return
        figures = {"rows": contents.rows, "tables": len(contents.tables), "files": contents.files.rows}
        self.stdout.write(_("%(rows)d rows of %(tables)d tables and %(files)d files written.") % figures)
        for name, rows in contents.stays.items():
            if rows:
                self.stdout.write(_("  stays: %(table)s (%(rows)d)") % {"table": name, "rows": rows})


def _nobody(_line: str) -> None:
    """Where nobody watches."""
