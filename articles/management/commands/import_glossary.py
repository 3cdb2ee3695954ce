"""`import_glossary`: terms from CSV or JSON into the glossary, or, with --dry-run, only what would become of each row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import ImportPlan, import_terms, plan_import
from articles.importing import MAXIMUM_BYTES, decode
from articles.importing.glossary import Source, read_terms
from articles.management.acting import person_with
from articles.models import Person
from articles.refusals import Refusal


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Import terms from CSV or JSON. Exit code 0: every file was read; 1: one was refused, nothing is stored. "
            "The project's own terms are in articles/glossary.json."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--as", dest="by", default="", metavar="EMAIL", help="the editor in whose name they are imported"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each row and store nothing"
        )
        parser.add_argument("--json", action="store_true", help="print what became of each row as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"] and not options["by"]:
            raise CommandError(_("Say in whose name they are imported: --as EMAIL."))
        found = [(path, _read(path)) for path in options["files"]]
        by = person_with(options["by"]) if options["by"] else None
        reports = [_report(path, source, plan) for path, source, plan in _done(found, by, dry=options["dry_run"])]
        if options["json"]:
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(line for report in reports for line in _lines(report, dry=options["dry_run"])))


def _read(path: Path) -> Source:
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise Refusal(_("This file is larger than 5 MB. Please split it or remove what is not text."))
        return read_terms(decode(path.read_bytes()), language=settings.LANGUAGE_CODE.split("-")[0])
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    except Refusal as refused:
        raise CommandError(f"{path}: {refused}") from None


@transaction.atomic
def _done(found: list[tuple[Path, Source]], by: Person | None, *, dry: bool) -> list[tuple[Path, Source, ImportPlan]]:
    """All files or none; a later one sees what an earlier one brought, in a dry run too."""
    done: list[tuple[Path, Source, ImportPlan]] = []
    try:
        for path, source in found:
            before = [plan for _path, _source, plan in done]
            plan = (
                import_terms(source.rows, by=by, source=path.name)
                if by and not dry
                else plan_import(source.rows, after=before)
            )
            done.append((path, source, plan))
    except PermissionDenied:
        raise CommandError(_("%s may not keep the glossary.") % by) from None
    return done


def _report(path: Path, source: Source, plan: ImportPlan) -> dict[str, Any]:
    return {
        "file": str(path),
        "taken": plan.count("taken"),
        "merged": plan.count("merged"),
        "refused": plan.count("refused"),
        "columns_not_read": list(source.unread),
        "rows": [vars(outcome) for outcome in plan.outcomes],
    }


def _lines(report: dict[str, Any], *, dry: bool) -> list[str]:
    counts = _("{taken} new, {merged} merged, {refused} refused").format(**report)
    stored = _("nothing stored") if dry else _("stored")
    rows = [row for row in report["rows"] if row["outcome"] != "taken"]
    columns = (
        [_("  columns not read: %s") % ", ".join(report["columns_not_read"])] if report["columns_not_read"] else []
    )
    said = [_("  line {line}: {term}: {outcome} ({says})").format(**row) for row in rows]
    return [f"{report['file']}: {counts}, {stored}", *columns, *said]
