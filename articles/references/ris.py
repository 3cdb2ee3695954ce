"""RIS, as EndNote, Zotero, Mendeley, Scopus, Embase, Cochrane, Ovid and Crossref write it.

Own reader: rispy 0.10 reads the whole file into a list before it gives the first record, stops at the first record that it does
not like, and knows no line numbers.
"""

from __future__ import annotations

import re

from articles.references import kinds, people
from articles.references.dates import issued
from articles.references.identifiers import dois_in, pmcids_in, pmids_in
from articles.references.stated import Stated
from articles.references.tagged import Dialect, Tagged

_BOOKS = frozenset({"book", "chapter"})
# Databases whose accession number is the PMID.
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)


def _stated(tagged: Tagged) -> Stated:
    kind = kinds.RIS.get(tagged.first("TY").upper(), kinds.OTHER)
    notes = " \n".join(tagged.all("N1", "U1", "U2", "C1", "PM"))
    return Stated(
        line=tagged.line,
        kind=kind,
        # M3 is the type of work, except where an exporter keeps the DOI there.
        labels=[*tagged.all("M3", "C3"), *tagged.all("PT")],
        title=_title(tagged, kind),
        authors=[people.name(typed) for typed in tagged.all("AU", "A1")],
        editors=[people.name(typed) for typed in tagged.all("ED", "A2", "A3")],
        journal=_container(tagged, kind),
        journal_short=tagged.first("J2", "JA") if tagged.first("T2", "JF", "JO") else "",
        date=_date(tagged),
        volume=tagged.first("VL"),
        issue=tagged.first("IS", "CP"),
        pages=_pages(tagged, kind),
        publisher=tagged.first("PB"),
        place=tagged.first("CY", "PP"),
        edition=tagged.first("ET"),
        language=tagged.first("LA"),
        abstract=tagged.first("AB", "N2"),
        serial_numbers=tagged.all("SN"),
        dois=[*tagged.all("DO", "DI"), *dois_in(" ".join(tagged.all("M3", "L3"))), *dois_in(notes)],
        pmids=_pmids(tagged, notes),
        pmcids=[*(value for value in tagged.all("C2") if value.upper().startswith("PMC")), *pmcids_in(notes)],
        urls=tagged.all("UR", "LK", "L2"),
        numbers=tagged.all("M1", "AN", "C6") if kind in {kinds.REPORT, kinds.BOOK, kinds.WEB_PAGE} else [],
    )


def _title(tagged: Tagged, kind: kinds.Kind) -> str:
    return tagged.first("TI", "T1", "CT") or (tagged.first("BT", "T2") if kind.csl in _BOOKS else "")


def _container(tagged: Tagged, kind: kinds.Kind) -> str:
    if kind.csl == "book":
        return tagged.first("T3") or (tagged.first("T2") if tagged.first("TI", "T1") else "")
    return tagged.first("T2", "JF", "JO", "BT", "JA", "J1", "J2", "T3")


def _date(tagged: Tagged) -> str:
    """The fullest that has a year; YR is Cochrane's."""
    return next((stated for stated in tagged.all("DA", "PY", "Y1", "YR") if issued(stated)), "")


def _pages(tagged: Tagged, kind: kinds.Kind) -> str:
    first, last = tagged.first("SP"), tagged.first("EP")
    if kind.csl == "book" and not last and "-" not in first:
        # Of a whole book it is how many there are.
        return ""
    if not first:
        # Scopus keeps the number of an article there.
        return last or tagged.first("C7")
    return first if not last or "-" in first or last == first else f"{first}-{last}"


def _pmids(tagged: Tagged, notes: str) -> list[str]:
    is_pubmed = _PUBMED.search(" ".join(tagged.all("DB", "DP", "T9")))
    accession = [value for value in tagged.all("AN") if is_pubmed and re.fullmatch(r"\d{1,8}", value)]
    # Scopus keeps the PMID in C2, EndNote the PMCID.
    scopus = [value for value in tagged.all("C2") if re.fullmatch(r"\d{4,8}", value)]
    linked = pmids_in(" ".join(tagged.all("UR", "L2", "LK")))
    return [*tagged.all("PM"), *scopus, *accession, *pmids_in(notes), *linked]


DIALECT = Dialect(re.compile(r"\s{0,2}\ufeff?([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?$"), first="TY", last="ER", read=_stated)
