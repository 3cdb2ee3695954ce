"""`import_references`: works from files of references into the library, or, with --dry-run, only what would become of each record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import import_works, plan_works
from articles.actions.reference_import import Counts, Outcome, Seen
from articles.actions.reference_lookup import looked_up
from articles.importing.reference_files import opened
from articles.management.acting import person_with
from articles.models import Person
from articles.references.works import Record
from articles.refusals import Refusal


@dataclass(slots=True)
class Report:
    """What became of one file; `problem` where it is none that holds references."""

    file: str
    format: str = ""
    encoding: str = ""
    problem: str = ""
    counts: Counts = field(default_factory=Counts)


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Import references from RIS, NBIB, PubMed XML, BibTeX, CSL-JSON, JATS, EndNote's export, lists in running words and lists"
            " of DOIs and PMIDs. Exit code 0: every file was read, whatever became of its records; 1: a file holds no references."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--as", dest="by", default="", metavar="EMAIL", help="the editor in whose name they are imported"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each record and store nothing"
        )
        parser.add_argument(
            "--look-up",
            action="store_true",
            help="look up the works of a list of DOIs and PMIDs at Crossref and PubMed",
        )
        parser.add_argument("--json", action="store_true", help="print a line of JSON for each record and each file")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"] and not options["by"]:
            raise CommandError(_("Say in whose name they are imported: --as EMAIL."))
        self.seen, self.looks_up = Seen(), options["look_up"]
        by = None if options["dry_run"] else person_with(options["by"])
        reports = [self._file(path, by, as_json=options["json"]) for path in options["files"]]
        wrong = [report.file for report in reports if report.problem]
        if wrong:
            raise CommandError(_("No references in: %s") % ", ".join(wrong))

    def _file(self, path: Path, by: Person | None, *, as_json: bool) -> Report:
        report = Report(str(path))
        try:
            self._read(path, by, report, self._teller(report, as_json=as_json))
        except OSError as error:
            report.problem = str(error.strerror)
        except Refusal as refused:
            report.problem = str(refused)
        self.stdout.write(_json(report) if as_json else _summary(report, is_stored=by is not None))
        return report

    def _teller(self, report: Report, *, as_json: bool) -> Callable[[Outcome], None]:
        def told(outcome: Outcome) -> None:
            report.counts.add(outcome)
            if as_json:
                said = {"file": report.file, **asdict(outcome), "outcome": outcome.outcome.value}
                self.stdout.write(json.dumps(said, ensure_ascii=False))
            elif outcome.says or outcome.outcome.value != "taken":
                self.stdout.write(_line(outcome))

        return told

    def _read(self, path: Path, by: Person | None, report: Report, told: Callable[[Outcome], None]) -> None:
        if path.stat().st_size > settings.REFERENCES_LARGEST_FILE:
            most = filesizeformat(settings.REFERENCES_LARGEST_FILE)
            raise Refusal(_("This file is larger than %s. Please split it.") % most)
        with path.open("rb") as stream:
            source = opened(stream)
            report.format, report.encoding = source.format.name, source.encoding
            records = looked_up(source.records) if self.looks_up else source.records
            if by is None:
                _tell(plan_works(records, seen=self.seen), told)
            else:
                _import(records, path, by, told)


def _tell(outcomes: Iterable[Outcome], told: Callable[[Outcome], None]) -> None:
    for outcome in outcomes:
        told(outcome)


def _import(records: Iterable[Record], path: Path, by: Person, told: Callable[[Outcome], None]) -> None:
    try:
        import_works(records, by=by, source=path.name, told=told)
    except PermissionDenied:
        raise CommandError(_("%s may not keep the library.") % by) from None


def _line(outcome: Outcome) -> str:
    words = {
        "line": outcome.line,
        "title": outcome.title or "–",
        "outcome": outcome.outcome.label,
        "says": outcome.says,
    }
    return _("  line {line}: {title}: {outcome} ({says})").format(**words)


def _summary(report: Report, *, is_stored: bool) -> str:
    if report.problem:
        return f"{report.file}: {report.problem}"
    counts = _("{taken} new, {merged} merged, {refused} left out").format(**asdict(report.counts))
    stored = _("stored") if is_stored else _("nothing stored")
    return f"{report.file}: {report.format}, {report.encoding}: {counts}, {stored}"


def _json(report: Report) -> str:
    said = {name: value for name, value in asdict(report).items() if name != "counts"} | asdict(report.counts)
    return json.dumps(said, ensure_ascii=False)
