"""The unit files of docs/systemd as systemd reads them, and the page that copies them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tiers import ROOT

UNITS = ROOT / "docs" / "systemd"
PYTHON = "/srv/reviewboard/app/.venv/bin/"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is missing: apt-get install systemd")
def test_systemd_has_nothing_to_say_of_the_units(tmp_path: Path) -> None:
    """With a program that is there in the place of those that the page installs."""
    for path in UNITS.iterdir():
        (tmp_path / path.name).write_text(re.sub(rf"{PYTHON}\w+|/usr/bin/curl", "/bin/true", path.read_text()))

    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:/lib/systemd/system", "PATH": "/usr/bin:/bin"},
    )

    said = [line for line in done.stderr.splitlines() if "reviewboard" in line]
    assert said == []


def test_every_unit_that_the_page_starts_is_there() -> None:
    page = (ROOT / "docs" / "one-server.md").read_text()

    named = set(re.findall(r"reviewboard-(?:web@|(?:worker|beat|pages|work|backup)(?:\.timer)?\b)", page))

    units = {path.name.removesuffix(".service") for path in UNITS.iterdir()}
    assert named - units - {"reviewboard-backup"} == set()


def test_every_service_runs_as_its_own_user_and_gets_its_settings_from_one_file() -> None:
    services = [path.read_text() for path in UNITS.glob("*.service")]

    assert len(services) == 6
    for text in services:
        assert "User=reviewboard" in text
        assert "EnvironmentFile=/etc/reviewboard/environment" in text
        assert "NoNewPrivileges=true" in text


def test_every_process_that_stays_looks_at_its_settings_first_and_lets_its_others_finish() -> None:
    staying = {path.name: path.read_text() for path in UNITS.glob("*.service") if "Type=simple" in path.read_text()}

    checks = f"ExecStartPre={PYTHON}python manage.py check --deploy --database default"
    assert len(staying) == 5
    assert [name for name, text in staying.items() if checks not in text] == []
    assert [name for name, text in staying.items() if "KillMode=mixed" not in text] == ["reviewboard-beat.service"]


def test_nginx_asks_the_ports_that_the_page_starts_a_web_process_on() -> None:
    page = (ROOT / "docs" / "one-server.md").read_text()
    asked = re.findall(r"server 127\.0\.0\.1:(\d+)", (ROOT / "docs" / "nginx" / "reviewboard.conf").read_text())

    started = re.findall(r"reviewboard-web@(\d+)", page)
    (restarted,) = re.findall(r"for port in ([\d ]+); do systemctl restart reviewboard-web@\$port", page)

    assert set(started) == set(asked) == set(restarted.split())


def test_every_container_of_ours_keeps_its_name() -> None:
    """A new one would be another host to the operator, and count in another folder."""
    services = re.split(
        r"^  (?=\w+:$)", (ROOT / "compose.yml").read_text().partition("\nservices:\n")[2], flags=re.MULTILINE
    )
    ours = {
        part.partition(":")[0]: re.findall(r"^    hostname: (\w+)$", part, re.MULTILINE)
        for part in services
        if "*product" in part
    }

    assert ours == {name: [name] for name in ("prepare", "web", "pages", "worker", "beat")}
