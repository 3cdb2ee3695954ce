"""The Nu HTML checker over every kind of page for readers; it must find no error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import judges
from benchmarks.children import child

TITLE = "the Nu HTML checker"


def run(folder: Path) -> bool:
    if not judges.is_there(TITLE, judges.NU, "java", "npm"):
        return True
    pages = folder / "html"
    pages.mkdir()
    environment = {"DATA_FOLDER": str(folder), "PENDING_PAGES": "true", "LOG_LEVEL": "ERROR"}
    with child(sys.executable, "benchmarks.readers_site", environment) as site:
        site.ask("prepare")
        count = site.ask("write", folder=str(pages))
    found = messages(sorted(pages.glob("*.html")))
    print("\n".join(report(count, found)))
    return not errors(found)


def messages(files: Iterable[Path]) -> list[Mapping[str, Any]]:
    """What it says of these files. It ends with 1 where it finds an error, so its answer counts, not its code."""
    command = ["java", "-jar", str(judges.NU), "--format", "json", *map(str, files)]
    answer = subprocess.run(command, capture_output=True, check=False, text=True)
    found: list[Mapping[str, Any]] = json.loads(answer.stderr)["messages"]
    return found


def errors(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in found if one["type"] != "info"]


def report(count: int, found: list[Mapping[str, Any]]) -> list[str]:
    wrong = errors(found)
    return [
        f"\n{TITLE[0].upper()}{TITLE[1:]} over {count} kinds of pages for readers: {len(wrong)} errors, {len(found) - len(wrong)} remarks.",
        *(f"  {Path(one.get('url', '')).stem}: {one['message']}" for one in wrong),
        f"  0 errors: {'NOT reached' if wrong else 'reached'}",
    ]
