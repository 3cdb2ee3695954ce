"""`inspection_file`: everything about an article's review in one document; or of a sample, drawn by a number."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.management.acting import acting_person
from articles.models import Article, Person
from articles.refusals import Refusal
from workflows import actions
from workflows.record.inspection import as_html, as_json, as_pdf, drawn


class Command(BaseCommand):
    help = str(gettext_lazy("Write the inspection file of an article, or of a sample of the approved ones."))
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("article", nargs="?", help="its address (slug)")
        parser.add_argument("--sample", type=int, metavar="N", help="so many of the articles that were approved")
        parser.add_argument("--seed", type=int, default=0, help="draws the same sample again")
        parser.add_argument("--format", choices=FORMATS, action="append", help="default: PDF and JSON")
        parser.add_argument("--output", type=Path, default=Path(), metavar="DIR", help="folder for the files")
        parser.add_argument(
            "--as", dest="by", default="", metavar="EMAIL", help="who asks for it; stands in the record"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output: what was written")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["article"] is None) == (options["sample"] is None):
            raise CommandError(_("Name one article, or give --sample."))
        by = acting_person(options["by"])
        articles = drawn(options["sample"], options["seed"]) if options["article"] is None else [_article(options)]
        options["output"].mkdir(parents=True, exist_ok=True)
        formats = options["format"] or ["pdf", "json"]
        try:
            written = [path for article in articles for path in _write(article, by, formats, options["output"])]
        except PermissionDenied:
            raise CommandError(_("Only auditors and managing editors take inspection files.")) from None
        except Refusal as refused:
            raise CommandError(str(refused)) from None
        if options["json"]:
            self.stdout.write(json.dumps({"written": [str(path) for path in written]}))
        else:
            self.stdout.write("\n".join(str(path) for path in written))


def _article(options: dict[str, Any]) -> Article:
    found = Article.objects.filter(slug=options["article"]).first()
    if found is None:
        raise CommandError(_("There is no article at “%s”.") % options["article"])
    return found


def _write(article: Article, by: Person, formats: list[str], folder: Path) -> list[Path]:
    found = actions.inspect(article, by=by)
    paths = []
    for name in formats:
        path = folder / f"{article.slug}-inspection.{name}"
        made = FORMATS[name](found)
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
        paths.append(path)
    return paths


FORMATS: dict[str, Any] = {"pdf": as_pdf, "html": as_html, "json": as_json}
