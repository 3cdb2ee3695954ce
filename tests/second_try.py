"""On CI a test of a browser, or of what dies at random, is run once more when it fails, and named at the end: never silent."""

from __future__ import annotations

import os

import pytest

TITLE = "Tests that failed at the first try: each has a cause, find it"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    failed = terminalreporter.stats.get("rerun", [])
    if failed:
        terminalreporter.section(TITLE, sep="-")
    for report in failed:
        terminalreporter.line(f"{report.nodeid}: {_first_words(report)}")


def _first_words(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return (crash.message if crash else report.longreprtext).partition("\n")[0]
