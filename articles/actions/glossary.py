"""Keeping the glossary: terms are added, changed, taken out of use and brought back. Signing them is the board's."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import record
from articles.models import Definition, GlossaryTerm, Person, UsedDefinition, Version
from articles.models.glossary import sameness
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.terms import Wording
from articles.text.terms.wording import faults

LONGEST_KEY = 200


class TermExists(Refusal):
    """The glossary has this word in this sense already."""

    def __init__(self, term: GlossaryTerm) -> None:
        super().__init__(_("The glossary has “%s” already. Change that one, or say which sense this is.") % term)
        self.term = term


class TermChanged(Refusal):
    """Somebody changed the words since they were shown."""


@transaction.atomic
def add_term(wording: Wording, *, by: Person, reason: str = "", is_sample: bool = False) -> GlossaryTerm:
    """A new term. Raises `TermExists`, or a Refusal that lists what is wrong with the words."""
    require(Desk.of(by).may_draft)
    wording = _sound(wording)
    known = GlossaryTerm.objects.filter(same=sameness(wording)).first()
    if known is not None:
        raise TermExists(known)
    term = GlossaryTerm(key=free_key(wording, _taken(wording)), is_sample=is_sample)
    term.take(wording)
    term.record_change(by=by, reason=reason or _("added to the glossary"))
    record.append(record.LIBRARY, "term.added", by=by, term=term.key, digest=term.digest)
    return term


@transaction.atomic
def change_term(term: GlossaryTerm, *, by: Person, wording: Wording, reason: str, seen: str) -> GlossaryTerm:
    """Other words for a term, with the reason; `seen` is the digest of those that were shown.

    What a member signed stays in force for readers until somebody signs the new words.
    """
    current = _locked(term, by)
    if seen != current.digest:
        raise TermChanged(_("Somebody changed this term in the meantime. Look at their words, then type yours again."))
    wording = _sound(wording)
    if wording.language != current.language:
        raise Refusal(_("A term does not change its language. Add it anew."))
    other = GlossaryTerm.objects.filter(same=sameness(wording)).exclude(pk=current.pk).first()
    if other is not None:
        raise TermExists(other)
    current.take(wording)
    if current.has_changed():
        current.record_change(by=by, reason=_why(reason))
        record.append(record.LIBRARY, "term.changed", by=by, term=current.key, digest=current.digest)
    return current


@transaction.atomic
def retire_term(term: GlossaryTerm, *, by: Person, reason: str) -> GlossaryTerm:
    """Out of use at once: readers of the glossary see it no more, and no further version explains it. Twice is once."""
    current, why = _locked(term, by), _why(reason)
    if not current.is_retired:
        current.is_retired = True
        current.record_change(by=by, reason=why)
        for definition in Definition.objects.in_force().filter(term=current):
            end_definition(definition, by=by, reason=why)
        record.append(record.LIBRARY, "term.retired", by=by, term=current.key)
    return current


@transaction.atomic
def bring_term_back(term: GlossaryTerm, *, by: Person, reason: str) -> GlossaryTerm:
    """Into use again; readers see it once a member has signed it anew. Twice is once."""
    current, why = _locked(term, by), _why(reason)
    if current.is_retired:
        current.is_retired = False
        current.record_change(by=by, reason=why)
        record.append(record.LIBRARY, "term.returned", by=by, term=current.key)
    return current


def end_definition(definition: Definition, *, by: Person, reason: str) -> None:
    """For the action that replaces, retires or takes back what was signed."""
    definition.ended_at, definition.ended_by, definition.end_reason = timezone.now(), by, reason
    definition.save(update_fields=["ended_at", "ended_by", "end_reason"])


def note_used_definitions(version: Version) -> None:
    """For the action that freezes a version: which definitions its readers will see."""
    digests = {found.digest for found in version.content.definitions}
    rows = Definition.objects.filter(digest__in=digests) if digests else ()
    newest = {row.digest: row for row in sorted(rows, key=lambda row: row.number)}
    UsedDefinition.objects.bulk_create([UsedDefinition(version=version, definition=row) for row in newest.values()])


def _locked(term: GlossaryTerm, by: Person) -> GlossaryTerm:
    current = GlossaryTerm.objects.select_for_update(of=("self",)).get(pk=term.pk)
    require(Desk.of(by).may_draft)
    return current


def _sound(wording: Wording) -> Wording:
    tidied = wording.tidied()
    wrong = faults(tidied)
    if wrong:
        raise Refusal(_("The glossary cannot take these words:"), details=wrong)
    return tidied


def _why(reason: str) -> str:
    why = " ".join(reason.split())
    if not why:
        raise Refusal(_("Say why, in a sentence."))
    return why


def _taken(wording: Wording) -> frozenset[str]:
    base = key_base(wording)
    return frozenset(GlossaryTerm.objects.filter(key__startswith=base).values_list("key", flat=True))


def key_base(wording: Wording) -> str:
    """ "ms-multiple-sclerosis"; in another language than English with its code before it."""
    language = "" if wording.language == "en" else wording.language
    return slugify(f"{language} {wording.term} {wording.sense}")[:LONGEST_KEY].strip("-") or "term"


def free_key(wording: Wording, taken: frozenset[str]) -> str:
    base = key_base(wording)
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)
