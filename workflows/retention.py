"""How long what belongs to the judgement of versions is kept, and why."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.retention.rules import Doer, Rule
from workflows.models import Away, ReadingPlace, SigningAttempt

_JUDGEMENT: Final = (
    *("Board", "Membership", "ApprovalRule", "RuleChoice", "Review", "Assignment", "OpenPoint", "ConflictDecision"),
    *("SigningKey", "SignOff", "Revocation", "BoardChange", "SigningStatement", "StatementAcceptance", "Checklist"),
    *("ChecklistAnswer", "DoseTick", "DraftTask", "DefinitionSignature", "DateProposal", "Meeting", "AgendaItem"),
    *("Attendance", "PaperReview", "Reminder", "EvidenceSearch", "Sweep", "SweepFinding", "SweepNotice"),
)


def attempts_over(before: datetime.datetime) -> QuerySet[Any]:
    return SigningAttempt.objects.filter(at__lt=before)


def absences_over(before: datetime.datetime) -> QuerySet[Any]:
    return Away.objects.filter(last_day__lt=timezone.localdate(before))


def places_over(before: datetime.datetime) -> QuerySet[Any]:
    return ReadingPlace.objects.filter(kept_at__lt=before)


RULES: Final = (
    Rule(
        "judgement",
        _("Boards and seats, reviews, signatures and their revocation, tasks, meetings, sweeps, reminders"),
        _("They stay."),
        _("A board must be able to say years later who signed what, on which rule, and who was asked."),
        Doer.NOBODY,
        tables=tuple(f"workflows.{name}" for name in _JUDGEMENT),
        since=_("for ever"),
    ),
    Rule(
        "disclosures",
        _("Statements of interests"),
        _("They stay: each signature names the one that it rests on."),
        _("Readers and auditors must be able to judge a signature by the interests that were declared then."),
        Doer.NOBODY,
        tables=("workflows.Disclosure",),
        since=_("for ever"),
    ),
    Rule(
        "audits",
        _("What auditors were given and what they confirmed"),
        _("It stays."),
        _("Whoever reads everything must be seen reading."),
        Doer.NOBODY,
        tables=("workflows.AuditReview",),
        since=_("for ever"),
    ),
    Rule(
        "signing_attempts",
        _("Tries to prove who signs, and locks after five failures"),
        _(
            "They are deleted, or earlier with the contact data. Each signature itself says by which method it was proved."
        ),
        _("An attack on an account is looked into within a year."),
        Doer.WORK,
        tables=("workflows.SigningAttempt",),
        days=365,
        since=_("after the try"),
        over=attempts_over,
        erased_by="person",
    ),
    Rule(
        "absences",
        _("Days on which somebody does not review. No reason is asked"),
        _("They are deleted, or earlier with the contact data."),
        _("Why a review took long is asked within a year."),
        Doer.WORK,
        tables=("workflows.Away",),
        days=365,
        since=_("after the last day"),
        over=absences_over,
        erased_by="person",
    ),
    Rule(
        "reading_places",
        _("Where somebody stopped reading a version"),
        _("They are deleted, or earlier with the contact data."),
        _("They are of use while a version is reviewed."),
        Doer.WORK,
        tables=("workflows.ReadingPlace",),
        days=730,
        since=_("after the person read last"),
        over=places_over,
        erased_by="person",
    ),
    Rule(
        "private_notes",
        _("What a member noted for themselves about a version. Nobody else reads it"),
        _("They are deleted with the contact data, or earlier by their owner."),
        _("Nothing that a person typed is lost, and it is nobody else's."),
        Doer.OWNER,
        tables=("workflows.PrivateNote",),
        since=_("until they are taken out"),
        erased_by="person",
    ),
)
