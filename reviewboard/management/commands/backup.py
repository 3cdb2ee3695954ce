"""`backup`: the whole installation into one new folder, then `verify`; exit 1 where either ends badly."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Upkeep, UpkeepKind
from articles.refusals import Refusal
from reviewboard.backups import making


class Command(BaseCommand):
    help = str(
        gettext_lazy("Write database and files into a new folder with a digest of each, then verify the record.")
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new folder; whole once it has this name")
        parser.add_argument("--no-verify", action="store_true", help="where a nightly `verify` runs anyway")
        parser.add_argument(
            "--json", action="store_true", help="the manifest, and how long it took, on standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = monotonic()
        try:
            written = making.make(options["folder"].absolute())
        except (Refusal, OSError) as refused:
            Upkeep.objects.note(UpkeepKind.BACKUP, seconds=monotonic() - began, is_well=False, words=str(refused))
            raise CommandError(str(refused)) from None
        seconds = monotonic() - began
        figures = {"folder": options["folder"], "files": len(written.files), "bytes": written.bytes, "seconds": seconds}
        words = _("%(folder)s: %(files)d files, %(bytes)d bytes, in %(seconds).1f seconds.") % figures
        Upkeep.objects.note(UpkeepKind.BACKUP, seconds=seconds, is_well=True, words=words)
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(written), "seconds": seconds}))
        else:
            self._tell(words, has_media=written.has_media)
        if not options["no_verify"]:
            call_command("verify", stdout=self.stderr if options["json"] else self.stdout)

    def _tell(self, words: str, *, has_media: bool) -> None:
        self.stdout.write(words)
        if not has_media:
            self.stdout.write(_("Files are in the object store (MEDIA_STORE) and not in this backup."))
        self.stdout.write(
            _(
                "NOT in it, keep them elsewhere: SECRET_KEY, SIGNING_KEY and all else of the environment. Pages are made again by `work`."
            )
        )
