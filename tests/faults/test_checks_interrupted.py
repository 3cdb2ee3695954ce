"""Checking works while workers die or are two: nothing is asked about twice, nothing is left out, and never too fast."""

from __future__ import annotations

import signal
from collections import Counter

import pytest
from django.conf import settings
from django.utils import timezone

from articles import actions
from articles.models import Person, Reference, ReferenceCheck, ReferenceWatch
from tests.evidence_servers import MOST_IN_A_SECOND, Bad, Services, crossref_work
from tests.servers import PATIENCE, Started, StartProcess, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

WORKS = 6


@pytest.fixture
def library(services: Services, editor: Person) -> list[str]:
    """DOIs of works that Crossref knows, in the order in which they are asked about."""
    dois = [f"10.5555/many.{number}" for number in range(WORKS)]
    for doi in dois:
        actions.add_reference(actions.ReferenceData(title=f"Work {doi}", type="book", doi=doi), by=editor)
        services.works[doi] = crossref_work(doi, f"Work {doi}")
    return dois


def asked(services: Services) -> Counter[str]:
    """How often about each DOI."""
    return Counter(path.removeprefix("/crossref/works/").replace("%2F", "/") for path in services.paths())


def checked() -> list[str]:
    rows = Reference.objects.exclude(watch__checked_at=None).exclude(watch=None)
    return list(rows.order_by("pk").values_list("doi", flat=True))


def start_checking(start_process: StartProcess, *more: str) -> Started:
    environment = {"REDIS_URL": "", "REFERENCE_CHECKS": "on", "LINK_CHECK_LOOPBACK": "on"}
    command = ("manage.py", "work", "--only", "reference_check", *more)
    return start_process(*command, CROSSREF_URL=settings.CROSSREF_URL, **environment)


def test_a_run_that_is_killed_goes_on_where_it_was(
    library: list[str], services: Services, start_process: StartProcess
) -> None:
    in_hand = library[2]
    services.bad[in_hand] = [Bad(after=PATIENCE)]
    worker = start_checking(start_process)
    wait_until(lambda: in_hand in asked(services))
    worker.kill()
    died = worker.wait(PATIENCE)
    done = checked()

    first = start_checking(start_process, "--once").wait(PATIENCE)
    after_restart = checked()
    ReferenceWatch.objects.filter(checked_at=None).update(due_at=timezone.now())  # ten minutes later
    second = start_checking(start_process, "--once").wait(PATIENCE)

    assert (died, done) == (-signal.SIGKILL, library[:2])
    assert (first, after_restart) == (0, [doi for doi in library if doi != in_hand])
    assert (second, checked()) == (0, library)
    assert asked(services) == Counter({**dict.fromkeys(library, 1), in_hand: 2})
    assert ReferenceCheck.objects.count() == WORKS


def test_two_workers_ask_about_each_work_once_and_share_the_pace(
    library: list[str], services: Services, start_process: StartProcess
) -> None:
    workers = [start_checking(start_process, "--once") for _worker in range(2)]

    ended = [worker.wait(PATIENCE) for worker in workers]

    assert (ended, checked()) == ([0, 0], library)
    assert asked(services) == Counter(library)
    assert services.most_in_a_second("crossref") <= MOST_IN_A_SECOND
