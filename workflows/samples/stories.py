"""What happened to the sample articles after their first version, each step through the actions that people use."""

from __future__ import annotations

import datetime
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.utils import timezone

from articles.models import DeskRole, NoticeKind, Person, Version
from articles.publishing.hiding import passages
from articles.refusals import Refusal
from workflows import actions
from workflows.actions.record.auditing import Audit
from workflows.credentials import Credential
from workflows.models import Checklist, Meeting, Review
from workflows.models.checklist import Ticked
from workflows.record.inspection import drawn
from workflows.samples.cast import FOLDER, PASSWORD, Cast, read_toml
from workflows.samples.steps import change, disclose, publish, review, sign

# A meeting is called for a moment to come and closed after it: the shortest that is enough, and longer where a machine has much to do.
NOTICES = tuple(datetime.timedelta(seconds=seconds) for seconds in (0.3, 3, 30))


def tell(cast: Cast, *, plexopathy: Version, anaemia: Version, gout: Review) -> None:
    """Both versions are live, the review is open."""
    stories = read_toml("stories.toml")
    put_right(anaemia, cast, stories["anaemia"])
    change(plexopathy.article, stories["plexopathy"]["change_note"], stories["plexopathy"]["answers"])
    meet(gout, cast, stories["meeting"])
    audit(cast, stories["audit"])


def put_right(first: Version, cast: Cast, story: Mapping[str, Any]) -> None:
    """A passage is hidden, looked at by another person, written anew, reviewed, and owned up to."""
    chair, managing_editor = cast.of("chair"), cast.of(DeskRole.MANAGING_EDITOR)
    block = next(found.key for found in passages(first, "patient") if story["passage"] in found.text)
    emergency = actions.hide_passage(
        first, by=first.article.handling_editor, audience="patient", block=block, reason=story["hidden_because"]
    )
    actions.review_emergency(emergency, by=chair, was_right=story["hiding_was_right"], note=story["looked_at"])
    second = change(first.article, story["change_note"], story["answers"])
    judge(review(second, cast), cast, story)
    actions.post_notice(
        publish(second),
        by=managing_editor,
        kind=NoticeKind.CORRECTION,
        sentence=story["correction"],
        reason=story["corrected_because"],
    )


def judge(opened: Review, cast: Cast, story: Mapping[str, Any]) -> None:
    """One member answers on paper, one ticks the checklist of the role; then two sign."""
    paper = story["paper"]
    actions.enter_paper_review(
        opened,
        by=cast.of(DeskRole.MANAGING_EDITOR),
        person=cast.people[paper["person"]],
        paper=actions.OnPaper(timezone.localdate(), paper["said"], (FOLDER / "paper-review.pdf").read_bytes()),
    )
    pharmacist = cast.of("pharmacist")
    disclose(opened, pharmacist)
    questions = Checklist.objects.get(board=opened.board, role="pharmacist").questions
    answers = [Ticked(question, **answer) for question, answer in zip(questions, story["checklist"], strict=True)]
    actions.answer_checklist(opened, by=pharmacist, answers=answers)
    sign(opened, cast)


def meet(opened: Review, cast: Cast, story: Mapping[str, Any]) -> None:
    """A meeting about the open review; it takes a third of a second."""
    chair = cast.of("chair")
    meeting = _called(opened, chair, story["place"])
    time.sleep(max(0.0, (meeting.starts_at - timezone.now()).total_seconds()))
    came = {cast.people[key].pk for key in story["came"]}
    noted = {meeting.items.get().pk: story["noted"]}
    actions.close_meeting(meeting, by=chair, minutes=actions.Minutes(came, noted, story["words"]))


def _called(opened: Review, chair: Person, place: str) -> Meeting:
    def called(notice: datetime.timedelta) -> Meeting:
        starts_at = timezone.now() + notice
        return actions.call_meeting(opened.board, by=chair, starts_at=starts_at, reviews=[opened], place=place)

    for notice in NOTICES[:-1]:
        with suppress(Refusal):
            return called(notice)
    return called(NOTICES[-1])


def audit(cast: Cast, story: Mapping[str, Any]) -> None:
    """The auditor went through the events of a drawn sample and signed what came of it."""
    auditor, today = cast.of(DeskRole.AUDITOR), timezone.localdate()
    sample = {name: story[name] for name in ("size", "seed")}
    stated = Audit(today, today, drawn(**sample), **sample, result=story["result"], findings=story["findings"])
    actions.review_audit_trail(stated, by=auditor, given=Credential(PASSWORD, auditor.email))
