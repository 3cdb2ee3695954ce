"""`publish`: write readers' pages into this host's page store; exit 1 and the name of each article whose pages could not be made."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import owed
from articles.management.exporting import export
from articles.management.site_files import ChangedText
from articles.management.walking import NotServed
from articles.models import Article
from articles.notifications import tell_page_not_made
from articles.publishing.at_once import ProcessDied
from articles.publishing.making import Made, Unmade
from articles.publishing.runs import made_of, published, rebuilt
from articles.refusals import Refusal


class Progress:
    """One line on standard error, written over while it runs; on a terminal alone."""

    def __init__(self, out: Any, of: int) -> None:
        self._out, self._of, self._began = out, of, monotonic()
        self.articles = self.pages = self.already = 0
        self.unmade: list[Unmade] = []

    def add(self, made: Made) -> None:
        self.articles += len(made.articles)
        self.pages += made.pages
        self.unmade += made.unmade
        if self._out is not None:
            self._out.write(f"\r{self} ")
            self._out.flush()

    def skip(self, made: Made) -> None:
        """What a run that was cut short had made before."""
        self.already = len(made.articles)
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        return monotonic() - self._began

    def __str__(self) -> str:
        figures = {
            "done": f"{self.already + self.articles:,}",
            "of": f"{self._of:,}",
            "rate": f"{self.pages / max(self.seconds, 1e-6):,.0f}",
        }
        return _("%(done)s of %(of)s articles, %(rate)s pages a second") % figures


class Counter:
    """One line on standard error for each hundred addresses, written over; on a terminal alone."""

    def __init__(self, out: Any) -> None:
        self._out, self._number = out, 0

    def add(self, more: int) -> None:
        self._number += more
        if self._out is not None and self._number % 100 == 0:
            self._out.write("\r" + _("%(number)s addresses ") % {"number": f"{self._number:,}"})
            self._out.flush()


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Write readers' pages into this host's page store: those of the named articles, --all anew, or else what is due. "
            "Exit 0: all are written; 1: some could not be made, and which."
        )
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument(
            "--all",
            action="store_true",
            help="every page that readers were ever shown; goes on with a run that was cut short",
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="at once (default: one for each core)",
        )
        parser.add_argument(
            "--output",
            type=Path,
            metavar="DIR",
            help="make this folder the whole public site as files, for any static host",
        )
        parser.add_argument(
            "--links",
            choices=("relative", "site"),
            default="relative",
            help="of these files: relative, or under SITE_URL",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["processes"] < 1:
            raise CommandError(_("At least one process is needed."))
        if options["slugs"] and options["all"]:
            raise CommandError(_("Name articles or say --all, not both."))
        if options["output"]:
            return self._export(options)
        if not options["slugs"] and not options["all"]:
            return self._do_what_is_due()
        articles = published() if options["all"] else _named(options["slugs"])
        watched = sys.stderr.isatty() and not options["json"]
        progress = Progress(self.stderr._out if watched else None, len(articles))
        try:
            self._make(articles, progress, options)
        except (Refusal, ProcessDied) as reason:
            raise CommandError(str(reason) or _("One of the processes has died. Run it again to go on.")) from reason
        self._report(progress, as_json=options["json"])
        return None

    def _make(self, articles: list[int], progress: Progress, options: dict[str, Any]) -> None:
        for made in _made(articles, options, progress):
            progress.add(made)
        for one in progress.unmade:
            tell_page_not_made(Article.objects.get(pk=one.article), one.why, one.details)

    def _export(self, options: dict[str, Any]) -> None:
        if options["slugs"] or options["all"]:
            raise CommandError(_("--output is the whole site; it takes no names."))
        watched = sys.stderr.isatty() and not options["json"]
        counter = Counter(self.stderr._out if watched else None)
        try:
            found = export(options["output"], is_relative=options["links"] == "relative", counted=counter.add)
        except (Refusal, NotServed, ChangedText) as reason:
            raise CommandError(str(reason)) from reason
        if options["json"]:
            self.stdout.write(json.dumps(vars(found)))
        else:
            self.stdout.write(_("%(files)s files, %(written)s written, %(removed)s removed") % vars(found))

    def _do_what_is_due(self) -> None:
        while owed.sweep("pages"):
            pass

    def _report(self, progress: Progress, *, as_json: bool) -> None:
        names = [one.slug for one in progress.unmade]
        if as_json:
            found = {"articles": progress.articles, "pages": progress.pages, "already": progress.already}
            faults = [{"slug": one.slug, "why": one.why, "details": list(one.details)} for one in progress.unmade]
            self.stdout.write(json.dumps({**found, "seconds": round(progress.seconds, 3), "unmade": faults}))
        else:
            self.stdout.write(_lines(progress))
        for name in names if not as_json else ():
            self.stderr.write(_("%(slug)s: its pages could not be made; those before stay") % {"slug": name})
        if names:
            sys.exit(1)


def _made(articles: list[int], options: dict[str, Any], progress: Progress) -> Iterator[Made]:
    if not options["all"]:
        yield from made_of(articles, processes=options["processes"])
        return
    run = rebuilt(processes=options["processes"])
    progress.skip(next(run))
    yield from run


def _named(slugs: Iterable[str]) -> list[int]:
    wanted, known = list(dict.fromkeys(slugs)), set(published())
    found = dict(Article.objects.filter(slug__in=wanted, pk__in=known).values_list("slug", "pk"))
    if missing := [slug for slug in wanted if slug not in found]:
        raise CommandError(_("Never published: %(slugs)s") % {"slugs": ", ".join(missing)})
    return [found[slug] for slug in wanted]


def _lines(progress: Progress) -> str:
    figures = {
        "pages": f"{progress.pages:,}",
        "articles": f"{progress.articles:,}",
        "seconds": f"{progress.seconds:.1f}",
    }
    told = _("%(pages)s pages of %(articles)s articles in %(seconds)s s") % figures
    if progress.already:
        told += "; " + _("%(number)s articles were made before") % {"number": f"{progress.already:,}"}
    return told
