"""Showing a kind of flag less gravely, because it was overruled again and again; and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.flagging import Use
from articles.models import Check, Demotion, Flag, Person
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.text.consistency import Kind


class KindStays(Refusal):
    """Of a kind by which somebody could come to harm no figure makes less."""


class RarelyOverruled(Refusal):
    """Not used often enough, or not overruled often enough, to be shown less gravely."""


class DemotionReasonMissing(Refusal):
    """Whoever decides how gravely a kind of flag is shown says why."""


@transaction.atomic
def demote(kind: Kind, *, by: Person, reason: str) -> Demotion:
    """Show flags of a kind one step less gravely from now on, over all articles. A kind that is demoted stays so."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    known = Demotion.objects.standing().filter(kind=kind.value).first()
    if known is not None:
        return known
    use, why = use_of(kind), _needed(reason)
    if not use.is_demotable:
        raise KindStays(_("Flags of this kind can keep somebody from harm: they stay as they are."))
    if not use.is_overruled:
        raise RarelyOverruled(
            _("This kind was not overruled often enough: more than four in five of at least 50 flags.")
        )
    said = Demotion.objects.create(
        kind=kind.value, reason=why, decided_by=by, settled=use.settled, overruled=use.overruled
    )
    _look_again(kind)
    record.append(
        record.SITE, "kind_demoted", by=by, flag_kind=kind.value, settled=use.settled, overruled=use.overruled, why=why
    )
    return said


@transaction.atomic
def end_demotion(said: Demotion, *, by: Person, reason: str) -> Demotion:
    """Show flags of its kind as gravely as before. Twice changes nothing."""
    require(Desk.of(by).manages)
    record.lock_head(record.SITE)
    current = Demotion.objects.get(pk=said.pk)
    if current.ended_at is None:
        current.ended_by, current.ended_at, current.end_reason = by, timezone.now(), _needed(reason)
        current.save(update_fields=["ended_by", "ended_at", "end_reason"])
        _look_again(Kind(current.kind))
        record.append(record.SITE, "kind_demotion_ended", by=by, flag_kind=current.kind, why=current.end_reason)
    return current


def use_of(kind: Kind) -> Use:
    """How often a kind was settled and overruled, over all articles."""
    for _kind, _open, _must, settled, overruled in Flag.objects.filter(kind=kind.value).by_kind():
        return Use(kind, settled, overruled)
    return Use(kind, 0, 0)


def _look_again(kind: Kind) -> None:
    """The checks go over every draft that has flags of the kind, within seconds, and give them the gravity of today."""
    drafts = Flag.objects.standing().filter(kind=kind.value).order_by().values("article")
    Check.objects.filter(article__in=drafts).update(rules="")


def _needed(reason: str) -> str:
    if not reason.strip():
        raise DemotionReasonMissing(_("Say why, in a sentence."))
    return reason.strip()
