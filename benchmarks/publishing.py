"""How many pages `publish --all` writes in a second, with two processes, and how that compares with the template alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.children import child
from benchmarks.servers import ROOT

ARTICLES, BARE = 400, 60
PROCESSES = 2
WANTED, WANTED_OF_BARE = 100, 0.6


@dataclass(frozen=True)
class Rates:
    """Pages a second: of the template alone on one core, and of `publish` with all its processes, on the clock and by the time that
    they spent on the processor, their start aside, which takes it `start` seconds. `first` is a run before which none of the works was
    ever written in the publisher's style, `unprepared` one before which no text was prepared, as after a release that prepares them
    in another way. `size` is that of a page in bytes."""

    bare: float
    bare_on_processor: float
    first: float
    first_on_processor: float
    unprepared: float
    unprepared_on_processor: float
    published: float
    published_on_processor: float
    size: float
    start: float

    @property
    def of_bare(self) -> float:
        """On the processor, which a busy machine changes less."""
        return self.published_on_processor / self.bare_on_processor


def run(folder: Path) -> bool:
    found = measure(folder, ARTICLES, BARE)
    print("\n".join(report(found)), flush=True)
    return is_reached(found)


def measure(folder: Path, articles: int, bare: int) -> Rates:
    """Articles for three audiences with thirty references each. The works of an article are written when its review starts; these
    articles had none, so that the first run writes them. The last, on a host without a page, is what a new build costs."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "DATA_FOLDER": str(folder), "LOG_LEVEL": "WARNING", "REDIS_URL": "",
    }  # fmt: skip
    with child(sys.executable, "benchmarks.publishing_site", environment) as site:
        site.ask("fill", articles=articles)
        template = site.ask("bare", pages=bare)
        start = _publish(environment, folder / "start", "article-1").spent
        first, first_on_processor = _published(environment, folder / "first", start)
        site.ask("forget_texts")
        unprepared, unprepared_on_processor = _published(environment, folder / "second", start)
    published, published_on_processor = _published(environment, folder / "third", start)
    return Rates(
        bare=template["clock"],
        bare_on_processor=template["processor"],
        first=first,
        first_on_processor=first_on_processor,
        unprepared=unprepared,
        unprepared_on_processor=unprepared_on_processor,
        published=published,
        published_on_processor=published_on_processor,
        size=template["bytes"],
        start=start,
    )


@dataclass(frozen=True)
class _Run:
    """What `publish` told of itself, and the seconds that its processes spent on the processor."""

    told: Mapping[str, float]
    spent: float


def _published(environment: Mapping[str, str], pages: Path, start: float) -> tuple[float, float]:
    """Pages a second of the clock, as `publish` tells it, and of the processor, without its start."""
    done = _publish(environment, pages, "--all")
    return done.told["pages"] / done.told["seconds"], done.told["pages"] / max(done.spent - start, 0.001)


def _publish(environment: Mapping[str, str], pages: Path, what: str) -> _Run:
    command = [sys.executable, "manage.py", "publish", what, "--json", "--processes", str(PROCESSES)]
    before = os.times()
    whole = {**os.environ, **environment, "PAGE_STORE": str(pages)}
    answer = subprocess.run(command, cwd=ROOT, env=whole, check=True, stdout=subprocess.PIPE, text=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return _Run(json.loads(answer.stdout), spent)


def report(found: Rates) -> list[str]:
    alone = f"{found.bare:7,.0f} pages a second on one core ({found.bare_on_processor:,.0f} of the processor's)"
    first = f"{found.first:7,.0f} pages a second ({found.first_on_processor:,.0f} of the processor's)"
    unprepared = f"{found.unprepared:7,.0f} pages a second ({found.unprepared_on_processor:,.0f} of the processor's)"
    whole = f"{found.published:7,.0f} pages a second ({found.published_on_processor:,.0f} of the processor's)"
    return [
        f"\n`publish --all` with {PROCESSES} processes, pages of {found.size:,.0f} bytes with 30 references, three to an article.",
        f"Its start, {found.start:.1f} s of the processor, is not counted.\n",
        f"  the template alone     {alone}",
        f"  no work written yet    {first}",
        f"  no text prepared yet   {unprepared}",
        f"  publish --all          {whole}   at least {WANTED}: {_verdict(found.published >= WANTED)}",
        f"  of the template alone  {found.of_bare:7.0%}   at least {WANTED_OF_BARE:.0%}: {_verdict(found.of_bare >= WANTED_OF_BARE)}",
    ]


def _verdict(is_so: bool) -> str:
    return "reached" if is_so else "NOT reached"


def is_reached(found: Rates) -> bool:
    return found.published >= WANTED and found.of_bare >= WANTED_OF_BARE
