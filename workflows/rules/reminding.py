"""When whom to remind of what is due. Pure: stages before and after a day, and which of them a day has reached."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Whom(StrEnum):
    """Evaluated by `actions.reminding`."""

    MEMBER = "member"  # whose task it is
    CHAIR = "chair"  # the chair of the board, and who started the review
    HANDLING_EDITOR = "handling_editor"
    MANAGING_EDITORS = "managing_editors"


@dataclass(frozen=True)
class Stage:
    """`after`: days after the due day, negative before it."""

    name: str
    after: int
    whom: Whom


# Silence is not consent, so somebody else hears of it in time to ask others.
OF_REVIEW = (
    Stage("review_soon", -3, Whom.MEMBER),
    Stage("review_due", 0, Whom.MEMBER),
    Stage("review_late", 2, Whom.MEMBER),
    Stage("review_escalated", 5, Whom.CHAIR),
)
# Of a task on a draft, as of a review.
OF_DRAFT_TASK = (
    Stage("task_soon", -3, Whom.MEMBER),
    Stage("task_due", 0, Whom.MEMBER),
    Stage("task_late", 2, Whom.MEMBER),
    Stage("task_escalated", 5, Whom.HANDLING_EDITOR),
)
# Of an invitation that nobody answered.
OF_ANSWER = (Stage("answer_late", 1, Whom.MEMBER), Stage("answer_escalated", 3, Whom.CHAIR))
# Of the statement of interests of the year: without one in force nobody signs.
OF_INTERESTS = (
    Stage("interests_soon", -30, Whom.MEMBER),
    Stage("interests_near", -7, Whom.MEMBER),
    Stage("interests_over", 1, Whom.MEMBER),
)
# S26: a page with a passed date carries a banner at once, leaves the index after 90 days and is retired after 365.
OF_RENEWAL = (
    Stage("renewal_soon", -60, Whom.HANDLING_EDITOR),
    Stage("renewal_near", -14, Whom.HANDLING_EDITOR),
    Stage("renewal_due", 0, Whom.HANDLING_EDITOR),
    Stage("renewal_late", 60, Whom.HANDLING_EDITOR),
    Stage("renewal_escalated", 60, Whom.MANAGING_EDITORS),
    Stage("retired_soon", 335, Whom.MANAGING_EDITORS),
)


def by_recipient(stages: Sequence[Stage]) -> Mapping[Whom, tuple[Stage, ...]]:
    """The stages of each, the latest first."""
    ordered = sorted(stages, key=lambda stage: -stage.after)
    return {
        whom: tuple(stage for stage in ordered if stage.whom is whom) for whom in dict.fromkeys(s.whom for s in stages)
    }


def reached(stages: Sequence[Stage], due_on: datetime.date, today: datetime.date) -> tuple[Stage, ...]:
    """The latest stage that has come for each recipient; what was missed before it is not made up for."""
    late = (today - due_on).days
    firsts = (next((s for s in ordered if s.after <= late), None) for ordered in by_recipient(stages).values())
    return tuple(stage for stage in firsts if stage is not None)
