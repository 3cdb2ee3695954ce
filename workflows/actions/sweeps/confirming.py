"""One notice for everything that was chosen: written, looked at, and confirmed once with the credential."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed, record
from articles.models import Person
from articles.permissions import Desk, require
from articles.publishing import wording
from articles.refusals import Refusal
from workflows.actions.live.taking_down import for_readers
from workflows.actions.signing.proving import prove, require_same_credential
from workflows.actions.steps import needs_reason
from workflows.actions.sweeps.reading import STREAM
from workflows.actions.sweeps.searching import open_sweep
from workflows.credentials import Credential
from workflows.models import Sweep, SweepNotice, SweepNoticeKind
from workflows.permissions import may_sweep

MOST_AT_ONCE = 2_000


class OtherChoice(Refusal):
    """Somebody changed the choice or the words since they were shown."""


@dataclass(frozen=True)
class Announcement:
    """What readers are told: one of the frame's warnings, or a sentence; `reviews_due_on` is the day for the reviews."""

    kind: str
    reason: str
    reviews_due_on: datetime.date
    warning: str = ""
    sentence: str = ""


def write_notice(row: Sweep, *, by: Person, announcement: Announcement) -> Sweep:
    """Keep what is to be told, so that it can be looked at. Nobody is told yet."""
    require(may_sweep(by))
    told = _checked(announcement, by)
    with transaction.atomic():
        locked = open_sweep(row)
        locked.notice_kind, locked.warning, locked.sentence = told.kind, told.warning, told.sentence
        locked.reason, locked.reviews_due_on = told.reason, told.reviews_due_on
        locked.save()
        return locked


def _checked(said: Announcement, by: Person) -> Announcement:
    """S22: one person may warn in fixed words; words of their own are a notice, which a managing editor answers for."""
    reason = needs_reason(said.reason)
    if said.reviews_due_on < timezone.localdate():
        raise Refusal(_("The day for the reviews has passed. Choose a later one."))
    if said.kind == SweepNoticeKind.WARNING:
        if said.warning not in wording.WARNINGS:
            raise Refusal(_("Choose one of the warnings."))
        return Announcement(said.kind, reason, said.reviews_due_on, warning=said.warning)
    if said.kind != SweepNoticeKind.CONCERN:
        raise Refusal(_("Choose a warning or an expression of concern."))
    require(Desk.of(by).manages)
    sentence = for_readers(said.sentence)
    if not sentence:
        raise Refusal(_("Tell readers what is wrong."))
    return Announcement(said.kind, reason, said.reviews_due_on, sentence=sentence)


def seen(row: Sweep) -> str:
    """Of what somebody confirms: the words, and the articles that are chosen."""
    chosen = list(row.findings.chosen().order_by("pk").values_list("publication", flat=True))
    told = [row.notice_kind, row.warning, row.sentence, row.reason, str(row.reviews_due_on), chosen]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def confirm_sweep(row: Sweep, *, by: Person, given: Credential, as_seen: str) -> Sweep:
    """The notice is owed to each article from now on. The credential is checked first, as for a sign-off."""
    require(may_sweep(by))
    proof = prove(by, given, article=None, action="confirm_sweep")
    with transaction.atomic():
        person = Person.objects.get(pk=by.pk)
        require(may_sweep(person))
        require_same_credential(person, proof)
        locked = open_sweep(row)
        _require_ready(locked, as_seen)
        locked.confirmed_by, locked.confirmed_at, locked.method = person, timezone.now(), proof.method
        locked.save()
        chosen = locked.findings.chosen().select_related("version").defer("version__manifest").order_by("pk")
        made = [
            SweepNotice(sweep=locked, article_id=one.article_id, version=one.version, quoted=one.quoted)
            for one in chosen
            if one.version
        ]
        for notice in SweepNotice.objects.bulk_create(made):
            owed.kick("sweep notices", notice.pk)
        _tell(locked, person, len(made))
        return locked


def _require_ready(row: Sweep, as_seen: str) -> None:
    if not row.notice_kind:
        raise Refusal(_("Write the notice first."))
    if row.to_read:
        raise Refusal(_("Articles that may name it are still being read: %d. Confirm when all are.") % len(row.to_read))
    count = row.findings.chosen().count()
    if not count:
        raise Refusal(_("Choose at least one article."))
    if count > MOST_AT_ONCE:
        raise Refusal(_("At most %d articles at a time.") % MOST_AT_ONCE)
    if seen(row) != as_seen:
        raise OtherChoice(_("Somebody changed the notice or the choice meanwhile. Look at both again, then confirm."))


def _tell(row: Sweep, by: Person, articles: int) -> None:
    told = {"notice": row.notice_kind, "said": row.sentence or row.warning, "why": row.reason}
    about = {"sweep": row.pk, "sought": row.sought, "names": list(row.names_sought), "articles": articles}
    record.append(STREAM, "sweep_confirmed", by=by, **about, **told, due_on=str(row.reviews_due_on))
