"""The reference list of a page: numbered entries from CSL-JSON, each with its type, links and the texts that use it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.manifest import CitedReference, Manifest
from articles.publishing import wording
from articles.publishing.facts import ReferenceMark
from articles.text.citations import citations

MOST_AUTHORS = 6
DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
DIGITS = re.compile(r"\d+")
PMCID = re.compile(r"PMC\d+")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Entry:
    """`number` 0: cited only by the texts named in `used_in`. `places` are the ids of its citations on this page."""

    key: str
    number: int
    type: wording.Words
    is_as_stated: bool
    authors: str
    title: str
    source: str
    links: tuple[Link, ...]
    places: tuple[str, ...]
    used_in: tuple[wording.Words, ...]
    mark: wording.Words

    @property
    def title_needs_stop(self) -> bool:
        return not self.title.endswith((".", "?", "!"))

    @property
    def plain(self) -> str:
        return " ".join(filter(None, (_sentence(self.authors), _sentence(self.title), _sentence(self.source))))


def entries(
    manifest: Manifest,
    numbers: Mapping[str, int],
    places: Mapping[str, Sequence[str]],
    marks: Mapping[str, ReferenceMark],
) -> tuple[Entry, ...]:
    """Cited works in the order of their numbers, then those that only other texts of the article use."""
    used = used_in(manifest)
    made = [
        _entry(
            reference,
            number=numbers.get(reference.key, 0),
            places=tuple(places.get(reference.key, ())),
            used=used.get(reference.key, ()),
            mark=marks.get(reference.key),
        )
        for reference in manifest.references
    ]
    return tuple(sorted(made, key=lambda entry: entry.number or len(made) + 1))


def used_in(manifest: Manifest) -> dict[str, tuple[str, ...]]:
    """For each key the audiences whose texts cite it."""
    found: dict[str, dict[str, None]] = {}
    for audience in manifest.audiences:
        text = manifest.texts[audience]
        for citation in (*citations(text.summary), *citations(text.body)):
            for key in citation.keys:
                found.setdefault(key, {})[audience] = None
    return {key: tuple(audiences) for key, audiences in found.items()}


def _entry(
    reference: CitedReference, *, number: int, places: tuple[str, ...], used: Sequence[str], mark: ReferenceMark | None
) -> Entry:
    csl = reference.csl
    return Entry(
        key=reference.key,
        number=number,
        type=wording.REFERENCE_TYPES.get(reference.type, reference.label),
        is_as_stated=reference.standing == "as-stated",
        authors=authors(csl.get("author", ())),
        title=_text(csl.get("title")),
        source=source(csl),
        links=links(reference.identifiers),
        places=places,
        used_in=tuple(wording.WRITTEN_FOR[audience] for audience in used),
        mark=wording.REFERENCE_MARKS[mark.kind] if mark else "",
    )


def authors(names: Any) -> str:
    """ "Dyck PJ, Windebank AJ, et al": as ICMJE has it, six names and then the rest in two words."""
    shown = [_name(name) for name in names if isinstance(name, Mapping)]
    shown = [name for name in shown if name]
    rest = ["et al"] if len(shown) > MOST_AUTHORS else []
    return ", ".join([*shown[:MOST_AUTHORS], *rest])


def _name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return _text(name["literal"])
    initials = "".join(part[0] for part in re.split(r"[\s.\-]+", _text(name.get("given"))) if part)
    return " ".join(filter(None, (_text(name.get("family")), initials)))


def source(csl: Mapping[str, Any]) -> str:
    """ "Brain 2002;125:827–37" """
    place = _text(csl.get("container-title")) or _text(csl.get("publisher"))
    volume = _text(csl.get("volume")) + (f"({_text(csl.get('issue'))})" if csl.get("issue") else "")
    pages = _text(csl.get("page")).replace("-", "–")
    where = ":".join(filter(None, (volume, pages)))
    return " ".join(filter(None, (place, ";".join(filter(None, (year(csl), where))))))


def year(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return _text(parts[0][0]) if parts and parts[0] else ""


def links(identifiers: Mapping[str, str]) -> tuple[Link, ...]:
    """Addresses of well-formed identifiers alone: a malformed one is shown nowhere."""
    made = (
        _link("DOI", "https://doi.org/", identifiers.get("doi", ""), DOI),
        _link("PubMed", "https://pubmed.ncbi.nlm.nih.gov/", identifiers.get("pmid", ""), DIGITS),
        _link("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/", identifiers.get("pmcid", ""), PMCID),
        _link(_("Web page"), "", identifiers.get("url", ""), WEB_ADDRESS),
    )
    return tuple(link for link in made if link is not None)


def _link(label: str, prefix: str, value: str, shape: re.Pattern[str]) -> Link | None:
    return Link(label, prefix + value) if shape.fullmatch(value) else None


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
