"""A process that dies, a broker that is away: what was decided stands, and the pages appear when somebody works again."""

from __future__ import annotations

import datetime
import signal
from pathlib import Path

import pytest
import redis
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Event, Person, Publication, Status, Version
from articles.publishing import pages
from tests.servers import PATIENCE, StartProcess, wait_until
from tests.tiers import free_port
from tests.universe import PASSWORD, sign
from workflows.models import Review

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = ("-m", "celery", "-A", "reviewboard", "worker", "--concurrency=1", "--pool=solo", "--loglevel=WARNING")
NOBODY = ""
SIGN = """
import os, signal
from articles.models import Person
from tests.universe import sign
from workflows.models import Review
sign(Review.objects.get(), Person.objects.get(email="paul.pharmacist@example.org"))
"""
DIES_OVER_THE_PASSWORD = """
from django.conf import settings
settings.PASSWORD_HASHERS = ["tests.faults.dying_hasher.DyingHasher"]
"""
DIE = "os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def almost_approved(review: Review, chair: Person, pharmacist: Person) -> Version:
    """One signature is missing; whoever gives it does so in another process, whose hashers are the product's."""
    sign(review, chair)
    pharmacist.password = Argon2PasswordHasher().encode(PASSWORD, "saltsaltsalt")
    pharmacist.save()
    return review.version


def shell(start_process: StartProcess, script: str, *, broker: str) -> int:
    return start_process("manage.py", "shell", "--no-imports", "-c", script, REDIS_URL=broker).wait(PATIENCE)


def work_once(start_process: StartProcess, *, broker: str = NOBODY) -> int:
    return start_process("manage.py", "work", "--once", REDIS_URL=broker).wait(PATIENCE)


def is_live() -> bool:
    return Publication.objects.live().count() == 1


def stored(article: Article) -> list[str]:
    """The pages of the article that the page layer would answer with."""
    folder = pages.store().live / article.slug
    return sorted(path.name for path in folder.glob("*.html"))


def test_a_right_password_is_no_failure_where_the_process_died_over_it(
    almost_approved: Version, pharmacist: Person, start_process: StartProcess
) -> None:
    died = [shell(start_process, DIES_OVER_THE_PASSWORD + SIGN, broker=NOBODY) for _ in range(2)]

    left = pharmacist.signing_attempts.filter(passed_at=None, failed_at=None).count()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        standing = pharmacist.signing_attempts.counting(timezone.now()).count()

    assert died == [-signal.SIGKILL] * 2
    assert (left, standing) == (2, 0)
    assert Event.objects.filter(kind="credential_failed").count() == 0


def test_pages_appear_after_the_process_died_between_approval_and_publishing(
    almost_approved: Version, start_process: StartProcess
) -> None:
    died = shell(start_process, SIGN + DIE, broker=NOBODY)
    left = (Version.objects.get().status, is_live(), stored(almost_approved.article))

    worked = work_once(start_process)

    assert died == -signal.SIGKILL
    assert left == (Status.APPROVED, False, [])
    assert (worked, is_live()) == (0, True)
    assert stored(almost_approved.article) == ["clinician.html", "patient.html"]
    assert Event.objects.filter(kind="publish").count() == 1


@pytest.mark.redis
def test_an_approval_stands_while_the_broker_is_away(almost_approved: Version, start_process: StartProcess) -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"

    signed = shell(start_process, SIGN, broker=away)
    approved = Version.objects.get().status
    worked = work_once(start_process, broker=away)

    assert (signed, approved) == (0, Status.APPROVED)
    assert (worked, is_live()) == (0, True)
    assert stored(almost_approved.article) == ["clinician.html", "patient.html"]


@pytest.mark.redis
def test_a_worker_publishes_what_an_approval_kicked(
    redis_url: str, almost_approved: Version, start_process: StartProcess
) -> None:
    start_process(*WORKER, REDIS_URL=redis_url)

    signed = shell(start_process, SIGN, broker=redis_url)

    assert signed == 0
    wait_until(is_live)


@pytest.mark.redis
def test_work_that_a_killed_worker_had_in_hand_is_done_after_the_restart(
    redis_url: str, almost_approved: Version, start_process: StartProcess, tmp_path: Path
) -> None:
    shell(start_process, SIGN, broker=redis_url)

    with redis.Redis.from_url(redis_url) as broker, transaction.atomic():
        Article.objects.locked().get(pk=almost_approved.article_id)
        worker = start_process(*WORKER, REDIS_URL=redis_url)
        wait_until(lambda: broker.hlen("unacked") > 0)
        worker.kill()
        worker.wait(PATIENCE)
    left = is_live()
    start_process(*WORKER, "--beat", "--schedule", str(tmp_path / "schedule"), REDIS_URL=redis_url)

    assert not left
    wait_until(is_live)
    assert Event.objects.filter(kind="publish").count() == 1
