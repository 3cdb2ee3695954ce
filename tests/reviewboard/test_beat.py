"""The clock of Celery runs once, however many hosts start it, and another takes over."""

from __future__ import annotations

import signal
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


def test_without_redis_there_is_no_clock_to_run(settings: Settings) -> None:
    settings.REDIS_URL = ""

    with pytest.raises(CommandError, match="REDIS_URL is empty"):
        call_command("beat")
