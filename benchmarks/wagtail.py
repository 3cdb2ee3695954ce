"""Wagtail in a virtual environment of its own, from the registry, with the Django and the driver that we have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import django
import psycopg
import redis

from benchmarks.children import Child, child
from benchmarks.environments import python_with
from reviewboard import environment

VERSION = "8.0.1"
# It says that it is for Wagtail below 8; it is installed as it is, and answers with its own mark of a hit.
CACHE_VERSION = "3.0.0"
WANTED = (f"wagtail=={VERSION}", f"django=={django.__version__}", f"psycopg[binary]=={psycopg.__version__}")


def python() -> str:
    """Its Python; empty, and said, where it cannot be installed."""
    folder = f"wagtail-{VERSION}-django-{django.__version__}-psycopg-{psycopg.__version__}"
    return python_with(f"Wagtail {VERSION}", folder, WANTED)


def python_with_cache() -> str:
    """Its Python with wagtail-cache, a client of Redis, and the web server that we have."""
    wanted = (*WANTED, f"granian=={version('granian')}", f"redis=={redis.__version__}")
    folder = f"wagtail-{VERSION}-django-{django.__version__}-cache-{CACHE_VERSION}-granian-{version('granian')}"
    alone = (f"wagtail-cache=={CACHE_VERSION}",)
    return python_with(f"Wagtail {VERSION} with wagtail-cache {CACHE_VERSION}", folder, wanted, alone=alone)


@contextmanager
def publishing(python_of_wagtail: str, variables: Mapping[str, str]) -> Iterator[Child]:
    """Its site, to put a page into that readers see."""
    with child(python_of_wagtail, "benchmarks.wagtail_site", variables) as running:
        yield running


@contextmanager
def site(python_of_wagtail: str, url: str) -> Iterator[Child]:
    """Its site, on a database that is opened as ours is."""
    described = environment.database(url, base=Path("/"), pooled=False)
    with child(python_of_wagtail, "benchmarks.wagtail_site", {"BENCHMARK_DATABASE": json.dumps(described)}) as running:
        yield running
