"""What is weak in the evidence of a draft, as flags: kept, answered and frozen as those of the other checks are.

The rules are in `articles.text.evidence_checks`. That a work is never cited is no matter of a text: the page of citations says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from django.conf import settings
from django.utils import timezone

from articles.audiences import Audience
from articles.cited_works import newer_guidelines, works
from articles.models import Article, Reference
from articles.text import evidence_kinds
from articles.text.citations import numbering
from articles.text.consistency import Flag, Kind, Passage, Severity
from articles.text.consistency.statements import reading
from articles.text.evidence_checks import Ages, Finding, Work, findings
from articles.text.evidence_places import Spot

Words = Mapping[Audience, str]

# Only what readers could come to harm by, and what can be told for sure, has to be answered.
SEVERITIES: Final[Mapping[Kind, Severity]] = {
    Kind.RETRACTED: Severity.MUST_ANSWER,
    Kind.CONCERN: Severity.WORTH_A_LOOK,
    Kind.UNSOURCED_DOSE: Severity.WORTH_A_LOOK,
    # No answer lets it pass: it is refused at submission.
    Kind.SELF_PUBLISHED_DOSE: Severity.WORTH_A_LOOK,
    Kind.SINGLE_SOURCE_DOSE: Severity.NOTE,
    Kind.SUPERSEDED: Severity.WORTH_A_LOOK,
    Kind.PREPRINT: Severity.WORTH_A_LOOK,
    Kind.OLD: Severity.NOTE,
    Kind.UNCITED_SECTION: Severity.NOTE,
}
EVIDENCE: Final = frozenset(kind.value for kind in SEVERITIES)


def works_behind(article: Article, texts: Words) -> list[Work]:
    """Those on the article's list or cited by these texts; one query, and another where a guideline has a number."""
    keys = {*article.reference_keys, *numbering(list(texts.values()))}
    rows = list(Reference.objects.filter(key__in=keys).order_by("pk"))
    return works(rows, newer_guidelines(rows))


def weak_evidence(texts: Words, behind: Sequence[Work]) -> Iterator[tuple[Audience, Flag]]:
    """A flag for each text in which something was noticed, at the words that it is about."""
    ages = Ages(settings.OLD_WORK_YEARS, settings.OLD_GUIDELINE_YEARS)
    words = {audience.value: html for audience, html in texts.items()}
    for finding in findings(words, behind, year=timezone.localdate().year, ages=ages):
        if finding.kind is not evidence_kinds.Kind.NEVER_CITED:
            for spot in finding.spots:
                yield Audience(spot.audience), _flag(finding, spot, texts[Audience(spot.audience)])


def _flag(finding: Finding, spot: Spot, html: str) -> Flag:
    kind = Kind(finding.kind.value)
    values = (("subject", finding.subject), ("detail", finding.detail))
    return Flag(kind, SEVERITIES[kind], _passage(spot, html), Passage(0), values)


def _passage(spot: Spot, html: str) -> Passage:
    """With the section as the other checks number it, so that flags of one section stand together."""
    for statement in reading(html).of_block.get(spot.block, ()):
        return Passage(0, spot.block, spot.words, statement.section, statement.section_number)
    return Passage(0, spot.block, spot.words)
