"""`verify`: recompute every digest, signature, chain and checkpoint; exit 1 and the name of each wrong record."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import chains, record
from articles.chains import Heads
from articles.faults import Counted, Fault
from articles.models import Upkeep, UpkeepKind
from articles.publishing import pages
from workflows.record import receipts
from workflows.record.verification import CHECKS, Check

HEADS = "reviewboard heads 1"
# Faults that the operator's page names; the command names each.
SHOWN = 5


class Progress:
    """Tells once a second, on standard error, how far a part is."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self.looked_at = 0
        self._began = self._told = monotonic()

    def counted(self, more: int) -> None:
        self.looked_at += more
        now = monotonic()
        if self._out is not None and now - self._told >= 1:
            self._told = now
            self._out.write(f"  … {self}")

    def __str__(self) -> str:
        seconds = max(monotonic() - self._began, 1e-6)
        figures = {"number": f"{self.looked_at:,}", "rate": f"{self.looked_at / seconds:,.0f}"}
        return _("%(number)s looked at, %(rate)s a second") % figures


class Command(BaseCommand):
    help = str(gettext_lazy("Check that the record is as it was written. Exit 0: it is; 1: it is not, and what."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--pages", action="store_true", help="render every live page again and compare it with this host's store"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        parser.add_argument(
            "--progress", action="store_true", help="tell once a second how far it is; so on a terminal"
        )
        parser.add_argument(
            "--since",
            type=Path,
            metavar="FILE",
            help="heads that --save wrote: each must stand, events are read from there",
        )
        parser.add_argument(
            "--save", type=Path, metavar="FILE", help="write the heads of all chains; keep it elsewhere"
        )
        parser.add_argument(
            "--receipt", type=Path, metavar="FILE", help="check a signer's receipt against the record, and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since = _read_heads(options["since"]) if options["since"] else None
        checks: dict[str, Check] = dict(CHECKS)
        if options["receipt"]:
            checks = {"receipt": partial(_receipt_faults, receipt=_read_receipt(options["receipt"]))}
        elif since is not None:
            checks["events"] = partial(_since, since=since)
        if options["pages"]:
            checks["pages"] = _pages
        heads, began = record.heads(), monotonic()
        watched = options["progress"] or (sys.stderr.isatty() and not options["json"])
        found = {name: self._run(name, check, options, watched) for name, check in checks.items()}
        if options["json"]:
            self.stdout.write(json.dumps({name: [vars(fault) for fault in faults] for name, faults in found.items()}))
        if not options["receipt"]:
            _note(found, monotonic() - began)
        if any(found.values()):
            sys.exit(1)
        if options["save"]:
            _write_heads(options["save"], heads)

    def _run(self, name: str, check: Check, options: dict[str, Any], watched: bool) -> list[Fault]:
        """One part. What is wrong is told as it is found; a part that is as written says so with its figures."""
        progress = Progress(self.stderr if watched else None)
        found = []
        for fault in check(progress.counted):
            found.append(fault)
            if not options["json"]:
                self.stdout.write(f"  {fault}")
        if not options["json"]:
            said = _("as written") if not found else _("NOT as written")
            self.stdout.write(f"{name}: {said} ({progress})")
        return found


def _note(found: Mapping[str, list[Fault]], seconds: float) -> None:
    """For the page of whoever runs the site. A database that takes no writes is verified all the same."""
    faults = [str(fault) for part in found.values() for fault in part]
    words = "; ".join(faults[:SHOWN]) + (f"; … ({len(faults)})" if len(faults) > SHOWN else "")
    with suppress(DatabaseError):
        Upkeep.objects.note(UpkeepKind.VERIFY, seconds=seconds, is_well=not faults, words=words)


def _since(counted: Counted, *, since: Heads) -> Iterator[Fault]:
    yield from chains.head_faults(since, named_by=_("the file of --since"))
    yield from chains.chain_faults(counted, since=since)


def _pages(counted: Counted) -> Iterator[Fault]:
    for slug in pages.differences(counted):
        yield Fault(f"page {slug}", "is not what its version and its facts give")


def _receipt_faults(counted: Counted, *, receipt: Mapping[str, Any]) -> Iterator[Fault]:
    counted(1)
    yield from receipts.check(receipt)


def _read_receipt(path: Path) -> Mapping[str, Any]:
    try:
        return receipts.read(path.read_text())
    except (OSError, UnicodeDecodeError, receipts.NoReceipt) as error:
        raise CommandError(f"{path}: {error}") from None


def _read_heads(path: Path) -> Heads:
    try:
        data = json.loads(path.read_text())
        if data["file"] != HEADS:
            raise ValueError(data["file"])
        return chains.read_heads(data["heads"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            _("%(file)s is not a file that --save wrote: %(error)s") % {"file": path, "error": error}
        ) from None


def _write_heads(path: Path, heads: dict[str, list[Any]]) -> None:
    written = {"file": HEADS, "at": timezone.now().isoformat(), "heads": heads}
    path.write_text(json.dumps(written, sort_keys=True, indent=1) + "\n")
