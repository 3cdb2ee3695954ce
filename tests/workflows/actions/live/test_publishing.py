"""What was approved goes live, at its time, once; nothing else does."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from articles import actions as desk
from articles.models import Basis, Event, PageChange, Person, Publication, Version
from articles.refusals import Refusal
from tests.universe import ask, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board
from workflows.work import publications_due


def test_approval_alone_shows_nothing_until_the_clock_comes_by(approved_version: Version) -> None:
    assert not Publication.objects.live().exists()
    assert list(publications_due()) == [approved_version.publications.get().pk]


def test_due_publication_goes_live_and_owes_its_pages(approved_version: Version) -> None:
    publication = actions.publish_due(approved_version.publications.get().pk)

    assert publication.is_live
    assert list(publications_due()) == []
    assert PageChange.objects.count() == 1


def test_publishing_twice_does_nothing_the_second_time(publication: Publication) -> None:
    events = Event.objects.count()

    again = actions.publish_due(publication.pk)

    assert again.live_from == publication.live_from
    assert (Event.objects.count(), PageChange.objects.count()) == (events, 1)


def test_publication_waits_for_its_date(approved_version: Version) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    due = Publication.objects.due(tomorrow)

    assert due.count() == 1
    assert Publication.objects.due(timezone.now() - datetime.timedelta(days=1)).count() == 0


def test_what_is_live_stays_live_while_the_next_version_is_under_review(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    article = publication.article
    write(article, "patient", '<p>New words.<cite data-key="doe-2020"></cite></p>', by=editor)
    second = submit_again(article, by=editor, change_note="new words")
    review = ask(second, managing_editor, board, chair, pharmacist)
    assert [p.version.number for p in Publication.objects.live()] == [1]

    for person in (chair, pharmacist):
        actions.disclose(review, by=person, answer=Answer.NONE)
        sign(review, person)
    actions.publish_due(second.publications.get().pk)

    assert [p.version.number for p in Publication.objects.live()] == [2]
    assert Publication.objects.get(version__number=1).ended_as == "replaced"
    assert second.content.previous_approved == publication.version.digest


def test_retired_version_is_not_live_and_can_be_published_again(
    publication: Publication, managing_editor: Person
) -> None:
    actions.retire(publication.version, by=managing_editor, reason="Out of date.")
    assert not Publication.objects.live().exists()

    actions.publish(publication.version, by=managing_editor, reason="Checked: still right.")

    assert Publication.objects.live().count() == 1


@pytest.mark.parametrize("action", [actions.publish, actions.retire])
def test_editor_neither_publishes_nor_retires(publication: Publication, editor: Person, action: object) -> None:
    with pytest.raises(PermissionDenied):
        action(publication.version, by=editor, reason="?")  # type: ignore[operator]


def test_s03_pending_page_is_refused_unless_switched_on(submitted_version: Version, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="switched off"):
        actions.show_pending(submitted_version, by=managing_editor, reason="urgent")

    assert not Publication.objects.exists()


def test_s03_pending_page_leaves_the_patient_text_out(
    submitted_version: Version, managing_editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True

    publication = actions.show_pending(submitted_version, by=managing_editor, reason="urgent")

    assert (publication.basis, publication.audiences) == (Basis.PENDING, ["clinician"])
    assert publication.review_statement == {}


def test_pending_page_goes_when_the_version_is_withdrawn(
    submitted_version: Version, managing_editor: Person, editor: Person, settings: Settings
) -> None:
    settings.PENDING_PAGES = True
    actions.show_pending(submitted_version, by=managing_editor, reason="urgent")

    actions.withdraw(submitted_version, by=editor, reason="wrong")

    assert not Publication.objects.live().exists()


def test_publishing_again_does_not_move_the_day_of_the_review(
    publication: Publication, managing_editor: Person, time_machine: TimeMachineFixture
) -> None:
    reviewed = publication.last_reviewed
    actions.retire(publication.version, by=managing_editor, reason="Out of date.")
    time_machine.move_to(timezone.now() + datetime.timedelta(days=40))

    again = actions.publish(publication.version, by=managing_editor, reason="Checked: still right.")

    assert (again.last_reviewed, again.review_due) == (reviewed, publication.review_due)


def test_version_that_cannot_be_shown_does_not_replace_what_is_live(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    article = publication.article
    details = desk.Details(
        title=article.title, language="xx", audiences=["patient", "clinician"], population=["adults"]
    )
    desk.save_details(article, by=editor, details=details, base_revision=article.revision + 1)
    second = submit_again(article, by=editor, change_note="another language")
    review = ask(second, managing_editor, board, chair, pharmacist)
    for person in (chair, pharmacist):
        actions.disclose(review, by=person, answer=Answer.NONE)
        sign(review, person)

    held = actions.publish_due(second.publications.get().pk)

    assert (held.is_live, held.held_why[:41]) == (False, "Words of the page are missing in “xx”. %(")
    assert [p.version.number for p in Publication.objects.live()] == [1]


def test_version_that_waits_for_its_date_gives_way_to_the_next_that_is_approved(
    submitted_version: Version,
    managing_editor: Person,
    editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
) -> None:
    next_month = timezone.now() + datetime.timedelta(days=30)
    approve(submitted_version, managing_editor, board, chair, pharmacist, publish_at=next_month)
    write(submitted_version.article, "patient", "<p>Most get better in 8 weeks.</p>", by=editor)
    second = submit_again(submitted_version.article, by=editor, change_note="8 weeks")

    approve(second, managing_editor, board, chair, pharmacist)

    rows = Publication.objects.order_by("pk").values_list("version__number", "ended_as", "end_reason")
    assert list(rows) == [(1, "cancelled", "version 2 is approved"), (2, "", "")]
    assert actions.publish_due(Publication.objects.latest("pk").pk).is_live


def approve(
    version: Version, by: Person, board: Board, *members: Person, publish_at: datetime.datetime | None = None
) -> None:
    due = timezone.localdate() + datetime.timedelta(days=14)
    review = actions.start_review(version, by=by, board=board, members=members, due_on=due, publish_at=publish_at)
    for person in members:
        actions.disclose(review, by=person, answer=Answer.NONE)
        sign(review, person)
