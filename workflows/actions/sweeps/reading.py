"""Reading what a search named, a part at a time and in the order of the list, while people look at what was read before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from articles import owed, record
from articles.models import Person
from articles.search.sweeping import Found, Wanted, read
from articles.text.mentions import Names, Works
from workflows.models import Sweep, SweepFinding, SweepKind

STREAM: Final = "sweeps"
# While somebody waits for the first page.
AT_FIRST: Final = 50
# In one transaction, so that nobody waits for long.
AT_ONCE: Final = 250
# Before other work has its turn.
IN_ONE_GO: Final = 1_000


def wanted(row: Sweep) -> Wanted:
    """What is looked for, by the names that were not taken off."""
    if row.kind == SweepKind.WORK:
        return Works(row.names_sought)
    return Names(row.names_sought, are_drugs=row.kind == SweepKind.MEDICINE)


def sweeps_to_read() -> Iterable[int]:
    return Sweep.objects.to_read().order_by("pk").values_list("pk", flat=True)


def read_on(pk: int, *, articles: int = IN_ONE_GO) -> int:
    """Read about so many further articles; how many are left. Two at once share them out."""
    left = 0
    for _part in range(0, articles, AT_ONCE):
        left = _read_part(pk)
        if not left:
            return 0
    owed.kick("sweep readings", pk)
    return left


def _read_part(pk: int) -> int:
    with transaction.atomic():
        row = Sweep.objects.select_for_update().get(pk=pk)
        if not row.to_read:
            return 0
        part, row.to_read = row.to_read[:AT_ONCE], row.to_read[AT_ONCE:]
        keep(row, read(part, wanted(row)))
        row.save()
        if not row.to_read:
            _tell(row)
        return len(row.to_read)


def _tell(row: Sweep) -> None:
    """Who searched was told before that so many were still to be read."""
    about = {"sweep": row.pk, "sought": row.sought, "articles": row.findings.published().count()}
    record.append(STREAM, "sweep_read", by=Person.objects.system(), **about)


def keep(row: Sweep, found: Iterable[Found]) -> None:
    """As findings: chosen, unless somebody chose none."""
    SweepFinding.objects.bulk_create(_finding(row, one) for one in found)


def _finding(row: Sweep, found: Found) -> SweepFinding:
    quoted = [
        [one.audience, said.kind, said.words, said.names, said.heading, said.lead_in, said.warning]
        for one in found.placed
        for said in (one.mention,)
    ]
    return SweepFinding(
        sweep=row,
        article_id=found.article,
        version_id=found.version,
        publication_id=found.publication,
        title=found.title,
        quoted=json.dumps(quoted, ensure_ascii=False),
        mentions=len(quoted),
        is_chosen=row.takes_rest,
    )
