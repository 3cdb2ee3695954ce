"""Wagtail in a virtual environment of its own, from the registry, with the Django and the driver that we have."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg

from benchmarks.children import Child, child
from benchmarks.servers import ROOT
from reviewboard import environment

VERSION = "8.0.1"
WANTED = (f"wagtail=={VERSION}", f"django=={django.__version__}", f"psycopg[binary]=={psycopg.__version__}")


def python() -> str:
    """Its Python, installed on the first call and kept under `var`; empty, and said, where that is not possible."""
    folder = ROOT / "var" / f"wagtail-{VERSION}-django-{django.__version__}-psycopg-{psycopg.__version__}"
    found = folder / "bin" / "python"
    installed = folder / "installed"
    if installed.exists():
        return str(found)
    uv = str(Path(sys.executable).with_name("uv"))
    print(f"Installing Wagtail {VERSION} …", flush=True)
    try:
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(found), *WANTED], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Wagtail {VERSION} cannot be installed ({error}): its figures are left out.")
        return ""
    installed.touch()
    return str(found)


@contextmanager
def site(python_of_wagtail: str, url: str) -> Iterator[Child]:
    """Its site, on a database that is opened as ours is."""
    described = environment.database(url, base=Path("/"), pooled=False)
    with child(python_of_wagtail, "benchmarks.wagtail_site", {"BENCHMARK_DATABASE": json.dumps(described)}) as running:
        yield running
