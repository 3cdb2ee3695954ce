"""What is read from sentences about doses: sentences.txt holds each with the rows that it must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.text.dosing import Dose, doses

SENTENCES = Path(__file__).with_name("sentences.txt")


def cases() -> list[tuple[str, list[str]]]:
    paragraphs = SENTENCES.read_text().split("\n\n")[1:]
    lines = (paragraph.strip("\n").splitlines() for paragraph in paragraphs)
    return [(text, rows) for text, *rows in lines]


def row(dose: Dose) -> str:
    drug = f"{dose.drug}?" if dose.is_assumed else dose.drug
    amount = f"not {dose.amount}" if dose.is_refused else dose.amount
    parts = (drug, amount, dose.route, dose.frequency, dose.maximum, dose.population)
    return " | ".join(parts)


def squeezed(row: str) -> list[str]:
    return [part.strip() for part in row.split("|")]


@pytest.mark.parametrize(("text", "rows"), cases(), ids=[text for text, _rows in cases()])
def test_sentence_gives_its_doses(text: str, rows: list[str]) -> None:
    found = doses(f"<p>{text}</p>")

    assert [squeezed(row(dose)) for dose in found] == [squeezed(wanted) for wanted in rows]
