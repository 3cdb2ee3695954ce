"""`import_article`: Word, HTML, Markdown, plain text or our JSON into drafts, or, with --dry-run, only what would be taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.audiences import Audience
from articles.importing import Imported, summary
from articles.importing.confined import Confined
from articles.importing.converted import Converted
from articles.management.acting import person_with
from articles.models import Article
from articles.refusals import Refusal


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Import Word, HTML, Markdown, plain text or our JSON into drafts. Exit code 0: all; 1: one was refused, nothing is stored."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--audience", required=True, choices=Audience.values, help="whom the text is written for")
        parser.add_argument("--title", default="", help="needed when the text has none; for one file only")
        parser.add_argument(
            "--as", dest="by", default="", metavar="EMAIL", help="the editor in whose name it is imported"
        )
        parser.add_argument("--article", type=int, metavar="PK", help="the article that gets the text; else a new one")
        parser.add_argument("--replace", action="store_true", help="replace the text that the article has")
        parser.add_argument("--dry-run", action="store_true", help="say what would be taken and store nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if len(options["files"]) > 1 and (options["title"] or options["article"]):
            raise CommandError(_("--title and --article go with one file."))
        if not options["dry_run"] and not options["by"]:
            raise CommandError(_("Say in whose name it is imported: --as EMAIL."))
        found = list(zip(options["files"], _read(options["files"]), strict=True))
        articles = [None] * len(found) if options["dry_run"] else _save(found, options)
        reports = [
            _report(path, converted.texts[0].imported, article)
            for (path, converted), article in zip(found, articles, strict=True)
        ]
        if options["json"]:
            self.stdout.write(json.dumps(reports, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n\n".join(_words(report) for report in reports))


def _read(paths: Sequence[Path]) -> list[Converted]:
    """All of them, converted where they can do no harm."""
    with Confined() as confined:
        found = []
        for path in paths:
            try:
                path.stat()
                found.append(confined.convert(path.resolve(), path.name))
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from None
            except Refusal as refused:
                raise CommandError(f"{path}: {refused}") from None
        return found


@transaction.atomic
def _save(found: list[tuple[Path, Converted]], options: dict[str, Any]) -> list[Article | None]:
    by, target = person_with(options["by"]), _target(options["article"])
    saved: list[Article | None] = []
    for path, converted in found:
        try:
            article = actions.import_converted(
                converted,
                by=by,
                audience=options["audience"],
                title=options["title"],
                article=target,
                source=path.name,
                replace=options["replace"],
            )
        except Refusal as refused:
            raise CommandError(f"{path}: {refused}") from None
        except PermissionDenied:
            raise CommandError(_("%s may not write drafts.") % by) from None
        saved.append(article)
    return saved


def _target(pk: int | None) -> Article | None:
    if pk is None:
        return None
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise CommandError(_("There is no article %d.") % pk)
    return article


def _report(path: Path, imported: Imported, article: Article | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "article": article.pk if article else None,
        "title": article.title if article else imported.title,
        "counts": vars(imported.counts),
        "summary": [str(sentence) for sentence in summary(imported)],
        "left_out": [{"line": part.line, "text": part.text, "reason": str(part.reason)} for part in imported.left_out],
        "unsure": [{"line": part.line, "text": part.text, "question": str(part.question)} for part in imported.unsure],
        "references": [{"number": row.number, "type": row.type, "title": row.title} for row in imported.references],
    }


def _words(report: dict[str, Any]) -> str:
    stored = _("stored as article %d") % report["article"] if report["article"] else _("nothing stored")
    left_out = [_("Left out, line {line}: {text} ({reason})").format(**part) for part in report["left_out"]]
    unsure = [_("Look at line {line}: {text} ({question})").format(**part) for part in report["unsure"]]
    return "\n".join(
        [f"{report['file']}: {stored}", *(f"  {line}" for line in [*report["summary"], *left_out, *unsure])]
    )
