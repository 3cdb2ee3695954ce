"""textstat in a virtual environment of its own, with the dictionary that it would download."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.children import Child, child
from benchmarks.environments import python_with
from benchmarks.servers import ROOT

VERSION = "0.7.13"
# What it installs beside itself may change what it counts.
WANTED = (f"textstat=={VERSION}", "nltk==3.10.4", "pyphen==0.18.1")
_SYLLABLES = ROOT / "articles" / "text" / "readability" / "data" / "syllables.txt.gz"


def python() -> str:
    """Its Python; empty, and said, where it cannot be installed."""
    return python_with(f"textstat {VERSION}", f"textstat-{VERSION}", WANTED)


@contextmanager
def counting(python_of_textstat: str, folder: Path) -> Iterator[Child]:
    write_dictionary(folder / "corpora" / "cmudict")
    with child(python_of_textstat, "benchmarks.textstat_counting", {"NLTK_DATA": str(folder)}) as running:
        yield running


def write_dictionary(folder: Path) -> None:
    """CMUdict as NLTK reads it. textstat counts the sounds that bear a stress, so that any such sound will do."""
    folder.mkdir(parents=True)
    with gzip.open(_SYLLABLES, "rt", encoding="utf-8") as lines, (folder / "cmudict").open("w") as dictionary:
        for number, *words in (line.split() for line in lines if not line.startswith("#")):
            dictionary.writelines(f"{word.upper()} 1 {' '.join(['AH0'] * int(number))}\n" for word in words)
