"""Owed work by a real worker process and a real broker, and the clock that looks for it."""

from __future__ import annotations

import datetime
from email.utils import make_msgid
from pathlib import Path

import pytest

from articles import owed
from articles.models import Delivery, Person
from articles.owed import Owed
from reviewboard import tasks
from reviewboard.celery import app
from tests.servers import PATIENCE, StartProcess, wait_until
from tests.tiers import free_port

WORKER = ("-m", "celery", "-A", "reviewboard", "worker", "--concurrency=1", "--pool=solo", "--loglevel=WARNING")


def test_the_clock_looks_for_every_kind_that_any_worker_may_do() -> None:
    kinds = {kind for kind, work in owed.registry().items() if not work.each_host}

    entries = tasks.schedule()

    assert set(entries) == kinds
    assert {entry["task"] for entry in entries.values()} == {"reviewboard.sweep"}
    assert all(entries[kind]["args"] == [kind] for kind in kinds)


def test_a_look_outlives_the_difference_between_the_clocks_of_two_hosts() -> None:
    kinds = owed.registry()

    lives = {kind: entry["options"]["expires"] for kind, entry in tasks.schedule().items()}

    assert lives == {kind: kinds[kind].every.total_seconds() + 300 for kind in lives}


def test_work_of_one_host_is_never_given_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    every = datetime.timedelta(seconds=1)
    own = Owed("own", due=list, do=lambda pk: None, every=every, each_host=True)
    monkeypatch.setattr(owed, "_registry", {"own": own})

    assert tasks.schedule() == {}


def test_a_message_comes_back_only_after_a_task_had_all_its_time() -> None:
    options = app.conf.broker_transport_options

    assert options["visibility_timeout"] > app.conf.task_time_limit > app.conf.task_soft_time_limit
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)


@pytest.fixture
def message(transactional_db: None, editor: Person) -> Delivery:
    """A message that is owed to an editor."""
    words = {"title": "Sciatica", "version": "1"}
    return Delivery.objects.create(person=editor, kind="submitted", message_id=make_msgid(), data=words)


def was_sent(message: Delivery, folder: Path) -> bool:
    message.refresh_from_db()
    return message.sent_at is not None and len(list((folder / "mail").iterdir())) == 1


def kick(start_process: StartProcess, message: Delivery, broker: str) -> int:
    """Kick the row as a web process does, from a process with this broker."""
    script = f"from articles import owed; owed.kick('deliver', {message.pk})"
    return start_process("manage.py", "shell", "--no-imports", "-c", script, REDIS_URL=broker).wait(PATIENCE)


@pytest.mark.redis
def test_a_worker_does_what_an_action_kicked(
    redis_url: str, message: Delivery, start_process: StartProcess, tmp_path: Path
) -> None:
    start_process(*WORKER, REDIS_URL=redis_url)

    kick(start_process, message, redis_url)

    wait_until(lambda: was_sent(message, tmp_path))


@pytest.mark.redis
def test_a_workers_lines_have_the_id_of_the_request_that_owed_it(
    redis_url: str, transactional_db: None, start_process: StartProcess, tmp_path: Path
) -> None:
    start_process(*WORKER, REDIS_URL=redis_url)
    script = "import structlog; structlog.contextvars.bind_contextvars(request_id='0123456789abcdef' * 2)"

    start_process(
        *(
            "manage.py",
            "shell",
            "--no-imports",
            "-c",
            f"{script}; from articles import owed; owed.kick('no such kind', 1)",
        ),
        REDIS_URL=redis_url,
    ).wait(PATIENCE)

    def is_logged() -> bool:
        lines = (tmp_path / "output").read_text().splitlines()
        return any("owed work failed" in line and "0123456789abcdef" * 2 in line for line in lines)

    wait_until(is_logged)


@pytest.mark.redis
def test_the_clock_finds_what_nobody_kicked(
    redis_url: str, message: Delivery, start_process: StartProcess, tmp_path: Path
) -> None:
    start_process(*WORKER, "--beat", "--schedule", str(tmp_path / "schedule"), REDIS_URL=redis_url)

    wait_until(lambda: was_sent(message, tmp_path))


@pytest.mark.redis
def test_a_broker_that_is_away_blocks_nothing(message: Delivery, start_process: StartProcess, tmp_path: Path) -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"

    kicked = kick(start_process, message, away)
    start_process("manage.py", "work", "--once", REDIS_URL=away).wait(PATIENCE)

    assert kicked == 0
    assert was_sent(message, tmp_path)


def test_the_process_without_a_broker_does_the_same(
    message: Delivery, start_process: StartProcess, tmp_path: Path
) -> None:
    worked = start_process("manage.py", "work", "--once", REDIS_URL="").wait(PATIENCE)

    assert worked == 0
    assert was_sent(message, tmp_path)


def test_a_page_store_that_takes_nothing_keeps_no_message_waiting(
    message: Delivery, start_process: StartProcess, tmp_path: Path
) -> None:
    (tmp_path / "full").touch()

    worked = start_process("manage.py", "work", "--once", REDIS_URL="", PAGE_STORE=str(tmp_path / "full" / "pages"))
    worked.wait(PATIENCE)

    assert was_sent(message, tmp_path)
