"""`check_references`: ask now about works that are due, and list what is known of each."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy

from articles.actions import check_reference
from articles.models import Reference, ReferenceWatch


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Check references for retractions, corrections and dead links: those that are due, or with --all every one. "
            "Exit code 0: all were checked; 1: some could not be. What was interrupted goes on when it is run again."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="KEY", help="keys of references, due or not")
        parser.add_argument("--all", action="store_true", help="every reference, due or not")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Reference.objects.filter(key__in=options["keys"]) if options["keys"] else Reference.objects.all()
        is_due = not (options["keys"] or options["all"])
        failed = 0
        for pk in chosen.order_by("pk").values_list("pk", flat=True):
            if not is_due:
                ReferenceWatch.objects.make_due(pk)
            flags = check_reference(pk)
            watch = ReferenceWatch.objects.select_related("reference").get(pk=pk)
            failed += bool(watch.failed)
            self._say(watch, [str(flag.kind) for flag in flags], as_json=options["json"])
        if failed:
            raise SystemExit(1)

    def _say(self, watch: ReferenceWatch, new: list[str], *, as_json: bool) -> None:
        checked = watch.checked_at.isoformat() if watch.checked_at else ""
        told = {
            "key": watch.reference.key,
            "checked_at": checked,
            "by": watch.sources,
            "failed": watch.failed,
            "new": new,
        }
        line = json.dumps(told, ensure_ascii=False)
        self.stdout.write(line if as_json else "  ".join(filter(None, map(str, (*told.values(),)))))
