"""`python -m tests.faults.run`: kills at random what an installation is made of, while people decide, and counts afterwards."""

from __future__ import annotations

import argparse
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests import tiers
from tests.faults.run.around import Around
from tests.faults.run.happening import Faults
from tests.faults.run.installation import Installation, Size, wait_until
from tests.faults.run.supervisor import Supervisor

SHORT = Size(hosts=1, beats=1, by_queue=False)


def main() -> int:
    wanted = arguments()
    folder = Path(tempfile.mkdtemp(prefix="faults"))
    # Both users go through it: root and the one of PostgreSQL.
    folder.chmod(0o755)
    print(f"seed {wanted.seed}; logs in {folder}", flush=True)
    code = run(folder, wanted)
    if code == 0 and not wanted.keep:
        shutil.rmtree(folder)
    return code


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--decisions", type=int, default=0, help="go on until there are so many, however long it takes")
    parser.add_argument("--every", type=float, default=4, help="seconds between two faults, on average")
    parser.add_argument("--paced", type=int, default=0, help="decisions between two faults, however long they take")
    parser.add_argument("--editors", type=int, default=6, help="articles that are under way at a time")
    parser.add_argument("--after", type=float, default=5, help="seconds after which a unit is started again")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--short", action="store_true", help="one web host, one worker, one beat")
    parser.add_argument("--tables", help="a file of pg_dump with the tables, instead of migrating")
    parser.add_argument("--keep", action="store_true", help="the folder with the logs, when all went well too")
    return parser.parse_args()


def run(folder: Path, wanted: argparse.Namespace) -> int:
    around = Around()
    # Links and services on this machine are what is outside here.
    installation = Installation(folder, SHORT if wanted.short else Size(), around.environment)
    os.environ |= {**installation.of_host(0), "DJANGO_SETTINGS_MODULE": "reviewboard.settings"}
    # The clock of this process stays right.
    del os.environ["FAULT_CLOCK"]
    with ExitStack() as stack:
        stack.enter_context(around)
        stack.enter_context(installation.prepared())
        supervisor = stack.enter_context(Supervisor(installation.databases(), wanted.after))
        installation.wait_for_database()
        make_tables(installation, wanted.tables)
        product = installation.product()
        for service in product:
            service.start()
        supervisor.services += product
        for port in installation.ports:
            wait_until(lambda port=port: is_ready(port), "web")
        faults = Faults(installation, around, supervisor, wanted.every, wanted.seed, wanted.paced)
        driving = importlib.import_module("tests.faults.run.driving")
        until = driving.Until(wanted.seconds, wanted.decisions)
        return 0 if driving.work(installation, around, faults, until, editors=wanted.editors) else 1


def make_tables(installation: Installation, dumped: str | None) -> None:
    if dumped:
        url = installation.environment["DATABASE_URL"]
        program = Path(tiers.parts()["postgres"].where) / "pg_restore"
        subprocess.run([str(program), "--no-owner", "--exit-on-error", "--dbname", url, dumped], check=True)
        return
    result = installation.manage("migrate", "-v0")
    if result.returncode:
        raise RuntimeError(result.stderr)


def is_ready(port: int) -> bool:
    """A page that asks the database. `/readyz` would want to know of migrations, which tables from a dump may not have."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    # A run that is ended from outside ends what it started too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main())
