"""Works as other programs read them: RIS, BibTeX, NBIB (PubMed's MEDLINE display) and CSL-JSON. Pure; one spelling of each.

RIS: Research Information Systems' format of 2011 (tags in two letters, lines end with CR LF). NBIB: MEDLINE/PubMed Data Element
Descriptions, lines of at most 88 characters. BibTeX: Patashnik 1988 with the fields of biblatex for DOI, PMID and address; UTF-8.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from articles.references.works import Work

_SPACE: Final = re.compile(r"\s+")
_RIS_TYPES: Final = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "dataset": "DATA",
}
_BIBTEX_TYPES: Final = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_TEX: Final = {
    ord(mark): spelt
    for mark, spelt in {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: "\\" + mark for mark in "&%$#_"},
    }.items()
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NBIB_TYPES: Final = {
    "guideline": "Practice Guideline",
    "systematic-review": "Systematic Review",
    "randomised-trial": "Randomized Controlled Trial",
    "observational-study": "Observational Study",
    "review": "Review",
    "case-report": "Case Reports",
}
_LINE: Final = 88
_TAG_WIDTH: Final = 6

Field = tuple[str, str]


def ris(works: Mapping[str, Work]) -> str:
    """By key, in their order; each record ends with ER."""
    return "".join(f"{tag}  - {value}\r\n" for key, work in works.items() for tag, value in _ris_fields(key, work))


def _ris_fields(key: str, work: Work) -> Iterator[Field]:
    csl = work.csl
    yield "TY", _RIS_TYPES.get(_words(csl.get("type")), "GEN")
    yield "ID", key
    fields = [
        *(("AU", name) for name in _names(csl.get("author"))),
        *(("ED", name) for name in _names(csl.get("editor"))),
        ("TI", work.title),
        ("T2", csl.get("container-title")),
        ("J2", csl.get("container-title-short")),
        ("PY", work.year),
        ("DA", _ris_date(csl)),
        ("VL", csl.get("volume")),
        ("IS", csl.get("issue")),
        *zip(("SP", "EP"), _pages(csl), strict=False),
        ("PB", csl.get("publisher")),
        ("CY", csl.get("publisher-place")),
        ("ET", csl.get("edition")),
        ("SN", work.isbn or csl.get("ISSN")),
        ("DO", work.doi),
        ("AN", work.pmid),
        ("C2", work.pmcid),
        ("UR", work.url),
        ("AB", csl.get("abstract")),
        ("N1", csl.get("note")),
        ("M3", work.label),
    ]
    yield from _filled(fields)
    yield "ER", ""


def _ris_date(csl: Mapping[str, Any]) -> str:
    """ "2019/05/02/": year, month, day, and free words that we never have."""
    year, *rest = (*_date(csl), "", "", "")[:3]
    return "/".join((year, *(part.zfill(2) if part else "" for part in rest), "")) if year and rest[0] else ""


def nbib(works: Mapping[str, Work]) -> str:
    """Records are parted by an empty line."""
    return "\n".join("".join(_nbib_line(tag, value) for tag, value in _nbib_fields(work)) for work in works.values())


def _nbib_fields(work: Work) -> Iterator[Field]:
    csl = work.csl
    doi = [("LID", f"{work.doi} [doi]")] if work.doi else []
    people = [field for name in csl.get("author") or () for field in _nbib_author(name)]
    return _filled(
        [
            ("PMID", work.pmid),
            ("VI", csl.get("volume")),
            ("IP", csl.get("issue")),
            ("DP", _nbib_date(csl)),
            ("TI", _sentence(work.title)),
            ("PG", csl.get("page")),
            *doi,
            ("AB", csl.get("abstract")),
            *people,
            ("LA", csl.get("language")),
            ("PT", "Journal Article" if csl.get("type") == "article-journal" else ""),
            ("PT", _NBIB_TYPES.get(work.type)),
            ("TA", csl.get("container-title-short")),
            ("JT", csl.get("container-title")),
            ("PB", csl.get("publisher")),
            ("ISBN", work.isbn),
            ("PMC", work.pmcid),
            ("GN", csl.get("note")),
        ]
    )


def _sentence(title: str) -> str:
    words = _words(title)
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def _nbib_author(name: Mapping[str, Any]) -> Iterator[Field]:
    if name.get("literal"):
        yield "CN", _words(name["literal"])
        return
    family, given = _words(name.get("family")), _words(name.get("given"))
    initials = "".join(part[0] for part in re.split(r"[\s.\-]+", given) if part)
    yield "FAU", ", ".join(filter(None, (family, given)))
    yield "AU", " ".join(filter(None, (family, initials)))


def _nbib_date(csl: Mapping[str, Any]) -> str:
    """ "2019 May 2" """
    year, month, day = (*_date(csl), "", "", "")[:3]
    is_month = month.isdecimal() and 0 < int(month) <= len(_MONTHS)
    return " ".join(filter(None, (year, _MONTHS[int(month) - 1] if is_month else "", day if is_month else "")))


def _nbib_line(tag: str, value: str) -> str:
    lines = textwrap.wrap(value, _LINE - _TAG_WIDTH, break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + f"\n{' ' * _TAG_WIDTH}".join(lines) + "\n"


def bibtex(works: Mapping[str, Work]) -> str:
    return "\n".join(_bibtex_entry(key, work) for key, work in works.items())


def _bibtex_entry(key: str, work: Work) -> str:
    csl = work.csl
    is_in_journal = _words(csl.get("type")).startswith("article")
    pages = "--".join(_pages(csl))
    fields = [
        ("author", " and ".join(_bibtex_names(csl.get("author")))),
        ("editor", " and ".join(_bibtex_names(csl.get("editor")))),
        # In two braces, so that no style changes its capitals.
        ("title", f"{{{_tex(work.title)}}}"),
        ("journal" if is_in_journal else "booktitle", _tex(csl.get("container-title"))),
        ("year", _tex(work.year)),
        ("volume", _tex(csl.get("volume"))),
        ("number", _tex(csl.get("issue"))),
        ("pages", _tex(pages)),
        ("publisher", _tex(csl.get("publisher"))),
        ("address", _tex(csl.get("publisher-place"))),
        ("edition", _tex(csl.get("edition"))),
        ("isbn", _tex(work.isbn)),
        ("doi", _tex(work.doi)),
        ("pmid", _tex(work.pmid)),
        ("pmcid", _tex(work.pmcid)),
        ("url", _tex(work.url)),
        ("abstract", _tex(csl.get("abstract"))),
        ("note", _tex(csl.get("note"))),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _filled(fields))
    return f"@{_BIBTEX_TYPES.get(_words(csl.get('type')), 'misc')}{{{key},\n{lines}}}\n"


def _bibtex_names(people: Iterable[Mapping[str, Any]] | None) -> Iterator[str]:
    for person in people or ():
        name = _name(person)
        yield f"{{{_tex(name)}}}" if person.get("literal") else _tex(name)


def _tex(value: object) -> str:
    return _words(value).translate(_TEX)


def csl_json(works: Mapping[str, Work]) -> str:
    """CSL-JSON data 1.0: a list of items, each with its key as id."""
    items = [
        {
            **work.csl,
            "id": key,
            **dict(
                _filled(
                    [
                        ("DOI", work.doi),
                        ("PMID", work.pmid),
                        ("PMCID", work.pmcid),
                        ("ISBN", work.isbn),
                        ("URL", work.url),
                    ]
                )
            ),
        }
        for key, work in works.items()
    ]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _filled(fields: Iterable[tuple[str, object]]) -> Iterator[Field]:
    """In one line each, without what is empty."""
    return ((tag, words) for tag, value in fields if (words := _words(value)) and words != "{}")


def _words(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _SPACE.sub(" ", str(value or "")).strip()


def _names(people: Iterable[Mapping[str, Any]] | None) -> list[str]:
    return [name for person in people or () if (name := _name(person))]


def _name(person: Mapping[str, Any]) -> str:
    """ "Doe, Jane M." """
    return _words(person.get("literal")) or ", ".join(
        filter(None, (_words(person.get("family")), _words(person.get("given"))))
    )


def _date(csl: Mapping[str, Any]) -> tuple[str, ...]:
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    return tuple(str(part) for part in parts[0])


def _pages(csl: Mapping[str, Any]) -> tuple[str, ...]:
    first, _dash, last = _words(csl.get("page")).replace("–", "-").partition("-")
    return tuple(filter(None, (first.strip(), last.strip())))


WRITERS: Final[Mapping[str, tuple[Callable[[Mapping[str, Work]], str], str]]] = {
    "ris": (ris, "application/x-research-info-systems"),
    "bib": (bibtex, "application/x-bibtex"),
    "nbib": (nbib, "application/nbib"),
    "json": (csl_json, "application/vnd.citationstyles.csl+json"),
}
