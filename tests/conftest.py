"""What every test stands on: its own database file or cluster, put back after each test, parts that may be missing."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from articles import publisher
from articles.publishing import pdf
from articles.search import languages
from tests import clean_slate, every_day, tiers

pytest_plugins = [
    "tests.built_once",
    "tests.installations",
    "tests.universe",
    "tests.german",
    "tests.servers",
    "tests.evidence_servers",
    "tests.webhook_server",
    "tests.object_store",
    "tests.identity_provider",
    "tests.second_try",
    "tests.order",
]

# A busy machine is slow, not wrong. CI judges a change and tries the same examples again; at the desk each run tries others.
hypothesis.settings.register_profile(
    "suite",
    max_examples=int(os.environ.get("EXAMPLES", "50")),
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("suite")

# Tests count queries: what a limit costs in the database is a test's of its own (tests/reviewboard/test_caching.py).
settings.CACHES = {**settings.CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Off for everybody who does not ask for it; most tests of it are about what it shows.
settings.ADMINISTRATION = True

PARTS = tiers.parts()
NOT_RUN = "not run: "
ONE_HOUR = 3600.0
# New objects, after which Python looks for those that only know each other; 700 otherwise.
FEWER_LOOKS = 20_000
# Seconds. A busy machine is slow, not wrong: a page that took longer than readers are let wait failed tests of something else.
PRINTING_MAY_TAKE = 1200.0
USES_DATABASE = frozenset({"db", "transactional_db", "live_server", "django_db_reset_sequences"})
# These run once; nothing of them differs between the databases.
ONLY_ON_SQLITE = frozenset({"browser", "nginx", "pdf", "shared_data", "sqlite"})

# Pages only read and call actions: what differs between the databases (locks, guards, constraints) is below them.
PAGES = frozenset({"views", "templates", "security"})


def is_postgresql() -> bool:
    return bool(connection.vendor == "postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each round runs what means something on its database."""
    wanted = {item for item in items if _belongs(item) and not every_day.is_left_out(item)}
    left_out = [item for item in items if item not in wanted]
    items[:] = [item for item in items if item in wanted]
    config.hook.pytest_deselected(items=left_out)


def _belongs(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    if not is_postgresql():
        return "postgres" not in marks
    uses_database = "django_db" in marks or not USES_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))
    is_below_pages = "postgres" in marks or PAGES.isdisjoint(item.path.parts)
    return uses_database and ONLY_ON_SQLITE.isdisjoint(marks) and is_below_pages


def pytest_collection_finish() -> None:
    """What is loaded by now stays loaded: to look through it again and again for what nobody needs takes a twentieth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEWER_LOOKS)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers():
        part = PARTS.get(mark.name)
        if part and not part.where:
            (pytest.fail if tiers.is_required(part) else pytest.skip)(NOT_RUN + part.reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What did not run stands at the end, with the command that installs what it needs."""
    reasons = Counter(
        str(report.longrepr[2]).partition(NOT_RUN)[2]
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and NOT_RUN in str(report.longrepr[2])
    )
    if not PARTS["postgres"].where:
        reasons[PARTS["postgres"].reason] = 0
    if reasons:
        terminalreporter.section("Not run", sep="-")
    for reason, count in reasons.items():
        terminalreporter.line(f"{count or 'all'} tests: {reason}")
    if os.environ.get(every_day.VARIABLE):
        terminalreporter.section(every_day.SAID, sep="-")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, never in memory: two requests at once are two connections."""
    if not is_postgresql():
        name = str(tmp_path_factory.getbasetemp() / "reviewboard.sqlite3")
        settings.DATABASES["default"]["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A transactional test ends with the database as it was at the beginning, the one moment at which guarded rows go."""
    with ExitStack() as until_the_end:
        with django_db_blocker.unblock():
            restore = until_the_end.enter_context(clean_slate.taken(connection))
        patch = until_the_end.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: restore())
        yield
        with django_db_blocker.unblock():
            _end_other_sessions()


def _end_other_sessions() -> None:
    """PostgreSQL drops no database that somebody uses, be it its own vacuum, which a busy machine keeps at work too long."""
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def database_before_all(django_db_setup: None) -> None:
    """Made within a test, as by one that asks for a person as it runs, it would take that test's settings for its own."""


@pytest.fixture(scope="session", autouse=True)
def patient_with_printing() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "PATIENCE", PRINTING_MAY_TAKE)
        yield


@pytest.fixture(autouse=True)
def publisher_of_the_settings() -> None:
    """What another test set as the publisher, and languages that it wrote in, are not remembered, and nothing is asked for them."""
    publisher.keep(None, seconds=ONE_HOUR)
    languages.keep(("en",), seconds=ONE_HOUR)
    translation.deactivate()  # the language of the last request of the test before
