"""A work as it is cited, by a frozen version or out of the library: its record, and beside it the identifiers that the library keeps."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final, Protocol

from articles.references.works import OTHER_RESEARCH, Work

DOI: Final = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
DIGITS: Final = re.compile(r"\d+")
PMCID: Final = re.compile(r"PMC\d+")
WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_ISBN: Final = re.compile(r"97[89]\d{10}")
_SHAPES: Final = {"doi": DOI, "pmid": DIGITS, "pmcid": PMCID, "isbn": _ISBN, "url": WEB_ADDRESS}
# What CSL calls the identifiers that a style may write.
_WRITTEN: Final = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "URL": "url"}
_NAMES: Final = frozenset({*_WRITTEN, "ISBN"})
# For editors; no style writes them, and a version does not freeze the abstract.
LEFT_OUT: Final = frozenset({"note", "annote", "abstract", "keyword", "language"})


class Cited(Protocol):
    """What both a row of the library and a reference of a manifest have."""

    @property
    def key(self) -> str: ...
    @property
    def csl(self) -> Any: ...
    @property
    def identifiers(self) -> Mapping[str, str]: ...


def well_formed(identifiers: Mapping[str, str]) -> dict[str, str]:
    """Those that have the shape of their kind; a malformed one is shown nowhere."""
    return {name: value for name, value in identifiers.items() if name in _SHAPES and _SHAPES[name].fullmatch(value)}


def written_csl(csl: Any, identifiers: Mapping[str, str]) -> dict[str, Any]:
    """CSL-JSON for a style: with the identifiers that the library knows, and "" for any that is malformed."""
    record = _record(csl)
    found = {name: identifiers.get(kind) or _words(record.get(name)) for name, kind in _WRITTEN.items()}
    fitting = {name: value if _SHAPES[_WRITTEN[name]].fullmatch(value) else "" for name, value in found.items()}
    return {**record, **fitting}


def content(csl: Any, identifiers: Mapping[str, str]) -> str:
    """SHA-256, in hex, of all that a style may write of the work: equal in the library and in every version that froze it so."""
    record = {name: value for name, value in written_csl(csl, identifiers).items() if name not in LEFT_OUT}
    return hashlib.sha256(json.dumps(_numbers_as_words(record), sort_keys=True).encode()).hexdigest()


def as_work(csl: Any, identifiers: Mapping[str, str], *, type_: str = OTHER_RESEARCH, label: str = "") -> Work:
    """The record as readers of formats give one: identifiers beside it alone, those that are handed over."""
    record = {name: value for name, value in _record(csl).items() if name not in _NAMES}
    return Work(csl=record, type=type_, label=label, **identifiers)  # type: ignore[arg-type]


def _record(csl: Any) -> Mapping[str, Any]:
    return csl if isinstance(csl, Mapping) else {}


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")


def _numbers_as_words(value: Any) -> Any:
    """As a manifest writes them."""
    if isinstance(value, Mapping):
        return {str(name): _numbers_as_words(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers_as_words(part) for part in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value
