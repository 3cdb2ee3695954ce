"""What a record of the library gains from another of the same work: what was empty is filled, nothing is written over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Reference, ReferenceStanding, ReferenceType
from articles.references.works import Work
from articles.refusals import Sentence
from articles.text.folding import folded

_IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "url", "guideline")
_NAMES: dict[str, Sentence] = {
    "doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "url": gettext_lazy("web address"),
    "guideline": gettext_lazy("guideline number"), "type": gettext_lazy("type"), "title": gettext_lazy("title"),
    "author": gettext_lazy("authors"), "editor": gettext_lazy("editors"), "container-title": gettext_lazy("journal"),
    "container-title-short": gettext_lazy("short name of the journal"), "issued": gettext_lazy("date"),
    "volume": gettext_lazy("volume"), "issue": gettext_lazy("issue"), "page": gettext_lazy("pages"),
    "publisher": gettext_lazy("publisher"), "publisher-place": gettext_lazy("place"), "edition": gettext_lazy("edition"),
    "ISSN": "ISSN", "language": gettext_lazy("language"), "abstract": gettext_lazy("abstract"),
}  # fmt: skip
# Two sources write these in so many ways that a difference says nothing.
_SILENT = frozenset(
    {"url", "container-title-short", "ISSN", "language", "abstract", "publisher", "publisher-place", "edition"}
)
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Merger:
    """`filled` and `differing` are names of fields for people."""

    filled: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = []
        if self.filled:
            said.append(_("adds: %s") % ", ".join(self.filled))
        if self.differing:
            said.append(_("differs and stays as it is: %s") % ", ".join(self.differing))
        return "; ".join(said) or _("nothing new")


def merge(reference: Reference, work: Work) -> Merger:
    """Change the row, unsaved. A work that somebody here confirmed keeps its type too, whatever the source says."""
    merger = Merger()
    for name in _IDENTIFIERS:
        known, new = getattr(reference, name), getattr(work, name)
        if new and not known:
            setattr(reference, name, new)
            merger.filled.append(str(_NAMES[name]))
        elif new and known.lower() != new.lower():
            _differs(merger, name, known, new)
    csl = dict(reference.csl) if isinstance(reference.csl, dict) else {}
    for name, value in _new_of(csl, work, merger):
        csl[name] = value
        merger.filled.append(str(_NAMES[name]))
    reference.csl = csl
    _merge_type(reference, work, merger)
    return merger


def _new_of(csl: dict[str, Any], work: Work, merger: Merger) -> Iterator[tuple[str, Any]]:
    for name, new in work.csl.items():
        if name == "type":
            continue
        if not csl.get(name):
            yield name, new
        elif name not in _SILENT and csl[name] != new and not _agree(name, csl, work):
            _differs(merger, name, _shown(name, csl[name]), _shown(name, new))


def _merge_type(reference: Reference, work: Work, merger: Merger) -> None:
    if work.type in {reference.type, ReferenceType.OTHER_RESEARCH}:
        return
    if reference.type == ReferenceType.OTHER_RESEARCH and reference.standing == ReferenceStanding.AS_STATED:
        reference.type, reference.label = work.type, work.label
        merger.filled.append(str(_NAMES["type"]))
    else:
        _differs(merger, "type", reference.get_type_display(), str(ReferenceType(work.type).label))


def _agree(name: str, csl: dict[str, Any], work: Work) -> bool:
    if name == "container-title":
        ours = {_bare(str(csl.get(field, ""))) for field in ("container-title", "container-title-short")}
        theirs = {_bare(str(work.csl.get(field, ""))) for field in ("container-title", "container-title-short")}
        return bool((ours & theirs) - {""})
    return _bare(_shown(name, csl[name])) == _bare(_shown(name, work.csl[name]))


def _bare(words: str) -> str:
    """As it is compared: case, accents and punctuation differ between sources."""
    return _PUNCTUATION.sub(" ", folded(words)).strip()


def _shown(name: str, value: Any) -> str:
    """As it is told: of authors the family names, of a date the year."""
    if name in {"author", "editor"}:
        people = value if isinstance(value, list) else []
        return ", ".join(str(person.get("family") or person.get("literal") or "") for person in people)
    if name == "issued":
        parts = value.get("date-parts") if isinstance(value, dict) else None
        return str(parts[0][0]) if parts and parts[0] else ""
    return str(value)


def _differs(merger: Merger, name: str, known: str, new: str) -> None:
    if name not in _SILENT:
        words = {"field": _NAMES[name], "known": _short(known), "new": _short(new)}
        merger.differing.append(_("%(field)s (here “%(known)s”, there “%(new)s”)") % words)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
