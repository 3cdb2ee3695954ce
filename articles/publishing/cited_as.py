"""How others cite a page of ours: its words as a work, in the publisher's style, and the files that programs take."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.manifest import CitedReference, Manifest
from articles.publishing import bibliography
from articles.publishing.bibliography import Link
from articles.publishing.facts import PageFacts

AUTHORS = frozenset({"author", "medical_writer"})
# What each file is called by those who use it, by the ending of its name.
FORMATS = {"ris": "RIS", "bib": "BibTeX", "nbib": "NBIB", "json": "CSL-JSON"}


@dataclass(frozen=True)
class CitedAs:
    """`shown` is the page as a reference; `page` are files of it, `references` files of all that the article cites."""

    shown: SafeString
    page: tuple[Link, ...]
    references: tuple[Link, ...]
    jats: str


def is_citable(facts: PageFacts) -> bool:
    """Not what nobody should build on: it waits for its review, or was retracted."""
    return facts.basis != "pending" and not facts.is_retracted


def cited_as(manifest: Manifest, facts: PageFacts, audience: str, *, url: str, written: str) -> CitedAs | None:
    """None for what is not citable. `written` is the page as a reference, in the publisher's style."""
    if not is_citable(facts):
        return None
    folder = f"/articles/{facts.slug}/"
    return CitedAs(
        shown=bibliography.shown(written, bibliography.links({"url": url})),
        page=tuple(Link(name, f"{folder}{audience}/cite.{ending}") for ending, name in FORMATS.items()),
        references=tuple(Link(name, f"{folder}references.{ending}") for ending, name in FORMATS.items())
        if manifest.references
        else (),
        jats=f"{folder}article.xml",
    )


def page_as_reference(manifest: Manifest, facts: PageFacts, audience: str, *, title: str, url: str) -> CitedReference:
    """By those who wrote its words, of the day since which they stand as they are."""
    since = facts.last_updated
    authors = [{"literal": byline.name} for byline in manifest.contributors if byline.role in AUTHORS]
    csl = {
        "type": "webpage",
        "title": title,
        "author": authors or [{"literal": facts.publisher.name}],
        "publisher": facts.publisher.name,
        "issued": {"date-parts": [[str(since.year), str(since.month), str(since.day)]]},
    }
    return CitedReference(f"{facts.slug}-{audience}", "web-page", "confirmed", identifiers={"url": url}, csl=csl)
