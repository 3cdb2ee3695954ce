"""`import_everything`: an archive that `export_everything` wrote into an empty, migrated installation; all of it or nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.refusals import Refusal
from workflows import actions
from workflows.record.moving.taking import summary


class Command(BaseCommand):
    help = str(gettext_lazy("Import an archive of everything into an empty, migrated installation, and verify it."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--despite-faults",
            action="store_true",
            help="import also what does not verify, as where the original has lost a picture; each fault is named",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output: rows by table")

    def handle(self, *args: Any, **options: Any) -> None:
        told = self.stderr.write if sys.stderr.isatty() and not options["json"] else _nobody
        try:
            contents, faults = actions.import_everything(
                options["file"], despite_faults=options["despite_faults"], told=told
            )
        except Refusal as refused:
            raise CommandError("\n".join([str(refused.sentence), *map(str, refused.details)])) from None
        if options["json"]:
            self.stdout.write(summary(contents, faults))
            return
        for fault in faults:
            self.stdout.write(f"  {fault}")
        figures = {"rows": contents.rows, "tables": len(contents.tables), "files": contents.files.rows}
        self.stdout.write(_("%(rows)d rows of %(tables)d tables and %(files)d files imported.") % figures)
        self.stdout.write(_("The record verifies.") if not faults else _("The record does NOT verify."))
        self.stdout.write(_("Now run `work`: it writes the pages and fills the search."))


def _nobody(_line: str) -> None:
    """Where nobody watches."""
