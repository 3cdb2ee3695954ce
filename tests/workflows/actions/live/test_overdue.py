"""S26: a page whose review is a year overdue is retired by the clock; review dates follow the risk."""

from __future__ import annotations

import datetime

import pytest
import time_machine

from articles import actions as desk
from articles import owed
from articles.models import Article, Ending, Event, Notice, Person, Publication, Status
from articles.text.doses import has_dose
from tests.universe import ask, sign
from workflows import actions
from workflows.actions.live.overdue import retire_overdue
from workflows.models import Answer, Board


@pytest.fixture
def live(approved_version: object) -> Publication:
    owed.sweep("publish")
    return Publication.objects.get()


def days_after(live: Publication, days: int) -> time_machine.travel:
    assert live.review_due is not None
    noon = datetime.datetime.combine(live.review_due, datetime.time(12), tzinfo=datetime.UTC)
    return time_machine.travel(noon + datetime.timedelta(days=days))


def test_s26_a_year_after_its_review_date_a_page_is_retired_behind_a_notice(live: Publication) -> None:
    with days_after(live, 365):
        in_time = owed.sweep("overdue pages")
    with days_after(live, 366):
        owed.sweep("overdue pages")
        again = owed.sweep("overdue pages")

    live.refresh_from_db()
    notice = Notice.objects.get()
    event = Event.objects.filter(kind="retire").get()
    assert (in_time, again) == (0, 0)
    assert (live.ended_as, live.version.status) == (Ending.RETIRED, Status.APPROVED)
    assert notice.sentence == f"Its review was due on {live.review_due:%-d %B %Y} and has not been done."
    assert event.actor == Person.objects.system()


def test_s26_retiring_twice_retires_once(live: Publication) -> None:
    with days_after(live, 400):
        first, second = retire_overdue(live.pk), retire_overdue(live.pk)

    assert (first == live, second) == (True, None)
    assert Notice.objects.count() == 1


def approve(draft: Article, board: Board, editor: Person, managing_editor: Person, *members: Person) -> Publication:
    version = actions.submit(draft, by=editor, change_note="")
    review = ask(version, managing_editor, board, *members)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)
    return Publication.objects.get()


@pytest.mark.parametrize(("names_dose", "days"), [(True, 365), (False, 730)])
def test_s26_a_text_with_doses_is_reviewed_every_year_whatever_the_rule_says(
    names_dose: bool,
    days: int,
    draft: Article,
    board: Board,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
) -> None:
    rule = board.approval_rules.get()
    rule.data = {**rule.data, "reviewed_again_after_days": 730}
    rule.record(by=editor, reason="every two years")
    text = draft.texts.get(audience="clinician")
    assert has_dose(text.body)
    if not names_dose:
        body = text.body.replace("at 300 mg daily", "slowly")
        desk.save_text(
            text, by=editor, summary=text.summary, body=body, description=text.description, base_revision=text.revision
        )

    publication = approve(draft, board, editor, managing_editor, chair, pharmacist)

    assert publication.last_reviewed is not None
    assert publication.review_due == publication.last_reviewed + datetime.timedelta(days=days)
