"""NCBI's E-utilities: works by PMID or PMCID, and what PubMed says became of them.

Shapes: esummary 2.0 as JSON (https://www.ncbi.nlm.nih.gov/books/NBK25499/). A record that NCBI does not have comes with an `error`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.conf import settings

from articles.outside.asking import Budget, Service, ServiceAway, contact
from articles.outside.statements import Kind, Statement, day, notice_of, plain_words
from articles.references import identifiers, works
from articles.references.works import Work

LABEL: Final = "PubMed"
TOOL: Final = "reviewboard"
MOST_AUTHORS: Final = 1000
# Publication types of MEDLINE, the most telling first.
_TYPES: Final = {
    "practice guideline": works.GUIDELINE,
    "guideline": works.GUIDELINE,
    "systematic review": works.SYSTEMATIC_REVIEW,
    "meta-analysis": works.SYSTEMATIC_REVIEW,
    "randomized controlled trial": works.RANDOMISED_TRIAL,
    "observational study": works.OBSERVATIONAL_STUDY,
    "case reports": works.CASE_REPORT,
    "review": works.REVIEW,
}
# CommentsCorrections of a record about itself: "in" names the notice, "of" and "for" would make it the notice.
_REFERENCES: Final[dict[str, Kind]] = {
    "retraction in": "retracted",
    "partial retraction in": "retracted",
    "withdrawn in": "withdrawn",
    "expression of concern in": "concern",
    "erratum in": "corrected",
    "corrected and republished in": "corrected",
}
_PUBLICATION_TYPES: Final[dict[str, Kind]] = {"retracted publication": "retracted"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHEN: Final = re.compile(r"\b(1[89]\d\d|20\d\d) ([A-Z][a-z]{2})(?: (\d{1,2}))?\b", re.ASCII)


def service() -> Service:
    return Service("ncbi", LABEL, settings.NCBI_URL)


def by_pmid(pmid: str, *, budget: Budget, kept_for: int = 24 * 60 * 60) -> Mapping[str, Any] | None:
    """The summary that PubMed has, None where it has none. Raises `ServiceAway`."""
    return _summary("pubmed", pmid, budget, kept_for)


def pmid_of(pmcid: str, *, budget: Budget) -> str:
    """The PMID of a paper in PubMed Central, "" if it has none or is not there."""
    summary = _summary("pmc", pmcid.removeprefix("PMC"), budget, 24 * 60 * 60) or {}
    return identifiers.pmid(_article_ids(summary).get("pmid", ""))


def _summary(database: str, number: str, budget: Budget, kept_for: int) -> Mapping[str, Any] | None:
    query = {"db": database, "id": number, "retmode": "json", "tool": TOOL, "email": contact()}
    answer = service().ask("esummary.fcgi", query, budget=budget, kept_for=kept_for)
    result = answer.get("result") if isinstance(answer, Mapping) else None
    if answer is None or (isinstance(answer, Mapping) and answer.get("error")):
        return None
    if not isinstance(result, Mapping):
        raise ServiceAway(LABEL, "its answer cannot be read.")
    record = result.get(number)
    return record if isinstance(record, Mapping) and not record.get("error") else None


def work_of(record: Mapping[str, Any]) -> Work:
    """The summary as a work; fields that make no sense are left out. Summaries hold no abstract."""
    kinds = {kind.casefold(): kind for kind in _texts(record.get("pubtype"))}
    telling = next((kind for kind in _TYPES if kind in kinds), "")
    found = _article_ids(record)
    csl = {
        "type": "article-journal",
        "title": plain_words(record.get("title")).removesuffix("."),
        "author": _authors(record.get("authors")),
        "container-title": plain_words(record.get("fulljournalname"), 300) or plain_words(record.get("source"), 300),
        "container-title-short": plain_words(record.get("source"), 300),
        "issued": _issued(record),
        **{name: plain_words(record.get(name), 100) for name in ("volume", "issue")},
        "page": _whole_pages(plain_words(record.get("pages"), 100)),
        "ISSN": plain_words(record.get("issn") or record.get("essn"), 20),
    }
    return Work(
        csl={name: value for name, value in csl.items() if value},
        type=_TYPES.get(telling, works.OTHER_RESEARCH),
        label=plain_words(kinds.get(telling) or next(iter(kinds.values()), ""), 80),
        doi=identifiers.doi(found.get("doi", "")),
        pmid=identifiers.pmid(str(record.get("uid") or "")),
        pmcid=identifiers.pmcid(found.get("pmc", "")),
    )


def _article_ids(record: Mapping[str, Any]) -> dict[str, str]:
    listed = record.get("articleids")
    rows = [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []
    return {str(row.get("idtype")): str(row.get("value") or "") for row in rows}


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _authors(people: Any) -> list[dict[str, str]]:
    """PubMed writes "Wakefield AJ", initials last, and names of groups whole."""
    listed = [person for person in people if isinstance(person, Mapping)] if isinstance(people, list) else []
    names = ((plain_words(person.get("name"), 300), person.get("authtype")) for person in listed[:MOST_AUTHORS])
    return [_author(name, is_group=kind == "CollectiveName") for name, kind in names if name]


def _author(name: str, *, is_group: bool) -> dict[str, str]:
    family, _blank, initials = name.rpartition(" ")
    if is_group or not family or not initials.isupper():
        return {"literal": name}
    return {"family": family, "given": " ".join(initials)}


def _issued(record: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    said = plain_words(record.get("pubdate") or record.get("epubdate"), 40)
    found = _date(said) or (said[:4] if re.match(r"(1[89]|20)\d\d\b", said) else "")
    return {"date-parts": [[str(int(part)) for part in found.split("-")]]} if found else {}


def _date(words: str) -> str:
    """ISO 8601 of the first "2004 Mar 6" or "2004 Mar" in these words, else ""."""
    found = _WHEN.search(words)
    if not found or found[2].lower() not in _MONTHS:
        return ""
    parts = (found[1], _MONTHS.index(found[2].lower()) + 1, found[3])
    return day([part for part in parts if part])


def _whole_pages(pages: str) -> str:
    """MEDLINE leaves out of the last page what it shares with the first: "637-41" is 637-641."""
    first, dash, last = pages.partition("-")
    is_short = dash and first.isdecimal() and last.isdecimal() and len(last) < len(first)
    return f"{first}-{first[: len(first) - len(last)]}{last}" if is_short else pages


def statements_of(record: Mapping[str, Any]) -> tuple[Statement, ...]:
    """From CommentsCorrections; from the publication type where no notice is named."""
    found = tuple(dict.fromkeys(_notices(record)))
    named = {statement.kind for statement in found}
    typed = (_PUBLICATION_TYPES.get(kind.casefold()) for kind in _texts(record.get("pubtype")))
    return (*found, *(Statement(kind, LABEL) for kind in dict.fromkeys(typed) if kind and kind not in named))


def _notices(record: Mapping[str, Any]) -> Iterator[Statement]:
    listed = record.get("references")
    for row in listed if isinstance(listed, list) else []:
        kind = _REFERENCES.get(str(row.get("reftype") or "").casefold()) if isinstance(row, Mapping) else None
        if kind:
            said = plain_words(row.get("refsource"), 300)
            doi = next(iter(identifiers.dois_in(said)), "")
            yield Statement(kind, LABEL, notice_of(doi, row.get("pmid")), _date(said), said[:100])
