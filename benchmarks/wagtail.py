"""Wagtail in a virtual environment of its own, from the registry, with the Django and the driver that we have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

from benchmarks.children import Child, child
from benchmarks.environments import python_with
from reviewboard import environment

VERSION = "8.0.1"
WANTED = (f"wagtail=={VERSION}", f"django=={django.__version__}", f"psycopg[binary]=={psycopg.__version__}")


def python() -> str:
    """Its Python; empty, and said, where it cannot be installed."""
    folder = f"wagtail-{VERSION}-django-{django.__version__}-psycopg-{psycopg.__version__}"
    return python_with(f"Wagtail {VERSION}", folder, WANTED)


@contextmanager
def site(python_of_wagtail: str, url: str) -> Iterator[Child]:
    """Its site, on a database that is opened as ours is."""
    described = environment.database(url, base=Path("/"), pooled=False)
    with child(python_of_wagtail, "benchmarks.wagtail_site", {"BENCHMARK_DATABASE": json.dumps(described)}) as running:
        yield running
