"""What the importer counts in the shared files."""

from dataclasses import asdict
from pathlib import Path

from articles.importing import parse

FILES = ("clinician-answer.txt", "patient-guide.txt")


def run(folder: Path) -> None:
    for name in FILES:
        path = folder / "seeds" / name
        counts = parse(path.read_text(encoding="utf-8"), filename=name).counts
        print(f"\n{name}")
        for kind, number in asdict(counts).items():
            print(f"  {kind.replace('_', ' '):20} {number:6}")
