"""What programs and other authors take from a live article: its references, the page itself as a work, the version as JATS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.manifest import CitedReference
from articles.models import Publication
from articles.publishing.cited_as import page_as_reference
from articles.publishing.headers import export_headers
from articles.publishing.jats import jats
from articles.publishing.releases import facts_for, modified_at
from articles.publishing.render import address, shown_title
from articles.references.cited import as_work, well_formed
from articles.references.evidence_levels import note
from articles.references.works import Work
from articles.references.writing import WRITERS


@dataclass(frozen=True)
class Export:
    body: bytes
    headers: Mapping[str, str]


def references_export(publication: Publication, format_: str) -> Export:
    """All works that the version cites, in `format_`, a name of `WRITERS`."""
    references = publication.version.content.references
    return _export(publication, f"{publication.article.slug}-references", format_, _works(references))


def page_export(publication: Publication, audience: str, format_: str) -> Export:
    """The page of one text as a work that another author cites."""
    facts = facts_for(publication)
    content = publication.version.content
    title, url = shown_title(content, is_retracted=facts.is_retracted), address(facts, audience)
    page = page_as_reference(content, facts, audience, title=title, url=url)
    return _export(publication, f"{publication.article.slug}-{audience}", format_, _works([page]))


def jats_export(publication: Publication) -> Export:
    facts = facts_for(publication)
    body = jats(publication.version.content, facts)
    return Export(body, _headers(publication, f"{publication.article.slug}.xml", "application/xml"))


def _export(publication: Publication, name: str, format_: str, works: Mapping[str, Work]) -> Export:
    write, media_type = WRITERS[format_]
    return Export(write(works).encode(), _headers(publication, f"{name}.{format_}", media_type))


def _headers(publication: Publication, name: str, media_type: str) -> dict[str, str]:
    return export_headers(name=name, media_type=media_type, modified=modified_at(publication))


def _works(references: Iterable[CitedReference]) -> dict[str, Work]:
    return {reference.key: _work(reference) for reference in references}


def _work(reference: CitedReference) -> Work:
    noted = {"note": note(**reference.evidence)} if reference.evidence else {}
    identifiers = well_formed(reference.identifiers)
    return as_work({**reference.csl, **noted}, identifiers, type_=reference.type, label=reference.label)
