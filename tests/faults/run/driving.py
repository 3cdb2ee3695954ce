"""The run itself, in a process with Django set up: people, faults, then the judgement as a table."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import django

django.setup()

from tests.faults.run.around import Around  # noqa: E402
from tests.faults.run.happening import Faults  # noqa: E402
from tests.faults.run.installation import Installation  # noqa: E402
from tests.faults.run.journeys import Desk, Journey  # noqa: E402
from tests.faults.run.judging import Judgement, judge  # noqa: E402
from tests.faults.run.ledger import Ledger  # noqa: E402
from tests.faults.run.people import prepare  # noqa: E402


@dataclass(frozen=True)
class Until:
    """So many seconds have passed and so many decisions were made."""

    seconds: float
    decisions: int

    def is_over(self, began: float, ledger: Ledger) -> bool:
        return time.monotonic() - began >= self.seconds and len(ledger.decisions) >= self.decisions


def work(installation: Installation, around: Around, faults: Faults, until: Until, *, editors: int) -> bool:
    """True if nothing was lost, doubled or wrong."""
    desk = Desk(prepare(editors, around.webhook), installation.ports, Ledger(), faults.seed)
    journeys = [Journey(desk, number) for number in range(editors)]
    faults.decided = lambda: len(desk.ledger.decisions)
    began = time.monotonic()
    with faults.happening():
        for journey in journeys:
            journey.start()
        while not until.is_over(began, desk.ledger) and any(one.is_alive() for one in journeys):
            time.sleep(0.2)
        desk.stop.set()
    for journey in journeys:
        journey.join()
    worked = time.monotonic() - began
    found = judge(installation, around, desk.ledger, faults.log)
    found.must_be_none("people who gave up", desk.failures)
    found.must_be_none("faults that could not be made", faults.failures)
    tell(installation, faults, desk.ledger, found, worked)
    return not found.wrong


def tell(installation: Installation, faults: Faults, ledger: Ledger, found: Judgement, worked: float) -> None:
    made = len(ledger.made)
    print(f"\n{made:,} decisions in {worked:,.0f} s, seed {faults.seed}; {len(faults.log)} faults:")
    for what, times in sorted(faults.counts().items()):
        print(f"  {times:4} × {what}")
    if not installation.has_small_stores:
        print("  disk full: not made, because only root can mount a disk of its own")
    started = ", ".join(f"{one.name} {one.starts - 1}" for one in faults.supervisor.services if one.starts > 1)
    print(f"  started again: {started or 'nothing'}\n")
    rows = ledger.by_kind()
    columns = ("decided", "told", "looked up", "done again", "typed again", "refused", "lost", "doubled")
    print(f"  {'':14}" + "".join(f"{name:>12}" for name in columns))
    for kind, row in rows.items():
        print(f"  {kind:14}" + "".join(f"{row[name]:12,}" for name in columns))
    total = [sum(row[name] for row in rows.values()) for name in columns]
    print(f"  {'together':14}" + "".join(f"{number:12,}" for number in total) + "\n")
    for name, number in found.counts.items():
        print(f"  {number:8,}  {name}")
    print(*_verdict(found.wrong), sep="\n", flush=True)


def _verdict(wrong: list[str]) -> Iterable[str]:
    yield "\nNothing lost, nothing doubled, nothing unverified." if not wrong else "\nNOT as it must be:"
    yield from (f"  {sentence}" for sentence in wrong)
