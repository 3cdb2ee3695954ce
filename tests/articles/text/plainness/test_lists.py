"""What makes a text hard is found in the passages of our lists, each with its replacement; what does not is left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from articles.text.dialect import canonical
from articles.text.plainness import Finding, Kind, findings

LISTS = sorted(Path(__file__).with_name("lists").glob("*.txt"))
_MARKED = re.compile(r"\[\[(.*?)(?:=>(.*?))?\]\]")


@dataclass(frozen=True)
class Line:
    kind: Kind
    passage: str
    found: list[tuple[str, str]]


def lines() -> list[Line]:
    return [
        _line(path.stem, line) for path in LISTS for line in path.read_text().splitlines() if line[:2] in ("+ ", "- ")
    ]


def _line(kind: str, line: str) -> Line:
    found = [(match[1], match[2] or "") for match in _MARKED.finditer(line)]
    assert bool(found) == line.startswith("+"), line
    return Line(Kind(kind), _MARKED.sub(r"\1", line[2:]), found)


def found_in(passage: str, audience: str = "patient") -> tuple[Finding, ...]:
    return findings({"summary": "", "body": canonical(f"<p>{passage}</p>")}, audience)


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line.kind}: {line.passage[:40]}")
def test_passage_of_the_lists_is_found_or_left_alone(line: Line) -> None:
    found = [(one.quote, one.instead) for one in found_in(line.passage) if one.kind is line.kind]

    assert found == line.found
