"""Records as the files of expectations have them: all that was read, without what is empty."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from articles.references.works import Record, Refused, Typed, Wanted, Work

_BESIDE = ("type", "label", "doi", "pmid", "pmcid", "isbn", "url", "guideline", "line")


def written(records: Iterable[Record], *, hashed: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """`hashed` fields of the CSL-JSON as SHA-256: words of others do not belong into the project."""
    return [_written(record, hashed) for record in records]


def _written(record: Record, hashed: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(record, Work):
        csl = {name: _hash(value) if name in hashed else value for name, value in record.csl.items()}
        beside = {name: value for name in _BESIDE if (value := getattr(record, name))}
        notes = {"notes": [str(note) for note in record.notes]} if record.notes else {}
        return {**beside, **notes, "csl": csl}
    if isinstance(record, Refused):
        return {"refused": str(record.reason), "line": record.line, **({"title": record.title} if record.title else {})}
    if isinstance(record, Wanted):
        return {"wanted": [record.kind, record.value], "line": record.line}
    assert isinstance(record, Typed)
    return {"typed": record.text, "line": record.line}


def _hash(value: Any) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()
