"""After everything: what is owed is worked off, then decisions, messages, pages and the record are counted."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import time_machine
from django.test import override_settings

from articles import owed
from articles.models import Article, Delivery, Event, Publication, Status, Version, WebhookMessage
from articles.publishing import pages
from tests.faults.run.around import Around
from tests.faults.run.happening import Happened
from tests.faults.run.installation import Installation
from tests.faults.run.ledger import Ledger, asked
from workflows.models import SignOff

LATER = 4 * 3600  # seconds: whatever was put off is due by then
WITHIN = 300.0
# Between the server's answer and our note: what had happened by then, and how long it takes to matter.
BEFORE, AFTER = 1.0, 15.0
BREAKS_OFF = ("kill worker", "kill a backend of postgresql", "kill postgresql", "restart postgresql", "clock jumps")
# A sign of life is owed every minute and a checkpoint every hour, for ever.
NEVER_OVER = frozenset({"beat", "checkpoint"})


@dataclass
class Judgement:
    """`counts` are lines of the table; `wrong` are sentences, empty when all is as it must be."""

    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def must_be_none(self, name: str, found: Iterable[object]) -> None:
        listed = list(found)
        self.counts[name] = len(listed)
        if listed:
            self.wrong.append(f"{name}: {', '.join(map(str, listed[:5]))}")


def work_off(installation: Installation) -> dict[str, int]:
    """Time goes by, nothing goes wrong any more; what is still owed at the end of it, by kind."""
    installation.clock.write_text(str(LATER))
    deadline = time.monotonic() + WITHIN
    left = still_owed(installation)
    while left and time.monotonic() < deadline:
        time.sleep(1)
        left = still_owed(installation)
    return left


def still_owed(installation: Installation) -> dict[str, int]:
    found = {kind: state.count for kind, state in asked(owed.states).items() if kind not in NEVER_OVER}
    for host in range(installation.size.hosts):
        with override_settings(PAGE_STORE=installation.store(host)):
            found[f"pages of host {host}"] = len(asked(lambda: list(pages.due())))
    del found["pages"]
    return {kind: count for kind, count in found.items() if count}


def judge(installation: Installation, around: Around, ledger: Ledger, log: list[Happened]) -> Judgement:
    """By the clock that the processes have then: the day may be another."""
    with time_machine.travel(time.time() + LATER, tick=True):
        return _judge(installation, around, ledger, log)


def _judge(installation: Installation, around: Around, ledger: Ledger, log: list[Happened]) -> Judgement:
    found = Judgement()
    found.must_be_none("kinds of work still owed", (f"{kind}: {left}" for kind, left in work_off(installation).items()))
    _decisions(found, ledger)
    _events(found)
    _messages(found, around, log)
    _webhooks(found, around, log)
    _pages_and_record(found, installation)
    return found


def _decisions(found: Judgement, ledger: Ledger) -> None:
    counted = [(one, one.count()) for one in ledger.decisions]
    found.must_be_none("decisions lost", (one for one, count in counted if count == 0 and not one.refused))
    found.must_be_none("decisions doubled", (one for one, count in counted if count > 1))
    found.must_be_none("decisions refused", (one for one, _count in counted if one.refused))
    found.must_be_none("refused and there all the same", (one for one, count in counted if count and one.refused))
    approved = Version.objects.filter(status=Status.APPROVED)
    unpublished = approved.exclude(publications__live_from__isnull=False)
    found.must_be_none("approved and never published", unpublished)


def _events(found: Judgement) -> None:
    """Every change of status leaves exactly one event."""
    told = {
        "create": ("created", Article.objects.count()),
        "submit": ("submit", Version.objects.count()),
        "sign": ("signed", SignOff.objects.count()),
        "publish": ("publish", Publication.objects.filter(live_from__isnull=False).count()),
    }
    differing = []
    for name, (kind, rows) in told.items():
        events = Event.objects.filter(kind=kind).count()
        if events != rows:
            differing.append(f"{name}: {rows} rows, {events} events")
    found.must_be_none("kinds of decisions with other events than rows", differing)


def _messages(found: Judgement, around: Around, log: list[Happened]) -> None:
    taken = around.mailbox.taken
    ids = set(Delivery.objects.filter(muted_at=None).values_list("message_id", flat=True))
    found.counts["messages owed"] = len(ids)
    found.must_be_none("messages never sent", ids - set(taken))
    found.must_be_none("messages that nobody owed", set(taken) - ids)
    again = {one: times for one, times in taken.items() if len(times) > 1}
    excused = {one for one, times in again.items() if all(_broke_off(at, log) for at in times[:-1])}
    found.counts["messages sent again: died between answer and note"] = len(excused)
    found.must_be_none("messages doubled", set(again) - excused)


def _broke_off(at: float, log: list[Happened]) -> bool:
    """Whether what sends and notes was broken off about then."""
    return any(one.what in BREAKS_OFF and at - BEFORE <= one.at <= at + AFTER for one in log)


def _webhooks(found: Judgement, around: Around, log: list[Happened]) -> None:
    told, ids = around.told(), set(WebhookMessage.objects.values_list("message_id", flat=True))
    found.counts["calls of webhooks owed"] = len(ids)
    found.must_be_none("calls never made", ids - set(told))
    found.must_be_none("calls that nobody owed", set(told) - ids)
    twice = [one for one, times in told.items() if times > 1]
    most = sum(one.what in BREAKS_OFF or one.what in ("kill slow-worker", "services away") for one in log)
    found.counts["calls made again"] = len(twice)
    found.must_be_none("calls made again beyond what died", twice[most:])


def _pages_and_record(found: Judgement, installation: Installation) -> None:
    for host in range(installation.size.hosts):
        result = installation.manage("verify", "--pages", "--json", host=host)
        try:
            parts = json.loads(result.stdout)
        except ValueError:
            parts = {"verify": [result.stdout[-300:] + result.stderr[-700:]]}
        faults = [f"{part}: {fault}" for part, rows in parts.items() for fault in rows]
        found.must_be_none(f"faults that verify finds, pages of host {host} among them", faults)
        with override_settings(PAGE_STORE=installation.store(host)):
            live = set(Publication.objects.live().values_list("article__slug", flat=True))
            missing = sorted(live - set(pages.store().slugs()))
            found.counts[f"live articles, host {host}"] = len(live)
            found.must_be_none(f"live articles that host {host} has not stored", missing)
