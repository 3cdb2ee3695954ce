"""What a check noticed: its kind, how weighty it is, the two passages side by side, and why it was noticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text import evidence_kinds
from articles.text.consistency.wording import sentence
from articles.text.evidence_kinds import LABELS

FINGERPRINT = 32


class Severity(IntEnum):
    """Sorts worst first."""

    MUST_ANSWER = 0
    WORTH_A_LOOK = 1
    NOTE = 2

    @property
    def label(self) -> Promise:
        return _SEVERITIES[self]

    @property
    def word(self) -> str:
        """For machines: "must-answer", "worth-a-look", "note"."""
        return self.name.lower().replace("_", "-")


_SEVERITIES = {
    Severity.MUST_ANSWER: _("must be answered"),
    Severity.WORTH_A_LOOK: _("worth a look"),
    Severity.NOTE: _("note"),
}


class Kind(StrEnum):
    """What is inconsistent. The value is stored with answers: it is never renamed."""

    DOSE = "dose"
    NEW_DOSE = "new-dose"
    MISSING_DOSE = "missing-dose"
    FREQUENCY = "frequency"
    ROUTE = "route"
    MAXIMUM = "maximum"
    SWAPPED = "swapped"
    NUMBER = "number"
    NEW_NUMBER = "new-number"
    THRESHOLD = "threshold"
    WITHIN = "within"
    NEGATION = "negation"
    ADVICE = "advice"
    STRENGTH = "strength"
    PRECAUTION = "precaution"
    WARNING = "warning"
    WARNING_SIGN = "warning-sign"
    SAFETY = "safety"
    NO_SAFETY = "no-safety"
    TYPE_SAFETY = "type-safety"
    DRUG = "drug"
    SIDE = "side"
    POPULATION = "population"
    SECTION = "section"
    ORDER = "order"
    CITATION = "citation"
    DRIFT = "drift"
    IMPOSSIBLE = "impossible"
    EMERGENCY_NUMBER = "emergency-number"
    CARE_CARD = "care-card"
    TOTAL = "total"
    NOTATION = "notation"
    LOOK_ALIKE = "look-alike"
    RETRACTED = "retracted"
    CONCERN = "concern"
    UNSOURCED_DOSE = "unsourced-dose"
    SELF_PUBLISHED_DOSE = "self-published-dose"
    SINGLE_SOURCE_DOSE = "single-source-dose"
    SUPERSEDED = "superseded"
    PREPRINT = "preprint"
    OLD = "old"
    UNCITED_SECTION = "uncited-section"
    PROMPT = "prompt"

    @property
    def label(self) -> Promise:
        return _KINDS[self]


_KINDS = {
    Kind.DOSE: _("Dose differs"),
    Kind.NEW_DOSE: _("Dose in one text only"),
    Kind.MISSING_DOSE: _("Dose left out"),
    Kind.FREQUENCY: _("How often differs"),
    Kind.ROUTE: _("Way of giving differs"),
    Kind.MAXIMUM: _("Upper limit differs"),
    Kind.SWAPPED: _("Numbers exchanged"),
    Kind.NUMBER: _("Number differs"),
    Kind.NEW_NUMBER: _("New number"),
    Kind.THRESHOLD: _("Direction of a threshold differs"),
    Kind.WITHIN: _("Numbers disagree within the text"),
    Kind.NEGATION: _("One says yes, the other no"),
    Kind.ADVICE: _("Opposite advice"),
    Kind.STRENGTH: _("Strength of advice differs"),
    Kind.PRECAUTION: _("Precaution in one place only"),
    Kind.WARNING: _("Warning signs in one text only"),
    Kind.WARNING_SIGN: _("Warning sign in one text only"),
    Kind.SAFETY: _("Safety information in one text only"),
    Kind.NO_SAFETY: _("Safety information missing"),
    Kind.TYPE_SAFETY: _("Safety information of its type missing"),
    Kind.DRUG: _("Drug in one text only"),
    Kind.SIDE: _("Side of the body"),
    Kind.POPULATION: _("Whom it applies to differs"),
    Kind.SECTION: _("Section in one text only"),
    Kind.ORDER: _("Order of sections differs"),
    Kind.CITATION: _("Citation"),
    Kind.DRIFT: _("Changed in one text only"),
    Kind.IMPOSSIBLE: _("This cannot be"),
    Kind.EMERGENCY_NUMBER: _("Emergency number of another country"),
    Kind.CARE_CARD: _("Care card"),
    Kind.TOTAL: _("Total does not add up"),
    Kind.NOTATION: _("Easily misread"),
    Kind.LOOK_ALIKE: _("Names taken for each other"),
    Kind.PROMPT: _("Prompt of a template"),
    **{Kind(kind.value): label for kind, label in LABELS.items() if kind is not evidence_kinds.Kind.NEVER_CITED},
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something stands, or is missing: then `quote` is empty. `text` is 0 for the first text, 1 for the second.

    `key` is that of the block, `section` the nearest heading ("" above the first), `number` the section's place in
    its text (for the order of groups).
    """

    text: int
    key: str = ""
    quote: str = ""
    section: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a check noticed.

    `left` is a passage of the first text; `right` of the second text, or of the first again for a flag within one
    text. `values` are the words that the sentence `why` names, by the names of its placeholders.
    """

    kind: Kind
    severity: Severity
    left: Passage
    right: Passage
    values: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> Sentence:
        """A sentence for people, in the language of whoever reads it."""
        return sentence(self.kind.value, dict(self.values))

    @property
    def fingerprint(self) -> str:
        """32 hex digits of the kind, what is named and both passages: an answer holds until one of them changes."""
        return _digest(self.kind, self.values, [[p.text, " ".join(p.quote.split())] for p in (self.left, self.right)])

    @property
    def equality(self) -> str:
        """32 hex digits, the same for flags that one answer may cover: the same thing noticed at several passages."""
        return _digest(self.kind, self.values)

    @property
    def is_within(self) -> bool:
        """Whether both passages are of one text."""
        return self.left.text == self.right.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in (self.left, self.right) if passage.quote)


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:FINGERPRINT]


@dataclass(frozen=True, slots=True)
class Group:
    """The flags of one section, worst first."""

    section: str
    flags: tuple[Flag, ...]

    @property
    def worst(self) -> Severity:
        return self.flags[0].severity


def by_section(flags: Iterable[Flag]) -> tuple[Group, ...]:
    """Flags by section, the section with the worst flag first, else as the first text reads; within one worst first.

    A flag belongs to the section of its left passage, or to that of the right one where the first text says nothing.
    """
    groups: dict[tuple[int, str], list[Flag]] = {}
    for flag in flags:
        home = flag.left if flag.left.quote or not flag.right.quote else flag.right
        groups.setdefault((home.number, home.section), []).append(flag)
    ordered = sorted(groups.items(), key=lambda group: (min(flag.severity for flag in group[1]), group[0][0]))
    return tuple(Group(place[1], worst_first(held)) for place, held in ordered)


def worst_first(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """By severity; flags of one severity stay in their order."""
    return tuple(sorted(flags, key=lambda flag: flag.severity))
