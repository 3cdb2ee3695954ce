"""NBIB, the MEDLINE format of PubMed (NLM, "MEDLINE/PubMed Data Element Descriptions"). Own reader: `nbib` loses DOIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.references import kinds, people
from articles.references.people import Name
from articles.references.stated import Stated
from articles.references.tagged import Dialect, Tagged
from articles.refusals import Sentence

_LINKED = re.compile(r"(.{1,300}?)\s*\[(doi|pii|pmc|pmid)\]", re.IGNORECASE)
# Said of every paper that PubMed has; it tells readers nothing.
_SILENT = ("Journal Article", "English Abstract", "Multicenter Study", "Comparative Study")
_FATES = {
    "RIN": _("retracted in {where}"),
    "RPI": _("retracted and republished in {where}"),
    "ECI": _("expression of concern in {where}"),
    "EIN": _("erratum in {where}"),
}


def _stated(tagged: Tagged) -> Stated:
    is_book = bool(tagged.first("BTI"))
    return Stated(
        line=tagged.line,
        kind=(kinds.CHAPTER if tagged.first("TI", "CTI") else kinds.BOOK) if is_book else kinds.ARTICLE,
        labels=publication_types(tagged.all("PT")),
        title=without_stop(tagged.first("TI", "CTI", "BTI", "TT")),
        authors=_people(tagged, "FAU", "AU", "CN"),
        editors=_people(tagged, "FED", "ED", ""),
        journal=tagged.first("JT", "TA") if not is_book or not tagged.first("TI", "CTI") else tagged.first("BTI"),
        journal_short=tagged.first("TA") if tagged.first("JT") else "",
        date=tagged.first("DP", "DEP"),
        volume=tagged.first("VI", "VTI"),
        issue=tagged.first("IP"),
        pages=tagged.first("PG"),
        publisher=tagged.first("PB"),
        place=tagged.first("PL") if is_book else "",
        edition=tagged.first("EN"),
        language=tagged.first("LA"),
        abstract=tagged.first("AB"),
        serial_numbers=tagged.all("ISBN", "IS"),
        dois=_linked(tagged, "doi"),
        pmids=tagged.all("PMID"),
        pmcids=tagged.all("PMC") or _linked(tagged, "pmc"),
        notes=list(_fates(tagged)),
    )


def publication_types(stated: Iterable[str]) -> list[str]:
    """The telling ones first, without what funded the work."""
    said = [words for words in stated if not words.startswith("Research Support")]
    return sorted(said, key=lambda words: words in _SILENT)


def without_stop(title: str) -> str:
    """PubMed ends every title with a full stop; a list of references puts its own."""
    return title.rstrip()[:-1] if title.rstrip().endswith(".") and not title.rstrip().endswith("..") else title


def _people(tagged: Tagged, full: str, short: str, group: str) -> list[Name]:
    """In the order of the record, so that a group stands where it signed."""
    wanted = full if tagged.first(full) else short
    return [
        people.organisation(value) if tag == group else people.name(value)
        for tag, value in tagged.values
        if value and tag in {wanted, group}
    ]


def _linked(tagged: Tagged, kind: str) -> list[str]:
    """ "10.1000/abc [doi]" of the location and article identifiers."""
    found = (_LINKED.fullmatch(value) for value in tagged.all("LID", "AID", "SO"))
    return [match[1] for match in found if match and match[2].lower() == kind]


def _fates(tagged: Tagged) -> Iterator[Sentence]:
    for tag, sentence in _FATES.items():
        for value in tagged.all(tag)[:1]:
            yield format_lazy(_("PubMed says: {what}"), what=format_lazy(sentence, where=value[:200]))


DIALECT = Dialect(
    re.compile(r"\ufeff?([A-Z][A-Z0-9]{1,3})\s{0,2}-(?:\s(.*))?$"), first="PMID", parted=True, read=_stated
)
