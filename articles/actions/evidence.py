"""Keeping watch over the works that are cited: checking them, noting what is found, and deciding about it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from articles import record
from articles.actions.asking_sources import Found, ask_sources, known_by_file
from articles.actions.deciding import stated
from articles.actions.flagging_evidence import flag_evidence
from articles.actions.marking import citing
from articles.models import (
    CHECK_COUNTS_FOR,
    Article,
    CheckOutcome,
    Disposition,
    EvidenceFlag,
    NoChangeReason,
    Person,
    Reference,
    ReferenceCheck,
    ReferenceWatch,
    RetractionRecord,
)
from articles.permissions import Desk, require
from articles.prepared import prepared

# Five days before a check stops to count, so that a service may be away for some of them.
EVERY = datetime.timedelta(days=25)
A_DAY = datetime.timedelta(days=1)
ONE_WEEK = datetime.timedelta(days=7)
LEASE = datetime.timedelta(minutes=10)
FIRST_WAIT = datetime.timedelta(hours=1)


def references_due(most: int) -> Iterable[int]:
    """Works to check now, those never looked at first; none where checks are turned off."""
    if not settings.REFERENCE_CHECKS:
        return []
    new = Reference.objects.filter(watch=None).order_by("pk").values_list("pk", flat=True)[:most]
    due = ReferenceWatch.objects.filter(due_at__lte=timezone.now())
    return [*new, *due.order_by("due_at").values_list("pk", flat=True)[:most]][:most]


def check_reference(pk: int) -> list[EvidenceFlag]:
    """Ask all sources about one work, for the clock; what is new about it. Not atomic: asking waits, writing follows in one."""
    ReferenceWatch.objects.get_or_create(reference_id=pk)
    if not ReferenceWatch.objects.claim(pk, timezone.now() + LEASE):
        return []
    reference = Reference.objects.get(pk=pk)
    return note_checks(reference, ask_sources(reference, last_answers(reference)))


def last_answers(reference: Reference) -> dict[str, ReferenceCheck]:
    """The newest check of each source that told how the work is, not only that something is wrong."""
    told = (CheckOutcome.CLEAN, CheckOutcome.SAID, CheckOutcome.UNKNOWN)
    newest = reference.checks.filter(outcome__in=told).order_by().values("source").annotate(newest=Max("pk"))
    return {row.source: row for row in ReferenceCheck.objects.filter(pk__in=newest.values("newest"))}


@transaction.atomic
def note_checks(reference: Reference, found: Sequence[Found]) -> list[EvidenceFlag]:
    """What sources answered, as rows, and flags for what is new in it."""
    watch, _made = ReferenceWatch.objects.select_for_update().get_or_create(reference=reference)
    before = watch.checked_at
    ReferenceCheck.objects.bulk_create(_row(reference, one) for one in found)
    _schedule(watch, found)
    # Readers are told the day; what is asked again the next day, because something is wrong, is no news to them.
    if watch.checked_at and (before is None or watch.checked_at - before > ONE_WEEK):
        for article in citing(reference):
            record.page_change(article, reason="a cited work was checked")
    return flag_evidence(reference, found)


def _row(reference: Reference, found: Found) -> ReferenceCheck:
    said = [statement.to_json() for statement in found.said]
    outcome = {"outcome": found.outcome, "words": found.words, "said": said, "raw": dict(found.raw)}
    return ReferenceCheck(reference=reference, source=found.source, **outcome)


def _schedule(watch: ReferenceWatch, found: Sequence[Found]) -> None:
    """A check that failed is no check: it is tried again, after longer and longer waits, and what is wrong the next day."""
    now = timezone.now()
    failed = [one for one in found if one.outcome == CheckOutcome.FAILED]
    answered = [one for one in found if one.outcome != CheckOutcome.FAILED]
    watch.failed = _names(failed)
    if failed:
        watch.failures += 1
        watch.due_at = now + min(FIRST_WAIT * 2 ** min(watch.failures - 1, 10), A_DAY)
    else:
        watch.failures = 0
        is_wrong = any(one.outcome == CheckOutcome.WRONG for one in found)
        watch.due_at = now + (A_DAY if is_wrong else EVERY)
        if answered:
            watch.checked_at, watch.sources = now, _names(answered)
    watch.save()


def _names(found: Iterable[Found]) -> str:
    return ", ".join(str(one.source.label) for one in found)


def note_retraction_records() -> list[EvidenceFlag]:
    """After the Retraction Watch database was loaded: what it says of works of the library, at once and without a request."""
    return [flag for reference in _in_the_file() for flag in _note_file(reference)]


def _in_the_file() -> Iterator[Reference]:
    dois = RetractionRecord.objects.exclude(doi="").values("doi")
    pmids = RetractionRecord.objects.exclude(pmid="").values("pmid")
    yield from Reference.objects.filter(Q(doi__in=dois) | Q(pmid__in=pmids)).order_by("pk")


@transaction.atomic
def _note_file(reference: Reference) -> list[EvidenceFlag]:
    found = known_by_file(reference)
    ReferenceCheck.objects.bulk_create(_row(reference, one) for one in found)
    return flag_evidence(reference, found)


@transaction.atomic
def decide_evidence(flag: EvidenceFlag, *, by: Person, choice: str, reason: str = "", words: str = "") -> Disposition:
    """What follows from what was noticed. To discuss it leaves it open; everything else is said once."""
    require(Desk.of(by).may_draft)
    locked = EvidenceFlag.objects.select_for_update().get(pk=flag.pk)
    is_open = EvidenceFlag.objects.open().filter(pk=locked.pk).exists()
    said = stated(choice, reason, words, reasons=NoChangeReason.values, is_open=is_open)
    made = Disposition.objects.create(flag=locked, by=by, **said)
    about = {"reference": locked.reference.key, "what": locked.kind, "flag": locked.pk, "choice": choice}
    record.append(record.LIBRARY, "reference.evidence_decided", by=by, **about)
    return made


def open_evidence() -> QuerySet[EvidenceFlag]:
    """What waits for a decision, the longest wait first."""
    return EvidenceFlag.objects.open().select_related("reference__watch").order_by("noticed_at", "pk")


def evidence_for(person: Person, *, manages: bool) -> list[EvidenceFlag]:
    """What waits and concerns articles that the person handles; all of it for whoever manages."""
    waiting = _all_open_evidence()
    if manages or not waiting:
        return waiting
    lists = Article.objects.handled_by(person).values_list("reference_keys", flat=True)
    keys = {key for listed in lists for key in listed}
    return [flag for flag in waiting if flag.reference.key in keys]


@prepared
def _all_open_evidence() -> QuerySet[EvidenceFlag]:
    return open_evidence()


def unchecked_references() -> QuerySet[Reference]:
    """Works that were never checked, or longer ago than a check counts (S35)."""
    return Reference.objects.filter(Q(watch=None) | Q(watch__checked_at=None) | Q(watch__checked_at__lt=_oldest()))


def _oldest() -> datetime.datetime:
    return timezone.now() - CHECK_COUNTS_FOR


def waits_days(flag: EvidenceFlag) -> int:
    """Whole days since it was noticed."""
    return (timezone.now() - flag.noticed_at).days
