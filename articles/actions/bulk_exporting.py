"""Many articles out of the house in one archive, made in the background for whoever asked. The only writer of `BulkExport`.

Files of an article are stored first and then told of, so that whoever dies at it has an article wholly or not at all; the archive
is made of them at the end. A day later all of it is deleted: drafts and versions go on, copies do not.
"""

from __future__ import annotations

import datetime
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles import notifications, owed, record, stored_files
from articles.audiences import Audience
from articles.models import (
    BulkExport,
    ExportedArticle,
    ExportEdition,
    ExportOutcome,
    ExportStage,
    Person,
)
from articles.permissions import Desk, require
from articles.publishing.files import FORMATS, ArticleFile, NotRenderable, article_file
from articles.publishing.files.editions import preview_of
from articles.publishing.preview import Preview
from articles.refusals import Refusal
from articles.spreadsheets import csv_lines

KIND = "bulk_export"
FOLDER = "bulk-exports"
# One turn of a worker. A PDF may take a minute for each text before it is given up.
_TURN, _HELD = 10.0, datetime.timedelta(minutes=5)
_TRIES = 3
_AT_ONCE = 500
_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_LONGEST_NAME = 150


@dataclass(frozen=True)
class Wanted:
    """As what, and what of each article; `audience` is empty for every text."""

    format: str
    edition: str
    audience: str = ""


def begin_bulk_export(articles: Sequence[int], *, by: Person, wanted: Wanted, chosen: str = "") -> BulkExport:
    """Keep what is to be made, with a row for each article (their ids); it is made in the background."""
    require(Desk.of(by).may_read_drafts)
    if wanted.format not in FORMATS or wanted.edition not in ExportEdition.values:
        raise Refusal(_("Choose what is to be taken, and as what."))
    numbers = sorted(set(articles))
    if not numbers:
        raise Refusal(_("Choose at least one article."))
    with transaction.atomic():
        made = BulkExport.objects.create(
            by=by, format=wanted.format, edition=wanted.edition, audience=wanted.audience, chosen=chosen
        )
        ExportedArticle.objects.bulk_create(
            (ExportedArticle(export=made, article_id=number) for number in numbers), batch_size=_AT_ONCE
        )
        told = {"format": made.format, "edition": made.edition, "articles": len(numbers)}
        record.append(record.SITE, "bulk_export.begun", by=by, bulk_export=made.pk, **told)
        owed.kick(KIND, made.pk)
    return made


@transaction.atomic
def stop_bulk_export(export: BulkExport, *, by: Person) -> BulkExport:
    """Nothing more is made. What is made is kept for a day, in case that it goes on."""
    locked = _locked(export, by)
    if locked.stage != ExportStage.WORKING:
        raise Refusal(_("It is over."))
    _end(locked, ExportStage.STOPPED)
    record.append(record.SITE, "bulk_export.stopped", by=by, bulk_export=locked.pk, **exported(locked))
    return locked


@transaction.atomic
def go_on_with_stopped_export(export: BulkExport, *, by: Person) -> BulkExport:
    locked = _locked(export, by)
    if locked.stage != ExportStage.STOPPED:
        raise Refusal(_("Only what was stopped can go on."))
    locked.stage, locked.finished_at, locked.working_until = ExportStage.WORKING, None, None
    locked.save()
    record.append(record.SITE, "bulk_export.went_on", by=by, bulk_export=locked.pk)
    owed.kick(KIND, locked.pk)
    return locked


def _locked(export: BulkExport, by: Person) -> BulkExport:
    """For whoever asked alone: every copy names them."""
    locked = BulkExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    require(Desk.of(by).may_read_drafts and locked.by_id == by.pk)
    return locked


def go_on_with_bulk_export(pk: int) -> None:
    """A turn of it. Whoever has the turn is alone with it; twice at once makes nothing twice."""
    taken = BulkExport.objects.due().filter(pk=pk).update(working_until=timezone.now() + _HELD)
    if not taken:
        return
    export = BulkExport.objects.select_related("by").get(pk=pk)
    try:
        with translation.override(export.by.reads_in):
            _make_some(export)
    finally:
        BulkExport.objects.filter(pk=pk).update(working_until=None)
    if BulkExport.objects.due().filter(pk=pk).exists():
        owed.kick(KIND, pk)


def _make_some(export: BulkExport) -> None:
    until = time.monotonic() + _TURN
    while time.monotonic() < until:
        rows = list(export.articles.filter(outcome=ExportOutcome.WAITING).select_related("article")[:20])
        if not rows:
            _finish(export)
            return
        for row in rows:
            if time.monotonic() >= until or not _still_at_it(export):
                return
            _make_one(export, row)


def _still_at_it(export: BulkExport) -> bool:
    """Nobody stopped it; the turn is kept for as long as something is made in it."""
    rows = BulkExport.objects.filter(pk=export.pk, stage=ExportStage.WORKING)
    return bool(rows.update(working_until=timezone.now() + _HELD))


def _make_one(export: BulkExport, row: ExportedArticle) -> None:
    """A result for this article, whatever it is. What kills a worker at each attempt does not stop the others for ever."""
    ExportedArticle.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    if row.tries >= _TRIES:
        _settle(row, ExportOutcome.REFUSED, _("It could not be made. Whoever operates this site finds why in its log."))
        return
    try:
        require(Desk.of(export.by).may_read_drafts)
        made = list(_files(export, row))
    except Refusal as why:
        _settle(row, ExportOutcome.REFUSED, str(why))
    except PermissionDenied:
        _settle(row, ExportOutcome.REFUSED, _("%s may not read this article any more.") % export.by)
    else:
        for name, file in made:
            _store(f"{_folder(export)}/{name}", file.body)
        _settle(row, ExportOutcome.DONE, files=[name for name, _file in made])


def _settle(row: ExportedArticle, outcome: ExportOutcome, sentence: str = "", files: Sequence[str] = ()) -> None:
    ExportedArticle.objects.filter(pk=row.pk, outcome=ExportOutcome.WAITING).update(
        outcome=outcome, sentence=sentence, files=list(files), done_at=timezone.now()
    )


def _files(export: BulkExport, row: ExportedArticle) -> Iterator[tuple[str, ArticleFile]]:
    """Its files by safe names. Raises what the page of one article would show; an empty text among several is left out."""
    preview = preview_of(row.article, export.edition, reader=export.by.printed_name)
    wanted = [Audience(export.audience)] if export.audience else _with_words(preview)
    if not wanted:
        raise NotRenderable(_("No text of it has words."))
    for audience in wanted[:1] if FORMATS[export.format].is_whole else wanted:
        file = article_file(preview, audience, export.format)
        yield safe_name(file.name, row.article_id), file


def _with_words(preview: Preview) -> list[Audience]:
    found = []
    for name in preview.facts.audiences:
        text = preview.manifest.texts.get(name)
        if text is not None and (text.summary.strip() or text.body.strip()):
            found.append(Audience(name))
    return found


def safe_name(name: str, number: int) -> str:
    """For any system of files: small letters, digits, hyphens and full stops. One that had to be changed gets the article's number."""
    stem, _dot, ending = name.rpartition(".")
    safe = _UNSAFE.sub("-", stem).strip("-.")[:_LONGEST_NAME]
    return f"{safe}.{ending}" if safe == stem else f"{safe or 'article'}-{number}.{ending}"


def _folder(export: BulkExport) -> str:
    return f"{FOLDER}/{export.pk}"


def _store(name: str, content: bytes) -> None:
    """Over what a worker that died left there. The name is used again, so the deletion cannot wait (S3 would save beside it)."""
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _finish(export: BulkExport) -> None:
    """The archive first, then the row that leads to it."""
    name = _archived(export)
    with transaction.atomic():
        locked = BulkExport.objects.select_for_update(of=("self",)).select_related("by").get(pk=export.pk)
        if locked.stage != ExportStage.WORKING:
            return
        locked.file = name
        _end(locked, ExportStage.DONE)
        counts = exported(locked)
        record.append(record.SITE, "bulk_export.done", by=locked.by, bulk_export=locked.pk, **counts)
        notifications.tell_bulk_export_done(locked, counts)
        stored_files.give_up_folder(_folder(export), but=name)


def _archived(export: BulkExport) -> str:
    name = f"{_folder(export)}/articles-{export.format}-{timezone.localdate():%Y-%m-%d}.zip"
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("results.csv", "".join(csv_lines(results_header(), results_of(export))))
            for file in _names(export):
                _still_at_it(export)
                with default_storage.open(f"{_folder(export)}/{file}") as content:
                    archive.writestr(file, content.read())
        made.seek(0)
        default_storage.delete(name)
        return default_storage.save(name, File(made))


def _names(export: BulkExport) -> Iterator[str]:
    rows = export.articles.filter(outcome=ExportOutcome.DONE).order_by("pk").values_list("files", flat=True)
    for names in rows.iterator(chunk_size=_AT_ONCE):
        yield from names


def results_header() -> list[str]:
    return [_("Title"), _("Address"), _("Outcome"), _("Reason"), _("Files")]


def results_of(export: BulkExport) -> Iterator[list[str]]:
    """Every article with what became of it, for a spreadsheet."""
    rows = export.articles.order_by("pk").values_list("article__title", "article__slug", "outcome", "sentence", "files")
    for title, slug, outcome, sentence, files in rows.iterator(chunk_size=_AT_ONCE):
        yield [title, slug, str(ExportOutcome(outcome).label), sentence, "; ".join(files)]


def _end(locked: BulkExport, stage: ExportStage) -> None:
    locked.stage, locked.finished_at = stage, timezone.now()
    locked.save()


def exported(export: BulkExport) -> Mapping[str, int]:
    """How many articles have each outcome, in one query."""
    each = {outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in ExportOutcome}
    return dict(export.articles.order_by().aggregate(**each))


@transaction.atomic
def forget_bulk_export(pk: int) -> None:
    """Delete what is stored of it; the row first, so that nobody is led to an archive that is gone."""
    if BulkExport.objects.over().filter(pk=pk).update(stage=ExportStage.OVER, file=""):
        stored_files.give_up_folder(f"{FOLDER}/{pk}")
