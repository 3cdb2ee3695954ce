"""What checks notice of an article's evidence, for the page of its citations: worst first, by kind, seven at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.cited_works import newer_guidelines, works
from articles.flagging import EVIDENCE
from articles.models import Article, Flag, Reference, Text
from articles.text.evidence_checks import Ages, Finding, findings
from articles.text.evidence_kinds import Kind

AT_A_TIME = 7
# Kind, subject and detail.
About = tuple[str, str, str]


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
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Checks:
    """`tally` counts all of a kind, `groups` holds what stands on this page."""

    page: Page[Line]
    groups: tuple[tuple[Kind, tuple[Line, ...]], ...]
    tally: tuple[tuple[str, int], ...]


def checks_of(article: Article, texts: Mapping[str, Text], references: Sequence[Reference], *, page: str) -> Checks:
    """Of the texts as they are saved; one query for the flags, and one where a guideline has a number."""
    ages = Ages(settings.OLD_WORK_YEARS, settings.OLD_GUIDELINE_YEARS)
    words = {audience: f"{text.summary}\n{text.body}" for audience, text in texts.items()}
    found = findings(words, works(references, newer_guidelines(references)), year=timezone.localdate().year, ages=ages)
    flags = _flags(article)
    lines = [_line(article, finding, flags) for finding in found]
    shown = Paginator(lines, AT_A_TIME).get_page(page)
    groups = tuple((kind, tuple(group)) for kind, group in groupby(shown.object_list, key=lambda line: line.kind))
    counted = Counter(line.kind for line in lines)
    return Checks(shown, groups, tuple((kind.label, counted[kind]) for kind in Kind if counted[kind]))


def _flags(article: Article) -> dict[About, list[Flag]]:
    """What the checks keep about the same things, with the answers that were given."""
    found: dict[About, list[Flag]] = {}
    rows = article.flags.standing().filter(kind__in=EVIDENCE).select_related("answered_by")
    for flag in rows:
        values = flag.data["values"]
        found.setdefault((flag.kind, values["subject"], values["detail"]), []).append(flag)
    return found


def _line(article: Article, finding: Finding, flags: Mapping[About, Sequence[Flag]]) -> Line:
    places = tuple(
        Where(
            Audience(place.audience).label,
            place.heading,
            reverse("desk:article_edit", args=(article.pk, place.audience)),
        )
        for place in finding.places
    )
    about = tuple(flags.get((finding.kind.value, finding.subject, finding.detail), ()))
    return Line(finding.kind, finding.subject or _("The whole text"), finding.advice, places, about)
