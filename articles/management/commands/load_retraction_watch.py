"""`load_retraction_watch`: the Retraction Watch database into this one, and flags for works of the library that it names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import load_retractions, note_retraction_records
from articles.refusals import Refusal


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Load the Retraction Watch CSV (gitlab.com/crossref/retraction-watch-data). May run again with a newer file."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                taken = load_retractions(lines)
        except (OSError, Refusal) as error:
            raise CommandError(f"{options['file']}: {error}") from None
        flags = note_retraction_records()
        self.stdout.write(_("%(taken)d records taken, %(flags)d new flags.") % {"taken": taken, "flags": len(flags)})
