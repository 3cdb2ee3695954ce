"""How many pages `publish --all` writes in a second, with two processes, and how that compares with the template alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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
    they spent on the processor. `size` is that of a page in bytes."""

    bare: float
    bare_on_processor: float
    published: float
    published_on_processor: float
    size: float

    @property
    def of_bare(self) -> float:
        """On the processor, which a busy machine changes less."""
        return self.published_on_processor / self.bare_on_processor


def run(folder: Path) -> bool:
    found = measure(folder, ARTICLES, BARE)
    print("\n".join(report(found)), flush=True)
    return is_reached(found)


def measure(folder: Path, articles: int, bare: int) -> Rates:
    """Articles for three audiences with thirty references each, none of which was written in the publisher's style before."""
    environment = {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3", "DATA_FOLDER": str(folder), "PAGE_STORE": str(folder / "pages"),
        "LOG_LEVEL": "WARNING", "REDIS_URL": "",
    }  # fmt: skip
    with child(sys.executable, "benchmarks.publishing_site", environment) as site:
        site.ask("fill", articles=articles)
        template = site.ask("bare", pages=bare)
    told, seconds = _published({**os.environ, **environment})
    return Rates(
        template["clock"],
        template["processor"],
        told["pages"] / told["seconds"],
        told["pages"] / seconds,
        template["bytes"],
    )


def _published(environment: dict[str, str]) -> tuple[dict[str, float], float]:
    """What `publish` says of its work, and the seconds that its processes spent on the processor, those of their start among them."""
    command = [sys.executable, "manage.py", "publish", "--all", "--json", "--processes", str(PROCESSES)]
    before = os.times()
    answer = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return json.loads(answer.stdout), spent


def report(found: Rates) -> list[str]:
    alone = f"{found.bare:7,.0f} pages a second on one core ({found.bare_on_processor:,.0f} of the processor's)"
    whole = f"{found.published:7,.0f} pages a second ({found.published_on_processor:,.0f} of the processor's)"
    return [
        f"\n`publish --all` with {PROCESSES} processes, pages of {found.size:,.0f} bytes with 30 references, three to an article.\n",
        f"  the template alone     {alone}",
        f"  publish --all          {whole}   at least {WANTED}: {_verdict(found.published >= WANTED)}",
        f"  of the template alone  {found.of_bare:7.0%}   at least {WANTED_OF_BARE:.0%}: {_verdict(found.of_bare >= WANTED_OF_BARE)}",
    ]


def _verdict(is_so: bool) -> str:
    return "reached" if is_so else "NOT reached"


def is_reached(found: Rates) -> bool:
    return found.published >= WANTED and found.of_bare >= WANTED_OF_BARE
