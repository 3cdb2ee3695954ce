"""Ages, times, shares and measurements that cannot be: slips of a key that no reader takes for what was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading
from articles.text.proofreading import ages, measures, times
from articles.text.proofreading.doubts import Doubt

_CHECKS: Final[tuple[Callable[[str], Iterator[Doubt]], ...]] = (ages.doubts, times.doubts, measures.doubts)


def checked(text: Reading) -> Iterator[Flag]:
    for statement in text.statements:
        if not any(sign.isdigit() for sign in statement.text):
            continue
        for doubt in dict.fromkeys(one for check in _CHECKS for one in check(statement.text)):
            severity = Severity.MUST_ANSWER if doubt.is_sure else Severity.WORTH_A_LOOK
            values = (("left", doubt.quote), ("subject", doubt.reason))
            yield Flag(Kind.IMPOSSIBLE, severity, statement.passage(0), Passage(0), values)
