"""Looking for what an alert is about, and choosing which of the articles found get the notice."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import record
from articles.models import Person
from articles.permissions import require
from articles.refusals import Refusal
from articles.search.other_names import OtherName, Why, of_medicine, works
from articles.search.sweeping import Found, Swept, Wanted, sweep
from articles.text.mentions import Names, Works, tokens
from workflows.actions.sweeps.unpublished import unpublished
from workflows.models import Sweep, SweepFinding, SweepKind
from workflows.permissions import may_sweep

STREAM: Final = "sweeps"
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


def start_sweep(*, by: Person, kind: str, sought: str, alert: Alert) -> Sweep:
    """Look for something under every name that is known of it. Nothing is locked while the texts are read."""
    require(may_sweep(by))
    alert = _plausible(alert)
    offered = _offered(kind, " ".join(sought.split())[:LONGEST])
    row = Sweep(kind=kind, sought=offered[0].words, alert_from=alert.source, alert_at=alert.at, started_by=by)
    row.names = _pairs(offered)
    found, apart = _looked_up(row)
    with transaction.atomic():
        _take(row, found, apart)
        _tell(
            "sweep_started", row, found, by, unpublished=len(apart), alert=alert.at.isoformat(), alert_from=alert.source
        )
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


def wanted(row: Sweep) -> Wanted:
    """What is looked for, by the names that were not taken off."""
    if row.kind == SweepKind.WORK:
        return Works(row.names_sought)
    return Names(row.names_sought, are_drugs=row.kind == SweepKind.MEDICINE)


def _looked_up(row: Sweep) -> tuple[Swept, tuple[Found, ...]]:
    """What is published, and what is not."""
    return sweep(wanted(row)), unpublished(wanted(row))


def _take(row: Sweep, found: Swept, apart: Iterable[Found]) -> None:
    """Keep what was found in place of what was found before."""
    row.texts_by_index, row.texts_read, row.searched_at = found.by_index, found.read, timezone.now()
    row.save()
    row.findings.all().delete()
    SweepFinding.objects.bulk_create(_finding(row, one) for one in (*found.published, *apart))


def _finding(row: Sweep, found: Found) -> SweepFinding:
    quoted = [
        [one.audience, said.kind, said.words, said.names, said.heading, said.lead_in, said.warning]
        for one in found.placed
        for said in (one.mention,)
    ]
    return SweepFinding(
        sweep=row,
        article_id=found.article,
        version_id=found.version,
        publication_id=found.publication,
        title=found.title,
        quoted=json.dumps(quoted, ensure_ascii=False),
        mentions=len(quoted),
    )


def _tell(kind: str, row: Sweep, found: Swept, by: Person, **data: str | int) -> None:
    about = {"sweep": row.pk, "sought": row.sought, "names": list(row.names_sought)}
    count = {"articles": len(found.published), "texts": found.texts}
    record.append(STREAM, kind, by=by, **about, **count, **data)


def search_again(row: Sweep, *, by: Person, names: Iterable[str], added: Iterable[str] = ()) -> Sweep:
    """With these of its names, and others that somebody knows. Everything that is found is chosen again."""
    require(may_sweep(by))
    current = Sweep.objects.get(pk=row.pk)
    _rename(current, set(names), [" ".join(name.split()) for name in added])
    found, apart = _looked_up(current)
    with transaction.atomic():
        locked = open_sweep(row)
        locked.names, locked.left_out = current.names, current.left_out
        _take(locked, found, apart)
        _tell("sweep_repeated", locked, found, by, unpublished=len(apart))
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
    """Every article that was found, or none; how many are chosen now."""
    require(may_sweep(by))
    with transaction.atomic():
        locked = open_sweep(row)
        locked.findings.published().update(is_chosen=are_chosen)
        return locked.findings.chosen().count()
