"""`publish --all` dies in the middle: what is there is whole, and the next run makes the rest and nothing twice."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from articles.models import Article
from articles.publishing import pages
from articles.publishing.runs import AT_ONCE
from benchmarks import many_articles
from tests.servers import PATIENCE, StartProcess, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = 4 * AT_ONCE
# Two processes that start Django and make pages, on a machine that does much else.
LONG = 5 * PATIENCE
PUBLISH = ("manage.py", "publish", "--all", "--json", "--processes")


@pytest.fixture
def site() -> list[str]:
    """Slugs of articles that no host has stored."""
    many_articles.fill(ARTICLES, ["patient"])
    return sorted(Article.objects.values_list("slug", flat=True))


def made_so_far() -> int:
    """Articles that the run has noted as made."""
    notes = pages.store().folder / "run"
    return sum(len(line.split()) for line in notes.read_text().split("\n")[1:-1]) if notes.exists() else 0


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_run_that_is_killed_is_completed_by_the_next(
    processes: str, site: list[str], start_process: StartProcess, tmp_path: Path
) -> None:
    run = start_process(*PUBLISH, processes, REDIS_URL="")
    wait_until(lambda: made_so_far() >= AT_ONCE, seconds=LONG)
    run.kill()
    died, made = run.wait(LONG), made_so_far()
    stored = pages.store().slugs()

    code = start_process(*PUBLISH, processes, REDIS_URL="").wait(LONG)

    told = json.loads((tmp_path / "output").read_text().splitlines()[-1])
    assert died == -signal.SIGKILL
    assert AT_ONCE <= made < ARTICLES
    assert made <= len(stored)
    assert (code, told["unmade"], told["already"] + told["articles"]) == (0, [], ARTICLES)
    assert told["already"] >= made
    assert sorted(pages.store().slugs()) == site
    assert pages.differences() == ()
    assert list(pages.due()) == []
    assert [path.name for path in pages.store().folder.glob("*/.*")] == []


def test_what_a_killed_run_left_is_made_by_the_process_that_works(site: list[str], start_process: StartProcess) -> None:
    run = start_process(*PUBLISH, "1", REDIS_URL="")
    wait_until(lambda: made_so_far() >= AT_ONCE, seconds=LONG)
    run.kill()
    run.wait(LONG)

    code = start_process("manage.py", "work", "--only", "pages", "--once", REDIS_URL="").wait(LONG)

    assert code == 0
    assert sorted(pages.store().slugs()) == site
    assert pages.differences() == ()
