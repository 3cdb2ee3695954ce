"""Works of the library as the checks of the evidence want them: who stands behind each, what became of it, and what took its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from articles.models import Reference, ReferenceMark, ReferenceType
from articles.references.provenance import is_preprint, issuing_body
from articles.text.evidence_checks import Work


def works(references: Iterable[Reference], newer: Mapping[int, str] | None = None) -> list[Work]:
    """No query. `newer`: what took the place of a work, by its primary key."""
    return [
        Work(
            key=row.key,
            title=row.title,
            year=_year(row),
            mark=row.mark if row.mark != ReferenceMark.CORRECTED else "",
            is_guideline=row.type == ReferenceType.GUIDELINE,
            is_preprint=is_preprint(row.csl, doi=row.doi, label=row.label),
            is_self_published=row.is_self_published,
            superseded_by=(newer or {}).get(row.pk, ""),
        )
        for row in references
    ]


def newer_guidelines(references: Sequence[Reference]) -> dict[int, str]:
    """Of works whose number a newer edition of the same body has, which the library knows: its title and year. One query, or none."""
    numbered = [row for row in references if row.guideline and issuing_body(row.csl)]
    if not numbered:
        return {}
    editions = Reference.objects.filter(guideline__in={row.guideline for row in numbered})
    newest = _newest(editions.exclude(mark=ReferenceMark.RETRACTED))
    found = {row.pk: newest.get(_edition(row)) for row in numbered}
    return {
        row.pk: f"{newer.title} ({newer.year})"
        for row in numbered
        if (newer := found[row.pk]) is not None and _year(newer) > _year(row) > 0
    }


def _newest(editions: Iterable[Reference]) -> dict[tuple[str, str], Reference]:
    return {_edition(row): row for row in sorted(editions, key=_year)}


def _edition(row: Reference) -> tuple[str, str]:
    return row.guideline, issuing_body(row.csl)


def _year(row: Reference) -> int:
    return int(row.year) if row.year.isascii() and row.year.isdecimal() else 0
