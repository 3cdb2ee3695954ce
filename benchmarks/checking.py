"""How much of its own processor a check of a work takes, and how politely the services are asked meanwhile."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks import databases
from benchmarks.answering import Taken
from benchmarks.children import child
from tests.evidence_servers import MOST_IN_A_SECOND, Services, crossref_work, pubmed_work, running

WORKS = 40
MOST_MILLISECONDS = 20
MOST_REQUESTS = 3


def run(folder: Path) -> bool:
    reached = [_on(name, kind, folder) for name, kind in databases.kinds().items()]
    return all(reached)


def doi_of(number: int) -> str:
    return f"10.5555/socks.{number}"


def _services() -> Services:
    """Both know every work, and say nothing against it."""
    made = Services()
    for number in range(WORKS):
        made.works[doi_of(number)] = crossref_work(doi_of(number))
        made.papers[str(1000 + number)] = pubmed_work(str(1000 + number))
    return made


def _on(name: str, kind: databases.Kind, folder: Path) -> bool:
    services = _services()
    with kind(folder) as make, running(services) as address:
        environment = {
            "DATABASE_URL": make("checking"),
            "DATA_FOLDER": str(folder),
            "REFERENCE_CHECKS": "on",
            "LINK_CHECK_LOOPBACK": "on",
            "CROSSREF_URL": f"{address}/crossref",
            "NCBI_URL": f"{address}/ncbi",
        }
        with child(sys.executable, "benchmarks.checking_site", environment) as site:
            site.ask("make", works=WORKS)
            spent = Taken(*site.ask("check"))
            assert site.ask("checked") == WORKS
    each = spent.processor * 1000 / WORKS
    most = {service: services.most_in_a_second(service) for service in ("crossref", "ncbi")}
    asked = len(services.asked) / WORKS
    print(f"\n{WORKS} works asked about at Crossref and PubMed on {name}, in {spent.seconds:.0f} s:")
    print(f"  {each:.1f} ms of our own processor for a work; must stay under {MOST_MILLISECONDS} ms")
    print(f"  at most {most['crossref']} and {most['ncbi']} requests in a second, {asked:.1f} for a work", flush=True)
    is_polite = max(most.values()) <= MOST_IN_A_SECOND and max(_asked(services).values()) <= MOST_REQUESTS
    return each <= MOST_MILLISECONDS and is_polite


def _asked(services: Services) -> Counter[str]:
    """Requests by address; no work is asked about twice."""
    return Counter(path for path in services.paths() if path.startswith("/crossref/"))
