"""Who stands behind a work: whether peers had reviewed it when it appeared, and whether anybody but its author published it. Pure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from articles.references import works
from articles.text.folding import folded

# Prefixes that only servers of preprints use; bioRxiv and medRxiv share 10.1101 with journals, whose suffixes begin with letters.
_PREPRINT_DOI = re.compile(
    r"10\.(?:1101/\d|64898/|21203/rs\.|20944/preprints|48550/arxiv|2139/ssrn|31219/osf\.io|31234/osf\.io|26434/chemrxiv|22541/au\.)",
    re.IGNORECASE,
)
_PREPRINT_SERVERS = frozenset(
    {"biorxiv", "medrxiv", "arxiv", "chemrxiv", "psyarxiv", "research square", "ssrn", "preprints.org", "osf preprints"}
)
# Where anybody publishes what they like.
_ANYBODY = (
    "blogspot.com", "wordpress.com", "medium.com", "substack.com", "tumblr.com", "wixsite.com", "weebly.com", "livejournal.com",
    "facebook.com", "instagram.com", "linkedin.com", "reddit.com", "youtube.com", "tiktok.com", "x.com", "twitter.com", "quora.com",
    "researchgate.net", "github.io", "squarespace.com", "ghost.io", "blogger.com",
)  # fmt: skip


def is_preprint(csl: Any, *, doi: str = "", label: str = "") -> bool:
    """By its label, its DOI, its server, or CSL's own type for preprints where no volume or pages say that a journal printed it."""
    said = _mapping(csl)
    if folded(label).strip() == "preprint" or folded(str(said.get("genre") or "")).strip() == "preprint":
        return True
    if _PREPRINT_DOI.match(doi) or folded(str(said.get("container-title") or "")).strip() in _PREPRINT_SERVERS:
        return True
    return said.get("type") == "article" and not (said.get("volume") or said.get("page"))


def is_self_published(
    csl: Any, *, type: str, url: str = "", guideline: str = "", doi: str = "", pmid: str = ""
) -> bool:
    """A web page on a site where anybody publishes, or one with nobody behind it: no body as author, no publisher but a person."""
    if type != works.WEB_PAGE or guideline or doi or pmid:
        return False
    if _is_anybodys(url):
        return True
    said = _mapping(csl)
    authors = [person for person in said.get("author") or () if isinstance(person, dict)]
    if any(person.get("literal") for person in authors):
        return False
    names = {folded(f"{person.get('given', '')} {person.get('family', '')}").strip() for person in authors}
    behind = {folded(str(said.get(name) or "")).strip() for name in ("publisher", "container-title")} - {""}
    return not behind - names


def issuing_body(csl: Any) -> str:
    """Folded name of whoever issued a guideline: an organisation as author, else the publisher or the site; "" where none is named."""
    said = _mapping(csl)
    bodies = [
        str(person["literal"])
        for person in said.get("author") or ()
        if isinstance(person, dict) and person.get("literal")
    ]
    return folded(next(iter(bodies), "") or str(said.get("publisher") or said.get("container-title") or "")).strip()


def _is_anybodys(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return any(host == name or host.endswith(f".{name}") for name in _ANYBODY)


def _mapping(csl: Any) -> dict[str, Any]:
    return csl if isinstance(csl, dict) else {}
