"""Whether a change is minor (S21): the comparison classifies, not the person.

Minor are words, spelling, punctuation and emphasis of ordinary prose. Not minor is a changed number, unit, frequency,
drug, side, negation, direction, population, strength of advice, or anything in a box that warns; a heading; a citation.
Nor is what changes the meaning without a word of it: links (they send people elsewhere), the structure of tables and
spans (which dose is whose), images and what is said in their place, raised and lowered signs (10⁹ is no 109), the kind,
order and depth of lists (steps), boxes, the pairing of question and answer; and passages that came, went or moved,
because what stands around a sentence is part of what it says. Emphasis is not minor where it lies on one of those words:
"do **not**" is written so for a reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.comparison.amounts import figure
from articles.text.comparison.changes import Badge, Change, ChangeKind, Detail, DetailKind
from articles.text.comparison.concerns import concerns
from articles.text.quantities import located

_EMPHASIS = frozenset({DetailKind.EMPHASIS_GAINED, DetailKind.EMPHASIS_LOST})
_MINOR = frozenset({DetailKind.LINE_BREAKS, DetailKind.CELL})
_PASSAGE = frozenset({"added", "removed", "moved"})

Reason = Badge | Detail | ChangeKind


@dataclass(frozen=True, slots=True)
class Classification:
    """Why a change is not minor, each reason once, as badges, details, and "added", "removed" or "moved" for passages."""

    reasons: tuple[Reason, ...]

    @property
    def is_minor(self) -> bool:
        return not self.reasons


def classification(changes: Iterable[Change]) -> Classification:
    return Classification(tuple(dict.fromkeys(reason for change in changes for reason in _reasons(change))))


def _reasons(change: Change) -> Iterator[Reason]:
    yield from change.badges
    yield from (detail for detail in change.details if not _is_minor(detail))
    if change.kind in _PASSAGE:
        yield change.kind


def _is_minor(detail: Detail) -> bool:
    if detail.kind in _EMPHASIS:
        return not any(figure(token) or concerns(token.text) for token in located(detail.words))
    return detail.kind in _MINOR
