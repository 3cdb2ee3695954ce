"""`import_articles`: a folder or an archive of a publisher's files into drafts, each with a sentence."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.actions.bulk_importing import LARGEST_FILE, LIMITS, counted
from articles.audiences import Audience
from articles.importing import archives, naming
from articles.importing.confined import Confined
from articles.management.acting import person_with
from articles.models import BulkFile, BulkImport, BulkStage, FileOutcome
from articles.refusals import Refusal


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Import all articles of a folder or a ZIP archive into drafts. Exit code 0: every file is in or was there; 1: some are not."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument("--as", dest="by", required=True, metavar="EMAIL", help="in whose name it is imported")
        parser.add_argument(
            "--audience",
            default=Audience.PATIENT,
            choices=Audience.values,
            help="of texts that do not say it themselves",
        )
        parser.add_argument("--dry-run", action="store_true", help="read every file, say what it is, store nothing")
        parser.add_argument("--json", action="store_true", help="print one object with a row for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        by = person_with(options["by"])
        try:
            with _archive(options["path"]) as archive:
                rows = list(_tried(archive)) if options["dry_run"] else _imported(archive, by, options)
        except PermissionDenied:
            raise CommandError(_("%s may not write drafts.") % by) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"files": rows}, ensure_ascii=False, indent=1))
        else:
            for row in rows:
                self.stdout.write(" · ".join(str(part) for part in row.values() if part))
        if any(row["outcome"] in (FileOutcome.REFUSED, FileOutcome.CHANGED) for row in rows):
            raise CommandError(_("Some files are not in."), returncode=1)


def _archive(path: Path) -> IO[bytes]:
    """The archive, or one made of the folder's files; links are not followed out of it."""
    if path.is_file():
        return path.open("rb")
    if not path.is_dir():
        raise CommandError(_("There is no file or folder %s.") % path)
    made = tempfile.TemporaryFile()  # noqa: SIM115  ended by whoever reads it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path.rglob("*")):
            name = file.relative_to(path).as_posix()
            if file.is_file() and not file.is_symlink() and not naming.is_ignored(name):
                archive.write(file, name)
    made.seek(0)
    return made


def _imported(archive: IO[bytes], by: Any, options: dict[str, Any]) -> list[dict[str, Any]]:
    name = options["path"].name
    brought = actions.bring_archive(archive, by=by, name=name, audience=options["audience"])
    while BulkImport.objects.filter(pk=brought.pk, stage__in=(BulkStage.READING, BulkStage.IMPORTING)).exists():
        actions.go_on_with_bulk_import(brought.pk)
    brought.refresh_from_db()
    if brought.problem:
        raise Refusal(brought.problem)
    assert not counted(brought)[FileOutcome.WAITING]
    return [_row(row) for row in brought.files.select_related("article").order_by("number")]


def _row(row: BulkFile) -> dict[str, Any]:
    return {
        "file": row.name,
        "outcome": row.outcome,
        "sentence": row.sentence,
        "article": row.article_id,
        "title": row.article.title if row.article else "",
        "notes": [str(note) for note in row.notes],
    }


def _tried(content: IO[bytes]) -> Iterator[dict[str, Any]]:
    with (
        archives.opened(content, LIMITS) as archive,
        Confined() as confined,
        tempfile.TemporaryDirectory() as folder,
    ):
        place = Path(folder) / "file"
        for entry in archive.infolist():
            name = entry.filename
            if entry.is_dir() or naming.is_ignored(name) or name.lower().endswith((".csv", ".tsv")):
                continue
            try:
                place.write_bytes(archives.read(archive, name, LARGEST_FILE))
                converted = confined.convert(place, name)
            except Refusal as refused:
                yield {"file": name, "outcome": FileOutcome.REFUSED.value, "sentence": str(refused), "title": ""}
            else:
                yield {"file": name, "outcome": FileOutcome.WAITING.value, "sentence": "", "title": converted.title}
