"""A reference in running words taken apart: authors, title, journal, year, volume, pages, identifiers. As stated, never more."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from articles.importing.entries import Entry
from articles.importing.entries import reference as entry_of
from articles.importing.imported import ImportedReference
from articles.references import kinds, people
from articles.references.identifiers import dois_in, pmcids_in, pmids_in
from articles.references.people import Name
from articles.references.stated import Stated
from articles.references.works import Record, Refused

_PAGES = r"([A-Za-z]{0,3}\d[\w.]{0,12}(?:[‐-―-][A-Za-z]{0,3}\d{1,8})?)"
# "Journal 113(2): 15-19", "Journal, 113(2), 15-19".
_VOLUME = re.compile(rf"(\S.{{0,200}}?)[.,;]?\s+(\d{{1,4}})(?:\s?\(([^()]{{1,20}})\))?\s?[:,]\s?{_PAGES}(?=$|[\s.,;])")
# "Journal. 2019 May 4;113(2):15-19", "Journal 2019; 113: 15".
_DATED = re.compile(
    rf"(\S.{{0,200}}?)[.,;]?\s+(?:19|20)\d\d(?:\s[A-Z][a-z]{{2}}[a-z]{{0,6}}(?:\s\d{{1,2}})?)?;\s?(\d{{1,4}}(?:\sSuppl\s?\d{{0,2}})?)"
    rf"(?:\s?\(([^()]{{1,20}})\))?(?::\s?{_PAGES})?(?=$|[\s.,;])"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_NO_SOURCE = re.compile(
    r"\b(?:retrieved from|available (?:from|at)|accessed|doi|pmid|pmcid)\b:?.*$", re.IGNORECASE | re.DOTALL
)
_SIGNS_AT_THE_END = re.compile(r"(?<![\s.,:;&])[\s.,:;&]++$")
_OTHERS_AT_THE_END = re.compile(
    r"(?:,?\s{0,9}(?:(?:&|and)\s{0,9})?\bet al|,?\s{1,9}others|\(eds?\.?\))$", re.IGNORECASE
)
_YEAR_AT_THE_END = re.compile(r"\(?\b(?:19|20)\d\d[a-z]?\b(?:, [^()]{1,20})?\)?[\s.,:]*$")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[\s-]?){1,4}")
_LONGEST = 5_000


def record(text: str, line: int) -> Record:
    """Of one entry without its number."""
    return of_entry(entry_of(Entry(line, None, (text,))))


def of_entry(found: ImportedReference) -> Record:
    text = found.text[:_LONGEST]
    if len(found.title) < 4 or not any(sign.isalpha() for sign in found.title):
        return Refused(found.line, _("No title can be told in these words."), text[:80])
    if not found.year and not dois_in(text) and not pmids_in(text) and not _ADDRESS.search(text):
        return Refused(found.line, _("These words have no year, no identifier and no address."), text[:80])
    stated = Stated(
        line=found.line,
        kind=_KINDS.get(found.type, kinds.ARTICLE),
        labels=[found.type_label] if found.type_label else [],
        title=found.title,
        authors=authors(text, found.title),
        date=found.year,
        dois=list(dois_in(text)),
        pmids=list(pmids_in(text)),
        pmcids=list(pmcids_in(text)),
        urls=[address.rstrip(".,;)") for address in _ADDRESS.findall(text)],
    )
    _take_source(stated, text, found)
    return stated.record()


_KINDS = {"book": kinds.BOOK, "web-page": kinds.WEB_PAGE, "guideline": kinds.REPORT}


def _take_source(stated: Stated, text: str, found: ImportedReference) -> None:
    """What follows the title; the journal where a volume says that it is one, else the publisher."""
    place = text.find(found.title[:60])
    behind = text[place + len(found.title) :].lstrip(' .,?!"”') if place >= 0 else found.source
    source = _NO_SOURCE.sub("", _ADDRESS.sub("", behind)).strip(" .,;")
    told = _DATED.match(source) or _VOLUME.match(source)
    if told:
        stated.journal, stated.volume, stated.issue, stated.pages = (words or "" for words in told.groups())
    else:
        stated.publisher = _YEAR_AT_THE_END.sub("", source).strip(" .,;(")
        stated.kind = stated.kind if stated.kind is not kinds.ARTICLE else kinds.OTHER


def authors(text: str, title: str) -> list[Name]:
    """Whoever stands before the title: "Doe J, Roe R", "Doe, J., & Roe, R. B.", or an organisation."""
    place = text.find(title[:60])
    before = _YEAR_AT_THE_END.sub("", text[:place].rstrip(' "“[(.:')) if place > 0 else ""
    words = _OTHERS_AT_THE_END.sub("", _SIGNS_AT_THE_END.sub("", before.strip(' "“[(')))
    parts = [
        part.strip(" .;&")
        for part in re.split(r",|;|\s&\s|\s(?:and)\s(?=[A-ZÀ-Þ][^\s,]{1,40}(?:,|\s[A-Z]{1,3}\b))", words)
    ]
    names = _paired([part for part in parts if part])
    return [found for typed in names if (found := people.name(typed))]


def _paired(parts: list[str]) -> list[str]:
    """ "Doe", "J. B." of "Doe, J. B." belong together."""
    names: list[str] = []
    for part in parts:
        alone = bool(_INITIALS.fullmatch(part)) and bool(names) and "," not in names[-1]
        if alone and not _INITIALS.fullmatch(names[-1].split()[-1]):
            names[-1] = f"{names[-1]}, {part}"
        else:
            names.append(part)
    return names
