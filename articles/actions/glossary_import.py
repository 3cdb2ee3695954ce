"""Importing terms: first what would become of each row, then all of it in one go or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from articles import record
from articles.actions.glossary import free_key, key_base
from articles.importing.glossary import Row
from articles.models import GlossaryTerm, Person
from articles.models.glossary import sameness
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.terms import Wording
from articles.text.terms.wording import faults

TAKEN, MERGED, REFUSED = "taken", "merged", "refused"
_DEFINITIONS = ("patient", "student", "clinician")


class GlossaryChanged(Refusal):
    """What the import would do is no longer what was shown."""


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row: taken, merged into a term, or refused with the reason in `says`."""

    line: int
    term: str
    outcome: str
    says: str = ""


@dataclass(frozen=True)
class _Change:
    """The words that a term will have; `term` is the row that has it, None for a new one."""

    term: GlossaryTerm | None
    wording: Wording
    line: int


@dataclass(frozen=True)
class ImportPlan:
    outcomes: tuple[Outcome, ...]
    changes: tuple[_Change, ...]

    @property
    def fingerprint(self) -> str:
        """Changes when anything that the plan says or does changes."""
        data = [[vars(outcome) for outcome in self.outcomes], [change.wording.write("") for change in self.changes]]
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()

    def count(self, outcome: str) -> int:
        return sum(found.outcome == outcome for found in self.outcomes)


def plan_import(rows: Iterable[Row], *, after: Iterable[ImportPlan] = ()) -> ImportPlan:
    """What would become of each row, over the glossary as it is, or as it would be after other plans; changes nothing."""
    planner = _Planner({term.same: term for term in GlossaryTerm.objects.all()})
    for plan in after:
        planner.expect(plan.changes)
    outcomes = tuple(planner.outcome(row) for row in rows)
    return ImportPlan(outcomes, tuple(planner.changes()))


@transaction.atomic
def import_terms(
    rows: Iterable[Row], *, by: Person, source: str, seen: str = "", is_sample: bool = False
) -> ImportPlan:
    """All rows that are not refused, in one go. `seen` is the fingerprint of the plan that was shown, if one was."""
    require(Desk.of(by).may_keep_library)
    record.lock_head(record.LIBRARY)
    plan = plan_import(rows)
    if seen and seen != plan.fingerprint:
        raise GlossaryChanged(_("Somebody changed the glossary in the meantime. Look at the rows once more."))
    taken = set(GlossaryTerm.objects.values_list("key", flat=True))
    for change in plan.changes:
        term = change.term or GlossaryTerm(key=_key(change.wording, taken), is_sample=is_sample)
        term.take(change.wording)
        term.record_change(
            by=by, reason=_("imported from %(source)s, line %(line)d") % {"source": source, "line": change.line}
        )
        taken.add(term.key)
    if plan.changes:
        counts = {outcome: plan.count(outcome) for outcome in (TAKEN, MERGED, REFUSED)}
        record.append(record.LIBRARY, "glossary.imported", by=by, **counts)
    return plan


def _key(wording: Wording, taken: set[str]) -> str:
    base = key_base(wording)
    return base if base not in taken else free_key(wording, frozenset(key for key in taken if key.startswith(base)))


class _Planner:
    """Knows the glossary as it will be after the rows so far."""

    def __init__(self, known: dict[str, GlossaryTerm]) -> None:
        self._terms = known
        self._words = {same: term.wording for same, term in known.items()}
        self._lines: dict[str, int] = {}

    def expect(self, changes: Iterable[_Change]) -> None:
        """As if these were in the glossary."""
        self._words.update((sameness(change.wording), change.wording) for change in changes)

    def outcome(self, row: Row) -> Outcome:
        if row.wording is None:
            return Outcome(row.line, row.term, REFUSED, row.refusal)
        same = sameness(row.wording)
        known = self._words.get(same)
        if known is None:
            self._words[same], self._lines[same] = row.wording, row.line
            return Outcome(row.line, row.term, TAKEN)
        refusal = self._refusal(same, known, row.wording)
        if refusal:
            return Outcome(row.line, row.term, REFUSED, refusal)
        merged = _merged(known, row.wording)
        if merged == known:
            return Outcome(row.line, row.term, MERGED, _("nothing new"))
        wrong = faults(merged)
        if wrong:
            return Outcome(row.line, row.term, REFUSED, " ".join(wrong))
        self._words[same] = merged
        self._lines.setdefault(same, row.line)
        return Outcome(row.line, row.term, MERGED, _("adds: %s") % ", ".join(_added(known, merged)))

    def _refusal(self, same: str, known: Wording, new: Wording) -> str:
        term = self._terms.get(same)
        if term is not None and term.is_retired:
            return _("This term is no longer in use.")
        other = next((name for name in _DEFINITIONS if _differ(getattr(known, name), getattr(new, name))), None)
        if other is None:
            return ""
        is_of_these = same in self._lines and not (term and getattr(term, other))
        where = _("line %d") % self._lines[same] if is_of_these else _("the glossary")
        words = {"where": where, "definition": getattr(known, other)}
        return _("Another definition stands in %(where)s already: “%(definition)s”") % words

    def changes(self) -> Iterator[_Change]:
        for same, line in self._lines.items():
            yield _Change(self._terms.get(same), self._words[same], line)


def _differ(known: str, new: str) -> bool:
    return bool(known and new and known != new)


def _merged(known: Wording, new: Wording) -> Wording:
    return replace(
        known,
        **{name: getattr(known, name) or getattr(new, name) for name in _DEFINITIONS},
        synonyms=(*known.synonyms, *new.synonyms),
        abbreviations=(*known.abbreviations, *new.abbreviations),
    ).tidied()


def _added(known: Wording, merged: Wording) -> list[str]:
    definitions = [getattr(merged, name) for name in _DEFINITIONS if not getattr(known, name)]
    names = (*merged.synonyms, *merged.abbreviations)
    return [f"“{words}”" for words in (*definitions, *names) if words and words not in _all(known)]


def _all(known: Wording) -> tuple[str, ...]:
    return (*known.synonyms, *known.abbreviations)
