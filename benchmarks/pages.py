"""A published page: through a bare WSGI function, the page layer, and Django's rendering, in alternating rounds."""

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.servers import OPTIONS, ROOT, Server, running

APPLICATIONS = {
    "bare": "a bare WSGI function, same bytes",
    "layer": "the page through the layer",
    "rendered": "Django's rendering, all cached",
}
AUDIENCE = "clinician"
ROUNDS = 30
SECONDS = 0.4
CLIENTS = 2
CONNECTIONS = 8
WANTED = 0.6


@dataclass
class Figures:
    """Pages per second and processor time per page, one value for each round."""

    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def add(self, rate: float, count: int, seconds_on_processor: float) -> None:
        self.rates.append(rate)
        self.costs.append(seconds_on_processor / count)


def run(folder: Path) -> bool:
    """Prints the figures; True if the layer reaches what it must."""
    environment = prepare(folder)
    slug = next(link.name for link in (folder / "pages" / "live").iterdir())
    environment["BENCHMARK_PAGE"] = f"{slug}/{AUDIENCE}"
    stored = (folder / "pages" / "live" / slug / f"{AUDIENCE}.html.br").stat().st_size
    figures = measure(f"/articles/{slug}/{AUDIENCE}/", environment)
    return report(figures, stored)


def prepare(folder: Path) -> dict[str, str]:
    """A site of its own with the sample articles, on SQLite."""
    print("Making a site with the sample articles …", flush=True)
    environment = {"DATA_FOLDER": str(folder), "DEBUG": "false"}
    command = [sys.executable, "manage.py", "demo", "--prepare"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    return environment


def measure(path: str, environment: dict[str, str]) -> dict[str, Figures]:
    figures = {name: Figures() for name in APPLICATIONS}
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(running(f"benchmarks.applications:{name}", environment)) for name in APPLICATIONS
        }
        for server in servers.values():
            load(server, path, 0.5)
        for _round in range(ROUNDS):
            for name, server in servers.items():
                before = server.cpu_seconds()
                rate, count = load(server, path, SECONDS)
                figures[name].add(rate, count, server.cpu_seconds() - before)
    return figures


def load(server: Server, path: str, seconds: float) -> tuple[float, int]:
    """Pages per second and their number over all clients, each a process of its own."""
    arguments = [str(server.port), path, str(seconds), str(CONNECTIONS)]
    command = [sys.executable, "-m", "benchmarks.load", *arguments]
    clients = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _number in range(CLIENTS)]
    answers = [client.communicate()[0].split() for client in clients]
    return sum(float(rate) for rate, _count in answers), sum(int(count) for _rate, count in answers)


def report(figures: dict[str, Figures], stored: int) -> bool:
    """Ratios are medians of each round's own, so that what else the machine does weighs on both sides alike."""
    print(f"\nOne published page, {stored:,} bytes in brotli; granian {' '.join(OPTIONS[2:-3])};")
    print(
        f"{CLIENTS} clients with {CONNECTIONS} connections each; medians of {ROUNDS} alternating rounds of {SECONDS:g} s.\n"
    )
    for name, words in APPLICATIONS.items():
        rate, cost = median(figures[name].rates), median(figures[name].costs)
        of_bare = ratio(figures[name], figures["bare"])
        print(f"  {words:34} {rate:10,.0f} requests/s {of_bare:8.1%} of bare {cost * 1e6:10,.0f} µs of server CPU")
    reached = ratio(figures["layer"], figures["bare"])
    print(f"\n  at least {WANTED:.0%} of bare through the layer: {'reached' if reached >= WANTED else 'NOT reached'}")
    return reached >= WANTED


def ratio(one: Figures, other: Figures) -> float:
    return median(rate / base for rate, base in zip(one.rates, other.rates, strict=True))
