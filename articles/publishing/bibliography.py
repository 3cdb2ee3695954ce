"""The reference list of a page: numbered entries in the publisher's style, each with its type, links and the texts that use it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import nh3
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from articles.manifest import CitedReference, Manifest
from articles.publishing import wording
from articles.publishing.facts import ReferenceMark
from articles.references.cited import DIGITS, DOI, PMCID, WEB_ADDRESS, Cited, content, written_csl
from articles.references.evidence_levels import in_words
from articles.references.formatting import TAGS, Style, formatted, made_with, words_of
from articles.text.citations import citations

_PLACE = _("Reference %(number)s, place %(count)s in the text")
_WEB_PAGE = _("Web page")
_DOI_ADDRESS = "https://doi.org/"
_PUBMED_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/"
_PMC_ADDRESS = "https://pmc.ncbi.nlm.nih.gov/articles/"
SECONDS = 14 * 24 * 60 * 60


Writer = Callable[[Iterable[Cited], Style, str], Mapping[str, str]]


@dataclass(frozen=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True)
class Written:
    """What a style writes for the pages of a version: the `works` that it cites, by key, and each of its `pages` as a work, by audience."""

    works: Mapping[str, str]
    pages: Mapping[str, str] = field(default_factory=dict)


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
    def labelled_places(self) -> list[tuple[str, str]]:
        """The ids of its citations, each with what the link to it is called."""
        label = str(_PLACE)
        return [(place, label % {"number": self.number, "count": count}) for count, place in enumerate(self.places, 1)]

    @property
    def plain(self) -> str:
        return words_of(self.formatted)


def entries(
    manifest: Manifest,
    numbers: Mapping[str, int],
    places: Mapping[str, Sequence[str]],
    marks: Mapping[str, ReferenceMark],
    written: Mapping[str, str],
) -> tuple[Entry, ...]:
    """Those works that are `written`, as `in_style` gives them: in the order of their numbers, then those that only other texts
    of the article use."""
    used = used_in(manifest)
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
        if reference.key in written
    ]
    return tuple(sorted(made, key=lambda entry: (not entry.number, entry.number)))


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


def in_style(works: Iterable[Cited], style: Style, language: str) -> dict[str, str]:
    """For each key the work as `style` writes it, remembered by all workers; `kept.in_style` keeps it for good."""
    memory = caches["versions"]
    made_by = made_with(style, language)
    listed = {work.key: work for work in works}
    keys = {key: f"reference:{made_by}:{content(work.csl, work.identifiers)}" for key, work in listed.items()}
    known = memory.get_many(keys.values())
    made = {
        keys[key]: formatted(written_csl(work.csl, work.identifiers), style, language)
        for key, work in listed.items()
        if keys[key] not in known
    }
    if made:
        memory.set_many(made, SECONDS)
    return {key: {**known, **made}[name] for key, name in keys.items()}


@lru_cache(maxsize=1024)
def shown(written: str, links: tuple[Link, ...]) -> SafeString:
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


def links(identifiers: Mapping[str, str]) -> tuple[Link, ...]:
    """Addresses of well-formed identifiers alone: a malformed one is shown nowhere."""
    made = (
        _link("DOI", _DOI_ADDRESS, identifiers.get("doi", ""), DOI),
        _link("PubMed", _PUBMED_ADDRESS, identifiers.get("pmid", ""), DIGITS),
        _link("PubMed Central", _PMC_ADDRESS, identifiers.get("pmcid", ""), PMCID),
        _link(_WEB_PAGE, "", identifiers.get("url", ""), WEB_ADDRESS),
    )
    return tuple(link for link in made if link is not None)


def _link(label: wording.Words, prefix: str, value: str, shape: re.Pattern[str]) -> Link | None:
    return Link(str(label), prefix + value) if shape.fullmatch(value) else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
