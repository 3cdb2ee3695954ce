"""Readers, a desk and a board at once on a whole archive: how long people wait, what gives way first, and backup and restore of it.

`python -m benchmarks.loading [fill|measure|restore …]`: all three where none is named. What `fill` made stays in the folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks import loading_report as report
from benchmarks import standing
from benchmarks.arriving import Came
from benchmarks.children import Child, child
from benchmarks.readers import example
from benchmarks.servers import ROOT, Server, free_port, nginx, redis, running, started
from tests.tiers import parts

ARTICLES, REVISIONS, EVENTS = 20_000, 1_000_000, 2_000_000
SIDES = ("readers", "desk", "sign-off")
SIGNING_KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
# As docs/systemd has it.
LATER = ["nice", "-n", "10"]
WEB = {port: f"web {port}" for port in ("8000", "8001", "8002")}
# Who asks sits at another machine and waits for none of this one's work; where only root may say so, it is not said.
EARLIER = ["nice", "-n", "-10"] if os.geteuid() == 0 else []
STEPS = (1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
PICTURE = ROOT / "docs" / "images" / "load.svg"


class Used(Protocol):
    """Whatever says how long it was on the processor."""

    def cpu_seconds(self) -> float: ...


@dataclass(frozen=True)
class Servers:
    """The port that readers ask, and all that works behind it."""

    port: int
    used: Mapping[str, Used]


def main() -> int:
    wanted = arguments()
    os.environ["SIGNING_KEY"] = SIGNING_KEY
    folder = wanted.folder.absolute()
    parts_wanted = wanted.parts or ["fill", "measure", "restore"]
    with standing.cluster(folder / "postgresql") as url:
        environment = environment_of(folder, url)
        if "fill" in parts_wanted:
            fill(folder, environment, wanted)
        reached = measure(folder, environment, wanted) if "measure" in parts_wanted else True
        if "restore" in parts_wanted:
            restore(folder, environment)
    return 0 if reached else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=["fill", "measure", "restore", []], metavar="fill|measure|restore")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--revisions", type=int, default=REVISIONS)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument(
        "--live", type=int, default=10, help="of twenty articles, how many are live: pages and search take longest"
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "load", help="where everything stays")
    parser.add_argument("--seconds", type=float, default=120, help="of the load; of each step of the search, a quarter")
    parser.add_argument("--rate", type=float, default=1.0, help="times the wanted load")
    parser.add_argument("--idle", type=int, default=60, help="requests of each kind, one at a time")
    parser.add_argument("--no-limit", action="store_true", help="do not look for what gives way first")
    parser.add_argument("--picture", type=Path, help="an SVG of the figures")
    return parser.parse_args()


def environment_of(folder: Path, url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "DATA_FOLDER": str(folder),
        "PAGE_STORE": str(folder / "pages"),
        "EMAIL_URL": f"file:///{folder}/mail",
        "SIGNING_KEY": SIGNING_KEY,
        "LOG_LEVEL": "ERROR",
        "API_PER_MINUTE": "10000000",
        "SEARCHES_PER_MINUTE": "10000000",
    }


def fill(folder: Path, environment: Mapping[str, str], wanted: argparse.Namespace) -> None:
    numbers = {"articles": wanted.articles, "revisions": wanted.revisions, "events": wanted.events, "live": wanted.live}
    with child(sys.executable, "benchmarks.load_site", environment) as site:
        filled = site.ask("fill", **numbers)
    filled["seconds"]["searchable"] = manage(environment, "work", "--once", "--only", "search")
    filled["seconds"]["pages"] = manage(environment, "publish", "--all")
    manage(environment, "work", "--once")
    filled["seconds"]["verified"] = manage(environment, "verify")
    (folder / "filled.json").write_text(json.dumps(filled))
    print("\n".join(report.filled(filled)), flush=True)


def manage(environment: Mapping[str, str], *arguments: str) -> float:
    """Seconds that the command took; it must go well."""
    began = time.perf_counter()
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **environment}, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stdout.decode()[-2000:]}{done.stderr.decode()[-2000:]}")
    return time.perf_counter() - began


def measure(folder: Path, environment: Mapping[str, str], wanted: argparse.Namespace) -> bool:
    with ExitStack() as stack:
        servers = stack.enter_context(everything(folder, environment))
        site = stack.enter_context(child(sys.executable, "benchmarks.load_site", environment))
        site.ask("prepare", seed=7)
        port = servers.port
        # Templates, caches and connections as they are after a first minute.
        ask(port, site.ask("one_of_each", times=3), one_at_a_time=True)
        idle = ask(port, site.ask("one_of_each", times=wanted.idle), one_at_a_time=True)
        loaded, used = under_load(site, servers, wanted.seconds, wanted.rate, SIDES)
        print("\n".join(report.table(idle, loaded, used, wanted.seconds, wanted.rate)), flush=True)
        if wanted.picture:
            wanted.picture.write_text(report.picture(idle, loaded))
        reading, used_by_readers = under_load(site, servers, wanted.seconds / 4, wanted.rate, SIDES[:1])
        print("\n".join(report.hosts(len(reading), used_by_readers)), flush=True)
        if not wanted.no_limit:
            print("\n".join(limit(site, servers, idle, wanted)), flush=True)
    return report.is_reached(idle, loaded)


def limit(site: Child, servers: Servers, idle: Sequence[Came], wanted: argparse.Namespace) -> Iterator[str]:
    """More and more, until an answer is an error or somebody waits five times as long as when nobody else asks."""
    yield "\nMore than that:"
    for step in STEPS:
        seconds = wanted.seconds / 4
        came, used = under_load(site, servers, seconds, wanted.rate * step, SIDES)
        yield report.step(step * wanted.rate, idle, came, used, seconds)
        if report.gives_way(idle, came):
            return


def under_load(
    site: Child, servers: Servers, seconds: float, rate: float, sides: Sequence[str]
) -> tuple[list[Came], dict[str, float]]:
    """What came of each request, and the seconds on the processor of every server."""
    arrivals = site.ask("arrivals", seconds=seconds, rate=rate, sides=list(sides))
    before = {name: server.cpu_seconds() for name, server in servers.used.items()}
    came = ask(servers.port, arrivals)
    return came, {name: server.cpu_seconds() - before[name] for name, server in servers.used.items()}


def ask(port: int, arrivals: Sequence[str], *, one_at_a_time: bool = False) -> list[Came]:
    command = [*EARLIER, sys.executable, "-m", "benchmarks.arriving", str(port)]
    more = ["--one-at-a-time"] if one_at_a_time else []
    done = subprocess.run(
        [*command, *more], check=True, cwd=ROOT, input="\n".join(arrivals), stdout=subprocess.PIPE, text=True
    )
    return [Came(**json.loads(line)) for line in done.stdout.splitlines()]


@contextmanager
def everything(folder: Path, environment: Mapping[str, str]) -> Iterator[Servers]:
    """As docs/one-server.md has it: nginx, web, worker, beat, pages, beside PostgreSQL and Redis."""
    with ExitStack() as stack:
        redis_url = stack.enter_context(redis(parts()["redis"].where, folder))
        ours = {**environment, "REDIS_URL": redis_url, "BEHIND_PROXY": "true"}
        web = {
            name: stack.enter_context(running("reviewboard.wsgi:application", ours, workers=1)) for name in WEB.values()
        }
        ports = {port: web[name].port for port, name in WEB.items()}
        door = stack.enter_context(_nginx(folder, ports))
        found: dict[str, Used] = {**web, "nginx": door, "PostgreSQL": _postgresql(folder)}
        for name, command in _workers().items():
            later = LATER if name == "worker" else []
            found[name] = stack.enter_context(started([*later, sys.executable, *command], door.port, ours))
        yield Servers(door.port, found)


def _workers() -> dict[str, list[str]]:
    celery = ["-m", "celery", "-A", "reviewboard"]
    return {
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "ERROR"],
        "beat": ["manage.py", "beat"],
        "pages": ["manage.py", "work", "--only", "pages"],
    }


@dataclass(frozen=True)
class _Standing:
    """A server that somebody else started."""

    pid: int

    def cpu_seconds(self) -> float:
        return report.seconds_of(self.pid)


def _postgresql(folder: Path) -> Used:
    return _Standing(standing.main_process(folder / "postgresql"))


@contextmanager
def _nginx(folder: Path, web: Mapping[str, int]) -> Iterator[Server]:
    """docs/nginx/reviewboard.conf, as the part `readers` changes it, in front of our web processes instead of those that it names."""
    port = free_port()
    text = example(folder, port)
    beside = re.sub(r"(?<=server 127\.0\.0\.1:)\d+", lambda found: str(web[found[0]]), text)
    with nginx(parts()["nginx"].where, folder, "", beside=beside) as server:
        yield Server(server.process, port)


def restore(folder: Path, environment: Mapping[str, str]) -> None:
    """Into an empty server: another cluster, another folder."""
    backup, there = folder / "backup", folder / "restored"
    for old in (backup, there):
        subprocess.run(["rm", "-rf", str(old)], check=True)
    took = {"backup": manage(environment, "backup", str(backup), "--no-verify")}
    there.mkdir()
    there.chmod(0o755)
    with standing.cluster(there / "postgresql") as url:
        took["restore, verify included"] = manage(environment_of(there, url), "restore", str(backup))
        took["verify once more"] = manage(environment_of(there, url), "verify")
    size = sum(file.stat().st_size for file in backup.rglob("*") if file.is_file())
    print("\n".join(report.restored(took, size)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
