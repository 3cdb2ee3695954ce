"""A form that is easily misread: where it stands, what to write instead, and why."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.quotes import Spot

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

FINGERPRINT: Final = 32


class Rule(StrEnum):
    """What is wrong with a form. The value is stored with answers: it is never renamed.

    Sources: ISMP, "List of Error-Prone Abbreviations, Symbols, and Dose Designations" (2021); the Joint Commission,
    "Official 'Do Not Use' List" (2004).
    """

    NO_SPACE = "no-space"
    TRAILING_ZERO = "trailing-zero"
    NAKED_POINT = "naked-point"
    MICROGRAM = "microgram"
    UNIT_LETTER = "unit-letter"
    DAILY = "daily"
    ROUTE = "route"
    VOLUME = "volume"
    UNIT_SPELLING = "unit-spelling"
    LARGE_NUMBER = "large-number"
    THOUSAND = "thousand"
    DRUG_ABBREVIATION = "drug-abbreviation"
    RUN_TOGETHER = "run-together"
    DECIMAL_COMMA = "decimal-comma"
    FRACTION = "fraction"
    SIGN = "sign"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS: Final[dict[Rule, StrPromise]] = {
    Rule.NO_SPACE: _("No space between number and unit: the letter is read as a figure."),
    Rule.TRAILING_ZERO: _("A zero behind the point: 1.0 mg is read as 10 mg."),
    Rule.NAKED_POINT: _("No zero before the point: .5 mg is read as 5 mg."),
    Rule.MICROGRAM: _("µg is read as mg, a thousand times as much."),
    Rule.UNIT_LETTER: _("U is read as 0, 4 or cc; IU as IV or 10."),
    Rule.DAILY: _("This abbreviation of how often is read as another one (QD as QID)."),
    Rule.ROUTE: _("This abbreviation of how a drug is given is read as another one (SC as SL)."),
    Rule.VOLUME: _("Write mL: cc is read as 00 or U, the l of ml as 1."),
    Rule.UNIT_SPELLING: _("The unit has one spelling, without plural and full stop."),
    Rule.LARGE_NUMBER: _("Noughts are miscounted without a comma: 1,000,000."),
    Rule.THOUSAND: _("K and M mean a thousand, a thousand thousand or a million."),
    Rule.DRUG_ABBREVIATION: _("Names of drugs are not abbreviated: MS and MgSO4 are taken for each other."),
    Rule.RUN_TOGETHER: _("Name and dose run together: the last letter is read as a figure."),
    Rule.DECIMAL_COMMA: _("The comma parts thousands in English: write a point."),
    Rule.FRACTION: _("A fraction is read as two numbers: use words or a decimal."),
    Rule.SIGN: _("A sign in place of a word is read as a figure."),
}
_INSTEAD: Final = _("{why} Write “{instead}”.")


@dataclass(frozen=True, slots=True)
class Slip:
    """`quote` is what stands there, `instead` what to write, "" where a person has to decide.

    `spot` is the passage as `replacing.replaced` takes it, so that one click can apply the mend. `section` is the nearest
    heading. `rules` are all that the form breaks, the most telling first.
    """

    rules: tuple[Rule, ...]
    key: str
    section: str
    quote: str
    instead: str
    before: str = ""
    after: str = ""
    start: int = 0

    @property
    def rule(self) -> Rule:
        return self.rules[0]

    @property
    def spot(self) -> Spot:
        return Spot(self.key, self.quote, self.before, self.after)

    @property
    def why(self) -> Sentence:
        if not self.instead:
            return self.rule.label
        return format_lazy(_INSTEAD, why=self.rule.label, instead=self.instead)

    @property
    def fingerprint(self) -> str:
        """32 hex digits of rule, quote and the words around: the answer to a slip holds until one of them changes."""
        parts = [self.rule, self.quote, " ".join(self.before.split()), " ".join(self.after.split())]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:FINGERPRINT]

    @property
    def equality(self) -> str:
        """The same for slips that one answer may cover: the same form anywhere."""
        return hashlib.sha256(json.dumps([self.rule, self.quote], ensure_ascii=False).encode()).hexdigest()[
            :FINGERPRINT
        ]
