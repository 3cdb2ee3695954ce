"""The reference list of a page: numbered entries in the publisher's style, each with its type, links and the texts that use it."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from django.conf import settings
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.manifest import CitedReference, Manifest
from articles.publishing import wording
from articles.publishing.build import build
from articles.publishing.facts import ReferenceMark
from articles.references.evidence_levels import in_words
from articles.references.formatting import TAGS, Style, formatted, words_of
from articles.text.citations import citations

DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
DIGITS = re.compile(r"\d+")
PMCID = re.compile(r"PMC\d+")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_DOI_ADDRESS = "https://doi.org/"
_PUBMED_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/"
_PMC_ADDRESS = "https://pmc.ncbi.nlm.nih.gov/articles/"
SECONDS = 14 * 24 * 60 * 60


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
    title: str
    formatted: str
    links: tuple[Link, ...]
    places: tuple[str, ...]
    used_in: tuple[wording.Words, ...]
    mark: wording.Words
    evidence: wording.Words = ""

    @property
    def shown(self) -> SafeString:
        return shown(self.formatted, self.links)

    @property
    def other_links(self) -> tuple[Link, ...]:
        """Those that the style does not write out."""
        return tuple(link for link in self.links if not _written(self.formatted, link))

    @property
    def plain(self) -> str:
        return words_of(self.formatted)


def entries(
    manifest: Manifest,
    numbers: Mapping[str, int],
    places: Mapping[str, Sequence[str]],
    marks: Mapping[str, ReferenceMark],
    *,
    style: Style | None = None,
) -> tuple[Entry, ...]:
    """Cited works in the order of their numbers, then those that only other texts of the article use.

    Without a `style` in that of the publisher as it is now.
    """
    used = used_in(manifest)
    written = in_style(manifest.references, style or Style(settings.REFERENCE_STYLE), manifest.language)
    made = [
        _entry(
            reference,
            written[reference.key],
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
    reference: CitedReference,
    written: str,
    *,
    number: int,
    places: tuple[str, ...],
    used: Sequence[str],
    mark: ReferenceMark | None,
) -> Entry:
    return Entry(
        key=reference.key,
        number=number,
        type=wording.REFERENCE_TYPES.get(reference.type, reference.label),
        is_as_stated=reference.standing == "as-stated",
        evidence=in_words(**reference.evidence) if reference.evidence else "",
        title=_text(reference.csl.get("title")),
        formatted=written,
        links=links(reference.identifiers),
        places=places,
        used_in=tuple(wording.WRITTEN_FOR[audience] for audience in used),
        mark=wording.REFERENCE_MARKS[mark.kind] if mark else "",
    )


def in_style(references: Sequence[CitedReference], style: Style, language: str) -> dict[str, str]:
    """For each key the work as `style` writes it. A frozen work never changes, so it is written once for all workers and kept."""
    memory = caches["versions"]
    keys = {reference.key: _memory_key(reference, style, language) for reference in references}
    known = memory.get_many(keys.values())
    made = {
        keys[reference.key]: formatted(_csl(reference), style, language)
        for reference in references
        if keys[reference.key] not in known
    }
    if made:
        memory.set_many(made, SECONDS)
    return {key: {**known, **made}[kept] for key, kept in keys.items()}


def _memory_key(reference: CitedReference, style: Style, language: str) -> str:
    words = json.dumps([dict(reference.csl), dict(reference.identifiers)], sort_keys=True, default=str)
    return f"reference:{hashlib.sha256(chr(0).join((build(), style, language, words)).encode()).hexdigest()}"


def _csl(reference: CitedReference) -> dict[str, Any]:
    """With the identifiers that the library knows, and without any that is malformed."""
    named = (("DOI", "doi", DOI), ("PMID", "pmid", DIGITS), ("PMCID", "pmcid", PMCID), ("URL", "url", WEB_ADDRESS))
    found = {name: reference.identifiers.get(kind) or _text(reference.csl.get(name)) for name, kind, _shape in named}
    shapes = {name: shape for name, _kind, shape in named}
    fitting = {name: value if shapes[name].fullmatch(value) else "" for name, value in found.items()}
    return {**reference.csl, **fitting}


def shown(written: str, links: Sequence[Link]) -> SafeString:
    """The work as its style writes it, every address in it a link."""
    linked, tags, attributes = _linked(written, links), {*TAGS, "a"}, {"a": {"href", "rel"}}
    return mark_safe(nh3.clean(linked, tags=tags, attributes=attributes, link_rel=None))  # noqa: S308


def _linked(written: str, links: Sequence[Link]) -> str:
    for link in links:
        for words in _spellings(link):
            if words in written:
                anchor = f'<a href="{html.escape(link.url)}" rel="external">{words}</a>'
                written = written.replace(words, anchor, 1)
                break
    return written


def _written(written: str, link: Link) -> bool:
    return any(words in written for words in _spellings(link))


def _spellings(link: Link) -> tuple[str, ...]:
    """How styles write an address out, as HTML: whole, or by its number."""
    whole = html.escape(link.url, quote=False)
    named = ((_DOI_ADDRESS, "doi:"), (_PUBMED_ADDRESS, "PMID: "), (_PMC_ADDRESS, "PMCID: "))
    short = (f"{name}{whole.removeprefix(address)}" for address, name in named if link.url.startswith(address))
    return (whole, *short)


def well_formed(identifiers: Mapping[str, str]) -> dict[str, str]:
    """Those that have the shape of their kind; a malformed one is shown nowhere."""
    shapes = {"doi": DOI, "pmid": DIGITS, "pmcid": PMCID, "url": WEB_ADDRESS}
    return {name: value for name, value in identifiers.items() if name in shapes and shapes[name].fullmatch(value)}


def links(identifiers: Mapping[str, str]) -> tuple[Link, ...]:
    """Addresses of well-formed identifiers alone: a malformed one is shown nowhere."""
    made = (
        _link("DOI", _DOI_ADDRESS, identifiers.get("doi", ""), DOI),
        _link("PubMed", _PUBMED_ADDRESS, identifiers.get("pmid", ""), DIGITS),
        _link("PubMed Central", _PMC_ADDRESS, identifiers.get("pmcid", ""), PMCID),
        _link(_("Web page"), "", identifiers.get("url", ""), WEB_ADDRESS),
    )
    return tuple(link for link in made if link is not None)


def _link(label: str, prefix: str, value: str, shape: re.Pattern[str]) -> Link | None:
    return Link(label, prefix + value) if shape.fullmatch(value) else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
