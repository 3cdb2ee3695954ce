"""The word lists beside this module, read once, when they are first asked for. `data/README.md` says where they are from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parent / "data"
_FIRST: Final = ""


def listed(words: str) -> frozenset[str]:
    """Words of one line, for a list that is too short for a file."""
    return frozenset(words.split())


@cache
def jargon() -> frozenset[str]:
    return frozenset(_words("jargon.txt")[_FIRST])


@cache
def nouns() -> frozenset[str]:
    """With their regular plurals."""
    found = _words("nouns.txt")[_FIRST]
    return frozenset([*found, *(form for noun in found for form in plurals(noun))])


@cache
def irregular_participles() -> frozenset[str]:
    return frozenset(_words("participles.txt")[_FIRST])


@cache
def states() -> frozenset[str]:
    """Participles that say how something is: "swollen", "worried"."""
    return frozenset(_words("participles.txt")["states"])


@cache
def orders() -> frozenset[str]:
    """Verbs with which an order to readers begins."""
    return frozenset(_words("orders.txt")[_FIRST])


def plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("sis"):
        return (f"{noun[:-2]}es",)
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return (f"{noun}es",)
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return (f"{noun[:-1]}ies",)
    return (f"{noun}s",)


def sections(name: str) -> Iterator[tuple[str, str]]:
    """Each line of a list with the heading that it stands under."""
    heading = _FIRST
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            yield heading, line


def _words(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for heading, line in sections(name):
        found.setdefault(heading, []).extend(line.split())
    return found
