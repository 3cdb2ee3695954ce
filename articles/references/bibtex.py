"""BibTeX and BibLaTeX, as Zotero, Mendeley, Scopus, Google Scholar and publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.references import kinds, tex
from articles.references.bibtex_entries import LONGEST_ENTRY, Broken, Entry, entries, fields
from articles.references.encodings import Line
from articles.references.identifiers import dois_in, pmcids_in, pmids_in
from articles.references.people import bibtex_names
from articles.references.stated import Stated
from articles.references.works import Record, Refused

_MOST_MACROS = 2_000
_NO_WORKS = frozenset({"comment", "preamble"})
_ADDRESS = re.compile(r"https?://[^\s{}]+")


def records(lines: Iterable[Line]) -> Iterator[Record]:
    macros: dict[str, str] = {}
    for entry in entries(lines):
        if entry.type in _NO_WORKS:
            continue
        try:
            found = _fields(entry, macros)
        except Broken as broken:
            yield Refused(entry.line, format_lazy(_("The entry cannot be read from “{at}” on."), at=broken.at))
            continue
        if entry.type == "string":
            macros.update(dict(list(found.items())[: _MOST_MACROS - len(macros)]))
        elif not entry.is_whole:
            yield Refused(entry.line, _("The entry has no closing brace."), tex.plain(found.get("title", ""))[:80])
        else:
            yield _stated(entry, found).record()


def _fields(entry: Entry, macros: dict[str, str]) -> dict[str, str]:
    if entry.size > LONGEST_ENTRY:
        raise Broken("".join(entry.body)[:40])
    body = "\n".join(entry.body)
    try:
        return fields(body if entry.type != "string" else f",{body}", macros)
    except Broken:
        if not entry.is_whole:
            return {}
        raise


def _stated(entry: Entry, found: dict[str, str]) -> Stated:
    def of(*names: str) -> str:
        return next((words for name in names if (words := tex.plain(found.get(name, "")).strip())), "")

    kind = kinds.BIBTEX.get(entry.type, kinds.OTHER)
    notes = " \n".join(of(name) for name in ("note", "annote", "eprint", "extra"))
    urls = _ADDRESS.findall(" ".join(of(name) for name in ("url", "howpublished", "link")))
    return Stated(
        line=entry.line,
        kind=kind,
        labels=[of("document_type"), of("type"), of("entrysubtype")],
        title=": ".join(filter(None, (of("title") or of("booktitle"), of("subtitle")))),
        authors=bibtex_names(found.get("author", "")) or bibtex_names(found.get("organization", "")),
        editors=bibtex_names(found.get("editor", "")),
        journal=of("journaltitle", "journal", "booktitle", "maintitle", "series") if of("title") else of("series"),
        journal_short=of("shortjournal", "abbrev_source_title"),
        date=of("date") or " ".join(filter(None, (of("year"), of("month")))),
        volume=of("volume"),
        issue=of("number", "issue"),
        pages=of("pages", "eid", "art_number", "article-number"),
        publisher=of("publisher", "institution", "school", "organization"),
        place=of("address", "location"),
        edition=of("edition"),
        language=of("language", "langid"),
        abstract=of("abstract"),
        serial_numbers=[of("isbn"), of("issn")],
        dois=[of("doi"), *_arxiv(of("archiveprefix", "eprinttype"), of("eprint")), *dois_in(notes)],
        pmids=[of("pmid", "pubmed_id"), *pmids_in(f"{notes} {of('url')}")],
        pmcids=[of("pmcid"), *pmcids_in(notes)],
        urls=urls,
        numbers=[of("number")] if kind in {kinds.REPORT, kinds.BOOK} else [],
    )


def _arxiv(archive: str, number: str) -> list[str]:
    return [f"arXiv:{number}"] if number and archive.lower() == "arxiv" else []
