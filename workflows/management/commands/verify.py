"""`verify`: recompute every digest, signature, chain and checkpoint; exit 1 and the name of each wrong record."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import pages
from articles.record import Fault
from workflows.verification import CHECKS


class Command(BaseCommand):
    help = str(gettext_lazy("Check that the record is as it was written. Exit 0: it is; 1: it is not, and what."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--pages", action="store_true", help="render every live page again and compare it with this host's store"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        checks = [*CHECKS, ("pages", self._pages)] if options["pages"] else CHECKS
        found = {name: list(check()) for name, check in checks}
        if options["json"]:
            self.stdout.write(json.dumps({name: [vars(fault) for fault in faults] for name, faults in found.items()}))
        else:
            self._report(found)
        if any(found.values()):
            sys.exit(1)

    def _pages(self) -> list[Fault]:
        return [Fault(f"page {slug}", "is not what its version and its facts give") for slug in pages.differences()]

    def _report(self, found: dict[str, list[Fault]]) -> None:
        for name, faults in found.items():
            self.stdout.write(f"{name}: {_('as written') if not faults else _('NOT as written')}")
            for fault in faults:
                self.stdout.write(f"  {fault}")
