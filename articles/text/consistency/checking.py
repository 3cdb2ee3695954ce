"""All checks of one text, and of two."""

from __future__ import annotations

from articles.text.consistency import advice, amounts, exchanged
from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, worst_first
from articles.text.consistency.statements import reading


def compared(left: str, right: str) -> tuple[Flag, ...]:
    index = Index(reading(left), reading(right))
    return worst_first([*amounts.checked(index), *exchanged.checked(index), *advice.checked(index)])
