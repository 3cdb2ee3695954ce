"""Care cards that do not say who or where, when, or for which signs; and a second card for emergencies (S16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.text.blocks import Block
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import Reading

_CARDS: Final = ("emergency", "urgent", "see-someone")
_WHO: Final = re.compile(
    r"\b(?:doctors?|GP|GPs|general practi\w+|nurses?|midwi(?:fe|ves)|pharmac\w+|dentists?|opticians?|optometrists?"
    r"|physiotherap\w+|physicians?|surgeons?|surgery|clinics?|clinicians?|hospitals?|ambulances?"
    r"|emergency (?:department|room|service|care|number|help|team)s?|A&E|casualty"
    r"|out[- ]of[- ]hours|urgent (?:care|treatment) cent\w+|walk[- ]in"
    r"|health (?:care )?(?:professional|visitor|worker|cent\w+)s?"
    r"|healthcare (?:professional|provider|worker|team)s?|care team|(?:on-call|specialist|paediatric|\w+ology) (?:team|unit|service|clinic)"
    r"|specialists?|consultants?|\w+ologists?|paediatric\w+|poison\w* (?:cent\w+|information)|labou?r ward|maternity|theatre|ICU"
    r"|intensive care|helpline|hotline|crisis (?:team|line)|refer\w*|admit|NHS 111|\d{3,6})\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:now|immediately|at once|straight ?away|right away|urgently|without (?:delay|waiting)|today|tonight|tomorrow|same day|soon"
    r"|as soon as|within|in the next|before|after|if|when|whenever|until|unless|\d+ (?:minutes|hours|days|weeks|months))\b",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(
    r"\b(?:if|when|whenever|who (?:has|have|is|are)|with|for|there (?:is|are))\b \w+", re.IGNORECASE
)
_LACKS: Final = (("who or where", _WHO), ("when", _WHEN))


def checked(text: Reading) -> Iterator[Flag]:
    first = ""
    for (kind, _number), held in _cards(text).items():
        passage, said = _passage(text, held), " ".join(block.text for block in held)
        for lack in _lacking(held, said):
            weighs = kind == "emergency" and lack == "who or where"
            severity = Severity.MUST_ANSWER if weighs else Severity.WORTH_A_LOOK
            yield Flag(Kind.CARE_CARD, severity, passage, Passage(0), (("left", kind), ("subject", lack)))
        if kind == "emergency" and first:
            values = (("left", kind), ("subject", "why there is a second one"))
            yield Flag(Kind.CARE_CARD, Severity.WORTH_A_LOOK, passage, Passage(0), values)
        first = first or (kind if kind == "emergency" else "")


def _cards(text: Reading) -> dict[tuple[str, int], list[Block]]:
    """The blocks of each card, in reading order."""
    found: dict[tuple[str, int], list[Block]] = {}
    for block in text.blocks:
        for holder in block.holders:
            if holder.tag == "aside" and holder.value in _CARDS:
                found.setdefault((holder.value, holder.number), []).append(block)
    return found


def _lacking(held: list[Block], said: str) -> Iterator[str]:
    yield from (name for name, words in _LACKS if not words.search(said))
    if not any(block.kind == "li" for block in held) and not _SIGNS.search(said):
        yield "for which signs"


def _passage(text: Reading, held: list[Block]) -> Passage:
    """All words of the card, so that an answer ends where any of them changes."""
    statement = next((one for block in held for one in text.of_block.get(block.key, ())), None)
    section, number = (statement.section, statement.section_number) if statement else ("", 0)
    return Passage(0, held[0].key, "\n".join(block.text for block in held), section, number)
