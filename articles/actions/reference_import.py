"""Works of a file into the library: new ones are added, known ones gain what they lack, each record by itself or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions.library import ReferenceData, key_base
from articles.actions.merging_works import merge
from articles.models import ImportOutcome, Person, Reference
from articles.permissions import Desk, require
from articles.references.duplicates import are_same, identities, likeness
from articles.references.works import Record, Refused, Typed, Wanted, Work
from articles.refusals import Sentence

RECORDS_AT_ONCE = 100
_KINDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one record. `says` gives the reason, what a known work gains, or what the record says beside its fields."""

    line: int
    title: str
    outcome: ImportOutcome
    says: str = ""


@dataclass(slots=True)
class Counts:
    """How many records were taken, merged and refused."""

    taken: int = 0
    merged: int = 0
    refused: int = 0

    def add(self, outcome: Outcome) -> None:
        setattr(self, outcome.outcome.value, getattr(self, outcome.outcome.value) + 1)

    @property
    def all(self) -> int:
        return self.taken + self.merged + self.refused


def import_works(
    records: Iterable[Record], *, by: Person, source: str, told: Callable[[Outcome], None] = lambda outcome: None
) -> Counts:
    """All records, a hundred in one transaction, so that nobody waits for the whole file; `told` hears of each one.

    Whatever is interrupted has taken whole records, and the same file again finds them there. One event says what became of all.
    """
    require(Desk.of(by).may_keep_library)
    counts = Counts()
    try:
        for batch in batches(records):
            for outcome in store(batch, by=by, source=source):
                counts.add(outcome)
                told(outcome)
    finally:
        note_import(counts, by=by)
    return counts


def batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(records)
    while batch := list(islice(rest, RECORDS_AT_ONCE)):
        yield batch


def note_import(counts: Counts, *, by: Person) -> None:
    if counts.taken or counts.merged:
        with transaction.atomic():
            record.append(
                record.LIBRARY,
                "references.imported",
                by=by,
                taken=counts.taken,
                merged=counts.merged,
                refused=counts.refused,
            )


@transaction.atomic
def store(batch: Sequence[Record], *, by: Person, source: str) -> list[Outcome]:
    """A few records in one transaction; each is taken, merged or refused. Leaves no event: whoever stores all leaves one."""
    require(Desk.of(by).may_keep_library)
    record.lock_head(record.LIBRARY)
    known = Known.of(batch)
    keys = _Keys(batch)
    return [_stored(one, known, keys, by=by, source=source) for one in batch]


def _stored(one: Record, known: Known, keys: _Keys, *, by: Person, source: str) -> Outcome:
    if not isinstance(one, Work):
        return _without_work(one, known)
    found = known.references(one)
    if len(found) > 1:
        return Outcome(one.line, one.title, ImportOutcome.REFUSED, _of_several(found))
    words = {"source": source, "line": one.line}
    if found:
        merger = merge(found[0], one)
        if merger.filled:
            found[0].record_change(by=by, reason=_("merged with %(source)s, line %(line)d") % words)
            known.add(found[0])
        return Outcome(one.line, found[0].title, ImportOutcome.MERGED, _with_notes(str(merger), one))
    reference = _new(one, key=keys.free(one))
    reference.record_change(by=by, reason=_("imported from %(source)s, line %(line)d") % words)
    known.add(reference)
    return Outcome(one.line, one.title, ImportOutcome.TAKEN, _with_notes("", one))


def plan_works(records: Iterable[Record], *, seen: Seen | None = None) -> Iterator[Outcome]:
    """What would become of each record over the library as it is, after works that were `seen` before; changes nothing."""
    seen = Seen() if seen is None else seen
    for batch in batches(records):
        known = Known.of(batch)
        yield from (planned(one, known, seen) for one in batch)


def planned(one: Record, known: Known, seen: Seen) -> Outcome:
    if not isinstance(one, Work):
        return _without_work(one, known)
    found = known.references(one)
    if len(found) > 1:
        return Outcome(one.line, one.title, ImportOutcome.REFUSED, _of_several(found))
    if found:
        seen.add(one)
        return Outcome(one.line, found[0].title, ImportOutcome.MERGED, _with_notes(str(merge(found[0], one)), one))
    line = seen.line_of(one)
    seen.add(one)
    if line is not None:
        says = _("the same work as in line %d") % line
        return Outcome(one.line, one.title, ImportOutcome.MERGED, _with_notes(says, one))
    return Outcome(one.line, one.title, ImportOutcome.TAKEN, _with_notes("", one))


def _without_work(one: Refused | Wanted | Typed, known: Known) -> Outcome:
    if isinstance(one, Refused):
        return Outcome(one.line, one.title, ImportOutcome.REFUSED, str(one.reason))
    if isinstance(one, Typed):
        return Outcome(one.line, one.text[:80], ImportOutcome.REFUSED, _("This is no reference that can be told."))
    name = f"{_KINDS[one.kind]} {one.value}"
    found = known.by_identity.get((one.kind, one.value))
    if found is not None:
        return Outcome(one.line, found.title, ImportOutcome.MERGED, _("%s is in the library already") % name)
    return Outcome(one.line, name, ImportOutcome.REFUSED, _("The library has no work with this identifier."))


def _of_several(found: Sequence[Reference]) -> str:
    titles = " · ".join(f"“{reference.title[:60]}”" for reference in found)
    return _("Its identifiers are those of different works in the library: %s") % titles


def _with_notes(says: str, work: Work) -> str:
    notes: list[Sentence] = [says, *work.notes]
    return "; ".join(str(note) for note in notes if note)


@dataclass(slots=True)
class Known:
    """The works of the library that a few records could be."""

    by_identity: dict[tuple[str, str], Reference] = field(default_factory=dict)
    by_likeness: dict[str, list[Reference]] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Iterable[Record]) -> Known:
        """Five queries, however many records there are."""
        known = cls()
        asked: dict[str, set[str]] = {name: set() for name in (*_KINDS, "likeness")}
        for one in batch:
            if isinstance(one, Wanted):
                asked[one.kind].add(one.value)
            elif isinstance(one, Work):
                asked["likeness"].add(likeness(one))
                for name, value in identities(one):
                    asked[name].add(value)
        rows: dict[int, Reference] = {}
        for name, values in asked.items():
            if values := values - {""}:
                found = Reference.objects.filter(**{f"{name}__in": values}).select_related("merged_into").order_by("pk")
                rows.update((row.pk, rows.get(row.pk, row)) for row in found)
        for row in rows.values():
            current = row.current
            known.add(rows.get(current.pk, current), *([row] if row.pk != current.pk else ()))
        return known

    def add(self, reference: Reference, *merged: Reference) -> None:
        """A work, found by its identifiers and by those of records that were merged into it."""
        for identity in (identity for row in (reference, *merged) for identity in identities(row)):
            self.by_identity[identity] = reference
        alike = self.by_likeness.setdefault(likeness(reference), [])
        if reference not in alike:
            alike.append(reference)

    def references(self, work: Work) -> list[Reference]:
        """The one that it is; several where its identifiers contradict each other; none where it is new."""
        found = {row.pk: row for identity in identities(work) if (row := self.by_identity.get(identity))}
        if found:
            return list(found.values())
        alike = self.by_likeness.get(likeness(work), []) if likeness(work) else []
        return [row for row in alike if are_same(row, work)][:1]


class Seen:
    """Works of the same files, for a plan: nothing of them is in the library yet. Holds one small entry for each."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], int] = {}
        self._alike: dict[str, list[Work]] = {}

    def add(self, work: Work) -> None:
        for identity in identities(work):
            self._lines.setdefault(identity, work.line)
        if key := likeness(work):
            self._alike.setdefault(key, []).append(_bare(work))

    def note(self, one: Record) -> None:
        if isinstance(one, Work):
            self.add(one)

    def line_of(self, work: Work) -> int | None:
        lines = (self._lines.get(identity) for identity in identities(work))
        known = next((line for line in lines if line is not None), None)
        if known is not None:
            return known
        alike = self._alike.get(likeness(work), ())
        return next((other.line for other in alike if are_same(other, work)), None)


def _bare(work: Work) -> Work:
    """What sameness is told by, without authors and abstract."""
    csl = {name: work.csl[name] for name in ("type", "title") if name in work.csl}
    return Work(csl, doi=work.doi, pmid=work.pmid, pmcid=work.pmcid, isbn=work.isbn, line=work.line)


class _Keys:
    """Free keys for new works; asks the library once for all of them, and again only where one is taken."""

    def __init__(self, batch: Iterable[Record]) -> None:
        bases = {key_base(_data(one)) for one in batch if isinstance(one, Work)}
        self._taken = set(Reference.objects.filter(key__in=bases).values_list("key", flat=True))

    def free(self, work: Work) -> str:
        base = key_base(_data(work))
        key = base
        if base in self._taken:
            taken = {*Reference.objects.filter(key__startswith=f"{base}-").values_list("key", flat=True), *self._taken}
            key = next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)
        self._taken.add(key)
        return key


def _data(work: Work) -> ReferenceData:
    return ReferenceData(title=work.title, type=work.type, csl=work.csl)


def _new(work: Work, *, key: str) -> Reference:
    return Reference(
        key=key,
        type=work.type,
        label=work.label,
        title=work.title,
        csl=dict(work.csl),
        doi=work.doi,
        pmid=work.pmid,
        pmcid=work.pmcid,
        isbn=work.isbn,
        url=work.url,
        guideline=work.guideline,
    )
