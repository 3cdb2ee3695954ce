"""Forms that are easily misread and still stand there: one flag for each rule and block, so that its answer holds for that block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading, Statement
from articles.text.notation import Rule, Slip, slips

# By these a dose is read as ten times as much: they stand on the Joint Commission's list, and one click mends them.
_TENFOLD: Final = frozenset({Rule.TRAILING_ZERO, Rule.NAKED_POINT, Rule.UNIT_LETTER})
_TAKEN: Final = re.compile(
    r"\b(?:take|taken|takes|give|given|inject\w*|start|dose|doses|tablets?|capsules?|insulin)\b", re.IGNORECASE
)
# By these one drug, way or time is read as another, or an amount as another one.
_MISTAKEN: Final = frozenset(
    {
        *(Rule.MICROGRAM, Rule.DAILY, Rule.ROUTE, Rule.DRUG_ABBREVIATION, Rule.RUN_TOGETHER),
        *(Rule.DECIMAL_COMMA, Rule.LARGE_NUMBER, Rule.THOUSAND),
    }
)


def checked(text: Reading) -> Iterator[Flag]:
    held: dict[tuple[str, Rule], list[Slip]] = {}
    for slip in slips(text.html):
        held.setdefault((slip.key, slip.rule), []).append(slip)
    for (key, rule), found in held.items():
        yield _flag(rule, found, text.of_block.get(key, ()))


def _flag(rule: Rule, found: list[Slip], statements: Sequence[Statement]) -> Flag:
    forms = ", ".join(f"“{quote}”" for quote in dict.fromkeys(slip.quote for slip in found))
    first = found[0]
    # With the words around, so that the answer ends where they change.
    quote = " ".join(f"{first.before}{first.quote}{first.after}".split())
    passage = Passage(0, first.key, quote, first.section, statements[0].section_number if statements else 0)
    is_dose = any(
        one.substances or _TAKEN.search(one.text) for one in statements if any(slip.quote in one.text for slip in found)
    )
    return Flag(
        Kind.NOTATION, _severity(rule, is_dose=is_dose), passage, Passage(0), (("left", forms), ("subject", rule.value))
    )


def _severity(rule: Rule, *, is_dose: bool) -> Severity:
    """What only may be read as ten times as much of something measured harms nobody at once."""
    if rule in _TENFOLD and is_dose:
        return Severity.MUST_ANSWER
    return Severity.WORTH_A_LOOK if rule in _TENFOLD | _MISTAKEN else Severity.NOTE
