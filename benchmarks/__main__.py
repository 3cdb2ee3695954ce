"""Measures what the README's figures say, and what of it is reached: `python -m benchmarks [PART …] [--large]`."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django

from benchmarks import (
    articles,
    checking,
    comparing,
    consistency,
    large,
    lighthouse,
    lists,
    moving_in,
    nu,
    publishing,
    readability,
    readers,
    references,
    reviewing,
    saving,
    searching,
    seeds,
    signing,
    sweeping,
    verifying,
    wagtail,
)  # fmt: skip
from benchmarks.servers import ROOT

PARTS = (
    "readers",
    "lists",
    "publish",
    "save",
    "comparison",
    "readability",
    "consistency",
    "review",
    "verify",
    "signing",
    "references",
    "moving_in",
    "checks",
    "seeds",
    "nu",
    "lighthouse",
    "search",
    "sweep",
    "articles",
    "large",
)
HEAVY = frozenset({"search", "sweep", "articles", "large"})  # twenty thousand articles: filling them takes minutes
FROM_NPM = frozenset({"nu", "lighthouse"})  # a hundred megabytes
IN_A_FOLDER = {
    "readers": readers.run,
    "lists": lists.run,
    "verify": verifying.run,
    "review": reviewing.run,
    "signing": signing.run,
    "references": references.run,
    "moving_in": moving_in.run,
    "checks": checking.run,
    "publish": publishing.run,
    "nu": nu.run,
    "lighthouse": lighthouse.run,
    "search": searching.run,
    "sweep": sweeping.run,
    "articles": articles.run,
}
ARTICLES, REVISIONS = 20_000, 1_000_000


def main() -> int:
    wanted = arguments()
    if wanted.fit:
        readability.fit(Path(os.environ["SHARED_DATA"]))
        return 0
    (ROOT / "var").mkdir(exist_ok=True)
    reached = [measured(part, wanted) for part in PARTS if part in wanted.parts]
    if "large" not in wanted.parts:
        print(
            f"\nNot measured: desk and search with {ARTICLES:,} articles. `make bench LARGE=1` fills the databases, which takes a while."
        )
    if wanted.parts.isdisjoint(FROM_NPM):
        print(
            "\nNot measured: what Lighthouse and the Nu HTML checker say. `python -m benchmarks nu lighthouse` installs them from npm."
        )
    return 0 if all(reached) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"some of: {', '.join(PARTS)} (default: all but search, sweep, articles, large, nu and lighthouse)",
    )
    parser.add_argument(
        "--large",
        action="store_true",
        help="the parts `search`, `sweep`, `articles` and `large`, alone or beside the parts that are named",
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of the part `large`")
    parser.add_argument("--revisions", type=int, default=REVISIONS, help="of the part `large`")
    parser.add_argument(
        "--fit", action="store_true", help="print the constants of the difficulty, from SHARED_DATA, and stop"
    )
    found = parser.parse_args()
    if unknown := {*found.parts} - {*PARTS}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    usual = () if found.large else (part for part in PARTS if part not in HEAVY | FROM_NPM)
    found.parts = {*(found.parts or usual), *(HEAVY if found.large else ())}
    return found


def measured(part: str, wanted: argparse.Namespace) -> bool:
    """One part in a folder of its own; True if it reaches what it must."""
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=ROOT / "var") as name:
        folder = Path(name)
        if part == "save":
            return saving.run(folder, wagtail.python())
        if part == "comparison":
            return comparing.run(folder, wagtail.python())
        if part == "readability":
            return readability.run(folder, Path(os.environ["SHARED_DATA"]) if os.environ.get("SHARED_DATA") else None)
        if part in IN_A_FOLDER:
            return IN_A_FOLDER[part](folder)
        if part == "consistency":
            return consistent()
        if part == "large":
            return large.run(folder, wanted.articles, wanted.revisions)
        return counted()


def consistent() -> bool:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
    django.setup()
    return consistency.run()


def counted() -> bool:
    if os.environ.get("SHARED_DATA"):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
        django.setup()
        seeds.run(Path(os.environ["SHARED_DATA"]))
    else:
        print("\nSHARED_DATA is not set: the shared files were not counted.")
    return True


sys.exit(main())
