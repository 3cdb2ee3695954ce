"""Measures a published page through the project's own server, and counts the shared files if SHARED_DATA names them."""

import os
import sys
import tempfile
from pathlib import Path

import django

from benchmarks import pages, seeds


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        reached = pages.run(Path(folder))
    if os.environ.get("SHARED_DATA"):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
        django.setup()
        seeds.run(Path(os.environ["SHARED_DATA"]))
    else:
        print("\nSHARED_DATA is not set: the shared files were not counted.")
    return 0 if reached else 1


sys.exit(main())
