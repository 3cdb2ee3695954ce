"""The second pair of lists, written by someone who had not seen the check, can be counted on: whole, even, in the dialect."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from articles.text.dialect import canonical

LISTS = Path(__file__).parent / "lists"
INJECTED, FAITHFUL = "injected-second", "faithful-second"
FIELDS = ["id", "kind", "clinician", "patient", "note"]
# Twenty-one errors of each kind, eleven rewordings of each.
INJECTED_KINDS = [
    "times-ten", "divided-by-ten", "unit", "digit", "swapped", "range-end", "threshold-direction", "negation",
]  # fmt: skip
FAITHFUL_KINDS = [
    "unit-form", "frequency", "number-words", "number-form", "range", "proportion", "name", "dose-left-out",
    "order", "sentences", "maximum", "abbreviation", "duration", "voice", "threshold", "negation",
]  # fmt: skip


def entries(name: str) -> list[dict[str, str]]:
    lines = (LISTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def words(passage: str) -> list[str]:
    return html.unescape(re.sub(r"<[^<>]*>", " ", passage)).split()


@pytest.mark.parametrize(("name", "kinds", "each"), [(INJECTED, INJECTED_KINDS, 21), (FAITHFUL, FAITHFUL_KINDS, 11)])
def test_every_kind_has_as_many_entries(name: str, kinds: list[str], each: int) -> None:
    found = Counter(entry["kind"] for entry in entries(name))

    assert found == dict.fromkeys(kinds, each)


@pytest.mark.parametrize("name", [INJECTED, FAITHFUL])
def test_ids_count_from_one_without_a_gap(name: str) -> None:
    ids = [entry["id"] for entry in entries(name)]

    assert ids == [f"{name}-{number:03d}" for number in range(1, len(ids) + 1)]


@pytest.mark.parametrize("name", [INJECTED, FAITHFUL])
def test_every_entry_has_its_fields_and_none_is_empty(name: str) -> None:
    unlike = [entry for entry in entries(name) if list(entry) != FIELDS or not all(map(str.strip, entry.values()))]

    assert unlike == []


@pytest.mark.parametrize("name", [INJECTED, FAITHFUL])
def test_no_passage_stands_twice(name: str) -> None:
    passages = Counter(entry[side] for entry in entries(name) for side in ("clinician", "patient"))

    assert [passage for passage, times in passages.items() if times > 1] == []


@pytest.mark.parametrize("name", [INJECTED, FAITHFUL])
def test_the_dialect_keeps_every_word_of_every_passage(name: str) -> None:
    passages = [entry[side] for entry in entries(name) for side in ("clinician", "patient")]

    changed = [passage for passage in passages if words(canonical(passage)) != words(passage)]

    assert changed == []
