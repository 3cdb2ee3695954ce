"""`restore`: a backup into an empty database and empty folders, then `verify`; exit 1 where either ends badly."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Upkeep, UpkeepKind
from articles.refusals import Refusal
from reviewboard.backups import restoring
from reviewboard.backups.manifest import Manifest
from workflows import signing


class Command(BaseCommand):
    help = str(gettext_lazy("Restore what `backup` wrote into an empty database and empty folders, then verify it."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        began = monotonic()
        try:
            written = restoring.restore(options["folder"].absolute())
        except Refusal as refused:
            raise CommandError("\n".join([str(refused.sentence), *map(str, refused.details)])) from None
        is_well = self._verifies(written)
        seconds = monotonic() - began
        words = _("The backup of %(at)s, of %(server)s.") % {"at": written.began_at, "server": written.server}
        Upkeep.objects.note(UpkeepKind.RESTORE, seconds=seconds, is_well=is_well, words=words)
        self.stdout.write(words)
        self.stdout.write(
            _("Restored and verified in %.1f seconds.") % seconds if is_well else _("It does NOT verify.")
        )
        self._tell_of_keys(written)
        self.stdout.write(_("Now run `work`: it writes the pages."))
        if not is_well:
            sys.exit(1)

    def _verifies(self, written: Manifest) -> bool:
        gone = restoring.faults(written)
        for fault in gone:
            self.stdout.write(f"  {fault}")
        try:
            call_command("verify", stdout=self.stdout)
        except SystemExit:
            return False
        return not gone

    def _tell_of_keys(self, written: Manifest) -> None:
        """Keys come from elsewhere; whether the right ones came can be said of one of them."""
        here = signing.key_id_of(signing.current_public_key()) if settings.SIGNING_KEY else ""
        if here != written.signing_key:
            words = _("SIGNING_KEY is not the one that was in use (its id is %s): nothing can be signed with it.")
            self.stdout.write(words % (written.signing_key or _("none")))
        self.stdout.write(_("SECRET_KEY is in no backup: with another one, second factors must be set up anew."))
