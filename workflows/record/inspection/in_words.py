"""What of a version, a review or a disclosure is said in words: the same for the pages and for the JSON."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format as format_date
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.models import SuggestionOutcome, Version
from workflows.models import (
    BoardRole,
    ChangeClass,
    ChecklistAnswer,
    Disclosure,
    DoseTick,
    PaperReview,
    Review,
    RuleChoice,
)
from workflows.models.checklist import Ticked
from workflows.record.inspection.gathering import Inspection
from workflows.reviews.dose_sheet import Row, Support, dose_sheet


@dataclass(frozen=True)
class Suggested:
    """Words of somebody else that came into a version. `words` counts those that they brought."""

    sentence: str
    audience: str
    accepted_at: datetime.datetime
    words: int


@dataclass(frozen=True)
class Chosen:
    """Another rule than the fitting one, and why the chair wanted it."""

    rule: str
    chosen_by: str
    chosen_at: datetime.datetime
    reason: str


@dataclass(frozen=True)
class OnPaper:
    """A review that was given on paper; `scan` is the name of the file, `sha256` of its bytes as stored."""

    sentence: str
    given_on: datetime.date
    entered_at: datetime.datetime
    said: str
    scan: str
    sha256: str


@dataclass(frozen=True)
class Checked:
    """One filling-in of a checklist, with the wording that the member saw."""

    person: str
    role: str
    answered_at: datetime.datetime
    answers: list[Ticked]


@dataclass(frozen=True)
class DoseRowSaid:
    """A row of a dose sheet. `texts` has what each text says, by the audience's name; `ticks` a sentence each, the oldest first."""

    quantity: str
    is_dose: bool
    texts: dict[str, list[str]]
    sources: list[Support]
    differing: list[str]
    ticks: list[str]


@dataclass(frozen=True)
class Declared:
    """A disclosure; `about` is the version whose review it was made for, None for that of a year."""

    person: str
    declared_at: datetime.datetime
    about: int | None
    question: str
    answer: str
    interests: list[str]
    ties: list[str]
    expires_on: datetime.date | None
    decision: str


def name_of(found: Inspection, pk: int | None) -> str:
    person = found.people.get(pk or 0)
    return person.name_with_credentials if person else "–"


def suggested(found: Inspection, version: Version) -> list[Suggested]:
    return [_suggested(row) for row in found.suggestions[version.pk]]


def _suggested(row: SuggestionOutcome) -> Suggested:
    people = {"author": row.comment.author, "editor": row.decided_by}
    return Suggested(
        sentence=_("Wording suggested by %(author)s, accepted by %(editor)s.") % people,
        audience=str(Audience(row.comment.thread.audience).label),
        accepted_at=row.decided_at,
        words=row.words,
    )


def chosen(found: Inspection, version: Version) -> list[Chosen]:
    """The newest first, whether a review took them or not."""
    return [_chosen(found, row) for row in found.rows_of(RuleChoice) if row.version_id == version.pk]


def _chosen(found: Inspection, row: RuleChoice) -> Chosen:
    return Chosen(row.approval_rule.name, name_of(found, row.chosen_by_id), row.chosen_at, row.reason)


def rule_of(found: Inspection, review: Review) -> dict[str, str]:
    """By which rule, for which kind of change; and who chose it instead of the fitting one, and why."""
    choice = next((row for row in found.rows_of(RuleChoice) if row.pk == review.rule_choice_id), None)
    return {
        "name": review.approval_rule.name,
        "change": str(ChangeClass(review.change_class).label) if review.change_class else "",
        "chosen_by": name_of(found, choice.chosen_by_id) if choice else "",
        "reason": choice.reason if choice else "",
    }


def on_paper(found: Inspection, review: Review) -> list[OnPaper]:
    return [_on_paper(found, row) for row in found.rows_of(PaperReview) if row.review_id == review.pk]


def _on_paper(found: Inspection, row: PaperReview) -> OnPaper:
    names = {"by": name_of(found, row.entered_by_id), "person": name_of(found, row.person_id)}
    return OnPaper(
        sentence=_("Entered by %(by)s for %(person)s. No signature; no rule counts it.") % names,
        given_on=row.given_on,
        entered_at=row.entered_at,
        said=row.said,
        scan=str(row.scan.name),
        sha256=row.sha256,
    )


def checked(found: Inspection, review: Review) -> list[Checked]:
    """Every filling-in, the earliest first; the last of a person counts."""
    return [_checked(found, row) for row in found.rows_of(ChecklistAnswer) if row.review_id == review.pk]


def _checked(found: Inspection, row: ChecklistAnswer) -> Checked:
    role = str(BoardRole(row.role).label) if row.role in BoardRole.values else row.role
    return Checked(name_of(found, row.person_id), role, row.answered_at, list(row.ticked))


def dose_rows(found: Inspection, review: Review) -> list[DoseRowSaid]:
    """The dose sheet of the version under this review, as its rows are found now, with every tick of this review and before.

    Rows that were ticked when rules of another release found them stand at the end, as they were shown then.
    """
    ticks = [row for row in found.rows_of(DoseTick) if row.review_id <= review.pk]
    rows = dose_sheet(review.version.content).rows
    gone = {tick.row_key: tick for tick in ticks if tick.review_id == review.pk}
    for row in rows:
        gone.pop(row.key, None)
    told = [_dose_row(row, [_tick(found, review, tick) for tick in ticks if tick.row_key == row.key]) for row in rows]
    for key, tick in gone.items():
        said = [_tick(found, review, one) for one in ticks if one.row_key == key]
        told.append(DoseRowSaid(tick.row, False, {}, [], [], said))
    return told


def _dose_row(row: Row, ticks: list[str]) -> DoseRowSaid:
    cells = zip(row.audiences, row.cells, strict=True)
    texts = {str(Audience(name).label): [said.sentence for said in cell] for name, cell in cells}
    return DoseRowSaid(row.name, row.is_dose, texts, list(row.supports), list(row.differing), ticks)


def _tick(found: Inspection, review: Review, tick: DoseTick) -> str:
    words = {
        "person": name_of(found, tick.person_id),
        "moment": format_date(timezone.localtime(tick.ticked_at), "DATETIME_FORMAT"),
        "number": next(row.version.number for row in found.reviews if row.pk == tick.review_id),
    }
    if tick.review_id != review.pk:
        said = _("%(person)s ticked it in version %(number)s, %(moment)s")
        taken = _("%(person)s took the tick back in version %(number)s, %(moment)s")
    else:
        said, taken = _("%(person)s ticked it, %(moment)s"), _("%(person)s took the tick back, %(moment)s")
    return (said if tick.is_ticked else taken) % words


def declared(found: Inspection) -> list[Declared]:
    return [_declared(found, row) for row in found.disclosures]


def _declared(found: Inspection, row: Disclosure) -> Declared:
    versions = {review.pk: review.version.number for review in found.reviews}
    return Declared(
        person=name_of(found, row.person_id),
        declared_at=row.declared_at,
        about=versions.get(row.review_id or 0),
        question=row.question,
        answer=f"{row.get_answer_display()}: {row.details}" if row.details else str(row.get_answer_display()),
        interests=[interest.sentence for interest in row.interests],
        ties=[tie.sentence for tie in row.found_ties],
        expires_on=row.expires_on,
        decision=_decision(found, getattr(row, "decision", None)),
    )


def _decision(found: Inspection, decision: Any) -> str:
    if decision is None:
        return ""
    words = {"reason": decision.reason, "by": name_of(found, decision.decided_by_id)}
    words["day"] = format_date(timezone.localdate(decision.decided_at), "DATE_FORMAT")
    if decision.may_sign:
        return _("May sign: %(reason)s (%(by)s, %(day)s)") % words
    return _("Cannot sign: %(reason)s (%(by)s, %(day)s)") % words
