"""The pairs of passages that the checks are judged by, and which of them give a flag that must be answered."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

from articles.text.consistency import Flag, Severity
from articles.text.consistency.checking import compared
from articles.text.dialect import canonical

LISTS = Path(__file__).with_name("lists")


def pairs(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LISTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def flagged(name: str) -> list[str]:
    """Which pairs of a list give a flag that must be answered."""
    return [pair["id"] for pair in pairs(name) if must_answer(pair)]


def must_answer(pair: dict[str, str]) -> list[Flag]:
    return [flag for flag in found(pair["clinician"], pair["patient"]) if flag.severity is Severity.MUST_ANSWER]


@cache
def found(clinician: str, patient: str) -> tuple[Flag, ...]:
    """Several tests ask about the same pair."""
    return compared(html(clinician), html(patient))


def html(passage: str) -> str:
    return canonical(passage if passage.lstrip().startswith("<") else f"<p>{escape(passage)}</p>")
