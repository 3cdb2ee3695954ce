"""Asking every source that may know what became of a work: at most three requests in all. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.models import CheckOutcome, CheckSource, Reference, ReferenceCheck, RetractionRecord
from articles.outside import crossref, links, ncbi
from articles.outside.asking import Budget, ServiceAway
from articles.outside.statements import Kind, Statement
from articles.text.folding import folded

MOST_REQUESTS: Final = 3
# For each source; a worker has other things to do.
PATIENCE: Final = 5.0
BY_FILE: Final = "Retraction Watch (file)"
_NATURES: Final[Mapping[str, Kind]] = {
    "retraction": "retracted",
    "expression of concern": "concern",
    "correction": "corrected",
}


@dataclass(frozen=True)
class Found:
    """What one source answered; `raw["state"]` names what is wrong with a link or a record, as `EvidenceKind` has it.

    `raw["asked"]`: the identifier or the address that it was asked about, which a person may change afterwards.
    """

    source: CheckSource
    outcome: CheckOutcome
    words: str = ""
    said: tuple[Statement, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)


Ask = Callable[[Reference, Budget, ReferenceCheck | None], Found]


def ask_sources(reference: Reference, before: Mapping[str, ReferenceCheck]) -> list[Found]:
    """`before` holds the last check of each source that answered, to see what is not as it was. Call it outside of transactions."""
    left, found = MOST_REQUESTS, []
    asked = _sources_of(reference)
    for place, (source, name, ask) in enumerate(asked):
        others = len(asked) - place - 1
        given = max(left - others, 0)
        budget = Budget(given, seconds=PATIENCE)
        last = before.get(source)
        # What another record, or another page, was like says nothing of this one.
        is_of_same = last is not None and last.raw.get("asked", name) == name
        answer = ask(reference, budget, last if is_of_same else None)
        found.append(replace(answer, raw={**answer.raw, "asked": name}))
        left -= given - budget.requests
    return found + known_by_file(reference)


def _sources_of(reference: Reference) -> list[tuple[CheckSource, str, Ask]]:
    sources = (
        (CheckSource.CROSSREF, reference.doi, _ask_crossref),
        (CheckSource.PUBMED, reference.pmid, _ask_pubmed),
        (CheckSource.LINK, reference.url, _ask_link),
    )
    return [one for one in sources if one[1]]


def _ask_crossref(reference: Reference, budget: Budget, before: ReferenceCheck | None) -> Found:
    try:
        record = crossref.by_doi(reference.doi, budget=budget, kept_for=0)
    except ServiceAway as away:
        return Found(CheckSource.CROSSREF, CheckOutcome.FAILED, away.why[:300])
    if record is None:
        return _missing(CheckSource.CROSSREF, before)
    return _of_record(CheckSource.CROSSREF, crossref.work_of(record).title, crossref.statements_of(record), before)


def _ask_pubmed(reference: Reference, budget: Budget, before: ReferenceCheck | None) -> Found:
    try:
        record = ncbi.by_pmid(reference.pmid, budget=budget, kept_for=0)
    except ServiceAway as away:
        return Found(CheckSource.PUBMED, CheckOutcome.FAILED, away.why[:300])
    if record is None:
        return _missing(CheckSource.PUBMED, before)
    return _of_record(CheckSource.PUBMED, ncbi.work_of(record).title, ncbi.statements_of(record), before)


def _missing(source: CheckSource, before: ReferenceCheck | None) -> Found:
    """What a service once knew and does not know now has vanished; what it never knew is registered elsewhere."""
    if before is not None and before.outcome != CheckOutcome.UNKNOWN:
        return Found(source, CheckOutcome.WRONG, _("The record is not there any more."), raw={"state": "vanished"})
    return Found(source, CheckOutcome.UNKNOWN)


def _of_record(source: CheckSource, title: str, said: tuple[Statement, ...], before: ReferenceCheck | None) -> Found:
    former = str(before.raw.get("title", "")) if before is not None else ""
    if former and not said and not _alike(former, title):
        words = _("The title was “%(former)s” and is “%(title)s”.") % {"former": former[:120], "title": title[:120]}
        return Found(source, CheckOutcome.WRONG, words, raw={"state": "changed", "title": former})
    outcome = CheckOutcome.SAID if said else CheckOutcome.CLEAN
    return Found(source, outcome, said=said, raw={"title": title})


def _alike(former: str, title: str) -> bool:
    return folded(former).rstrip(".") == folded(title).rstrip(".")


def _ask_link(reference: Reference, budget: Budget, before: ReferenceCheck | None) -> Found:
    answer = links.ask(reference.url, budget=budget)
    raw = {"state": "", "location": answer.location[:600], "media_type": answer.media_type}
    if answer.state == "no-answer":
        return Found(CheckSource.LINK, CheckOutcome.FAILED, answer.words)
    if answer.state in ("dead", "unsafe"):
        return Found(CheckSource.LINK, CheckOutcome.WRONG, answer.words[:300], raw={**raw, "state": "link-dead"})
    if answer.state in ("certificate", "moved"):
        state = "certificate" if answer.state == "certificate" else "link-moved"
        words = answer.location or answer.words
        return Found(CheckSource.LINK, CheckOutcome.WRONG, words[:300], raw={**raw, "state": state})
    former = str(before.raw.get("media_type", "")) if before is not None else ""
    if former and answer.media_type and former != answer.media_type:
        words = _("It showed %(former)s and shows %(now)s.") % {"former": former, "now": answer.media_type}
        raw = {**raw, "state": "content-type", "media_type": former}
        return Found(CheckSource.LINK, CheckOutcome.WRONG, words[:300], raw=raw)
    return Found(CheckSource.LINK, CheckOutcome.CLEAN, raw={**raw, "media_type": answer.media_type or former})


def known_by_file(reference: Reference) -> list[Found]:
    """What the loaded Retraction Watch database says; nothing at all where none was loaded."""
    rows = RetractionRecord.objects.none()
    if reference.doi:
        rows |= RetractionRecord.objects.filter(doi=reference.doi)
    if reference.pmid:
        rows |= RetractionRecord.objects.filter(pmid=reference.pmid)
    said = tuple(dict.fromkeys(one for row in rows.order_by("record") if (one := _statement(row)) is not None))
    if said:
        return [Found(CheckSource.RETRACTION_WATCH, CheckOutcome.SAID, said=said)]
    if (reference.doi or reference.pmid) and RetractionRecord.objects.exists():
        return [Found(CheckSource.RETRACTION_WATCH, CheckOutcome.CLEAN)]
    return []


def _statement(row: RetractionRecord) -> Statement | None:
    kind = _NATURES.get(row.nature.casefold())
    return Statement(kind, BY_FILE, row.notice, row.on, row.why[:200]) if kind else None
