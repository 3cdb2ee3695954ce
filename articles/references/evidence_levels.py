"""How sure a work lets its readers be: schemes of evidence and their levels, as data. A level means nothing without its scheme. Pure.

GRADE: Guyatt et al., BMJ 2008;336:924 (certainty of a body of evidence). OCEBM 2011: OCEBM Levels of Evidence Working Group, The Oxford
2011 Levels of Evidence (a work by its design, for the question asked of it).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence

NAMES: Final[Mapping[str, str]] = {"grade": "GRADE", "ocebm-2011": "OCEBM 2011"}
# In words with their scheme, from the surest to the least sure. What was given once is never renamed: signed versions hold it.
LEVELS: Final[Mapping[str, Mapping[str, Sentence]]] = {
    "grade": {
        "high": _("high certainty (GRADE)"),
        "moderate": _("moderate certainty (GRADE)"),
        "low": _("low certainty (GRADE)"),
        "very-low": _("very low certainty (GRADE)"),
    },
    "ocebm-2011": {
        "1": _("level 1 of 5, 1 being the strongest (OCEBM 2011)"),
        "2": _("level 2 of 5, 1 being the strongest (OCEBM 2011)"),
        "3": _("level 3 of 5, 1 being the strongest (OCEBM 2011)"),
        "4": _("level 4 of 5, 1 being the strongest (OCEBM 2011)"),
        "5": _("level 5 of 5, 1 being the strongest (OCEBM 2011)"),
    },
}


def is_level(scheme: str, level: str) -> bool:
    return level in LEVELS.get(scheme, {})


def in_words(scheme: str, level: str) -> Sentence:
    """ "moderate certainty (GRADE)"; "" where there is no level."""
    return LEVELS.get(scheme, {}).get(level, "")


def note(scheme: str, level: str) -> str:
    """For other programs, in English whatever the page's language: "GRADE: moderate"; "" where there is no level."""
    return f"{NAMES[scheme]}: {level.replace('-', ' ')}" if is_level(scheme, level) else ""
