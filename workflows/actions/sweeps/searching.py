"""Looking for what an alert is about, and choosing which of the articles found get the notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import owed, record
from articles.models import Person
from articles.permissions import require
from articles.refusals import Refusal
from articles.search import sweeping
from articles.search.other_names import OtherName, Why, of_medicine, works
from articles.search.sweeping import Found, Named
from articles.text.mentions import tokens
from workflows.actions.sweeps.reading import AT_FIRST, STREAM, keep, wanted
from workflows.actions.sweeps.unpublished import unpublished
from workflows.models import Sweep, SweepKind
from workflows.permissions import may_sweep

LONGEST: Final = 200
LONGEST_SOURCE: Final = 300
MOST_NAMES: Final = 60


class SweepConfirmed(Refusal):
    """The notice was confirmed; what it rests on cannot be changed."""


class NothingSought(Refusal):
    """There is no word to look for, or the library has no such work."""


@dataclass(frozen=True)
class Alert:
    """Where it came from, in words, and when."""

    source: str
    at: datetime.datetime


@dataclass(frozen=True)
class _LookedUp:
    """`named` may name it: the first of them that do, and those that are still to be read. `apart` is not published."""

    named: Named
    first: tuple[Found, ...]
    rest: tuple[int, ...]
    apart: tuple[Found, ...]


def start_sweep(*, by: Person, kind: str, sought: str, alert: Alert) -> Sweep:
    """Look for something under every name that is known of it. What is in many articles is read to its end afterwards (`read_on`).

    Nothing is locked while the texts are read.
    """
    require(may_sweep(by))
    alert = _plausible(alert)
    offered = _offered(kind, " ".join(sought.split())[:LONGEST])
    row = Sweep(kind=kind, sought=offered[0].words, alert_from=alert.source, alert_at=alert.at, started_by=by)
    row.names = _pairs(offered)
    found = _looked_up(row)
    with transaction.atomic():
        _take(row, found)
        _tell("sweep_started", row, found, by, alert=alert.at.isoformat(), alert_from=alert.source)
    return row


def _plausible(alert: Alert) -> Alert:
    source = " ".join(alert.source.split())[:LONGEST_SOURCE]
    if not source:
        raise Refusal(_("Say where the alert came from."))
    if alert.at > timezone.now():
        raise Refusal(_("The alert cannot come from the future."))
    return Alert(source, alert.at)


def _offered(kind: str, sought: str) -> Sequence[OtherName]:
    if not tokens(sought):
        raise NothingSought(_("Type a word to look for."))
    if kind == SweepKind.MEDICINE:
        return of_medicine(sought)
    if kind == SweepKind.PHRASE:
        return (OtherName(sought, Why.TYPED),)
    found = works(sought)
    if not found:
        raise NothingSought(_("The library has no work with this key, DOI or PMID."))
    return tuple(OtherName(row.key, Why.SAME if place else Why.TYPED) for place, row in enumerate(found))


def _pairs(names: Iterable[OtherName]) -> list[list[str]]:
    return [[name.words, name.why.value] for name in names]


def _looked_up(row: Sweep) -> _LookedUp:
    """What may name it, of which the first are read at once, and what is not published."""
    sought = wanted(row)
    named = sweeping.named(sought)
    first, rest = named.articles[:AT_FIRST], named.articles[AT_FIRST:]
    return _LookedUp(named, tuple(sweeping.read(first, sought)), rest, unpublished(sought))


def _take(row: Sweep, found: _LookedUp) -> None:
    """Keep what was found in place of what was found before."""
    row.texts_by_index, row.texts_read, row.searched_at = found.named.by_index, found.named.read, timezone.now()
    row.to_read, row.takes_rest = list(found.rest), True
    row.save()
    row.findings.all().delete()
    keep(row, (*found.first, *found.apart))
    if row.to_read:
        owed.kick("sweep readings", row.pk)


def _tell(kind: str, row: Sweep, found: _LookedUp, by: Person, **data: str | int) -> None:
    about = {"sweep": row.pk, "sought": row.sought, "names": list(row.names_sought)}
    count = {"articles": len(found.first), "to_read": len(found.rest), "texts": found.named.texts}
    record.append(STREAM, kind, by=by, **about, **count, unpublished=len(found.apart), **data)


def search_again(row: Sweep, *, by: Person, names: Iterable[str], added: Iterable[str] = ()) -> Sweep:
    """With these of its names, and others that somebody knows. Everything that is found is chosen again."""
    require(may_sweep(by))
    current = Sweep.objects.get(pk=row.pk)
    _rename(current, set(names), [" ".join(name.split()) for name in added])
    found = _looked_up(current)
    with transaction.atomic():
        locked = open_sweep(row)
        locked.names, locked.left_out = current.names, current.left_out
        _take(locked, found)
        _tell("sweep_repeated", locked, found, by)
    return locked


def _rename(row: Sweep, kept: set[str], added: Sequence[str]) -> None:
    if row.kind == SweepKind.WORK:
        raise Refusal(_("A work is looked for by all its keys."))
    known = [*row.names, *row.left_out]
    spelt = {tokens(name) for name, _why in known}
    new = [[name, Why.ADDED.value] for name in dict.fromkeys(added) if tokens(name) and tokens(name) not in spelt]
    kept |= {name for name, _why in known if tokens(name) in map(tokens, added)}
    row.names = [pair for pair in known if pair[0] in kept] + new
    row.left_out = [pair for pair in known if pair[0] not in kept]
    if not row.names:
        raise NothingSought(_("Keep at least one name."))
    if len(row.names) > MOST_NAMES:
        raise Refusal(_("At most %d names at a time.") % MOST_NAMES)


def open_sweep(row: Sweep) -> Sweep:
    """The sweep as it is now, locked, while its notice is not confirmed."""
    locked = Sweep.objects.select_for_update().get(pk=row.pk)
    if locked.is_confirmed:
        raise SweepConfirmed(
            _("%(person)s has confirmed the notice of this sweep already.") % {"person": locked.confirmed_by}
        )
    return locked


def choose(row: Sweep, *, by: Person, choices: Mapping[int, bool]) -> int:
    """Which of these findings get the notice; how many are chosen now."""
    require(may_sweep(by))
    with transaction.atomic():
        locked = open_sweep(row)
        published = locked.findings.published()
        for is_chosen in (True, False):
            wanted_ids = [pk for pk, choice in choices.items() if choice == is_chosen]
            published.filter(pk__in=wanted_ids).update(is_chosen=is_chosen)
        return locked.findings.chosen().count()


def choose_all(row: Sweep, *, by: Person, are_chosen: bool) -> int:
    """Every article that was found, or none, also of those that are still read; how many are chosen now."""
    require(may_sweep(by))
    with transaction.atomic():
        locked = open_sweep(row)
        locked.takes_rest = are_chosen
        locked.save()
        locked.findings.published().update(is_chosen=are_chosen)
        return locked.findings.chosen().count()
