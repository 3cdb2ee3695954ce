"""A run over all pages of a host: in several processes, a part at a time, gone on with after it was killed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from time import monotonic

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, PageChange
from articles.publishing.at_once import at_once
from articles.publishing.build import build
from articles.publishing.journal import Journal, Run
from articles.publishing.making import Made, make, store
from articles.publishing.store import Progress
from articles.refusals import Refusal

# Serials are given before the commit, so that a lower one may still appear after a higher one; not after this long.
GRACE = datetime.timedelta(minutes=5)
# So many articles share what a process asks of the database and the disk.
AT_ONCE = 16
MAKE = f"{make.__module__}.{make.__name__}"


class Busy(Refusal):
    """Another process of this host writes all pages."""


def journal() -> Journal:
    return Journal(store().folder)


def published() -> list[int]:
    """Articles that readers were ever shown, as ids."""
    rows = Article.objects.filter(publications__live_from__isnull=False).distinct()
    return list(rows.order_by("pk").values_list("pk", flat=True))


def rebuilt(*, processes: int = 1, seconds: float = float("inf")) -> Iterator[Made]:
    """Write all pages of this host anew, or go on with a run that was cut short; for so many seconds, then the rest is left.

    Gives first what the run before had made, without its pages, then what is made as it is made. Raises `Busy`.
    """
    notes = journal()
    with notes.held() as is_ours:
        if not is_ours:
            raise Busy(_("Another process is writing all pages of this host."))
        run = notes.run(build()) or _begun(notes)
        yield Made(tuple(sorted(run.made)))
        left = {pk: None for pk in published() if pk not in run.made}
        for made in made_of(list(left), processes=processes, seconds=seconds):
            notes.note(made.articles)
            for pk in made.articles:
                del left[pk]
            yield made
        if not left:
            _end(run, notes)


def made_of(articles: Sequence[int], *, processes: int = 1, seconds: float = float("inf")) -> Iterator[Made]:
    """The pages of these articles, as they are made; a first few of them, however late it is."""
    until = monotonic() + seconds
    needed = min(processes, -(-len(articles) // AT_ONCE))
    if needed > 1:
        yield make(articles[:1])  # reads templates, addresses and the like once, before this process is copied
        yield from at_once(MAKE, _batches(articles[1:], until), needed)
    else:
        yield from map(make, _batches(articles, until))


def settled(serials: Collection[int]) -> set[int]:
    """Those of these page changes before which none can appear any more."""
    old = PageChange.objects.filter(serial__in=serials, at__lt=timezone.now() - GRACE)
    return set(old.values_list("serial", flat=True))


def _batches(articles: Sequence[int], until: float) -> Iterator[list[int]]:
    todo = iter(articles)
    while batch := list(islice(todo, AT_ONCE)):
        yield batch
        if monotonic() >= until:
            return


def _begun(notes: Journal) -> Run:
    """What is known now will be on the pages that are made from now on."""
    newest = dict(PageChange.objects.order_by("-serial").values_list("serial", "at")[:1000])
    run = Run(build(), timezone.localdate().isoformat(), _progress(newest))
    notes.begin(run)
    return run


def _progress(newest: Mapping[int, datetime.datetime]) -> Progress:
    serial = max((serial for serial, at in newest.items() if at < timezone.now() - GRACE), default=0)
    return Progress(serial, tuple(sorted(known for known in newest if known > serial)))


def _end(run: Run, notes: Journal) -> None:
    """Days that passed since it began are still to come."""
    here = store()
    with here.locked():
        here.set_progress(here.progress.merged(run.progress))
        here.set_build(run.build)
        here.set_day(run.day)
    notes.end()
    here.collect()
