"""Lighthouse 12 on localhost with its phone profile: home, an article, the search; medians of five rounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import judges
from benchmarks.children import child
from benchmarks.servers import free_port, running
from tests import tiers

ROUNDS = 5
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
KINDS = {"home": "home", "article": "patient", "search": "search form"}
TIMES = {"first paint": "first-contentful-paint", "largest paint": "largest-contentful-paint"}
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


@dataclass(frozen=True)
class Round:
    """Scores from 0 to 100, seconds of the paints, how much moved by itself."""

    scores: Mapping[str, float]
    seconds: Mapping[str, float]
    shift: float


def run(folder: Path) -> bool:
    if not judges.is_there("Lighthouse", judges.LIGHTHOUSE, "node", "npm"):
        return True
    chromium = tiers.parts()["browser"].where
    if not chromium:
        print("\nNot measured: Lighthouse, which needs Chromium.")
        return True
    port = free_port()
    site_url = f"http://localhost:{port}"
    environment = {
        "DATA_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "benchmarks.collected_settings",
        "LOG_LEVEL": "ERROR",
        "PENDING_PAGES": "true",
        "SITE_URL": site_url,
    }
    with child(sys.executable, "benchmarks.readers_site", environment) as site:
        addresses = site.ask("prepare")
    with running("reviewboard.wsgi:application", environment, port=port):
        found = {
            name: [_round(f"{site_url}{addresses[kind]}", chromium, folder) for _number in range(ROUNDS)]
            for name, kind in KINDS.items()
        }
    print("\n".join(report(found)))
    return all(is_reached(rounds) for rounds in found.values())


def _round(url: str, chromium: str, folder: Path) -> Round:
    file = folder / "lighthouse.json"
    command = ["node", str(judges.LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={file}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env=environment, stderr=subprocess.DEVNULL)
    told = json.loads(file.read_text())
    audits = told["audits"]
    return Round(
        scores={name: told["categories"][name]["score"] * 100 for name in WANTED},
        seconds={name: audits[audit]["numericValue"] / 1000 for name, audit in TIMES.items()},
        shift=audits["cumulative-layout-shift"]["numericValue"],
    )


def is_reached(rounds: Sequence[Round]) -> bool:
    return all(_score(rounds, name) >= least for name, least in WANTED.items())


def report(found: Mapping[str, Sequence[Round]]) -> list[str]:
    lines = [f"\nLighthouse, phone profile, localhost; medians of {ROUNDS} rounds."]
    for page, rounds in found.items():
        scores = ", ".join(f"{name} {_score(rounds, name):.0f}" for name in WANTED)
        paints = ", ".join(f"{name} {median(one.seconds[name] for one in rounds):.1f} s" for name in TIMES)
        lines.append(f"  {page:8} {scores}; {paints}, layout shift {max(one.shift for one in rounds):.3f}")
    wanted = ", ".join(f"{name} ≥ {least}" for name, least in WANTED.items())
    verdict = "reached" if all(is_reached(rounds) for rounds in found.values()) else "NOT reached"
    return [*lines, f"  {wanted}: {verdict}"]


def _score(rounds: Sequence[Round], name: str) -> float:
    return median(one.scores[name] for one in rounds)
