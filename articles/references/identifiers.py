"""Identifiers of works in one spelling each; what is not one is "", never repaired into something else.

Sources: DOI Handbook 2.2 and Crossref's advice on suffixes; NLM (PMID, PMCID); ISO 2108 (ISBN check digits);
arXiv identifiers and their DOIs (10.48550/arXiv.…); numbering of NICE, SIGN and AWMF.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

LONGEST_DOI = 200
LONGEST_URL = 600
_LONGEST_TYPED = 2_000

# Angle brackets stand in DOIs of the kind that Wiley gave out until 2002, in this shape alone (SICI, ANSI Z39.56).
_SICI = r"<[0-9A-Za-z]{1,12}::[0-9A-Za-z_-]{1,20}>"
_SUFFIX = rf"(?:[A-Za-z0-9._;()/:\[\]#@&+=,!*%~$'-]|{_SICI})+"
_DOI = re.compile(rf"10\.\d{{4,9}}(?:\.\d{{1,9}}){{0,4}}/{_SUFFIX}", re.ASCII)
_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?"
_DOI_BEFORE = re.compile(
    r"(?:https?://)?(?:[a-z.-]{0,40}\bdoi\.org/)|doi\s*[:=]?\s*|info:doi/", re.IGNORECASE | re.ASCII
)
_ARXIV_TYPED = re.compile(
    rf"(?:https?://)?(?:www\.)?arxiv(?:\.org/(?:abs|pdf)/|:\s*){_ARXIV}(?:\.pdf)?", re.IGNORECASE | re.ASCII
)
_PUBMED = r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed|pubmed\.gov)/"
_PMID = re.compile(rf"(?:{_PUBMED}|pmid\s*(?:[:=]\s*)?)?(\d{{1,8}})(?:\s*\[pmid\])?/?", re.IGNORECASE | re.ASCII)
_PMID_NAMED = re.compile(rf"(?:{_PUBMED}|\bpmid\s*(?:[:=]\s*)?)(\d{{1,8}})(?!\d)", re.IGNORECASE | re.ASCII)
_PMC = r"(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/)"
_PMCID = re.compile(
    rf"(?:{_PMC}|pmcid\s*(?:[:=]\s*)?)?PMC\s?(\d{{1,9}})(?:\.\d{{1,2}})?(?:\s*\[pmc\])?/?", re.IGNORECASE | re.ASCII
)
_PMCID_NAMED = re.compile(r"\bPMC(\d{4,9})(?!\d)", re.ASCII)
_ISBN_BEFORE = re.compile(r"(?:urn:)?isbn(?:-1[03])?\s*[:=]?\s*", re.IGNORECASE | re.ASCII)
_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]", re.ASCII)
_NICE = re.compile(
    r"(?:NICE\s+)?(NG|CG|QS|TA|PH|DG|IPG|MTG|HST|SG|SC|MPG|ESNM|ESUOM)\s?-?(\d{1,4})", re.IGNORECASE | re.ASCII
)
_SIGN = re.compile(r"SIGN(?:\s+(?:guideline\s+)?(?:no\.?\s*)?)?(\d{1,3})", re.IGNORECASE | re.ASCII)
_AWMF = re.compile(r"(?:AWMF\D{0,30})?(\d{3})\s?[-/–]\s?(\d{3})([A-Z]{0,3})", re.IGNORECASE | re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Identifier:
    """`kind` is "doi", "pmid", "pmcid", "isbn" or "guideline", the name of the column that keeps it."""

    kind: str
    value: str

    def __str__(self) -> str:
        return self.value


def doi(typed: str) -> str:
    """A DOI in lower case, because DOIs are compared without case: "https://doi.org/10.1000/ABC" is "10.1000/abc".

    An arXiv identifier is its DOI, as arXiv registers it. "" where it is none, such as "10.1/<script>".
    """
    words = _tidied(typed)
    if found := _ARXIV_TYPED.fullmatch(words):
        return f"10.48550/arxiv.{found[1].lower()}"
    before = _DOI_BEFORE.match(words)
    bare = words[before.end() :] if before else words
    # Whoever copies an address copies it with its signs escaped.
    bare = unquote(bare) if "%" in bare and bare != words else bare
    bare = _without_end(bare.split("?", 1)[0] if bare != words else bare)
    return bare.lower() if len(bare) <= LONGEST_DOI and _DOI.fullmatch(bare) else ""


def pmid(typed: str) -> str:
    """One to eight digits without zeros before them, out of a number, "PMID: 123" or an address of PubMed."""
    found = _PMID.fullmatch(_tidied(typed))
    return found[1].lstrip("0") if found else ""


def pmcid(typed: str) -> str:
    """ "PMC" and digits; a version behind a full stop is left out. A bare number is none: it would be a PMID."""
    found = _PMCID.fullmatch(_tidied(typed))
    return f"PMC{found[1].lstrip('0')}" if found and found[1].lstrip("0") else ""


def isbn(typed: str) -> str:
    """Thirteen digits; ten are written as thirteen. "" where the check digit is wrong (ISO 2108)."""
    bare = re.sub(r"[\s‐‑–-]", "", _ISBN_BEFORE.sub("", _tidied(typed), count=1)).upper()
    if not _ISBN.fullmatch(bare):
        return ""
    if len(bare) == 10:
        total = sum((10 - place) * (10 if sign == "X" else int(sign)) for place, sign in enumerate(bare))
        return "" if total % 11 else _with_check_digit(f"978{bare[:9]}")
    return bare if bare == _with_check_digit(bare[:12]) else ""


def _with_check_digit(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-total % 10}"


def guideline(typed: str) -> str:
    """A number of NICE ("NG136"), SIGN ("SIGN 158") or AWMF ("AWMF 013-001") in its publisher's spelling."""
    words = _tidied(typed)
    if found := _NICE.fullmatch(words):
        return f"{found[1].upper()}{int(found[2])}"
    if found := _SIGN.fullmatch(words):
        return f"SIGN {int(found[1])}"
    if found := _AWMF.fullmatch(words):
        return f"AWMF {found[1]}-{found[2]}{found[3]}"
    return ""


def url(typed: str) -> str:
    """An address that begins with http:// or https://; "" where it is none, too long, or holds what no address may."""
    words = _tidied(typed)
    return words if len(words) <= LONGEST_URL and _URL.fullmatch(words) else ""


def recognised(typed: str) -> Identifier | None:
    """The identifier that somebody typed or pasted alone, of whatever kind; a bare number of up to eight digits is a PMID."""
    found = ((kind, read(typed)) for kind, read in _KINDS.items())
    return next((Identifier(kind, value) for kind, value in found if value), None)


def dois_in(text: str) -> tuple[str, ...]:
    """Each DOI that stands somewhere in running text, once, in order."""
    found = (doi(match[0]) for match in _DOI.finditer(html.unescape(text)))
    return tuple(dict.fromkeys(value for value in found if value))


def pmids_in(text: str) -> tuple[str, ...]:
    """Each number that running text calls a PMID or links as one; never a bare number."""
    return tuple(dict.fromkeys(value for match in _PMID_NAMED.finditer(text) if (value := match[1].lstrip("0"))))


def pmcids_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"PMC{match[1]}" for match in _PMCID_NAMED.finditer(text)))


def _tidied(typed: str) -> str:
    return "" if len(typed) > _LONGEST_TYPED else html.unescape(typed).strip().strip("\ufeff\u200b")


def _without_end(words: str) -> str:
    """Without what a sentence puts behind it; a closing bracket stays if the DOI opened it."""
    while words and (words[-1] in ".,;:'" or (words[-1] in ")]" and _is_unopened(words))):
        words = words[:-1]
    return words


def _is_unopened(words: str) -> bool:
    opening = {")": "(", "]": "["}[words[-1]]
    return words.count(words[-1]) > words.count(opening)


_KINDS: dict[str, Callable[[str], str]] = {
    "doi": doi,
    "pmcid": pmcid,
    "pmid": pmid,
    "isbn": isbn,
    "guideline": guideline,
}
