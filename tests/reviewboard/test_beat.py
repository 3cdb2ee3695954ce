"""The clock of Celery runs once, however many hosts start it, and another takes over."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.servers import PATIENCE, StartProcess, wait_until

CLOCK = ("manage.py", "beat", "--every", "0.2")
OURS = "beat: this host is the clock"


ANOTHERS = "beat: another host is the clock"


def said(folder: Path) -> list[str]:
    """Which of the two sentences were said, in their order."""
    lines = (folder / "output").read_text().splitlines()
    return [words for line in lines for words in (OURS, ANOTHERS) if words in line]


@pytest.mark.redis
def test_two_beats_are_one_clock_and_the_other_takes_over(
    redis_url: str, transactional_db: None, start_process: StartProcess, tmp_path: Path
) -> None:
    first = start_process(*CLOCK, REDIS_URL=redis_url, LOG_LEVEL="INFO")
    wait_until(lambda: said(tmp_path) == [OURS])
    second = start_process(*CLOCK, REDIS_URL=redis_url, LOG_LEVEL="INFO")
    wait_until(lambda: said(tmp_path) == [OURS, ANOTHERS])

    first.send_signal(signal.SIGTERM)
    first.wait(PATIENCE)

    wait_until(lambda: said(tmp_path) == [OURS, ANOTHERS, OURS])
    assert second.poll() is None


def children(parent: subprocess.Popen[bytes]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]


def runs(pid: int) -> bool:
    """Not ended, nor ended without anybody having asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.redis
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks Linux which processes there are")
def test_a_clock_that_is_killed_stops_and_the_other_takes_over(
    redis_url: str, transactional_db: None, start_process: StartProcess, tmp_path: Path
) -> None:
    first = start_process(*CLOCK, REDIS_URL=redis_url, LOG_LEVEL="INFO")
    wait_until(lambda: len(children(first)) == 1)
    second = start_process(*CLOCK, REDIS_URL=redis_url, LOG_LEVEL="INFO")
    wait_until(lambda: said(tmp_path) == [OURS, ANOTHERS])
    (celery,), waiting = children(first), children(second)

    first.kill()
    first.wait(PATIENCE)

    wait_until(lambda: not runs(celery))
    wait_until(lambda: said(tmp_path) == [OURS, ANOTHERS, OURS])
    wait_until(lambda: len(children(second)) == 1)
    assert waiting == []


def test_without_redis_there_is_no_clock_to_run(settings: Settings) -> None:
    settings.REDIS_URL = ""

    with pytest.raises(CommandError, match="REDIS_URL is empty"):
        call_command("beat")
