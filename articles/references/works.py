"""What a reader of a format or a lookup answers: a work, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.refusals import Sentence

# The names of `ReferenceType`; this module stands below the models.
GUIDELINE = "guideline"
SYSTEMATIC_REVIEW = "systematic-review"
RANDOMISED_TRIAL = "randomised-trial"
OBSERVATIONAL_STUDY = "observational-study"
REVIEW = "review"
CASE_REPORT = "case-report"
BOOK = "book"
WEB_PAGE = "web-page"
OTHER_RESEARCH = "other-research"


@dataclass(frozen=True, slots=True)
class Work:
    """A work as its source states it.

    `csl` is CSL-JSON with plain text in every field (never markup), all numbers as strings, without the identifiers: those
    stand beside it in the spelling of `identifiers`, "" where there is none. Its keys, each left out where it is empty: type,
    title, author and editor ([{family, given} or {literal}]), container-title, container-title-short, issued
    ({"date-parts": [["2017", "1"]]}), volume, issue, page, publisher, publisher-place, edition, ISSN, language, abstract.
    `type` is a name of `ReferenceType`, `label` what the source calls it. `line` is where the record begins, from 1, or 0.
    `notes` say what of the record could not be kept.
    """

    csl: Mapping[str, Any]
    type: str = OTHER_RESEARCH
    label: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    guideline: str = ""
    line: int = 0
    notes: tuple[Sentence, ...] = field(default=(), compare=False)

    @property
    def title(self) -> str:
        return str(self.csl.get("title") or "")

    @property
    def year(self) -> str:
        parts = (self.csl.get("issued") or {}).get("date-parts") or [[]]
        return str(parts[0][0]) if parts[0] else ""

    @property
    def first_author(self) -> str:
        """Family name of the first author, or the organisation."""
        first: Mapping[str, str] = next(iter(self.csl.get("author") or ()), {})
        return str(first.get("family") or first.get("literal") or "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that holds an identifier and nothing else: the work is to be looked up."""

    kind: str
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that cannot be taken: where it begins, why, and its title if it has one."""

    line: int
    reason: Sentence
    title: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A reference in running words, which nobody has taken apart yet."""

    text: str
    line: int = 0


Record = Work | Wanted | Typed | Refused
