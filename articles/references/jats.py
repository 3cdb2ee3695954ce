"""The list of references of a JATS article (NISO Z39.96): element citations, mixed ones, and those in running words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _
from lxml import etree

from articles.references import kinds, people
from articles.references.identifiers import dois_in, pmids_in
from articles.references.marked_up import Part, all_at, at, parts, words
from articles.references.people import Name
from articles.references.stated import Stated
from articles.references.works import Record, Refused, Typed

NAMES = ("ref",)
_CITATIONS = ("element-citation", "mixed-citation", "nlm-citation", "citation")
_XLINK = "{http://www.w3.org/1999/xlink}href"


def records(pieces: Iterable[str]) -> Iterator[Record]:
    for part in parts(pieces, NAMES):
        if isinstance(part, Refused):
            yield part
        else:
            yield from _records(part)


def _records(part: Part) -> Iterator[Record]:
    """One entry may hold several works ("1a", "1b"); of alternatives the one that is taken apart."""
    found = [child for child in part.element if child.tag in _CITATIONS]
    for alternatives in part.element.findall("citation-alternatives"):
        either = [child for child in alternatives if child.tag in _CITATIONS]
        found.extend(sorted(either, key=lambda child: _CITATIONS.index(str(child.tag)))[:1])
    if not found:
        yield Refused(part.line, _("This entry of the list names no work."))
    for citation in found:
        yield _record(part.line, citation)


def _record(line: int, citation: etree._Element) -> Record:
    title = next(
        filter(None, (at(citation, name).strip() for name in ("article-title", "chapter-title", "part-title"))), ""
    )
    source = at(citation, "source").strip()
    if not title and (not source or not citation.findall(".//year")):
        text = " ".join(words(citation).split())
        return Typed(text, line) if text else Refused(line, _("This entry of the list names no work."))
    return _stated(line, citation, title, source).record()


def _stated(line: int, citation: etree._Element, title: str, source: str) -> Stated:
    said = citation.get("publication-type", "")
    kind = kinds.JATS.get(said.lower(), kinds.OTHER if said else kinds.ARTICLE)
    links = [
        link.get(_XLINK, "") or words(link) for link in (*citation.findall(".//ext-link"), *citation.findall(".//uri"))
    ]
    first, last = at(citation, "fpage"), at(citation, "lpage")
    comments = " ".join(all_at(citation, "comment"))
    return Stated(
        line=line,
        kind=kind,
        title=(title or source).rstrip().removesuffix("."),
        authors=_people(citation, "author"),
        editors=_people(citation, "editor"),
        journal=source if title else "",
        date=" ".join(filter(None, (at(citation, part) for part in ("year", "month", "day")))),
        volume=at(citation, "volume"),
        issue=at(citation, "issue"),
        pages=(f"{first}-{last}" if last else first) or at(citation, "page-range") or at(citation, "elocation-id"),
        publisher=at(citation, "publisher-name") or at(citation, "institution"),
        place=at(citation, "publisher-loc"),
        edition=at(citation, "edition"),
        serial_numbers=[*all_at(citation, "isbn"), *all_at(citation, "issn")],
        dois=[*all_at(citation, ".//pub-id[@pub-id-type='doi']"), *dois_in(" ".join([*links, comments]))],
        pmids=[*all_at(citation, ".//pub-id[@pub-id-type='pmid']"), *pmids_in(" ".join(links))],
        pmcids=[
            _pmcid(value)
            for kind in ("pmcid", "pmc")
            for value in all_at(citation, f".//pub-id[@pub-id-type='{kind}']")
        ],
        urls=links,
    )


def _pmcid(stated: str) -> str:
    return stated if stated.upper().startswith("PMC") else f"PMC{stated}"


def _people(citation: etree._Element, role: str) -> list[Name]:
    groups = [group for group in citation.findall("person-group") if group.get("person-group-type", "author") == role]
    if not groups and role == "author":
        groups = [citation]
    return [found for group in groups for child in group if (found := _person(child))]


def _person(child: etree._Element) -> Name:
    if child.tag in {"name", "string-name"}:
        family, given = at(child, "surname"), at(child, "given-names")
        return (
            people.person(family=family, given=given, suffix=at(child, "suffix"))
            if family
            else people.name(words(child))
        )
    return people.organisation(words(child)) if child.tag in {"collab", "institution"} else {}
