"""Taking over the Retraction Watch database as Crossref publishes it: one CSV, a row for each notice."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import RetractionRecord
from articles.outside.statements import day, notice_of
from articles.references import identifiers
from articles.refusals import Refusal

# Columns as https://gitlab.com/crossref/retraction-watch-data has them.
NEEDED = frozenset({"Record ID", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionDate", "RetractionNature"})
AT_ONCE = 1000
_TAKEN = ("doi", "pmid", "notice", "nature", "on", "why", "loaded_at")


def load_retractions(lines: Iterable[str]) -> int:
    """How many records were taken, new ones and known ones; rows without number or identifier are left out. May run again.

    Each thousand stands by itself, so that what was read before a fault stays. Raises a `Refusal` for another table.
    """
    reader = csv.DictReader(lines)
    if not set(reader.fieldnames or ()) >= NEEDED:
        raise Refusal(_("This is not the Retraction Watch table: its columns are missing."))
    records = _records(reader)
    taken = 0
    while batch := {row.record: row for row in islice(records, AT_ONCE)}:
        RetractionRecord.objects.bulk_create(
            batch.values(), update_conflicts=True, unique_fields=["record"], update_fields=_TAKEN
        )
        taken += len(batch)
    return taken


def _records(rows: Iterable[Mapping[str, str | None]]) -> Iterator[RetractionRecord]:
    now = timezone.now()
    for row in rows:
        doi = identifiers.doi(row.get("OriginalPaperDOI") or "")
        pmid = identifiers.pmid(row.get("OriginalPaperPubMedID") or "")
        number = (row.get("Record ID") or "").strip()
        if number and len(number) <= 20 and (doi or pmid):
            yield RetractionRecord(
                record=number,
                doi=doi,
                pmid=pmid,
                notice=notice_of(row.get("RetractionDOI"), row.get("RetractionPubMedID")),
                nature=(row.get("RetractionNature") or "").strip()[:60],
                on=_day(row.get("RetractionDate") or ""),
                why="; ".join(part.strip(" +") for part in (row.get("Reason") or "").split(";") if part.strip(" +"))[
                    :600
                ],
                loaded_at=now,
            )


def _day(said: str) -> str:
    """ISO 8601 of "2/6/2010 0:00", month first; "" for what is no date."""
    month, _slash, rest = said.partition(" ")[0].partition("/")
    day_of_month, _slash, year = rest.partition("/")
    return day([year, month, day_of_month])
