"""Marks at works: one person may set one, because that adds caution; only two take one off, because that removes it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.actions.looking_again import look_again
from articles.models import Article, MarkMistake, Person, Publication, Reference, ReferenceMark
from articles.permissions import Desk, require
from articles.refusals import Refusal

# From the mildest to the gravest; a work without a mark has none of them.
GRAVITY = ("", ReferenceMark.CORRECTED, ReferenceMark.CONCERN, ReferenceMark.RETRACTED)


@transaction.atomic
def mark_reference(
    reference: Reference, *, by: Person, mark: str, source: str, reason: str, on: datetime.date | None = None
) -> Reference:
    """Say what became of a work, and where that is said. Live pages that cite it carry the mark from now on (S18)."""
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if mark not in ReferenceMark.values:
        raise Refusal(_("Choose what became of the work."))
    if GRAVITY.index(mark) < GRAVITY.index(row.mark):
        raise Refusal(_("A graver mark stands. If it is a mistake, say so below: another person confirms it."))
    if not source.strip():
        raise Refusal(_("Say where that is said."))
    set_mark(row, mark, source.strip(), on, by=by, reason=_needs_reason(reason))
    return row


@transaction.atomic
def doubt_mark(
    reference: Reference,
    *,
    by: Person,
    reason: str,
    becomes: str = "",
    source: str = "",
    on: datetime.date | None = None,
) -> MarkMistake:
    """Say that a mark was set by mistake, and which milder one is right, if any. It stands until another person confirms."""
    require(Desk.of(by).may_keep_library)
    row = Reference.objects.select_for_update().get(pk=reference.pk)
    if not row.mark:
        raise Refusal(_("This work has no mark."))
    if becomes not in GRAVITY or GRAVITY.index(becomes) >= GRAVITY.index(row.mark):
        raise Refusal(_("Choose a milder mark, or none. A graver one is set at once."))
    if becomes and not source.strip():
        raise Refusal(_("Say where that is said."))
    if row.mark_mistakes.waiting().exists():
        raise Refusal(_("Somebody has said so already; it waits for another person."))
    made = MarkMistake.objects.create(
        reference=row,
        mark=row.mark,
        becomes=becomes,
        source=source.strip() if becomes else "",
        marked_on=on if becomes else None,
        reason=_needs_reason(reason),
        proposed_by=by,
    )
    about = {"reference": row.key, "mark": row.mark, "becomes": becomes, "mistake": made.pk}
    record.append(record.LIBRARY, "reference.mark_doubted", by=by, **about)
    return made


@transaction.atomic
def confirm_mistake(mistake: MarkMistake, *, by: Person) -> MarkMistake:
    """The second person: the mark goes, or gives way to the milder one, on every live page that cites the work."""
    row, waiting = _waiting(mistake, by)
    if row.mark != waiting.mark:
        raise Refusal(_("The work was marked anew since. Decline this, and look again."))
    _decide(waiting, by, confirmed=True)
    set_mark(row, waiting.becomes, waiting.source, waiting.marked_on, by=by, reason=waiting.reason, mistake=waiting.pk)
    return waiting


@transaction.atomic
def keep_mark(mistake: MarkMistake, *, by: Person, reason: str) -> MarkMistake:
    """The second person: it was no mistake, or cannot be told; the mark stays."""
    row, waiting = _waiting(mistake, by)
    _decide(waiting, by, confirmed=False, why=_needs_reason(reason))
    record.append(record.LIBRARY, "reference.mark_kept", by=by, reference=row.key, mark=row.mark, mistake=waiting.pk)
    return waiting


def citing(reference: Reference) -> list[Article]:
    """Articles whose live version cites the work, by whichever of its records."""
    cited = Q()
    for row in reference.one_work:
        cited |= Q(version__manifest__contains=f'"key":"{row.key}"')
    live = Publication.objects.live().filter(cited)
    return list(Article.objects.filter(pk__in=live.values("article")).order_by("pk"))


def may_decide_mistake(person: Person, mistake: MarkMistake) -> bool:
    """Whoever may set marks, but not whoever says that this one is a mistake."""
    return Desk.of(person).may_keep_library and mistake.proposed_by_id != person.pk


def _waiting(mistake: MarkMistake, by: Person) -> tuple[Reference, MarkMistake]:
    """The work, locked, and the row as it is now, for somebody who may decide about it."""
    row = Reference.objects.select_for_update().get(pk=mistake.reference_id)
    current = MarkMistake.objects.get(pk=mistake.pk)
    require(may_decide_mistake(by, current))
    if current.decided_at is not None:
        raise Refusal(_("This was decided already."))
    return row, current


def _decide(mistake: MarkMistake, by: Person, *, confirmed: bool, why: str = "") -> None:
    mistake.confirmed, mistake.decided_by, mistake.decided_at = confirmed, by, timezone.now()
    mistake.decision_reason = why
    mistake.save()


def set_mark(
    row: Reference, mark: str, source: str, on: datetime.date | None, *, by: Person, reason: str, **about: int
) -> None:
    """On every record of the work: versions cite it by the record that it had then. For actions that may."""
    changed = False
    others = [other.pk for other in row.one_work if other.pk != row.pk]
    for one in [row, *Reference.objects.select_for_update().filter(pk__in=others).order_by("pk")]:
        one.mark, one.marked_on, one.mark_source = mark, on, source
        if one.record(by=by, reason=reason):
            changed = True
            record.append(record.LIBRARY, "reference.marked", by=by, reference=one.key, mark=mark, **about)
    if changed:
        look_again(*row.one_work)
    for article in citing(row) if changed else ():
        record.page_change(article, reason=f"a cited work was marked: {mark or 'no more'}")


def _needs_reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Say why, in a sentence."))
    return reason.strip()
