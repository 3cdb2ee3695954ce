"""How long ten thousand RIS records take into a library of twenty thousand works, and how much memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import databases
from benchmarks.answering import Taken
from benchmarks.children import child
from benchmarks.environments import python_with

LIBRARY, RECORDS = 20_000, 10_000
MOST_SECONDS = 60
# Beside what the first thousand records have needed.
MOST_MEMORY = 20
_RISPY = "0.10.0"


def run(folder: Path) -> bool:
    files = {name: _written(folder, name, numbers) for name, numbers in _FILES.items()}
    reached = [_on(name, kind, folder, files) for name, kind in databases.kinds().items()]
    _rispy(folder, files["records"])
    return all(reached)


# Every fifth of the records is in the library already, and every tenth stands twice in its own file.
_FILES = {
    "library": range(LIBRARY),
    "first": range(100_000, 101_000),
    "records": [number if number % 5 == 0 else 200_000 + number - (number % 10 == 2) for number in range(RECORDS)],
}


def _written(folder: Path, name: str, numbers: range | list[int]) -> Path:
    path = folder / f"{name}.ris"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line for number in numbers for line in _record(number))
    return path


def _record(number: int) -> Iterator[str]:
    """An invented trial; a third have no DOI and are known again by title, year and first author."""
    yield f"TY  - JOUR\nTI  - Invented trial number {number} of warm socks: a study in {number % 97} wards\n"
    yield from (f"AU  - Author{(number * 7 + place) % 1000}, Given {place}\n" for place in range(6))
    yield f"T2  - Journal {number % 50}\nPY  - {1990 + number % 30}\nVL  - {number % 80}\nSP  - {number}\nEP  - {number + 9}\n"
    yield f"DO  - 10.5555/socks.{number}\n" if number % 3 else ""
    yield f"AB  - {'Words of an abstract that goes on for a while. ' * 35}\nER  - \n\n"


def _on(name: str, kind: databases.Kind, folder: Path, files: dict[str, Path]) -> bool:
    with kind(folder) as make:
        environment = {"DATABASE_URL": make("references"), "DATA_FOLDER": str(folder)}
        with child(sys.executable, "benchmarks.references_site", environment) as site:
            site.ask("make")
            site.ask("load", file=str(files["library"]))
            site.ask("load", file=str(files["first"]))
            before = site.ask("became")["memory"]
            read = Taken(*site.ask("read", file=str(files["records"])))
            loaded = Taken(*site.ask("load", file=str(files["records"])))
            found = site.ask("became")
    more = found["memory"] - before
    print(f"\n{RECORDS:,} RIS records into a library of {LIBRARY:,} works on {name}:")
    print(f"  read     {read.seconds:6.1f} s ({read.processor:.1f} s of the processor)")
    print(
        f"  imported {loaded.seconds:6.1f} s ({loaded.processor:.1f} s of the processor); must stay under {MOST_SECONDS} s"
    )
    print(
        f"  {found['taken']:,} new, {found['merged']:,} merged; {found['memory']} MB at most, {more} MB more than before",
        flush=True,
    )
    return loaded.seconds < MOST_SECONDS and more <= MOST_MEMORY


def _rispy(folder: Path, file: Path) -> None:
    python = python_with(f"rispy {_RISPY}", f"rispy-{_RISPY}", [f"rispy=={_RISPY}"])
    if python:
        with child(python, "benchmarks.rispy_reading", {}) as running:
            read = Taken(*running.ask("read", file=str(file)))
            print(f"  rispy {_RISPY} reads the same file in {read.seconds:.1f} s, {running.ask('memory')} MB at most")
