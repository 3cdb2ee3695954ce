"""What an article is about, in the codes of others: their schemes, the form of a code in each, and how people type them. Pure.

Forms: MeSH unique identifiers (NLM, "MeSH Record Types": D or C and 6 or 9 digits); ICD-10 (WHO, volume 2, 2.4.7); ICD-11 stem codes
(WHO, ICD-11 Reference Guide 2.7: no letters I and O, a letter second, a digit third); ATC (WHO Collaborating Centre, five levels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from articles.refusals import Refusal

MOST, LONGEST_LABEL = 40, 200


class Scheme(StrEnum):
    """The values stand in rows, feeds and files, and are never renamed."""

    MESH = "mesh"
    ICD_10 = "icd-10"
    ICD_11 = "icd-11"
    ATC = "atc"
    OTHER = "other"


NAMES: Final[Mapping[str, str]] = {
    Scheme.MESH: "MeSH",
    Scheme.ICD_10: "ICD-10",
    Scheme.ICD_11: "ICD-11",
    Scheme.ATC: "ATC",
    Scheme.OTHER: "other",
}
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    Scheme.MESH: re.compile(r"[DC][0-9]{6}(?:[0-9]{3})?"),
    Scheme.ICD_10: re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"),
    Scheme.ICD_11: re.compile(r"[0-9A-HJ-NP-Z][A-HJ-NP-Z][0-9][0-9A-HJ-NP-Z](?:\.[0-9A-HJ-NP-Z]{1,2})?"),
    Scheme.ATC: re.compile(r"[A-DGHJLMNPRSV](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?"),
    Scheme.OTHER: re.compile(r"\S{1,40}"),
}
_EXAMPLES: Final[Mapping[str, str]] = {
    Scheme.MESH: "D006073",
    Scheme.ICD_10: "M10.9",
    Scheme.ICD_11: "FA25.0",
    Scheme.ATC: "M04AA01",
}


class WrongCode(Refusal):
    """A code is not of the form that its scheme has."""


@dataclass(frozen=True)
class SubjectCode:
    scheme: str
    code: str
    label: str

    @property
    def name(self) -> str:
        """Of the scheme, as people write it."""
        return NAMES.get(self.scheme, self.scheme)

    def line(self) -> str:
        return f"{self.name} {self.code} {self.label}".strip()

    def as_data(self) -> dict[str, str]:
        return {"scheme": self.scheme, "code": self.code, "label": self.label}


def read(rows: Iterable[Mapping[str, str]]) -> tuple[SubjectCode, ...]:
    """As an article keeps them."""
    return tuple(SubjectCode(row["scheme"], row["code"], row["label"]) for row in rows)


def typed(text: str) -> list[SubjectCode]:
    """One a line: scheme, code, label ("ICD-10 M10.9 Gout, unspecified"). Raises `WrongCode` with the number of the line."""
    found = list(dict.fromkeys(_lines(text)))
    if len(found) > MOST:
        raise WrongCode(_("At most %d codes, please.") % MOST)
    return found


def _lines(text: str) -> Iterator[SubjectCode]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> SubjectCode:
    scheme, code, label = [*line.split(maxsplit=2), "", ""][:3]
    known = next((one for one in Scheme if one.value == scheme.casefold()), None)
    if known is None:
        raise WrongCode(
            _("Line %(line)d: begin with MeSH, ICD-10, ICD-11, ATC or other, not with “%(scheme)s”.")
            % {"line": number, "scheme": scheme[:40]}
        )
    code = code if known is Scheme.OTHER else code.upper()
    if not _FORMS[known].fullmatch(code):
        said = {"line": number, "code": code[:40], "scheme": NAMES[known], "example": _EXAMPLES.get(known, "X1")}
        raise WrongCode(
            _("Line %(line)d: “%(code)s” does not look like a code of %(scheme)s, such as %(example)s.") % said
        )
    if not label.strip() or len(label) > LONGEST_LABEL:
        raise WrongCode(_("Line %d: say in words what the code means, behind it.") % number)
    return SubjectCode(known.value, code, " ".join(label.split()))
