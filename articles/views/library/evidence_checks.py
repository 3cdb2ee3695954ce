"""What checks notice of an article's evidence, for the page of its citations: worst first, by kind, seven at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.models import Article, Reference, ReferenceMark, ReferenceType, Text
from articles.references.provenance import is_preprint, is_self_published, issuing_body
from articles.text.evidence_checks import Ages, Finding, Work, findings
from articles.text.evidence_kinds import Kind

AT_A_TIME = 7


@dataclass(frozen=True)
class Where:
    """A section of a text, and where it is edited."""

    audience: str | Promise
    heading: str
    url: str


@dataclass(frozen=True)
class Line:
    kind: Kind
    subject: str
    advice: str
    places: tuple[Where, ...]


@dataclass(frozen=True)
class Checks:
    """`tally` counts all of a kind, `groups` holds what stands on this page."""

    page: Page[Line]
    groups: tuple[tuple[Kind, tuple[Line, ...]], ...]
    tally: tuple[tuple[str, int], ...]


def checks_of(article: Article, texts: Mapping[str, Text], references: Sequence[Reference], *, page: str) -> Checks:
    """Of the texts as they are saved; one query, and that only where a guideline has a number."""
    ages = Ages(settings.OLD_WORK_YEARS, settings.OLD_GUIDELINE_YEARS)
    words = {audience: f"{text.summary}\n{text.body}" for audience, text in texts.items()}
    found = findings(words, _works(references), year=timezone.localdate().year, ages=ages)
    lines = [_line(article, finding) for finding in found]
    shown = Paginator(lines, AT_A_TIME).get_page(page)
    groups = tuple((kind, tuple(group)) for kind, group in groupby(shown.object_list, key=lambda line: line.kind))
    counted = Counter(line.kind for line in lines)
    return Checks(shown, groups, tuple((kind.label, counted[kind]) for kind in Kind if counted[kind]))


def _line(article: Article, finding: Finding) -> Line:
    places = tuple(
        Where(
            Audience(place.audience).label,
            place.heading,
            reverse("desk:article_edit", args=(article.pk, place.audience)),
        )
        for place in finding.places
    )
    return Line(finding.kind, finding.subject or _("The whole text"), finding.advice, places)


def _works(references: Sequence[Reference]) -> list[Work]:
    newer = _newer_guidelines(references)
    return [
        Work(
            key=row.key,
            title=row.title,
            year=_year(row),
            mark=row.mark if row.mark != ReferenceMark.CORRECTED else "",
            is_guideline=row.type == ReferenceType.GUIDELINE,
            is_preprint=is_preprint(row.csl, doi=row.doi, label=row.label),
            is_self_published=is_self_published(
                row.csl, type=row.type, url=row.url, guideline=row.guideline, doi=row.doi, pmid=row.pmid
            ),
            superseded_by=newer.get(row.pk, ""),
        )
        for row in references
    ]


def _newer_guidelines(references: Sequence[Reference]) -> dict[int, str]:
    """Works whose number a newer edition of the same body has, which the library knows: its title and year."""
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
